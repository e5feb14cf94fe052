"""A chart as a picture in a document, with its sentence for those who hear it read."""

from __future__ import annotations

import io

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from kiosk.reports.as_docx.elements import printable
from kiosk.reports.charts import chart_png, chart_words
from kiosk.reports.charts_pages import pages_of
from kiosk.reports.report import Chart

_DPI = 220  # sharp on an office's printer, and half the bytes of 300


def add_chart(document: Document, chart: Chart, width_mm: float) -> None:
    """Adds the chart under its title, as wide as the text; one of many rows as several pictures."""
    words = chart_words(chart)
    for part in pages_of(chart):
        _add_picture(document, part, words, width_mm)


def _add_picture(document: Document, chart: Chart, words: str, width_mm: float) -> None:
    # The title is in the picture's own paragraph: after a title that is kept with the next paragraph
    # LibreOffice forgets to keep the headings that follow with theirs.
    frame = document.add_paragraph()
    title = frame.add_run(printable(chart.title))
    title.bold = True
    title.add_break()
    gap = frame.add_run()
    gap.font.size = Pt(4)
    gap.add_break()
    frame.add_run().add_picture(io.BytesIO(chart_png(chart, width_mm, _DPI)), Mm(width_mm))
    look = frame.paragraph_format
    look.alignment, look.keep_together = WD_ALIGN_PARAGRAPH.CENTER, True
    look.space_before, look.space_after = Pt(6), Pt(8)
    for inline in look.element.xpath(".//wp:inline"):
        for side in ("distT", "distB", "distL", "distR"):  # where they lack, LibreOffice keeps room around it
            inline.set(side, "0")
    for drawing in look.element.xpath(".//wp:docPr"):
        drawing.set("title", printable(chart.title))
        drawing.set("descr", printable(words))
