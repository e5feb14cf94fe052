"""A short morning at the counter, played on the screen: three departments, five citizens, pictures of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from build_spec.demo.people import BACK, FIRST_CHIP, Citizen, Clerk
from build_spec.demo.touchscreen import TouchScreen

VERY, SATISFIED, NOT = "very_satisfied", "satisfied", "dissatisfied"
DEPARTMENTS = ("tu-phap-ho-tich", "vhxh", "dia-chinh")
CRITERIA = ("thoi-gian", "thai-do", "ket-qua", "chung")


@dataclass
class Morning:
    """What happens, with what was answered so far: (department, criterion, level) to how often."""

    screen: TouchScreen
    pictures: Path
    answers: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    _taken: int = 0

    def play(self) -> None:
        """From the first login to the last logout."""
        clerk = Clerk(self.screen)
        clerk.wait()
        self._picture("login")
        for number, visit in enumerate((self._justice, self._culture, self._land)):
            clerk.log_in(number)
            visit(Citizen(self.screen))
            clerk.log_out(dossiers=3)

    def _justice(self, citizen: Citizen) -> None:
        self._picture("rating")
        self._rate(citizen, 0, (VERY, VERY, SATISFIED, VERY))
        self._first_answer_corrected(citizen)
        self._rate(citizen, 0, (VERY, None, SATISFIED, NOT))

    def _culture(self, citizen: Citizen) -> None:
        """Someone skips what they can't judge, and says what should be better."""
        levels = (NOT, SATISFIED, None, SATISFIED)
        citizen.give(levels)
        citizen.choose(FIRST_CHIP)
        self._picture("reasons")
        citizen.send()
        self._picture("thanks")
        citizen.leave()
        self._count(1, levels)

    def _land(self, citizen: Citizen) -> None:
        self._rate(citizen, 2, (NOT, VERY, NOT, SATISFIED))

    def _rate(self, citizen: Citizen, department: int, levels: Sequence[str | None]) -> None:
        citizen.rate(levels)
        self._count(department, levels)

    def _first_answer_corrected(self, citizen: Citizen) -> None:
        """Someone touches the wrong face, goes back, and touches the right one."""
        citizen.answer(NOT)
        self._picture("second-criterion")
        citizen.touch(BACK)
        self._rate(citizen, 0, (VERY, VERY, VERY, SATISFIED))

    def _count(self, department: int, levels: Sequence[str | None]) -> None:
        for criterion, level in zip(CRITERIA, levels, strict=True):
            if level is not None:
                self.answers[DEPARTMENTS[department], criterion, level] += 1

    def _picture(self, name: str) -> None:
        self._taken += 1
        self.screen.save(self.pictures / f"{self._taken}-{name}.png")
