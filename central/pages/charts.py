"""A report's charts as the templates draw them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from central.pages import drawing
from central.pages.drawing import Against, Bars, Heat, Trend
from kiosk.reports.charts import chart_words
from kiosk.reports.report import BarsChart, Chart, HeatChart, ShareChart, TrendChart

_MANY = 15


@dataclass(frozen=True)
class Drawn:
    """A chart: `shape` says which macro draws it, `words` what it says in a sentence or two.

    `step` goes with a trend, `target` with shares. `many`: more rows than stand beside another chart.
    """

    shape: str
    title: str
    words: str
    drawn: Bars | Trend | Heat | list[Against]
    step: str = ""
    many: bool = False
    target: Decimal | None = None


def drawn_charts(charts: Iterable[Chart], language: str) -> list[Drawn]:
    """All of them, in order."""
    return [_drawn(chart, chart_words(chart, language)) for chart in charts]


def has_many(chart: Chart) -> bool:
    """Whether it has more rows than are taken in at a glance."""
    return isinstance(chart, BarsChart | ShareChart) and len(chart.rows) > _MANY


def _drawn(chart: Chart, words: str) -> Drawn:
    if isinstance(chart, BarsChart):
        return Drawn("bars", chart.title, words, drawing.bars(chart), many=has_many(chart))
    if isinstance(chart, TrendChart):
        return Drawn("trend", chart.title, words, drawing.trend(chart), step=chart.step)
    if isinstance(chart, HeatChart):
        return Drawn("heat", chart.title, words, drawing.heat(chart))
    return Drawn(
        "shares", chart.title, words, drawing.against_target(chart), target=chart.target, many=has_many(chart)
    )
