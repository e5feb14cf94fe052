"""What stands on every page: its number, the marks of the report, what the numbers rest on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.text.paragraph import Paragraph

from kiosk.reports.as_docx.elements import centred, element, paragraph, run, spacing, twips
from kiosk.reports.report import Report

_NUMBER_PT, _MARK_PT = 13, 12
_MARK_MARGIN_MM = 45  # a mark's frame is not as wide as the page


class _Edge(Protocol):
    """The head or the foot of a section's pages."""

    @property
    def paragraphs(self) -> list[Paragraph]:
        """What it holds."""


def dress(section: Section, report: Report) -> None:
    """Gives the first section what it and, by default, the later ones have on their pages.

    The number stands in the middle of the top margin, from the second page on.
    """
    section.different_first_page_header_footer = True
    _fill(section.first_page_header, _marks(report))
    _fill(section.header, [_number(), *_marks(report)])
    _fill(section.first_page_footer, _basis(report))
    _fill(section.footer, _basis(report))


def _fill(edge: _Edge, content: Sequence[BaseOxmlElement]) -> None:
    """Puts `content` in; what is empty keeps the one paragraph that it must have."""
    first = edge.paragraphs[0].paragraph_format.element
    for one in content:
        first.addprevious(one)
    if content:
        first.getparent().remove(first)


def _number() -> BaseOxmlElement:
    field = element("fldSimple", run("2", points=_NUMBER_PT), instr="PAGE")
    return paragraph(field, style="Header", properties=(centred(),))


def _marks(report: Report) -> list[BaseOxmlElement]:
    """Each in a frame of its own: nobody takes such a page for a real one."""
    margin = twips(_MARK_MARGIN_MM)
    return [
        paragraph(
            run(mark, bold=True, points=_MARK_PT),
            style="Header",
            properties=(
                element("pBdr", *(_border(side) for side in ("top", "left", "bottom", "right"))),
                spacing(3, 8),
                element("ind", left=margin, right=margin),
                centred(),
            ),
        )
        for mark in report.marks
    ]


def _border(side: str) -> BaseOxmlElement:
    return element(side, val="single", sz=8, space=1, color="auto")


def _basis(report: Report) -> list[BaseOxmlElement]:
    return [paragraph(run(line), style="Footer", properties=(centred(),)) for line in report.footer]
