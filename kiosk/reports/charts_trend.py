"""The satisfied share over time with its interval, and the ballots that it rests on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import groupby
from math import ceil
from typing import NamedTuple

from kiosk.domain.trend import following
from kiosk.reports.charts_rows import NOTE
from kiosk.reports.charts_sheet import WIDTH, Sheet, width_of
from kiosk.reports.charts_texts import Texts
from kiosk.reports.colours import ACCENT, EDGE, HAIR, PAPER, QUIET, Tone, mixed
from kiosk.reports.numbers import NOTHING
from kiosk.reports.report import TrendChart

_LEFT, _RIGHT = 13.0, WIDTH
_TOP, _FOOT = 12.0, 60.0
_COUNTS_FOOT, _COUNTS_HEIGHT = 83.0, 12.0
_HEIGHT = 92.0
_BAND = mixed(PAPER, ACCENT, 0.2)
_COUNT = mixed(PAPER, QUIET, 0.55)
_LEAST_SPAN = 20
_TEN = 10
_FULL = 100
_ROOMY = 4.0


class _Point(NamedTuple):
    at: date
    n: int | None  # None where the chart has no such step: no ballots, or hidden ones
    share: Decimal | None
    interval: tuple[Decimal, Decimal] | None


def draw(chart: TrendChart, texts: Texts) -> Sheet:
    """The chart: a gap where there are no ballots, a hollow point where there are few."""
    points = _with_gaps(chart)
    sheet = Sheet(_HEIGHT)
    floor = _floor(points)
    step = (_RIGHT - _LEFT) / len(points)
    xs = [_LEFT + (number + 0.5) * step for number in range(len(points))]
    _draw_legend(sheet, chart, texts)
    _draw_scale(sheet, floor, texts)
    for known, run in groupby(zip(xs, points, strict=True), key=lambda pair: pair[1].share is not None):
        if known:
            _draw_run(sheet, list(run), floor, step)
    size = 4.6 if step > _ROOMY else 2.4
    for hollow in (False, True):
        those = [
            (x, _height(one.share, floor))
            for x, one in zip(xs, points, strict=True)
            if one.share is not None and ((one.n or 0) < chart.small_sample) is hollow
        ]
        sheet.dots(those, ACCENT, size, hollow=hollow, name="points-small" if hollow else "points")
    _draw_values(sheet, list(zip(xs, points, strict=True)), floor, chart.small_sample, texts)
    _draw_counts(sheet, points, xs, step, texts)
    _draw_times(sheet, [_label(one.at, chart.step, texts) for one in points], points, xs)
    return sheet


def _with_gaps(chart: TrendChart) -> list[_Point]:
    """The chart's points and, between them, the steps of time that it leaves out."""
    known = {one[0]: _Point(*one) for one in chart.points}
    day, last = min(known), max(known)
    steps = set(known)
    while day < last:
        steps.add(day)
        day = following(day, chart.step)
    return [known.get(one, _Point(one, None, None, None)) for one in sorted(steps)]


