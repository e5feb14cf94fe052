"""The rules by which a batch is taken: one transaction, and adding to a set is all that ever happens.

Acknowledged    the whole batch is held once the transaction has ended
NotHeld         the entry before the batch is not held: the sender looks for the last one that is
NotAllowedError the batch is another device's business, or mixes real and simulated
NotEnrolledError the device may send nothing any more

On PostgreSQL most batches go another way to the same end (`central.ingest_append`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from central import ballots, clock, devices, entries, findings, ids, journals, questionnaires
from central.devices import Device
from central.entries import Entry
from central.findings import Finding
from central.ingest_append import append
from central.journals import START, Journal, Point
from central.reading import Closing, Ended, Read, continued_by, read
from central.rollup import Sums
from central.store import Store
from kiosk.domain.entries import ClockStep, JournalOpened
from sync.wire import Batch


@dataclass(frozen=True)
class Acknowledged:
    """Everything up to this seq is held."""

    through: int
    added: int = 0


@dataclass(frozen=True)
class NotHeld:
    """The entry before the batch is not held; `known_through` is the highest seq that is, 0 if none."""

    known_through: int


class NotEnrolledError(Exception):
    """The device was revoked, or got another token, since it proved itself; the text is one sentence."""


class NotAllowedError(Exception):
    """A batch that this device must not send; the text is one sentence."""


def take(
    store: Store, device: Device, batch: Batch, *, now: datetime, by_network: bool = True
) -> Acknowledged | NotHeld:
    """Take a batch from a device that has proved to be `device`; durable when this returns.

    What comes by stick instead of the network was sent at another time, and tells nothing of the clock.
    Raises NotAllowedError, or NotEnrolledError where the device is it no longer; then nothing is kept.
    """
    header = batch.header
    if header.device != device.name:
        raise NotAllowedError(f"This token belongs to {device.name}, not to {header.device}.")
    hour = int(now.timestamp()) // 3600
    offset = round((header.sent_at - now).total_seconds()) if by_network else None
    journal_now = header.journal if header.health or batch.lines else None
    contact = devices.contact(journal_now, header.health, hour=hour, clock_offset=offset)
    if batch.lines and store.makes_trips and append(store, device, batch, contact, hour=hour):
        return Acknowledged(batch.through, len(batch.lines))
    with store.writing() as connection:
        if not devices.note_contact(connection, device, contact):
            raise NotEnrolledError(f"{device.name} was revoked or has another token: enrol it again.")
        journal = journals.lock(connection, header.journal)
        if journal is not None:
            _check_owner(journal, device)
        if not _holds_before(connection, journal, batch):
            return NotHeld(journal.head_seq if journal else 0)
        if not batch.lines:
            return Acknowledged(batch.through)
        journal = journal or journals.lock_or_create(connection, header.journal)
        _check_owner(journal, device)
        return Acknowledged(batch.through, _add(connection, journal, device, batch, hour=hour))


def _holds_before(connection: Connection, journal: Journal | None, batch: Batch) -> bool:
    """Whether what the kiosk still has before this batch is held; it has nothing before its kept_from."""
    header = batch.header
    if header.first == header.kept_from:
        return True
    before = Point(header.first - 1, header.prev)
    return journal is not None and entries.holds(connection, journal, before, down_to=header.kept_from)


def _check_owner(journal: Journal, device: Device) -> None:
    if journal.device not in (None, device.name):
        raise NotAllowedError(f"Journal {journal.journal} belongs to another device.")
    if journal.simulated not in (None, device.training):
        raise NotAllowedError(_mixed(device))


def _mixed(device: Device) -> str:
    if device.training:
        return f"{device.name} is enrolled for training: it may send simulated journals only."
    return f"{device.name} is not enrolled for training: it may not send a simulated journal."


def _claimed(connection: Connection, journal: Journal, device: Device) -> Journal:
    """The journal as that of the device which was the first to send something of it."""
    if journal.device is not None:
        return journal
    journals.change(connection, journal.no, {"device": device.name, "simulated": device.training})
    return replace(journal, device=device.name, simulated=device.training)


def _add(connection: Connection, journal: Journal, device: Device, batch: Batch, *, hour: int) -> int:
    """Add what of the batch is not held yet, and count it; return how many entries that was."""
    fresh, before = _fresh(connection, journal, batch)
    if not fresh:
        return 0
    journal = _claimed(connection, journal, device)
    reads = [read(entry) for entry in fresh]
    sums = Sums()
    journal = _joined(connection, sums, journal, device, reads)
    if before != journal.head:
        journal = _branched(connection, journal, fresh, before, hour=hour)
    entries.add(connection, fresh, hour=hour)
    entries.move_head(connection, journal, fresh[-1].point)
    _count(connection, sums, journal, reads, hour=hour)
    sums.write(connection)
    return len(fresh)


def _fresh(connection: Connection, journal: Journal, batch: Batch) -> tuple[list[Entry], Point]:
    """The entries of the batch that are not held, and the point before the first of them."""
    header = batch.header
    points = [Point(seq, digest) for seq, digest in enumerate(batch.hashes(), start=header.first)]
    held = entries.held_between(connection, journal, header.first, batch.through)
    fresh = [
        Entry(journal.no, point, line)
        for point, line in zip(points, batch.lines, strict=True)
        if point not in held
    ]
    before = Point(header.first - 1, header.prev)
    if fresh and fresh[0].point.seq > header.first:
        before = points[fresh[0].point.seq - header.first - 1]
    return fresh, before


def _joined(
    connection: Connection, sums: Sums, journal: Journal, device: Device, reads: Sequence[Read]
) -> Journal:
    """The journal in one family with those that it continues, if any of these entries names one.

    Not only its first entry does: what it carries on may begin with the opening of a journal never sent.
    """
    for one in reads:
        if isinstance(one.content, JournalOpened):
            if one.entry.point.seq == 1 and one.content.simulated != device.training:
                raise NotAllowedError(_mixed(device))
            continued = continued_by(one.content)
            if continued is not None:
                journal = _join(connection, sums, journal, continued[0])
    return journal


def _join(connection: Connection, sums: Sums, journal: Journal, continued: str) -> Journal:
    other = journals.lock_or_create(connection, continued)
    if other.family != journal.family:
        journals.join(connection, journal, other)
        journal = journals.lock_or_create(connection, journal.journal)
    ids.tangle(connection, journal)
    journal = replace(journal, tangled=True)
    ballots.count_once(connection, sums, journal)
    return journal


def _branched(
    connection: Connection, journal: Journal, fresh: Sequence[Entry], before: Point, *, hour: int
) -> Journal:
    """The journal ready for entries that do not follow its newest one."""
    ids.tangle(connection, journal)
    entries.fill_gaps(connection, journal, {entry.point for entry in fresh})
    if before != START and not entries.has(connection, journal, before):
        entries.mark_gap(connection, journal, before)
        findings.note(connection, journal.no, [before], Finding.GAP, hour=hour)
    elif entries.has_successor(connection, journal, before):
        findings.note(connection, journal.no, [before], Finding.FORK, hour=hour)
    return replace(journal, tangled=True)


def _count(connection: Connection, sums: Sums, journal: Journal, reads: Sequence[Read], *, hour: int) -> None:
    """Count what has been added: what came before under the same id is not counted again."""
    odd = [one.entry.point for one in reads if one.odd]
    findings.note(connection, journal.no, odd, Finding.ODD, hour=hour)
    if journal.tangled:
        reads, rewritten = ids.sort_out(connection, journal, reads)
        points = [one.entry.point for one in rewritten]
        findings.note(connection, journal.no, points, Finding.REWRITE, hour=hour)
    closings = [one.content for one in reads if isinstance(one.content, Closing)]
    ballots.count(connection, sums, journal, closings)
    ended = [one.content for one in reads if isinstance(one.content, Ended)]
    ballots.count_shifts(connection, journal, ended)
    questionnaires.add(connection, reads)
    for one in reads:
        if isinstance(one.content, ClockStep):
            clock.step(connection, sums, journal, one.entry, one.content.seconds)
