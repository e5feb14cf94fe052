"""Charts as numbers for SVG: places in per cent of the picture, so that letters keep their size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from kiosk.domain.tally import percent
from kiosk.domain.trend import following
from kiosk.reports.report import BarsChart, HeatChart, ShareChart, TrendChart

_MOST_TICKS = 8
_HEAT_STEPS = 6
_STEEP = 50  # per cent: below it the grid is wider
_ALONE = 0.4  # per cent that the band of a point without neighbours reaches to either side
_EDGE = 2.0  # per cent left free beside the first and the last point

TrendPoint = tuple[date, int, Decimal | None, tuple[Decimal, Decimal] | None]


@dataclass(frozen=True)
class Dot:
    """A point of a trend; `at` is the first day of its day, week or month, `small` a sample too small."""

    x: float
    y: float
    at: date
    n: int
    share: Decimal
    small: bool


@dataclass(frozen=True)
class Trend:
    """A trend: `lines` and `bands` are corners "x,y x,y …", `grid` and `ticks` places of values."""

    lines: Sequence[str]
    bands: Sequence[str]
    dots: Sequence[Dot]
    grid: Sequence[tuple[float, int]]
    ticks: Sequence[tuple[float, date]]


def trend(chart: TrendChart) -> Trend:
    """The trend's picture; y begins at the ten below the lowest value, so that small changes are seen.

    Time runs evenly: the line breaks where a step has no ballots, or hidden ones.
    """
    points = _with_gaps(chart)
    lowest = min([low for *_, share, interval in chart.points for low in _lows(share, interval)], default=0)
    step = 10 if lowest >= _STEEP else 20
    base = min(int(lowest) // step * step, 100 - step)

    def y(share: Decimal) -> float:
        return round(100 - 100 * float(share - base) / (100 - base), 2)

    xs = _places(len(points))
    placed = list(zip(xs, points, strict=True))
    runs = [list(run) for told, run in groupby(placed, lambda each: each[1][2] is not None) if told]
    every = -(-len(xs) // _MOST_TICKS) or 1
    return Trend(
        lines=[_corners((x, y(point[2] or Decimal(0))) for x, point in run) for run in runs],
        bands=[_band(run, y) for run in runs],
        dots=[
            Dot(x, y(share), at, n, share, small=n < chart.small_sample)
            for x, (at, n, share, _) in placed
            if share is not None
        ],
        grid=[(y(Decimal(value)), value) for value in range(base, 101, step)],
        ticks=[(x, point[0]) for x, point in placed[::every]],
    )


def _with_gaps(chart: TrendChart) -> list[TrendPoint]:
    """The chart's points and, between them, the steps of time that it leaves out."""
    points: list[TrendPoint] = []
    for point in chart.points:
        while points and (day := following(points[-1][0], chart.step)) < point[0]:
            points.append((day, 0, None, None))
        points.append(point)
    return points


def _lows(share: Decimal | None, interval: tuple[Decimal, Decimal] | None) -> list[Decimal]:
    return [] if share is None else [interval[0] if interval else share]


def _places(number: int) -> list[float]:
    if number == 1:
        return [50.0]
    return [round(_EDGE + place * (100 - 2 * _EDGE) / (number - 1), 2) for place in range(number)]


def _band(run: Sequence[tuple[float, TrendPoint]], y: Callable[[Decimal], float]) -> str:
    spans = [(x, point[3]) for x, point in run if point[3] is not None]
    if len(spans) == 1:  # a band without width would not be seen
        spans = [(spans[0][0] + side, spans[0][1]) for side in (-_ALONE, _ALONE)]
    lower = [(x, y(span[0])) for x, span in spans]
    upper = [(x, y(span[1])) for x, span in reversed(spans)]
    return _corners(lower + upper)


def _corners(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in points)


