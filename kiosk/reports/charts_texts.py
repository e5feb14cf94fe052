"""The words of charts, in the languages that reports have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kiosk.reports.numbers import share, whole

_OTHER_MARKS = str.maketrans(",.", ".,")


@dataclass(frozen=True)
class Texts:
    """What stands on charts; `{}` are filled in."""

    language: str
    nothing: str
    not_satisfied: str
    satisfied: str
    satisfied_share: str
    interval: str
    small: str
    ballots: str
    amount: str
    target: str
    reached: str
    missed: str
    weekdays: tuple[str, ...]
    month: str
    steps: Mapping[str, str]
    hour: str
    heat: str
    lowest: str
    # Sentences
    one_bar: str
    bars: str
    equal_bars: str
    trend: str
    trend_lowest: str
    one_point: str
    hours: str
    hours_lowest: str
    one_share: str
    shares: str
    targets: str

    def share(self, percent: Decimal | None) -> str:
        """A share as 84,5%."""
        return self._marked(share(percent))

    def bare(self, percent: Decimal) -> str:
        """A share without its sign, where the sign stands elsewhere."""
        return self.share(percent).removesuffix("%")

    def count(self, number: int) -> str:
        """A count as 12.394."""
        return self._marked(whole(number))

    def when(self, one: date, step: str) -> str:
        """A step of time in full: tháng 03/2024."""
        return self.steps[step].format(f"{one:%m/%Y}" if step == "month" else f"{one:%d/%m/%Y}")

    def _marked(self, number: str) -> str:
        return number.translate(_OTHER_MARKS) if self.language == "en" else number


VIETNAMESE = Texts(
    language="vi",
    nothing="Chưa có phiếu nào trong kỳ",
    not_satisfied="chưa hài lòng",
    satisfied="hài lòng",
    satisfied_share="Tỷ lệ hài lòng",
    interval="Khoảng tin cậy 95%",
    small="Mẫu nhỏ (n < {})",
    ballots="Số phiếu (n)",
    amount="Số lượng / n",
    target="Mục tiêu {}",
    reached="Đạt",
    missed="Không đạt",
    weekdays=("Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6", "Thứ 7", "Chủ nhật"),
    month="Thg {}",
    steps={"month": "tháng {}", "week": "tuần từ {}", "day": "ngày {}"},
    hour="{}h",
    heat="Trong ô: số phiếu (n), dưới là % hài lòng; ô càng đậm càng nhiều phiếu",
    lowest="Viền đậm: tỷ lệ hài lòng thấp nhất",
    one_bar="{0}: {1} hài lòng (n\u00a0=\u00a0{2}).",
    bars="Tỷ lệ hài lòng cao nhất: {0}, {1} (n\u00a0=\u00a0{2}); thấp nhất: {3}, {4} (n\u00a0=\u00a0{5}).",
    equal_bars="Cả {0} nội dung cùng có {1} hài lòng (n từ {2} đến {3}).",
    trend="Tỷ lệ hài lòng {0} là {1} (n\u00a0=\u00a0{2}), {3} là {4} (n\u00a0=\u00a0{5}).",
    trend_lowest=" Thấp nhất là {0}: {1} (n\u00a0=\u00a0{2}).",
    one_point="Tỷ lệ hài lòng {0} là {1} (n\u00a0=\u00a0{2}).",
    hours="Đông nhất: {0}, {1}, {2} trong {3} phiếu.",
    hours_lowest=" Tỷ lệ hài lòng thấp nhất: {0}, {1}, {2} (n\u00a0=\u00a0{3}).",
    one_share="{0}: {1} ({2}/{3}).",
    shares="Cao nhất: {0}, {1} ({2}/{3}); thấp nhất: {4}, {5} ({6}/{7}).",
    targets=" Mục tiêu {0}: {1} trong {2} đạt.",
)
ENGLISH = Texts(
    language="en",
    nothing="No ballots in this period",
    not_satisfied="not satisfied",
    satisfied="satisfied",
    satisfied_share="Satisfied",
    interval="95% interval",
    small="Small sample (n < {})",
    ballots="Ballots (n)",
    amount="Number / n",
    target="Target {}",
    reached="Met",
    missed="Not met",
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    month="M{}",
    steps={"month": "{}", "week": "the week of {}", "day": "{}"},
    hour="{}:00",
    heat="In a cell: ballots (n), below them % satisfied; the darker, the more ballots",
    lowest="Thick outline: lowest share satisfied",
    one_bar="{0}: {1} satisfied (n\u00a0=\u00a0{2}).",
    bars="Highest share satisfied: {0}, {1} (n\u00a0=\u00a0{2}); lowest: {3}, {4} (n\u00a0=\u00a0{5}).",
    equal_bars="All {0} have {1} satisfied (n from {2} to {3}).",
    trend="Satisfied in {0}: {1} (n\u00a0=\u00a0{2}), in {3}: {4} (n\u00a0=\u00a0{5}).",
    trend_lowest=" Lowest in {0}: {1} (n\u00a0=\u00a0{2}).",
    one_point="Satisfied in {0}: {1} (n\u00a0=\u00a0{2}).",
    hours="Busiest: {0}, {1}, {2} of {3} ballots.",
    hours_lowest=" Lowest share satisfied: {0}, {1}, {2} (n\u00a0=\u00a0{3}).",
    one_share="{0}: {1} ({2}/{3}).",
    shares="Highest: {0}, {1} ({2}/{3}); lowest: {4}, {5} ({6}/{7}).",
    targets=" Target {0}: {1} of {2} met it.",
)


def texts_of(language: str) -> Texts:
    """English for "en", else Vietnamese."""
    return ENGLISH if language == "en" else VIETNAMESE


def satisfied_of(levels: Sequence[tuple[str, bool]], counts: Sequence[int]) -> int:
    """How many of a row's answers count as satisfied."""
    return sum(count for (_, satisfied), count in zip(levels, counts, strict=True) if satisfied)
