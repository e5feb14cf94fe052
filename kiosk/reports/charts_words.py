"""What a chart says, in one sentence: for those who hear a page, and under a chart for those in a hurry."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kiosk.domain.tally import percent
from kiosk.reports.charts_texts import Texts, satisfied_of, texts_of
from kiosk.reports.report import BarsChart, Chart, HeatChart, ShareChart, TrendChart


def chart_words(chart: Chart, language: str = "vi") -> str:
    """One or two short sentences, each share with its n; without any ballot, that there are none."""
    texts = texts_of(language)
    if is_empty(chart):
        return f"{texts.nothing}."
    if isinstance(chart, BarsChart):
        return _of_bars(chart, texts)
    if isinstance(chart, TrendChart):
        return _of_trend(chart, texts)
    if isinstance(chart, HeatChart):
        return _of_hours(chart, texts)
    return _of_shares(chart, texts)


def is_empty(chart: Chart) -> bool:
    """Whether there is nothing to draw."""
    if isinstance(chart, BarsChart):
        return not any(sum(counts) for _, _, counts in chart.rows)
    if isinstance(chart, TrendChart):
        return not any(share is not None for _, _, share, _ in chart.points)
    if isinstance(chart, HeatChart):
        return not any(ballots for _, _, ballots, _ in chart.cells)
    return not any(whole for _, _, whole in chart.rows)


def lowest_hour(chart: HeatChart) -> tuple[int, int, int, Decimal] | None:
    """Weekday, hour, ballots and share where the share is lowest; None where fewer than two are known."""
    known = [(day, hour, n, share) for day, hour, n, share in chart.cells if n and share is not None]
    return min(known, key=lambda cell: cell[3]) if len(known) > 1 else None


def reached(part: int, whole: int, target: Decimal | None) -> bool | None:
    """Whether a share meets its target, before any rounding; None where either is missing."""
    return None if target is None or not whole else 100 * part >= target * whole


def _of_bars(chart: BarsChart, texts: Texts) -> str:
    known = [
        (name, share, n)
        for name, n, counts in chart.rows
        if (share := percent(satisfied_of(chart.levels, counts), sum(counts))) is not None
    ]
    best, worst = max(known, key=_second), min(known, key=_second)
    if len(known) == 1:
        return texts.one_bar.format(best[0], texts.share(best[1]), texts.count(best[2]))
    if best[1] == worst[1]:
        ns = [n for _, _, n in known]
        return texts.equal_bars.format(
            len(known), texts.share(best[1]), texts.count(min(ns)), texts.count(max(ns))
        )
    return texts.bars.format(*_named(best, texts), *_named(worst, texts))


def _named(one: tuple[str, Decimal, int], texts: Texts) -> tuple[str, str, str]:
    return one[0], texts.share(one[1]), texts.count(one[2])


def _second(one: tuple[str, Decimal, int]) -> Decimal:
    return one[1]


def _of_trend(chart: TrendChart, texts: Texts) -> str:
    told = [(day, n, share) for day, n, share, _ in chart.points if share is not None]
    enough = [one for one in told if one[1] >= chart.small_sample]
    known = [(texts.when(day, chart.step), share, n) for day, n, share in enough or told]
    first, last, lowest = known[0], known[-1], min(known, key=_second)
    if len(known) == 1:
        return texts.one_point.format(*_named(first, texts))
    words = texts.trend.format(*_named(first, texts), *_named(last, texts))
    return words if lowest in (first, last) else words + texts.trend_lowest.format(*_named(lowest, texts))


def _of_hours(chart: HeatChart, texts: Texts) -> str:
    day, hour, most, _ = max(chart.cells, key=lambda cell: cell[2])
    total = sum(ballots for _, _, ballots, _ in chart.cells)
    words = texts.hours.format(
        texts.weekdays[day], texts.hour.format(hour), texts.count(most), texts.count(total)
    )
    if lowest := lowest_hour(chart):
        day, hour, n, share = lowest
        words += texts.hours_lowest.format(
            texts.weekdays[day], texts.hour.format(hour), texts.share(share), texts.count(n)
        )
    return words


def _of_shares(chart: ShareChart, texts: Texts) -> str:
    known = [(share, row) for row in chart.rows if (share := percent(row[1], row[2])) is not None]
    best, worst = max(known, key=lambda one: one[0]), min(known, key=lambda one: one[0])
    if len(known) == 1:
        words = texts.one_share.format(*_amount(*best, texts))
    else:
        words = texts.shares.format(*_amount(*best, texts), *_amount(*worst, texts))
    return words + _of_target([row for _, row in known], chart.target, texts)


def _amount(share: Decimal, row: tuple[str, int, int], texts: Texts) -> Sequence[str]:
    name, part, whole = row
    return name, texts.share(share), texts.count(part), texts.count(whole)


def _of_target(rows: Sequence[tuple[str, int, int]], target: Decimal | None, texts: Texts) -> str:
    if target is None:
        return ""
    met = sum(reached(part, whole, target) is True for _, part, whole in rows)
    return texts.targets.format(texts.share(target), met, len(rows))
