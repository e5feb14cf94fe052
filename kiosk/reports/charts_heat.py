"""Ballots by weekday and hour; the satisfied share stands in each cell where n is not small."""

from __future__ import annotations

from decimal import Decimal

from kiosk.reports.charts_rows import NOTE
from kiosk.reports.charts_sheet import WIDTH, Sheet, width_of
from kiosk.reports.charts_texts import Texts
from kiosk.reports.charts_words import lowest_hour
from kiosk.reports.colours import ACCENT, BLACK, HAIR, PAPER, QUIET, SUNKEN, Tone, contrast, mixed
from kiosk.reports.report import HeatChart

_LEFT = 17.0
_TOP = 14.0
_ROW = 9.5
_WIDEST = 16.0
_WORKING_WEEK = 5
_SIZES = (8.5, 7.5, 6.5, 5.5)

_Cells = dict[tuple[int, int], tuple[int, Decimal | None]]


def draw(chart: HeatChart, texts: Texts) -> Sheet:
    """The chart, from the first hour with ballots to the last; the weekend only where it has some."""
    cells: _Cells = {(day, hour): (n, share) for day, hour, n, share in chart.cells if n}
    hours = range(min(hour for _, hour in cells), max(hour for _, hour in cells) + 1)
    days = range(max(_WORKING_WEEK, 1 + max(day for day, _ in cells)))
    width = min(_WIDEST, (WIDTH - _LEFT) / len(hours))
    sheet = Sheet(_TOP + _ROW * len(days) + 1)
    told = texts.say(
        "Trong ô: số phiếu (n), dưới là % hài lòng; ô càng đậm càng nhiều phiếu",
        "In a cell: ballots (n), below them % satisfied; the darker, the more ballots",
    )
    sheet.text(0, 2.3, told, size=NOTE, colour=QUIET)
    lowest = lowest_hour(chart)
    if lowest is not None:
        told = texts.say("Viền đậm: tỷ lệ hài lòng thấp nhất", "Thick outline: lowest share satisfied")
        sheet.text(WIDTH, 2.3, told, size=NOTE, colour=QUIET, align="right")
    for place, hour in enumerate(hours):
        middle = _LEFT + (place + 0.5) * width
        sheet.text(
            middle,
            _TOP - 3.2,
            texts.hour(hour),
            size=_size_for("23h", width),
            colour=QUIET,
            align="center",
        )
    for day in days:
        y = _TOP + day * _ROW
        sheet.text(0, y + _ROW / 2, texts.weekday(day))
        for place, hour in enumerate(hours):
            _draw_cell(sheet, cells, (day, hour), (_LEFT + place * width, y, width), texts)
    if lowest is not None:
        x, y = _LEFT + (lowest[1] - hours[0]) * width, _TOP + lowest[0] * _ROW
        sheet.frame(x + 0.5, y + 0.5, width - 1, _ROW - 1)
    return sheet


def _draw_cell(
    sheet: Sheet, cells: _Cells, key: tuple[int, int], at: tuple[float, float, float], texts: Texts
) -> None:
    x, y, width = at
    n, share = cells.get(key, (0, None))
    most = max(n for n, _ in cells.values())
    fill = mixed(SUNKEN, ACCENT, n / most) if n else PAPER
    name = f"day{key[0]}-hour{key[1]}"
    sheet.box(x + 0.3, y + 0.3, width - 0.6, _ROW - 0.6, Tone(fill, fill if n else HAIR), name=name)
    colour = max(BLACK, PAPER, key=lambda one: contrast(one, fill))
    if not n:
        return
    words = texts.count(n)
    above = y + _ROW * (0.5 if share is None else 0.32)
    size = _size_for(words, width)
    sheet.text(x + width / 2, above, words, size=size, weight="semibold", colour=colour, align="center")
    if share is not None:
        words = texts.share(share).removesuffix("%")
        size = min(size, _size_for(words, width) - 0.5)
        sheet.text(x + width / 2, y + _ROW * 0.71, words, size=size, colour=colour, align="center")


def _size_for(words: str, width: float) -> float:
    """The largest size at which the words leave some air in a cell."""
    return next((size for size in _SIZES if width_of(words, size, "semibold") <= width - 2), _SIZES[-1])
