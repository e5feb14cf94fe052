"""Diverging bars: each row's levels around the line between satisfied and not."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.tally import percent
from kiosk.reports.charts_rows import NOTE, Rows, draw_legend, legend_height
from kiosk.reports.charts_sheet import WIDTH, Sheet, width_of
from kiosk.reports.charts_texts import Texts, satisfied_of
from kiosk.reports.colours import HAIR, INK, NOT_SATISFIED, QUIET, SATISFIED, Tone
from kiosk.reports.report import BarsChart

_NAMES = 48.0
_BARS = (62.0, 130.0)  # between them is room for every bar; left of them for what the last one says
_SHARES = 151.0
_HEAD = 6.5
_PAD = 0.8
_PATTERN = 2.4  # so much of a pattern is seen on either side of words on it
_LEAST_RIGHT = 0.35
"""Of what is left of the line, so that the heads have room."""


@dataclass(frozen=True)
class _Piece:
    """One level of one row, in per cent from the line; `start` is nearer to it."""

    level: int
    start: float
    end: float
    share: str
    last: bool  # nothing stands farther from the line


def draw(chart: BarsChart, texts: Texts) -> Sheet:
    """The chart, with every row's n and its share of satisfied beside it."""
    tones = tones_of(chart)
    worst_first = reversed(range(len(chart.levels)))  # as they stand in the bars
    legend = [(chart.levels[level][0], tones[level]) for level in worst_first]
    top = legend_height([words for words, _ in legend]) + _HEAD
    rows = Rows.of([name for name, _, _ in chart.rows], top, _NAMES)
    sheet = Sheet(rows.foot + 1)
    draw_legend(sheet, 2.3, legend)
    rows.draw_names(sheet)
    pieces = [_pieces(chart, counts, texts) for _, _, counts in chart.rows]
    ends = [piece.end for row in pieces for piece in row]
    left = -min(0.0, *ends)
    right = max(*ends, left * _LEAST_RIGHT)
    scale = (_BARS[1] - _BARS[0]) / (left + right)
    line = _BARS[0] + left * scale
    _draw_heads(sheet, texts, line, top)
    for number, row in enumerate(pieces):
        middle = rows.middles[number]
        for piece in row:
            _draw_piece(sheet, piece, tones[piece.level], f"row{number}", (line, middle, scale, rows.bar))
        _, n, counts = chart.rows[number]
        satisfied = percent(satisfied_of(chart.levels, counts), sum(counts))
        sheet.text(_SHARES, middle, texts.share(satisfied), size=rows.size, weight="semibold", align="right")
        sheet.text(WIDTH, middle, texts.count(n), size=rows.size, align="right")
    sheet.line((line, top - 1), (line, rows.foot), INK, 1.1)
    return sheet


def tones_of(chart: BarsChart) -> dict[int, Tone]:
    """How each level is filled, by its place in the chart."""
    good = [level for level, (_, satisfied) in enumerate(chart.levels) if satisfied]
    bad = [level for level, (_, satisfied) in enumerate(chart.levels) if not satisfied]
    of_bad = NOT_SATISFIED[min(max(len(bad), 1), max(NOT_SATISFIED))]
    filled = {level: SATISFIED[min(place, len(SATISFIED) - 1)] for place, level in enumerate(good)}
    return filled | {level: of_bad[min(place, len(of_bad) - 1)] for place, level in enumerate(bad)}


def _pieces(chart: BarsChart, counts: tuple[int, ...], texts: Texts) -> list[_Piece]:
    n = sum(counts)
    if n == 0:
        return []
    pieces = []
    for satisfied, levels in ((True, reversed(range(len(counts)))), (False, range(len(counts)))):
        start, ours = 0.0, [one for one in levels if chart.levels[one][1] is satisfied and counts[one]]
        for level in ours:
            end = start + (100 if satisfied else -100) * counts[level] / n
            share = texts.share(percent(counts[level], n))
            pieces.append(_Piece(level, start, end, share, last=level == ours[-1]))
            start = end
    return pieces


def _draw_piece(
    sheet: Sheet, piece: _Piece, tone: Tone, row: str, at: tuple[float, float, float, float]
) -> None:
    line, middle, scale, thick = at
    start, end = sorted((line + piece.start * scale, line + piece.end * scale))
    sheet.box(start, middle - thick / 2, end - start, thick, tone, name=f"{row}-level{piece.level}")
    long = width_of(piece.share, NOTE)
    ground = tone.fill if tone.hatch else ""
    if long + 2 * (_PATTERN if tone.hatch else _PAD) <= end - start:
        sheet.text(
            (start + end) / 2,
            middle,
            piece.share,
            size=NOTE,
            colour=tone.words,
            align="center",
            ground=ground,
        )
    elif piece.end < 0 and piece.last:
        sheet.text(start - _PAD, middle, piece.share, size=NOTE, align="right")


def _draw_heads(sheet: Sheet, texts: Texts, line: float, top: float) -> None:
    y = top - 3.2
    sheet.text(
        line - 1.5, y, texts.say("chưa hài lòng", "not satisfied"), size=NOTE, colour=QUIET, align="right"
    )
    sheet.text(line + 1.5, y, texts.say("hài lòng", "satisfied"), size=NOTE, colour=QUIET)
    sheet.text(_SHARES, y, texts.satisfied_share, size=NOTE, colour=QUIET, align="right")
    sheet.text(WIDTH, y, "n", size=NOTE, colour=QUIET, align="right")
    sheet.line((0, top - 0.6), (WIDTH, top - 0.6), HAIR, 0.6)
