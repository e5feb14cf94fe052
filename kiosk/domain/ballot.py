"""One citizen's way through the criteria: what opens, what counts, what closes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from typing import Any

from kiosk.domain.entries import BallotClosed, BallotOpened, Mode, Outcome, Tap, new_id
from kiosk.domain.questionnaire import Questionnaire
from kiosk.domain.records import dataclass

# How long an answer took is kept as a class only: a finer time could be joined to a person.
_DURATIONS = ((1, "<1"), (3, "1-3"), (10, "3-10"), (30, "10-30"))
_LONGEST = ">30"


def duration_class(seconds: float) -> str:
    """The class of time, in seconds, that an answer took."""
    return next((name for limit, name in _DURATIONS if seconds < limit), _LONGEST)


@dataclass(frozen=True)
class Ballot:
    """A ballot under way; `opened` once the journal holds its opening.

    `changes` counts the taps on a criterion that was answered before.
    `position` is the criterion on the screen, 0-based; as many as there are criteria: all are behind.
    """

    shift: str
    department: str
    questionnaire: Questionnaire
    mode: Mode
    id: str = field(default_factory=new_id)
    opened: bool = False
    position: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    passed: frozenset[str] = frozenset()
    durations: Mapping[str, str] = field(default_factory=dict)
    changes: int = 0

    @property
    def under_way(self) -> bool:
        """Whether a citizen has begun: something is answered or passed over."""
        return bool(self.answers) or self.position > 0

    @property
    def all_behind(self) -> bool:
        """Whether every criterion was answered or skipped."""
        return self.position >= len(self.questionnaire.criteria)

    def answered(self, level: str, seconds: float) -> Ballot:
        """The ballot after a tap on the criterion on the screen that took so many seconds."""
        code = self.questionnaire.criteria[self.position].code
        return replace(
            self,
            opened=True,
            position=self.position + 1,
            answers={**self.answers, code: level},
            passed=self.passed - {code},
            durations={**self.durations, code: duration_class(seconds)},
            changes=self.changes + (code in self.answers),
        )

    def skipped(self) -> Ballot:
        """The ballot after a skip; an answer given before stays, for its tap was confirmed."""
        code = self.questionnaire.criteria[self.position].code
        passed = self.passed if code in self.answers else self.passed | {code}
        return replace(self, position=self.position + 1, passed=passed)

    def stepped_back(self) -> Ballot:
        """The ballot with the criterion before on the screen."""
        return replace(self, position=max(0, self.position - 1))

    def opening(self, at: datetime) -> BallotOpened:
        """The entry that opens this ballot."""
        return BallotOpened(at=at, mode=self.mode, **self._names())

    def tap(self, at: datetime, level: str) -> Tap:
        """The entry of a tap on the criterion on the screen."""
        names = self._names()
        return Tap(at=at, criterion=self.questionnaire.criteria[self.position].code, level=level, **names)

    def closing(
        self,
        at: datetime,
        outcome: Outcome,
        *,
        reasons: Sequence[str] = (),
        flags: Sequence[Mapping[str, Any]] = (),
    ) -> BallotClosed:
        """The entry that closes this ballot."""
        order = [criterion.code for criterion in self.questionnaire.criteria]
        return BallotClosed(
            at=at,
            mode=self.mode,
            outcome=outcome,
            answers=dict(self.answers),
            skipped=[code for code in order if code in self.passed],
            reasons=list(reasons),
            flags=list(flags),
            durations=dict(self.durations),
            **self._names(),
        )

    def ending(self) -> Outcome:
        """How this ballot ends when the citizen stops here."""
        if self.all_behind:
            return Outcome.COMPLETED
        return Outcome.PARTIAL if self.answers else Outcome.ABANDONED

    def _names(self) -> dict[str, str]:
        return {
            "ballot": self.id,
            "shift": self.shift,
            "department": self.department,
            "questionnaire": self.questionnaire.version,
        }


def interrupted(opened: BallotOpened, taps: Iterable[Tap], at: datetime) -> BallotClosed:
    """The closing of a ballot that a crash left open: its last taps are its answers."""
    return BallotClosed(
        at=at,
        ballot=opened.ballot,
        shift=opened.shift,
        department=opened.department,
        questionnaire=opened.questionnaire,
        mode=opened.mode,
        outcome=Outcome.INTERRUPTED,
        answers={tap.criterion: tap.level for tap in taps},
    )