def _floor(points: list[_Point]) -> int:
    """Where the scale begins: at a ten below everything that is drawn."""
    lows = [one.interval[0] if one.interval else one.share for one in points]
    lowest = min(float(low) for low in lows if low is not None)
    return max(0, min(_FULL - _LEAST_SPAN, int(lowest // _TEN) * _TEN))


def _height(share: Decimal | float, floor: int) -> float:
    return _FOOT - (float(share) - floor) / (_FULL - floor) * (_FOOT - _TOP)


def _draw_legend(sheet: Sheet, chart: TrendChart, texts: Texts) -> None:
    y, x = 2.3, 0.0
    least = chart.small_sample
    small = texts.say(f"Mẫu nhỏ (n < {least})", f"Small sample (n < {least})")
    for words, hollow in ((texts.satisfied_share, False), (small, True)):
        if not hollow:
            sheet.curve([(x, y), (x + 5, y)], ACCENT, 1.5)
        sheet.dots([(x + 2.5, y)], ACCENT, 4.6, hollow=hollow)
        sheet.text(x + 6.5, y, words, size=NOTE, colour=QUIET)
        x += 12.5 + width_of(words, NOTE)
    sheet.box(x, y - 1.4, 5, 2.8, Tone(_BAND, _BAND))
    sheet.text(x + 6.5, y, texts.say("Khoảng tin cậy 95%", "95% interval"), size=NOTE, colour=QUIET)


def _draw_scale(sheet: Sheet, floor: int, texts: Texts) -> None:
    step = _TEN if _FULL - floor <= 5 * _TEN else 2 * _TEN
    for value in range(_FULL, floor - 1, -step):
        y = _height(value, floor)
        sheet.line((_LEFT, y), (_RIGHT, y), HAIR, 0.6)
        sheet.text(_LEFT - 1.5, y, texts.share(Decimal(value)), size=NOTE, colour=QUIET, align="right")


def _draw_run(sheet: Sheet, run: list[tuple[float, _Point]], floor: int, step: float) -> None:
    edges = [(x, one.interval) for x, one in run if one.interval]
    if len(edges) == 1:  # a band without length would not be seen
        half, (x, interval) = min(step / 4, 2.0), edges[0]
        edges = [(x - half, interval), (x + half, interval)]
    lows = [(x, _height(low, floor)) for x, (low, _) in edges]
    highs = [(x, _height(high, floor)) for x, (_, high) in edges]
    if edges:
        sheet.band(lows, highs, _BAND)
    sheet.curve([(x, _height(one.share or 0, floor)) for x, one in run], ACCENT, 1.5)


def _draw_values(
    sheet: Sheet, both: list[tuple[float, _Point]], floor: int, small: int, texts: Texts
) -> None:
    """Every share where there is room, else the last, and of those that tell the lowest and the highest."""
    known = [number for number, (_, one) in enumerate(both) if one.share is not None]
    step = both[1][0] - both[0][0] if len(both) > 1 else WIDTH
    if step < width_of(texts.share(Decimal("88.8")), NOTE, "semibold") + 1:
        enough = [number for number in known if (both[number][1].n or 0) >= small] or known
        by_share = sorted(enough, key=lambda number: both[number][1].share or 0)
        known = [known[-1], by_share[0], by_share[-1]]
    taken: list[float] = []
    for number in known:
        x, share = both[number][0], both[number][1].share or Decimal(0)
        words = texts.share(share)
        half = width_of(words, NOTE, "semibold") / 2 + 0.8
        x, y = _beside(both, number, half)
        x = min(x, WIDTH - half)
        if all(abs(x - other) > 2 * half for other in taken):
            taken.append(x)
            sheet.text(x, _height(share, floor) + y, words, size=NOTE, weight="semibold", align="center")


def _beside(both: list[tuple[float, _Point]], number: int, half: float) -> tuple[float, float]:
    """Where a point's share stands clear of the line: its x, and how far below the point its y."""
    x, point = both[number]
    before = both[number - 1][1].share if number else None
    after = both[number + 1][1].share if number + 1 < len(both) else None
    share = point.share or Decimal(0)
    falls_to = before is not None and before > share
    climbs_from = after is not None and after > share
    if falls_to and (climbs_from or after is None):
        return x, 3.4
    if climbs_from and before is None:
        return x, 3.4
    return x + half * 0.8 * (falls_to - climbs_from), -3.2


def _draw_counts(sheet: Sheet, points: list[_Point], xs: list[float], step: float, texts: Texts) -> None:
    """The ballots of each step as bars, with their numbers where there is room, else the highest."""
    most = max(one.n or 0 for one in points)
    foot = _COUNTS_FOOT
    sheet.text(
        0, foot - _COUNTS_HEIGHT - 4.2, texts.say("Số phiếu (n)", "Ballots (n)"), size=NOTE, colour=QUIET
    )
    sheet.line((_LEFT, foot), (_RIGHT, foot), EDGE, 0.8)
    room = width_of(texts.count(most), NOTE) + 1 < step
    highest = next(number for number, one in enumerate(points) if one.n == most)
    thick = min(0.62 * step, 9.0)
    for number, (x, one) in enumerate(zip(xs, points, strict=True)):
        tall = _COUNTS_HEIGHT * (one.n or 0) / most
        if one.n:
            sheet.box(x - thick / 2, foot - tall, thick, tall, Tone(_COUNT, _COUNT), name=f"n{number}")
        if room or number == highest:
            words = NOTHING if one.n is None else texts.count(one.n)
            sheet.text(x, foot - tall - 1.9, words, size=NOTE, align="center")


def _draw_times(sheet: Sheet, labels: list[str], points: list[_Point], xs: list[float]) -> None:
    """As many steps as have room, and the year where it changes."""
    step = (_RIGHT - _LEFT) / len(points)
    every = ceil((max(width_of(one, NOTE) for one in labels) + 1.5) / step)
    year = 0
    for number in range(0, len(labels), every):
        sheet.text(xs[number], _COUNTS_FOOT + 3, labels[number], size=NOTE, align="center")
        if points[number].at.year != year:
            year = points[number].at.year
            sheet.text(xs[number], _COUNTS_FOOT + 7, str(year), size=NOTE, colour=QUIET, align="center")


def _label(day: date, step: str, texts: Texts) -> str:
    return texts.say(f"Thg {day.month}", f"M{day.month}") if step == "month" else f"{day:%d/%m}"