@dataclass(frozen=True)
class Piece:
    """A level's piece of a bar: `kind` is level-1, level-2, … of those that satisfy, or level-not."""

    kind: str
    text: str
    count: int
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """One row of diverging bars; `share` is the satisfied one in per cent."""

    name: str
    n: int
    share: Decimal | None
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Bars:
    """Diverging bars; `middle` is where satisfied and not meet."""

    levels: Sequence[tuple[str, str]]  # kind, text
    middle: float
    rows: Sequence[Bar]


def bars(chart: BarsChart) -> Bars:
    """The picture of diverging bars: what satisfies ends at one line, what does not begins there."""
    kinds = [level_kind(chart.levels, place) for place in range(len(chart.levels))]
    satisfied = [_share_of(counts, n, chart.levels, wanted=True) for _, n, counts in chart.rows]
    against = [_share_of(counts, n, chart.levels, wanted=False) for _, n, counts in chart.rows]
    left, right = max(satisfied, default=0.0), max(against, default=0.0)
    scale = 100 / (left + right) if left + right else 1.0
    rows = []
    for (name, n, counts), own in zip(chart.rows, satisfied, strict=True):
        x = (left - own) * scale
        pieces = []
        for place in sorted(range(len(kinds)), key=lambda place: not chart.levels[place][1]):
            width = 100 * counts[place] / n * scale if n else 0.0
            pieces.append(
                Piece(kinds[place], chart.levels[place][0], counts[place], round(x, 2), round(width, 2))
            )
            x += width
        total = sum(count for count, (_, counts_as) in zip(counts, chart.levels, strict=True) if counts_as)
        rows.append(Bar(name, n, percent(total, n), pieces))
    words = [(kind, text) for kind, (text, _) in zip(kinds, chart.levels, strict=True)]
    return Bars(words, round(left * scale, 2), rows)


def level_kind(levels: Sequence[tuple[str, bool]], place: int) -> str:
    """How a level is coloured: by its rank among those that satisfy, or as one that does not."""
    if not levels[place][1]:
        return "level-not"
    return f"level-{min(1 + sum(counts for _, counts in levels[:place]), 2)}"


def _share_of(counts: Sequence[int], n: int, levels: Sequence[tuple[str, bool]], *, wanted: bool) -> float:
    those = sum(count for count, (_, satisfies) in zip(counts, levels, strict=True) if satisfies is wanted)
    return 100 * those / n if n else 0.0


@dataclass(frozen=True)
class HeatCell:
    """Ballots of an hour of the week; `step` from 0, none, to six, the most."""

    ballots: int
    share: Decimal | None
    step: int


@dataclass(frozen=True)
class Heat:
    """The weekdays with ballots, and the hours between the first and the last with any."""

    hours: Sequence[int]
    rows: Sequence[tuple[int, Sequence[HeatCell]]]


def heat(chart: HeatChart) -> Heat:
    """The heat map's picture."""
    told = {(weekday, hour): (ballots, share) for weekday, hour, ballots, share in chart.cells if ballots}
    most = max((ballots for ballots, _ in told.values()), default=1)
    used = sorted({hour for _, hour in told})
    hours = range(used[0], used[-1] + 1) if used else range(0)
    last = max([4, *(weekday for weekday, _ in told)])

    def cell(weekday: int, hour: int) -> HeatCell:
        ballots, share = told.get((weekday, hour), (0, None))
        return HeatCell(ballots, share, -(-ballots * _HEAT_STEPS // most))

    return Heat(list(hours), [(day, [cell(day, hour) for hour in hours]) for day in range(last + 1)])


@dataclass(frozen=True)
class Against:
    """A share beside its target, both in per cent of the picture."""

    name: str
    part: int
    whole: int
    share: Decimal | None
    width: float


def against_target(chart: ShareChart) -> list[Against]:
    """The rows of a chart of shares against a target."""
    return [
        Against(
            name,
            part,
            whole,
            percent(part, whole),
            round(min(100.0, 100 * part / whole), 2) if whole else 0.0,
        )
        for name, part, whole in chart.rows
    ]
