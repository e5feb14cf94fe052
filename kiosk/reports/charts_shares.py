"""One bar a row against a target: how much of a whole was reached."""

from __future__ import annotations

from decimal import Decimal

from kiosk.domain.tally import percent
from kiosk.reports.charts_rows import NOTE, Rows, draw_legend
from kiosk.reports.charts_sheet import WIDTH, Sheet
from kiosk.reports.charts_texts import Texts
from kiosk.reports.charts_words import reached
from kiosk.reports.colours import HAIR, INK, MISSED, PAPER, QUIET, REACHED, SUNKEN, Tone
from kiosk.reports.report import ShareChart

_NAMES = 48.0
_BARS = (51.0, 106.0)  # 0 and 100 per cent, or more where a row has more
_AMOUNTS = 144.0
_RESULTS = 148.0
_HEAD = 6.5
_LEGEND = 4.6


def draw(chart: ShareChart, texts: Texts) -> Sheet:
    """The chart; with a target, whether each row met it in words and pattern."""
    legend = _LEGEND if chart.target is not None else 0.0
    top = legend + _HEAD
    rows = Rows.of([name for name, _, _ in chart.rows], top, _NAMES)
    sheet = Sheet(rows.foot + 1)
    rows.draw_names(sheet)
    shares = [percent(part, whole) for _, part, whole in chart.rows]
    most = max([Decimal(100), *(one for one in shares if one is not None)])
    scale = (_BARS[1] - _BARS[0]) / float(most)
    if chart.target is not None:
        draw_legend(sheet, 2.3, [(texts.met(met=True), REACHED), (texts.met(met=False), MISSED)])
        _draw_target(sheet, chart.target, texts, (scale, top, rows.foot))
    sheet.text(
        _AMOUNTS, top - 3.2, texts.say("Số lượng / n", "Number / n"), size=NOTE, colour=QUIET, align="right"
    )
    sheet.line((0, top - 0.6), (WIDTH, top - 0.6), HAIR, 0.6)
    for number, share in enumerate(shares):
        middle = rows.middles[number]
        _, part, whole = chart.rows[number]
        met = reached(part, whole, chart.target)
        _draw_bar(
            sheet, f"row{number}-share", share, MISSED if met is False else REACHED, (middle, rows.bar, scale)
        )
        sheet.text(
            _BARS[0] + float(share or 0) * scale + 1.5,
            middle,
            texts.share(share),
            size=rows.size,
            weight="semibold",
            ground=PAPER,
        )
        amount = f"{texts.count(part)} / {texts.count(whole)}"
        sheet.text(_AMOUNTS, middle, amount, size=rows.size, align="right")
        if met is not None:
            sheet.text(
                _RESULTS, middle, texts.met(met=met), size=rows.size, weight="regular" if met else "semibold"
            )
    sheet.line((_BARS[0], top - 0.6), (_BARS[0], rows.foot), INK, 1.1)
    return sheet


def _draw_target(sheet: Sheet, target: Decimal, texts: Texts, place: tuple[float, float, float]) -> None:
    scale, top, foot = place
    x = _BARS[0] + float(target) * scale
    sheet.line((x, top - 1.4), (x, foot), INK, 1.0, "--")
    sheet.text(x, top - 3.2, texts.target(target), size=NOTE, weight="semibold", align="center")


def _draw_bar(
    sheet: Sheet, name: str, share: Decimal | None, tone: Tone, at: tuple[float, float, float]
) -> None:
    middle, thick, scale = at
    sheet.line((_BARS[0], middle), (_BARS[1], middle), SUNKEN, 0.8)
    if share:
        sheet.box(_BARS[0], middle - thick / 2, float(share) * scale, thick, tone, name=name)
