"""The head and the foot of a letter by Decree 30/2020/NĐ-CP, annex I: who writes, to whom, and who signs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from docx.oxml.xmlchemy import BaseOxmlElement

from kiosk.reports.as_docx.elements import centred, element, paragraph, rule, run, spacing, twips
from kiosk.reports.letter import Letter

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_LEFT_MM, _RIGHT_MM = 73, 92
_MOTTO_MM = 59.9  # the motto's own width at 13 points, which its rule has too
_CAPITAL_MM = 12 * 0.66 * 25.4 / 72  # what a bold capital of 12 points takes, spaces counted in
_DECEMBER = 12


def head(letter: Letter, last: date) -> BaseOxmlElement:
    """The two columns at the top; number, day and month are left to fill in."""
    return _columns(
        (
            _issuer(letter),
            [*_line(COUNTRY, 12, bold=True), *_line(MOTTO, 13, bold=True), rule(_MOTTO_MM, _RIGHT_MM)],
        ),
        (
            _line(f"Số:        {letter.symbol}", 13, before=6),
            _line(f"{letter.place or '……………'}, {_day_to_fill(last)}", 13, italic=True, before=6),
        ),
    )


def title(subject: str, room_mm: float) -> list[BaseOxmlElement]:
    """The kind of document, what it is about, and the short rule below."""
    return [
        *_line("BÁO CÁO", 14, bold=True, before=18),
        *_line(subject, 14, bold=True),
        rule(room_mm / 5, room_mm),
        paragraph(properties=(spacing(after=6),)),
    ]


def foot(letter: Letter) -> BaseOxmlElement:
    """Whom it goes to on the left, who signs on the right; on one page."""
    signer = letter.signer
    signed = [line for text in (*signer.authority, signer.title) for line in _line(text, 14, bold=True)]
    room = [paragraph(properties=(centred(),)) for _ in range(4)]
    name = _line(signer.name, 14, bold=True) if signer.name else []
    return _columns((_recipients(letter.recipients), [*signed, *room, *name]))


def kept_with(letter: Letter, last: date) -> str:
    """What the first line of an annex says it belongs to."""
    return f"(Kèm theo Báo cáo số        {letter.symbol} {_day_to_fill(last)} của {letter.issuer})"


def _day_to_fill(last: date) -> str:
    """A report on a period that ends in December is signed in that year or the next: the year is open too."""
    year = f"{last.year // 100}    " if last.month == _DECEMBER else str(last.year)
    return f"ngày      tháng      năm {year}"


def _issuer(letter: Letter) -> list[BaseOxmlElement]:
    above = _line(letter.superior, 12) if letter.superior else []
    longest = min(len(letter.issuer) * _CAPITAL_MM, _LEFT_MM - 4)
    return [*above, *_line(letter.issuer, 12, bold=True), rule(0.4 * longest, _LEFT_MM)]


def _recipients(lines: Sequence[str]) -> list[BaseOxmlElement]:
    if not lines:
        return [paragraph()]
    first = paragraph(run("Nơi nhận:", bold=True, italic=True, points=12))
    return [first, *(paragraph(run(line, points=11)) for line in lines)]


def _line(
    text: str, points: float, *, bold: bool = False, italic: bool = False, before: float = 0
) -> list[BaseOxmlElement]:
    words = run(text, bold=bold, italic=italic, points=points)
    return [paragraph(words, properties=(spacing(before), centred()))]


def _columns(*rows: tuple[Sequence[BaseOxmlElement], Sequence[BaseOxmlElement]]) -> BaseOxmlElement:
    """Two columns without borders; a row stays on one page."""
    widths = (twips(_LEFT_MM), twips(_RIGHT_MM))
    return element(
        "tbl",
        element(
            "tblPr",
            element("tblW", w=sum(widths), type="dxa"),
            element("tblLayout", type="fixed"),
            element("tblCellMar", element("left", w=0, type="dxa"), element("right", w=0, type="dxa")),
        ),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
        *(
            element(
                "tr",
                element("trPr", element("cantSplit")),
                *(
                    element("tc", element("tcPr", element("tcW", w=width, type="dxa")), *content)
                    for width, content in zip(widths, row, strict=True)
                ),
            )
            for row in rows
        ),
    )
