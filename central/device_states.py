"""What a device may be found in, and how the database tells: as conditions over `devices` and `placings`."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, func, literal, select

from central.schema import devices, placings

LOST_HOURS = 72  # a week-end and a holiday beside it
WAITING_SECONDS = 86_400
CLOCK_SECONDS = 120
QUIET_MINUTES = 120
_HOUR = 3600


class State(StrEnum):
    """What a device may be found in, several at a time; the most urgent first."""

    EVIDENCE = "evidence"  # an entry was rewritten, or a journal forked: somebody must ask why
    FAULT = "fault"  # it names a fault of its own
    LOST = "lost"  # not heard of for three days
    WAITING = "waiting"  # it holds entries that are older than a day
    SILENT = "silent"  # shift open, no ballot for two office hours while others of its agency have some
    CLOCK = "clock"  # its clock is wrong by more than two minutes
    INCOMPLETE = "incomplete"  # gaps, or lines that are not understood
    NEW = "new"  # enrolled, never heard of
    REVOKED = "revoked"  # may send nothing
    FINE = "fine"  # none of these


def conditions(now: datetime, today: date) -> dict[State, ColumnElement[bool]]:
    """By state: that a device is in it at this moment, over a query that has its placing of `today`."""
    problems = _problems(int(now.timestamp()), today)
    return {**problems, State.FINE: and_(*(~condition for condition in problems.values()))}


def _problems(seconds: int, today: date) -> dict[State, ColumnElement[bool]]:
    works = ~devices.c.revoked
    heard = and_(works, devices.c.contact_hour.is_not(None))
    return {
        State.EVIDENCE: devices.c.rewrites + devices.c.forks > 0,
        State.FAULT: and_(works, devices.c.faults.is_not(None)),
        State.LOST: and_(heard, devices.c.contact_hour < seconds // _HOUR - LOST_HOURS),
        State.WAITING: and_(
            heard, func.coalesce(devices.c.waiting_since, seconds) < seconds - WAITING_SECONDS
        ),
        State.SILENT: and_(heard, _silent(seconds, today)),
        State.CLOCK: and_(heard, func.abs(func.coalesce(devices.c.clock_offset, 0)) > CLOCK_SECONDS),
        State.INCOMPLETE: devices.c.gaps + devices.c.odd_lines > 0,
        State.NEW: and_(works, devices.c.contact_hour.is_(None)),
        State.REVOKED: devices.c.revoked,
    }


def _silent(seconds: int, today: date) -> ColumnElement[bool]:
    """That others of its agency had ballots in the hours in which it had none: the office was open."""
    other, theirs = devices.alias(), placings.alias()
    others_vote = exists(
        select(literal(1))
        .select_from(other.join(theirs, theirs.c.device == other.c.device))
        .where(
            theirs.c.agency == placings.c.agency,
            theirs.c.valid_from <= today,
            theirs.c.valid_to >= today,
            other.c.device != devices.c.device,
            ~other.c.training,
            other.c.last_ballot >= seconds - QUIET_MINUTES * 60,
        )
    )
    return and_(
        ~devices.c.training,
        func.coalesce(devices.c.shift_open, False),
        func.coalesce(devices.c.quiet_minutes, 0) >= QUIET_MINUTES,
        devices.c.contact_hour >= seconds // _HOUR - 1,
        others_vote,
    )
