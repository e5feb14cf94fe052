"""What a line says, as far as counting needs it: whatever is odd about it, it never stops a batch."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from central.entries import Entry
from central.journals import Point
from kiosk.domain import entries as kinds
from kiosk.domain.questionnaire import Questionnaire
from sync.wire import MAX_SEQ, ZERO

_UNSTORABLE = re.compile("[\\0\\ud800-\\udfff]")
_MAX_ID_LENGTH = 64
_MAX_STEP_SECONDS = 200 * 366 * 86_400


@dataclass(frozen=True)
class Read:
    """An entry as read. `id` is None where it has none that could be told apart from others."""

    entry: Entry
    id: str | None
    content: kinds.Entry | None  # None: a kind that counting has no need of
    odd: bool = False


_NEEDED = {
    kinds.JournalOpened.kind,
    kinds.ClockStep.kind,
    kinds.QuestionnaireShown.kind,
    kinds.BallotClosed.kind,
}
_OTHERS = {
    kinds.Start.kind,
    kinds.ShiftOpened.kind,
    kinds.ShiftClosed.kind,
    kinds.BallotOpened.kind,
    kinds.Tap.kind,
    kinds.Note.kind,
}


def read(entry: Entry) -> Read:
    """Read an entry; never raises."""
    try:
        members = json.loads(entry.line)
        name, kind = members["id"], members["kind"]
        known = kind in _NEEDED or kind in _OTHERS
    except (ValueError, KeyError, TypeError, RecursionError):
        return Read(entry, None, None, odd=True)
    identity = name if _is_id(name) else None
    content = kinds.entry_of(entry.line) if known and kind in _NEEDED else None
    odd = identity is None or not known or (content is not None and not _is_sound(content))
    return Read(entry, identity, None if odd else content, odd)


def is_start(entry: Entry) -> bool:
    """Whether the program started here."""
    return '"start"' in entry.line and isinstance(kinds.entry_of(entry.line), kinds.Start)


def effective_day(at: datetime, shift: int) -> date:
    """The day that something written at `at` counts for, moved by `shift` seconds."""
    try:
        return (at + timedelta(seconds=shift)).date()
    except OverflowError:
        return at.date()


def continued_by(opened: kinds.JournalOpened) -> tuple[str, Point] | None:
    """The journal that this one continues and the entry that it goes on from; None if it names none."""
    try:
        named = opened.continues or {}
        journal, through, digest = str(UUID(named["journal"])), named["through"], bytes.fromhex(named["hash"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    sound = type(through) is int and 0 <= through <= MAX_SEQ and len(digest) == len(ZERO)
    return (journal, Point(through, digest)) if sound else None


def _is_sound(content: kinds.Entry) -> bool:
    if isinstance(content, kinds.BallotClosed):
        return _is_sound_closing(content)
    if isinstance(content, kinds.ClockStep):
        return type(content.seconds) is int and abs(content.seconds) <= _MAX_STEP_SECONDS
    if isinstance(content, kinds.JournalOpened):
        return isinstance(content.simulated, bool)
    return isinstance(content, kinds.QuestionnaireShown) and _is_sound_questionnaire(content.questionnaire)


def _is_sound_questionnaire(asked: Questionnaire) -> bool:
    """Whether reports can print it."""
    words = [word for one in asked.departments for word in (one.code, one.name)]
    words += [word for one in asked.levels for word in (one.code, one.text)]
    words += [word for one in asked.criteria for word in (one.code, one.text)]
    levels = [level.code for level in asked.levels]
    return (
        all(_is_text(word) for word in words)
        and all(isinstance(level.satisfied, bool) for level in asked.levels)
        and 1 <= len(levels) == len(set(levels))
    )


def _is_sound_closing(closing: kinds.BallotClosed) -> bool:
    return (
        _is_id(closing.ballot)
        and _is_text(closing.department)
        and _is_text(closing.questionnaire)
        and isinstance(closing.answers, dict)
        and all(_is_text(text) for answer in closing.answers.items() for text in answer)
        and isinstance(closing.flags, list)
    )


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 1 <= len(value) <= _MAX_ID_LENGTH and _is_text(value)


def _is_text(value: object) -> bool:
    """Whether this is text that any database can hold: no NUL, no half characters."""
    return isinstance(value, str) and not _UNSTORABLE.search(value)
