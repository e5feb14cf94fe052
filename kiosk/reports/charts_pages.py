"""A chart of many rows in parts, each of which fits on one page of paper."""

from __future__ import annotations

from dataclasses import replace

from kiosk.reports.report import BarsChart, Chart, ShareChart

_MOST = 40
"""Rows that one A4 page holds, their names in one line at least."""


def pages_of(chart: Chart) -> list[Chart]:
    """The chart itself, or parts of nearly as many rows each, titled (1/3), (2/3), (3/3)."""
    if not isinstance(chart, BarsChart | ShareChart) or len(chart.rows) <= _MOST:
        return [chart]
    rows = len(chart.rows)
    count = -(-rows // _MOST)
    return [
        _part(chart, f"({number + 1}/{count})", slice(rows * number // count, rows * (number + 1) // count))
        for number in range(count)
    ]


def _part(chart: BarsChart | ShareChart, which: str, rows: slice) -> Chart:
    title = f"{chart.title} {which}"
    if isinstance(chart, BarsChart):
        return replace(chart, title=title, rows=chart.rows[rows])
    return replace(chart, title=title, rows=chart.rows[rows])
