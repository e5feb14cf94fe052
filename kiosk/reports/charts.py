"""Charts of reports: the same drawing as SVG for pages and as PNG for documents, and in one sentence.

matplotlib is loaded when the first chart is drawn, not before: it takes a second and 55 MB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.reports.charts_texts import texts_of
from kiosk.reports.charts_words import chart_words, is_empty
from kiosk.reports.report import BarsChart, Chart, HeatChart, TrendChart

if TYPE_CHECKING:
    from kiosk.reports.charts_sheet import Sheet

__all__ = ["chart_png", "chart_svg", "chart_words"]


def chart_svg(chart: Chart, language: str = "vi") -> str:
    """An `<svg>` element to stand inside a page: no styles, no scripts, ids that no other chart has.

    It carries the chart's sentence as its label. The title is left to the page's caption.
    """
    from kiosk.reports.charts_svg import svg_of  # noqa: PLC0415 - matplotlib, only when a chart is drawn

    return svg_of(_drawn(chart, language), repr((chart, language)), chart_words(chart, language))


def chart_png(chart: Chart, width_mm: float = 165, dpi: int = 300, language: str = "vi") -> bytes:
    """The chart as a picture of this width that says how large it is; at 165 mm letters have 8 points."""
    from kiosk.reports.charts_png import png_of  # noqa: PLC0415 - matplotlib, only when a chart is drawn

    return png_of(_drawn(chart, language), width_mm, dpi)


def _drawn(chart: Chart, language: str) -> Sheet:
    from kiosk.reports import (  # noqa: PLC0415 - matplotlib, only when a chart is drawn
        charts_bars,
        charts_heat,
        charts_nothing,
        charts_shares,
        charts_trend,
    )

    texts = texts_of(language)
    if is_empty(chart):
        return charts_nothing.draw(texts)
    if isinstance(chart, BarsChart):
        return charts_bars.draw(chart, texts)
    if isinstance(chart, TrendChart):
        return charts_trend.draw(chart, texts)
    if isinstance(chart, HeatChart):
        return charts_heat.draw(chart, texts)
    return charts_shares.draw(chart, texts)
