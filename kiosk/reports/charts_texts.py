"""What charts write alike: words in the languages that reports have, shares, counts, times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kiosk.reports.cells import MET, NOT_MET, in_english
from kiosk.reports.numbers import share, whole

_WEEKDAYS = ("Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6", "Thứ 7", "Chủ nhật")
_ENGLISH_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class Texts:
    """How a chart in a language ("vi" or "en") says things."""

    language: str

    def say(self, vi: str, en: str) -> str:
        """A text in the chart's language."""
        return en if self.language == "en" else vi

    @property
    def nothing(self) -> str:
        """What stands where there are no ballots."""
        return self.say("Chưa có phiếu nào trong kỳ", "No ballots in this period")

    @property
    def satisfied_share(self) -> str:
        """The head of shares."""
        return self.say("Tỷ lệ hài lòng", "Satisfied")

    def share(self, percent: Decimal | None) -> str:
        """A share as 84,5%."""
        return self._written(share(percent))

    def n(self, ballots: int) -> str:
        """What a share rests on, on one line: n = 12.394."""
        return f"n\u00a0=\u00a0{self.count(ballots)}"

    def count(self, number: int) -> str:
        """A count as 12.394."""
        return self._written(whole(number))

    def target(self, percent: Decimal) -> str:
        """A target as Chỉ tiêu 40%."""
        return f"{self.say('Chỉ tiêu', 'Target')} {self.share(percent)}"

    def met(self, *, met: bool) -> str:
        """Whether a target is met."""
        return self._written(MET if met else NOT_MET)

    def weekday(self, number: int) -> str:
        """The name of a weekday; 0 is Monday."""
        return self.say(_WEEKDAYS[number], _ENGLISH_WEEKDAYS[number])

    def hour(self, number: int) -> str:
        """An hour of the day as 7h."""
        return self.say(f"{number}h", f"{number}:00")

    def when(self, one: date, step: str) -> str:
        """A step of time in full: tháng 03/2024."""
        if step == "month":
            return self.say(f"tháng {one:%m/%Y}", f"{one:%m/%Y}")
        day = f"{one:%d/%m/%Y}"
        return (
            self.say(f"tuần từ {day}", f"the week of {day}")
            if step == "week"
            else self.say(f"ngày {day}", day)
        )

    def _written(self, text: str) -> str:
        return self.say(text, in_english(text))


def texts_of(language: str) -> Texts:
    """English for "en", else Vietnamese."""
    return Texts("en" if language == "en" else "vi")


def satisfied_of(levels: Sequence[tuple[str, bool]], counts: Sequence[int]) -> int:
    """How many of a row's answers count as satisfied."""
    return sum(count for (_, satisfied), count in zip(levels, counts, strict=True) if satisfied)
