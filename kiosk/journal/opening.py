"""What a start does about the file: make it, check it, or put another in its place.

The cost does not grow with the journal: entry 1, the newest entries and the next ones to ship are looked at.
Everything is looked at only where damage was met since the last start.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection

from kiosk.domain.entries import JournalOpened, entry_of
from kiosk.domain.records import dataclass
from kiosk.journal.build import build, is_whole
from kiosk.journal.chain import BEGINNING, Link
from kiosk.journal.connect import connect_reader, roll_back
from kiosk.journal.errors import JournalRefusedError
from kiosk.journal.files import (
    mending_is_asked,
    mending_is_done,
    new_of,
    put_in_place,
    remove,
    set_aside,
    set_aside_companions,
)
from kiosk.journal.newest import head, identity, kept_after, watermark
from kiosk.journal.schema import is_header
from kiosk.journal.sqlite_errors import SQLITE_ERRORS, cause, is_half_written, is_out_of_reach, sentence
from kiosk.journal.strangers import first_bytes, refuse_a_newer_one, stranger_at
from kiosk.journal.verify import fault_of_identity, fault_of_rules, follow, verify

_LOOKED_AT = 64  # of the newest entries, and of the next ones to ship


@dataclass(frozen=True)
class Wanted:
    """The journal that the caller means to have; `at` is now, floored to the privacy step.

    `is_ours`: a kiosk has run on this path before, so that what is no journal there has replaced one.
    """

    device: str
    simulated: bool
    at: datetime
    is_ours: bool


def prepare(path: Path, wanted: Wanted) -> None:
    """Leave a sound journal of this device at `path`; the caller holds the owner's lock.

    Raises JournalRefusedError where the file is another program's, a newer version's or of the other kind
    (real or simulated), JournalWriteError where the disk refuses. Whatever happens, every confirmed entry
    stays in the journal or in a file that is set aside.
    """
    try:
        _finish_replacement(path)
        if not path.exists():
            build(path, _opening(wanted))
            put_in_place(path)
            return
        damage = _damage_of(path, wanted)
        if damage:
            _salvage(path, wanted, damage)
        else:
            _enrol_if_renamed(path, wanted)
        mending_is_done(path)
    except SQLITE_ERRORS as error:
        raise JournalRefusedError(sentence(error, path)) from error
    except OSError as error:
        reason = error.strerror or error
        raise JournalRefusedError(f"{path} can't be replaced ({reason}): close what reads it.") from error


def _finish_replacement(path: Path) -> None:
    """A crash between two renames leaves the new journal without its name."""
    if not path.exists() and new_of(path).exists() and is_whole(path):
        set_aside_companions(path)
        put_in_place(path)
    remove(new_of(path))


def _damage_of(path: Path, wanted: Wanted) -> str | None:
    """What is damaged, in one sentence; raises JournalRefusedError for a stranger's file."""
    try:
        return _damage_found(path, wanted)
    except SQLITE_ERRORS as error:
        if not is_half_written(error):
            raise
        roll_back(path)  # of the one write without a WAL: that which gives a new file its WAL
        return _damage_found(path, wanted)


def _damage_found(path: Path, wanted: Wanted) -> str | None:
    connection = connect_reader(path, text=bytes)
    try:
        stranger = stranger_at(path, connection)
        if stranger and not wanted.is_ours:
            raise JournalRefusedError(stranger)
        if stranger:
            return "Something else was put in the journal's place."
        refuse_a_newer_one(path, connection)
        if not is_header(first_bytes(path)):
            return "The file's header was changed."
        if mending_is_asked(path):
            found = verify(connection)
            if found.damaged:
                return found.faults[-1]
        return _fault_at_the_ends(connection)
    except SQLITE_ERRORS as error:
        if is_out_of_reach(error):
            raise
        return f"The file is damaged: {cause(error)}."
    finally:
        connection.close()


def _fault_at_the_ends(connection: Connection) -> str | None:
    """What is wrong with the file's own rules, entry 1, the newest entries or the next ones to ship."""
    connection.exec_driver_sql("SELECT newest_day FROM gap").one()  # damage that a report would meet
    last, oldest = head(connection).seq, kept_after(connection).seq + 1
    waiting = max(watermark(connection) + 1, oldest)
    return (
        fault_of_rules(connection)
        or fault_of_identity(connection)
        or _fault_within(connection, max(last - _LOOKED_AT, oldest), last)
        or _fault_within(connection, waiting, min(waiting + _LOOKED_AT, last))
    )


def _fault_within(connection: Connection, first: int, last: int) -> str | None:
    if first > last:
        return None
    before = connection.exec_driver_sql("SELECT seq, hash FROM journal WHERE seq = ?", (first - 1,)).first()
    _, fault = follow(connection, Link(*before) if before else kept_after(connection), last)
    return fault


def _salvage(path: Path, wanted: Wanted, damage: str) -> None:
    """Put a new journal in the place of a damaged one, with what the hashes vouch for."""
    from kiosk.journal.carry import left_behind, salvaged  # noqa: PLC0415 - of damage alone
    from kiosk.journal.salvage import Wreck  # noqa: PLC0415

    with Wreck(path) as wreck:
        line = wreck.first_line()
        former = entry_of(line) if line else None
        if isinstance(former, JournalOpened):
            _refuse_the_other_kind(path, former, wanted)
            first = _opening(wanted, former, wreck.newest_vouched)
            prints = wreck.prints() if former.device == wanted.device else []
            missing = wreck.missing_until(wanted.at.date())
            build(path, first, salvaged(wreck, wanted.at, damage), prints=prints, missing_until=missing)
        else:
            lines = left_behind(wreck, wanted.at, damage)
            build(path, _opening(wanted), lines, missing_until=wanted.at.date())
    set_aside(path, "damaged")
    put_in_place(path)


def _enrol_if_renamed(path: Path, wanted: Wanted) -> None:
    """Put a new journal in the place of one that belongs to the device's former name."""
    connection = connect_reader(path)
    try:
        former = identity(connection)
        _refuse_the_other_kind(path, former, wanted)
        if former.device == wanted.device:
            return
        from kiosk.journal.carry import enrolled, missing_after  # noqa: PLC0415 - once in a device's life

        first = _opening(wanted, former, head(connection))
        lines = enrolled(connection, wanted.at, former.device)
        build(path, first, lines, missing_until=missing_after(connection, wanted.at.date()))
    finally:
        connection.close()
    set_aside(path, "former")
    put_in_place(path)


def _opening(wanted: Wanted, former: JournalOpened | None = None, through: Link = BEGINNING) -> JournalOpened:
    named = (
        {"journal": former.journal, "through": through.seq, "hash": through.hash.hex()} if former else None
    )
    return JournalOpened(
        at=wanted.at,
        journal=str(uuid4()),
        device=wanted.device,
        simulated=wanted.simulated,
        continues=named,
    )


def _refuse_the_other_kind(path: Path, found: JournalOpened, wanted: Wanted) -> None:
    if found.simulated and not wanted.simulated:
        raise JournalRefusedError(
            f"{path} holds simulated ballots: start with --training, or give journal.path another name."
        )
    if wanted.simulated and not found.simulated:
        raise JournalRefusedError(
            f"{path} holds real ballots, not to be mixed with simulated ones: give journal.path another name."
        )
