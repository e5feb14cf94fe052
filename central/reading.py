"""What a line says, as far as counting needs it: whatever is odd about it, it never stops a batch."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, NamedTuple, TypeGuard
from uuid import UUID

from central import line_forms
from central.entries import Entry
from central.journals import Point
from central.line_forms import MAX_ID_LENGTH, Closed
from central.rollup import Kind
from kiosk.domain import entries as kinds
from kiosk.domain.canonical import canonical
from kiosk.domain.questionnaire import Questionnaire
from sync.wire import MAX_SEQ, ZERO

_UNSTORABLE = re.compile("[\\0\\ud800-\\udfff]")
_MAX_NUMBER = 10**9  # of dossiers, or a version; sums of it fit any database
_MAX_STEP_SECONDS = 200 * 366 * 86_400


class Closing(NamedTuple):
    """A ballot's end as counting needs it. `id` is the entry's; `shift` is "" where the line names none."""

    id: str
    ballot: str
    shift: str
    at: datetime
    kind: Kind


class Ended(NamedTuple):
    """A shift's end; `dossiers` is None where the clerk did not say how many there were."""

    id: str
    shift: str
    at: datetime
    department: str
    dossiers: int | None


class Read(NamedTuple):
    """An entry as read. `id` is None where it has none that could be told apart from others."""

    entry: Entry
    id: str | None
    content: Closing | Ended | kinds.Entry | None  # None: nothing that counting has a need of
    odd: bool = False


_NOT_NEEDED = {
    kinds.Start.kind,
    kinds.ShiftOpened.kind,
    kinds.BallotOpened.kind,
    kinds.Tap.kind,
    kinds.Note.kind,
}


def read(entry: Entry) -> Read:
    """Read an entry; never raises."""
    plain = line_forms.plain_id(entry.line)
    if plain:
        return Read(entry, plain, None)
    closing = closing_of(entry.line)
    if closing:
        return Read(entry, closing.id, closing)
    try:
        members = json.loads(entry.line)
        name, kind = members["id"], members["kind"]
        content: Closing | Ended | kinds.Entry | None = None
        if kind == kinds.BallotClosed.kind:
            content = _closing(members)
        elif kind == kinds.ShiftClosed.kind:
            content = _ended(members)
        elif kind not in _NOT_NEEDED:
            content = _sound(kinds.entry_of(entry.line))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Read(entry, None, None, odd=True)
    return Read(entry, name, content) if _is_id(name) else Read(entry, None, None, odd=True)


def closing_of(line: str) -> Closing | None:
    """The closing that a line in its usual form is, as `read` finds it; None for all others."""
    said = line_forms.closed(line)
    return _closed(said) if said else None


def is_start(entry: Entry) -> bool:
    """Whether the program started here."""
    return '"start"' in entry.line and isinstance(kinds.entry_of(entry.line), kinds.Start)


