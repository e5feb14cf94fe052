"""What the pages of the hardware check are told and give back. No Kivy: `kiosk.cli` has the real thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from kiosk.ui.administration import Finding, Job

Value = str | int | float | bool


class Step(StrEnum):
    """The pages, in their order."""

    LOOK = "look"
    EDGES = "edges"
    TARGETS = "targets"
    SIZE = "size"
    SHARP = "sharp"
    HEADS = "heads"
    SLEEP = "sleep"
    SOUND = "sound"


class Verdict(StrEnum):
    """What came of a page."""

    GOOD = "good"
    BAD = "bad"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Outcome:
    """What came of one page, and what was measured there."""

    step: Step
    verdict: Verdict
    measured: Mapping[str, Value] = field(default_factory=dict)


class Bench(Protocol):
    """The PC under test. Every call returns at once."""

    screens: int
    """How many screens the system tells of; 0 where it does not."""
    diagonal: float | None
    """Inches across this one, where it is known."""
    file: str
    """Where the results will stand."""

    def look(self, language: str) -> Job[tuple[Finding, ...]]:
        """All that `kiosk check` finds by itself, worst first; only what there is something to do about."""

    def keep(self, outcomes: Sequence[Outcome]) -> str:
        """Write the results as they are so far; why that failed, or ""."""
