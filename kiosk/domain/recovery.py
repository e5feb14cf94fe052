"""What a start writes: what a crash left open is closed, and today's shift goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from kiosk.domain.ballot import interrupted
from kiosk.domain.entries import (
    BallotOpened,
    Entry,
    QuestionnaireShown,
    ShiftClosed,
    ShiftOpened,
    Start,
    Tap,
    floor_to_step,
)
from kiosk.domain.questionnaire import Questionnaire
from kiosk.domain.records import dataclass

# A ballot found open after longer than this was dated by a wrong clock rather than left for so long.
_PLAUSIBLE_AGE = timedelta(days=31)


@dataclass(frozen=True)
class OpenWork:
    """What the newest entries of a journal leave open."""

    shift: ShiftOpened | None = None
    dossiers: int | None = None  # noted for that shift
    ballot: BallotOpened | None = None
    taps: Sequence[Tap] = ()
    questionnaire: str | None = None  # the version in force
    last_department: str | None = None  # of the newest shift


@dataclass(frozen=True)
class Resumption:
    """`entries` to append before anything else; the shift that goes on, or None, and what is noted for it."""

    entries: tuple[Entry, ...]
    shift: ShiftOpened | None
    dossiers: int | None


def resume(
    work: OpenWork,
    questionnaire: Questionnaire,
    now: datetime,
    *,
    step_minutes: int,
    program: str,
    version: str,
) -> Resumption:
    """What a start appends to a journal in the state `work`, at `now` in the agency's time zone.

    A ballot left open closes as interrupted from its taps, on the day it was given if the clock of that day
    can be believed. The shift of the same day is resumed; an older one closes with the number
    of dossiers that was noted for it.
    """
    at = floor_to_step(now, step_minutes)
    entries: list[Entry] = [Start(at=at, program=program, version=version)]
    if work.ballot:
        given = work.taps[-1].at if work.taps else work.ballot.at
        if timedelta(0) <= at - given <= _PLAUSIBLE_AGE:
            # Before the start: a step of this start's clock must not move what the last one's clock dated.
            entries.insert(0, interrupted(work.ballot, work.taps, given))
        else:
            entries.append(interrupted(work.ballot, work.taps, at))
    shift, dossiers = work.shift, work.dossiers
    if shift and (shift.at.date() != now.date() or not questionnaire.department(shift.department)):
        entries.append(ShiftClosed(at=at, shift=shift.shift, department=shift.department, dossiers=dossiers))
        shift = dossiers = None
    if work.questionnaire != questionnaire.version:
        entries.append(QuestionnaireShown(at=at, questionnaire=questionnaire))
    return Resumption(tuple(entries), shift, dossiers)
