"""How the kiosk stands: what `kiosk check` finds quickly, and what shipping says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from kiosk.check import Subject, centre, clock, failed, file_system, journal, secrets
from kiosk.check.finding import Finding as Found
from kiosk.check.finding import State as Stand
from kiosk.check.finding import fault, good
from kiosk.check.journal_sentences import in_both
from kiosk.check.sync_faults import JOURNAL_CURE, of_fault
from kiosk.cli.administration_lines import Lines, Stored, Verified
from kiosk.cli.administration_numbers import counted
from kiosk.config import Config, Message
from kiosk.journal import JournalReader, JournalReadError, Verification
from kiosk.secrets import SecretError, read_token
from kiosk.ui.administration import Finding, State, Status
from sync.status import Fault, SyncStatus

_STATES = {Stand.OK: State.GOOD, Stand.WARN: State.WARNING, Stand.FAULT: State.FAULT}
_WORST_FIRST = (State.FAULT, State.WARNING, State.GOOD)
_QUICK = (
    file_system.check_place,
    file_system.check_room,
    clock.check,
    secrets.check_rights,
    secrets.check_pins,
    journal.check,
)


def finding_of(found: Found, language: str) -> Finding:
    """A finding of `kiosk check` for the screen."""
    cure = found.cure.text(language) if found.cure else ""
    return Finding(_STATES[found.state], _begun(found.what.text(language)), cure)


def troubles_of(found: Iterable[Found], language: str) -> tuple[Finding, ...]:
    """Those with something to do, worst first."""
    troubles = [finding_of(one, language) for one in found if one.state is not Stand.OK]
    return tuple(sorted(troubles, key=lambda one: _WORST_FIRST.index(one.state)))


def status_of(
    subject: Subject, shipping: SyncStatus, verified: Verified | None, now: datetime, language: str
) -> Status:
    """Everything that the status page shows; what can't be read is told as a trouble."""
    config = subject.config
    found = (*_of_checks(subject), *_of_shipping(subject, shipping), *_of_chain(verified))
    lines, stored = Lines(now, language), _stored(config)
    return Status(
        troubles=troubles_of(found, language),
        shipping=lines.of_shipping(config, shipping, stored),
        machine=lines.of_machine(config, stored, verified),
    )


def findings_of(found: Verification) -> Iterator[Found]:
    """What a look at the whole journal says."""
    if found.sound:
        entries, seq = counted(found.entries), counted(found.head.seq)
        yield good(
            "journal",
            Message(
                f"Nhật ký nguyên vẹn: {entries.vi} mục khớp mã băm, đến mục {seq.vi}",
                f"The journal is whole: {entries.en} entries match their hashes, through entry {seq.en}",
            ),
        )
    for broken in found.faults:
        yield fault("journal", in_both(broken), JOURNAL_CURE)


def _stored(config: Config) -> Stored | None:
    try:
        with JournalReader(config.journal.path) as reader:
            acknowledged = reader.acknowledged_through()
            oldest = next((entry.at for _, entry in reader.entries(acknowledged)), None)
            return Stored(reader.head(), acknowledged, oldest)
    except JournalReadError:
        return None  # the checks tell it with its cure


def _of_checks(subject: Subject) -> Iterator[Found]:
    for check in _QUICK:
        try:
            yield from check(subject)
        except Exception as error:  # noqa: BLE001  the PC may be broken in any way
            yield failed("system", error)


def _of_shipping(subject: Subject, shipping: SyncStatus) -> Iterator[Found]:
    if shipping.fault is Fault.UNAUTHORISED:
        yield _unauthorised(subject)
    elif shipping.fault:
        busy = shipping.fault is Fault.BUSY
        yield of_fault("centre", shipping.fault, Stand.WARN if busy else Stand.FAULT)
    if shipping.clock_offset is not None:
        yield centre.of_clock(round(shipping.clock_offset))


def _unauthorised(subject: Subject) -> Found:
    """Why the centre does not take this device: often its token is missing or can't be read here."""
    config = subject.config
    try:
        enrolled = read_token(config.sync.token_file, subject.environment) is not None
    except SecretError as error:
        return fault("centre", error.what, error.cure)
    if enrolled:
        return of_fault("centre", Fault.UNAUTHORISED, Stand.FAULT)
    return fault("centre", *centre.not_enrolled(config))


def _of_chain(verified: Verified | None) -> Iterable[Found]:
    return findings_of(verified.found) if verified and not verified.found.sound else ()


def _begun(text: str) -> str:
    """A text that begins as sentences do; paths and addresses stay as they are."""
    first = text.partition(" ")[0]
    return text if "/" in first else text[:1].upper() + text[1:]
