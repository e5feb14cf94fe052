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
    """Weekday, hour, ballots and share where the share is lowest; None where all that are known are alike."""
    known = [(day, hour, n, share) for day, hour, n, share in chart.cells if n and share is not None]
    return min(known, key=lambda cell: cell[3]) if len({cell[3] for cell in known}) > 1 else None


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
        told = texts.say("hài lòng", "satisfied")
        return f"{best[0]}: {texts.share(best[1])} {told} ({texts.n(best[2])})."
    if best[1] == worst[1]:
        alike, n = texts.share(best[1]), _ns([n for _, _, n in known], texts)
        return texts.say(
            f"Cả {len(known)} cùng có {alike} hài lòng ({n}).",
            f"All {len(known)} have {alike} satisfied ({n}).",
        )
    high, low = _named(best, texts), _named(worst, texts)
    return texts.say(
        f"Tỷ lệ hài lòng cao nhất: {high}; thấp nhất: {low}.",
        f"Highest share satisfied: {high}; lowest: {low}.",
    )


def _ns(ns: Sequence[int], texts: Texts) -> str:
    least, most = texts.count(min(ns)), texts.count(max(ns))
    return (
        texts.n(ns[0])
        if least == most
        else texts.say(f"n từ {least} đến {most}", f"n from {least} to {most}")
    )


def _named(one: tuple[str, Decimal, int], texts: Texts) -> str:
    return f"{one[0]}, {texts.share(one[1])} ({texts.n(one[2])})"


def _second(one: tuple[str, Decimal, int]) -> Decimal:
    return one[1]


def _of_trend(chart: TrendChart, texts: Texts) -> str:
    told = [(day, n, share) for day, n, share, _ in chart.points if share is not None]
    enough = [one for one in told if one[1] >= chart.small_sample]
    known = [(texts.when(day, chart.step), share, n) for day, n, share in enough or told]
    first, last, lowest = known[0], known[-1], min(known, key=_second)
    joint = texts.say(" là", ":")
    words = texts.say("Tỷ lệ hài lòng ", "Satisfied in ") + _then(first, joint, texts)
    if len(known) > 1:
        words += texts.say(", ", ", in ") + _then(last, joint, texts)
    if lowest not in (first, last):
        words += texts.say(". Thấp nhất là ", ". Lowest in ") + _then(lowest, ":", texts)
    return f"{words}."


def _then(one: tuple[str, Decimal, int], joint: str, texts: Texts) -> str:
    when, share, n = one
    return f"{when}{joint} {texts.share(share)} ({texts.n(n)})"


def _of_hours(chart: HeatChart, texts: Texts) -> str:
    day, hour, ballots, _ = max(chart.cells, key=lambda cell: cell[2])
    most, total = texts.count(ballots), texts.count(sum(ballots for _, _, ballots, _ in chart.cells))
    at = f"{texts.weekday(day)}, {texts.hour(hour)}"
    words = texts.say(
        f"Đông nhất: {at}, {most} trong {total} phiếu.", f"Busiest: {at}, {most} of {total} ballots."
    )
    if lowest := lowest_hour(chart):
        day, hour, n, share = lowest
        words += texts.say(" Tỷ lệ hài lòng thấp nhất: ", " Lowest share satisfied: ")
        words += f"{texts.weekday(day)}, {texts.hour(hour)}, {texts.share(share)} ({texts.n(n)})."
    return words


def _of_shares(chart: ShareChart, texts: Texts) -> str:
    known = [(share, row) for row in chart.rows if (share := percent(row[1], row[2])) is not None]
    best, worst = max(known, key=lambda one: one[0]), min(known, key=lambda one: one[0])
    if len(known) == 1:
        words = f"{_amount(*best, texts, ':')}."
    elif best[0] == worst[0]:
        alike = texts.share(best[0])
        words = texts.say(f"Cả {len(known)} cùng là {alike}.", f"All {len(known)} have {alike}.")
    else:
        high, low = _amount(*best, texts), _amount(*worst, texts)
        words = texts.say(f"Cao nhất: {high}; thấp nhất: {low}.", f"Highest: {high}; lowest: {low}.")
    return words + _of_target([row for _, row in known], chart.target, texts)


def _amount(share: Decimal, row: tuple[str, int, int], texts: Texts, after_name: str = ",") -> str:
    name, part, whole = row
    return f"{name}{after_name} {texts.share(share)} ({texts.count(part)}/{texts.count(whole)})"


def _of_target(rows: Sequence[tuple[str, int, int]], target: Decimal | None, texts: Texts) -> str:
    if target is None:
        return ""
    met, of = sum(reached(part, whole, target) is True for _, part, whole in rows), len(rows)
    return f" {texts.target(target)}: " + texts.say(f"{met} trong {of} đạt.", f"{met} of {of} met it.")