def written_at(entry: Entry) -> datetime | None:
    """What the kiosk's clock said when it wrote this line, aware; None where the line does not tell."""
    try:
        at = datetime.fromisoformat(json.loads(entry.line)["at"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return at if at.tzinfo else None


def effective_moment(at: datetime, shift: int) -> datetime:
    """When something was really written that says `at`, moved by `shift` seconds, in the same zone."""
    try:
        return at + timedelta(seconds=shift)
    except OverflowError:  # no line is so old or so late
        far = date.max if shift > 0 else date.min
        return datetime.combine(far, time.min, at.tzinfo)


def effective_day(at: datetime, shift: int) -> date:
    """The day that something written at `at` counts for, moved by `shift` seconds."""
    return effective_moment(at, shift).date()


def continued_by(opened: kinds.JournalOpened) -> tuple[str, Point] | None:
    """The journal that this one continues and the entry that it goes on from; None if it names none."""
    try:
        named = opened.continues or {}
        journal, through, digest = str(UUID(named["journal"])), named["through"], bytes.fromhex(named["hash"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    sound = type(through) is int and 0 <= through <= MAX_SEQ and len(digest) == len(ZERO)
    return (journal, Point(through, digest)) if sound else None


def _closing(members: dict[str, Any]) -> Closing:
    """Raises ValueError, KeyError or TypeError where it is none that can be counted."""
    answers, flags = members["answers"], members["flags"]
    shift = members.get("shift", "")
    closing = Closing(
        members["id"],
        members["ballot"],
        shift if _is_id(shift) else "",
        datetime.fromisoformat(members["at"]),
        Kind(
            members["department"],
            members["questionnaire"],
            kinds.Mode(members["mode"]) is kinds.Mode.INVITED,
            bool(answers) and not flags,
            _spelled(tuple(answers.items())),
            _reasons(members.get("reasons")),
            _flags(flags),
        ),
    )
    texts = "".join((closing.kind.department, closing.kind.questionnaire, *answers, *answers.values()))
    if not (_is_id(closing.ballot) and _is_text(texts)):
        raise ValueError
    return closing


def _closed(said: Closed) -> Closing | None:
    """The closing that `_closing` finds in such a line; None where it finds none."""
    try:
        kind = _kind(said.department, said.questionnaire, said.mode, said.answers, said.reasons)
        return Closing(said.id, said.ballot, said.shift, _moment(said.at), kind)
    except ValueError:
        return None


@lru_cache(maxsize=10_000)
def _kind(department: str, questionnaire: str, mode: str, answers: str, reasons: str) -> Kind:
    """Raises ValueError for an unknown mode."""
    given = json.loads(answers)
    invited = kinds.Mode(mode) is kinds.Mode.INVITED
    spelled = _spelled(tuple(given.items()))
    return Kind(department, questionnaire, invited, bool(given), spelled, _reasons(json.loads(reasons)))


@lru_cache(maxsize=1_000)
def _moment(at: str) -> datetime:
    """Most lines of a batch say the same one. Raises ValueError where it is none."""
    return datetime.fromisoformat(at)


@lru_cache(maxsize=10_000)
def _spelled(answers: tuple[tuple[str, str], ...]) -> str:
    """Answers as a kind has them; most ballots give the same ones."""
    return canonical(dict(answers))


def _reasons(chosen: object) -> tuple[str, ...]:
    """Those that are reasons; a ballot counts, whatever else stands there."""
    those = chosen if isinstance(chosen, list) else []
    return tuple(sorted({reason for reason in those if _is_text(reason)}))


def _flags(flags: object) -> tuple[tuple[str, int], ...]:
    """Those that name a rule and its version."""
    if not isinstance(flags, list):
        raise TypeError
    named = [(one.get("rule"), one.get("version")) for one in flags if isinstance(one, dict)]
    return tuple(sorted({(rule, no) for rule, no in named if _is_text(rule) and _is_number(no)}))


def _ended(members: dict[str, Any]) -> Ended:
    """Raises ValueError, KeyError or TypeError where it is none that can be counted."""
    ended = Ended(
        members["id"],
        members["shift"],
        datetime.fromisoformat(members["at"]),
        members["department"],
        members["dossiers"],
    )
    known = ended.dossiers is None or _is_number(ended.dossiers)
    if not (_is_id(ended.shift) and _is_text(ended.department) and known):
        raise ValueError
    return ended


def _sound(content: kinds.Entry) -> kinds.Entry:
    """The same; raises ValueError where counting could not use it."""
    if isinstance(content, kinds.ClockStep):
        sound = type(content.seconds) is int and abs(content.seconds) <= _MAX_STEP_SECONDS
    elif isinstance(content, kinds.JournalOpened):
        sound = isinstance(content.simulated, bool)
    elif isinstance(content, kinds.QuestionnaireShown):
        sound = content.at.tzinfo is not None and _is_sound_questionnaire(content.questionnaire)
    else:
        sound = False
    if not sound:
        raise ValueError
    return content


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


def _is_id(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and 1 <= len(value) <= MAX_ID_LENGTH and _is_text(value)


def _is_number(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value <= _MAX_NUMBER


def _is_text(value: object) -> TypeGuard[str]:
    """Whether this is text that any database can hold: no NUL, no half characters."""
    return isinstance(value, str) and not _UNSTORABLE.search(value)
