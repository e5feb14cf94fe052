"""A report as the document that a leader signs, laid out by Decree 30/2020/NĐ-CP, annex I."""

from __future__ import annotations

import io
from pathlib import Path

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from kiosk.reports.as_docx.elements import centred, element, paragraph, run, spacing
from kiosk.reports.as_docx.head import foot, head, kept_with, title
from kiosk.reports.as_docx.pages import dress
from kiosk.reports.as_docx.pictures import add_chart
from kiosk.reports.as_docx.styles import TABLE_PT, new_document, sideways, upright
from kiosk.reports.as_docx.table import docx_table
from kiosk.reports.column_widths import fits
from kiosk.reports.letter import CHARTS, REMARKS, TABLES, Letter, Part, Section, Wording, default_letter
from kiosk.reports.report import Report, Table
from kiosk.reports.same_bytes import without_times

_ANNEX = "PHỤ LỤC"
_SEE_ANNEX = "Số liệu chi tiết tại Phụ lục kèm theo."
_END = "./."
_GAP = 120  # twentieths of a point


def write_docx(report: Report, path: Path, letter: Letter | None = None) -> None:
    """Writes the report as a DOCX; the same report and letter give the same bytes. Raises OSError."""
    path.write_bytes(docx_of(report, letter or default_letter(report.agency)))


def docx_of(report: Report, letter: Letter) -> bytes:
    """The document as the bytes of its file."""
    wording = Wording(report)
    subject = wording.sentence(letter.subject) or report.title
    document = new_document(report, subject)
    writing = _Writing(document, report, letter, wording)
    writing.letter(subject)
    writing.annex()
    out = io.BytesIO()
    document.save(out)
    return without_times(out.getvalue())


class _Writing:
    """One document while it is written, from its head to its annex."""

    def __init__(self, document: Document, report: Report, letter: Letter, wording: Wording) -> None:
        self._document, self._report, self._letter, self._wording = document, report, letter, wording
        self._room = upright(document.sections[0])
        self._wide: list[Table] = []
        dress(document.sections[0], report)

    def letter(self, subject: str) -> None:
        """Everything up to the signature."""
        letter, wording = self._letter, self._wording
        self._add(head(letter, self._report.last), *title(subject, self._room))
        self._add(*map(_text, wording.sentences(letter.opening)))
        numbered = [(section, parts) for section in letter.sections if (parts := wording.parts_of(section))]
        for number, (section, parts) in enumerate(numbered, 1):
            self._section(number, section, parts)
        self._closing(wording.sentence(letter.closing))
        # A body may not end with a table, and what ends it must not begin a page.
        self._add(foot(letter), paragraph(properties=(element("spacing", line=20, lineRule="exact"),)))

    def annex(self) -> None:
        """The tables that are too wide for an upright page, on pages that lie."""
        if not self._wide:
            return
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        _shrink(self._document.paragraphs[-1])  # it ends the section, and must not begin a page of its own
        section.different_first_page_header_footer = False  # only the letter's own first page has no number
        room = sideways(section)
        self._add(
            _centred(_ANNEX, bold=True),
            _centred(kept_with(self._letter, self._report.last), italic=True),
        )
        for table in self._wide:
            self._table(table, room)

    def _add(self, *those: BaseOxmlElement) -> None:
        last = self._document.element.body[-1]  # the section's own properties close the body
        for one in those:
            last.addprevious(one)

    def _section(self, number: int, section: Section, parts: list[tuple[Part, list[str]]]) -> None:
        self._add(_heading(f"{_roman(number)}. {section.heading.upper()}", "Heading1"))
        named = 0
        for part, sentences in parts:
            if part.heading:
                named += 1
                self._add(_heading(f"{named}. {part.heading}", "Heading2"))
            self._add(*map(_text, sentences))
            for shown in part.shows:
                self._show(shown, part)

    def _show(self, what: str, part: Part) -> None:
        if what == TABLES:
            self._tables(part.tables_of(self._report))
        elif what == CHARTS:
            for chart in self._report.charts:
                add_chart(self._document, chart, self._room)
        elif what == REMARKS:
            self._add(*map(_text, self._report.remarks))

    def _tables(self, tables: list[Table]) -> None:
        """Tables that fit stand here, the others are left to the annex."""
        wide = [table for table in tables if not fits(table, self._room, TABLE_PT)]
        for table in tables:
            if table not in wide:
                self._table(table, self._room)
        if wide:
            self._add(_text(_SEE_ANNEX))
            self._wide += wide

    def _table(self, table: Table, room: float) -> None:
        if table.title:
            self._add(_centred(table.title, bold=True, kept=True))
        # What parts two tables is too low to begin a page of its own.
        gap = paragraph(properties=(element("spacing", line=_GAP, lineRule="exact"),))
        self._add(docx_table(table, room), *map(_note, table.notes), gap)

    def _closing(self, sentence: str) -> None:
        """The last sentence ends with the sign that nothing follows, and stays with the signature."""
        if sentence:
            self._add(_text(sentence.rstrip("./ ") + _END, kept=True))
        else:
            self._add(_text(_END, kept=True))


def _shrink(empty: Paragraph) -> None:
    empty.paragraph_format.line_spacing = Pt(1)


def _text(text: str, *, kept: bool = False) -> BaseOxmlElement:
    return paragraph(run(text), style="BodyText", properties=_kept(kept=kept))


def _heading(text: str, style: str) -> BaseOxmlElement:
    return paragraph(run(text), style=style)


def _centred(text: str, *, bold: bool = False, italic: bool = False, kept: bool = False) -> BaseOxmlElement:
    words = run(text, bold=bold, italic=italic)
    return paragraph(words, properties=(*_kept(kept=kept), spacing(6, 6), centred()))


def _note(text: str) -> BaseOxmlElement:
    return paragraph(run(text, italic=True, points=TABLE_PT), properties=(spacing(2),))


def _kept(*, kept: bool) -> tuple[BaseOxmlElement, ...]:
    return (element("keepNext"),) if kept else ()


def _roman(number: int) -> str:
    """A section's number as offices write it."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
