"""The kinds of journal entry, to and from canonical JSON.

Journal
├── JournalOpened        entry 1: who, real or simulated, and what it continues
├── the machine          Start, ClockStep, Note
├── what is asked        QuestionnaireShown
└── a day's work         ShiftOpened ─ (BallotOpened ─ Tap* ─ BallotClosed)* ─ ShiftClosed
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import field, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from kiosk.domain.canonical import canonical
from kiosk.domain.questionnaire import Questionnaire
from kiosk.domain.records import dataclass


class Mode(StrEnum):
    """How a ballot begins: any citizen at any time, or armed by the clerk."""

    OPEN = "open"
    INVITED = "invited"


class Outcome(StrEnum):
    """How a ballot ended."""

    COMPLETED = "completed"  # every criterion answered or skipped
    PARTIAL = "partial"  # the citizen left with at least one answer
    ABANDONED = "abandoned"  # the citizen left without an answer
    INTERRUPTED = "interrupted"  # a crash or a late commit ended it


def new_id() -> str:
    """A random name of an entry, a ballot or a shift: 64 bits as 16 hex digits, joined to nobody."""
    return os.urandom(8).hex()


def floor_to_step(moment: datetime, minutes: int) -> datetime:
    """The start of the privacy step that `moment` lies in, in its own time zone.

    `minutes` divides a day. A journal holds no finer time, so that an answer can't be joined to a person.
    """
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    into_day = timedelta(hours=moment.hour, minutes=moment.minute)
    step = timedelta(minutes=minutes)
    return midnight + (into_day // step) * step


_newest_at = (datetime.min, "")  # noqa: DTZ901  no time is known


def _written(at: datetime) -> str:
    """An entry's time as its line has it: spelled once for all that the desk dates with one object."""
    global _newest_at  # noqa: PLW0603  a tap waits, and this is a third of its line
    known, text = _newest_at
    if known is not at:
        text = at.isoformat(timespec="seconds")
        _newest_at = (at, text)
    return text


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What every line has: `at` is local time with its offset, already floored to the privacy step."""

    kind: ClassVar[str]
    at: datetime
    id: str = field(default_factory=new_id)

    def members(self) -> dict[str, Any]:
        """The members of this entry's line."""
        return {**vars(self), "kind": self.kind, "at": _written(self.at)}


@dataclass(frozen=True, kw_only=True)
class JournalOpened(Entry):
    """Entry 1. `continues` names the journal before this one: journal, through (its seq) and hash."""

    kind: ClassVar[str] = "journal_opened"
    journal: str
    device: str
    simulated: bool
    continues: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Start(Entry):
    """The program started."""

    kind: ClassVar[str] = "start"
    program: str
    version: str
    boot: str = field(default_factory=new_id)


@dataclass(frozen=True, kw_only=True)
class ClockStep(Entry):
    """The wall clock was put forward (positive) or back by `seconds`; `at` is the time after the step."""

    kind: ClassVar[str] = "clock_step"
    seconds: int


@dataclass(frozen=True, kw_only=True)
class QuestionnaireShown(Entry):
    """What is asked from here on, whole."""

    kind: ClassVar[str] = "questionnaire"
    questionnaire: Questionnaire

    def members(self) -> dict[str, Any]:
        """The members of this entry's line: the questionnaire's own stand beside its version."""
        members = super().members()
        shown: Questionnaire = members.pop("questionnaire")
        return {**members, **shown.members(), "version": shown.version}


@dataclass(frozen=True, kw_only=True)
class ShiftOpened(Entry):
    """A clerk opened a department's counter; nobody's name is kept."""

    kind: ClassVar[str] = "shift_opened"
    shift: str
    department: str


@dataclass(frozen=True, kw_only=True)
class ShiftClosed(Entry):
    """The counter closed; `dossiers` returned since login, or None where the clerk gave no number."""

    kind: ClassVar[str] = "shift_closed"
    shift: str
    department: str
    dossiers: int | None


@dataclass(frozen=True, kw_only=True)
class BallotOpened(Entry):
    """A citizen's ballot began: at the first tap (open) or armed by the clerk (invited)."""

    kind: ClassVar[str] = "ballot_opened"
    ballot: str
    shift: str
    department: str
    questionnaire: str
    mode: Mode


@dataclass(frozen=True, kw_only=True)
class Tap(Entry):
    """One touch giving a level to a criterion: meaningful alone. The last tap of a criterion counts."""

    kind: ClassVar[str] = "tap"
    ballot: str
    shift: str
    department: str
    questionnaire: str
    criterion: str
    level: str


@dataclass(frozen=True, kw_only=True)
class BallotClosed(Entry):
    """A ballot's end, with all that counting needs.

    `answers` maps criterion to level, `durations` criterion to a class of time, `flags` are
    {"rule", "version"} of the screening rules that it met.
    """

    kind: ClassVar[str] = "ballot_closed"
    ballot: str
    shift: str
    department: str
    questionnaire: str
    mode: Mode
    outcome: Outcome
    answers: Mapping[str, str]
    skipped: Sequence[str] = ()
    reasons: Sequence[str] = ()
    flags: Sequence[Mapping[str, Any]] = ()
    durations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Note(Entry):
    """Anything else about the device: `about` is a word, `data` what belongs to it. Never a person."""

    kind: ClassVar[str] = "note"
    about: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Unknown(Entry):
    """A line of a kind, or with members, that this version does not know: kept, never counted."""

    kind: ClassVar[str] = "unknown"
    line: str


_KINDS: dict[str, type[Entry]] = {
    one.kind: one
    for one in (
        JournalOpened,
        Start,
        ClockStep,
        ShiftOpened,
        ShiftClosed,
        BallotOpened,
        Tap,
        BallotClosed,
        Note,
    )
}


def line_of(entry: Entry) -> str:
    """The entry as the canonical JSON text that is hashed, kept and shipped."""
    return entry.line if isinstance(entry, Unknown) else canonical(entry.members())


def entry_of(line: str) -> Entry:
    """The entry that a line holds; `Unknown` where it is no line of this version.

    Members that this version does not know are left aside. Never raises: one odd line must not stop a reader.
    """
    try:
        members = json.loads(line)
        at = datetime.fromisoformat(members["at"])
        return _entry(members, at)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Unknown(at=datetime.min, id="", line=line)  # noqa: DTZ901  no time is known


def _entry(members: dict[str, Any], at: datetime) -> Entry:
    kind = members["kind"]
    if kind == QuestionnaireShown.kind:
        return QuestionnaireShown(at=at, id=members["id"], questionnaire=Questionnaire.of_members(members))
    shape = _KINDS[kind]
    known = {one.name: members[one.name] for one in fields(shape) if one.name != "at"}
    if "mode" in known:
        known["mode"] = Mode(known["mode"])
    if "outcome" in known:
        known["outcome"] = Outcome(known["outcome"])
    return shape(at=at, **known)
