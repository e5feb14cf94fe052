"""What the screens of setup ask for and are told. No Kivy, no files: `kiosk.cli` gives the real thing.

Every text is already in the language that was asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kiosk.setup.answers import Answers, Step
from kiosk.ui.administration import Finding, Job

Faults = Mapping[str, str]
"""What is wrong, by the name of the answer."""


@dataclass(frozen=True)
class CentreSaid:
    """What the centre calls this PC; else what was wrong with address or code."""

    device: str = ""
    faults: Faults = field(default_factory=dict)


class SetupPort(Protocol):
    """What setup does. Every call returns at once."""

    def tidied(self, name: str, typed: str) -> str:
        """An answer as it is kept, from what was typed."""

    def faults(self, step: Step, answers: Answers, language: str) -> Faults:
        """What is wrong with the answers of a step."""

    def ask_centre(self, answers: Answers, language: str) -> Job[CentreSaid]:
        """Ask the centre whose the code is; it is not used up."""

    def save(self, answers: Answers, language: str) -> Job[tuple[Finding, ...]]:
        """Enrol, write everything, and look at this PC: what is wrong with it, worst first."""
