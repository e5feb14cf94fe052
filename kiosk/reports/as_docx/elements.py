"""Builds what python-docx has no call for: elements of WordprocessingML, written as a tree of calls."""

from __future__ import annotations

import re
from typing import cast

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

TWIPS_A_MM = 1440 / 25.4
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def twips(mm: float) -> int:
    """Millimetres in the twentieths of a point that the format counts in."""
    return round(mm * TWIPS_A_MM)


def printable(text: str) -> str:
    """A text without the characters that XML may not hold: names come from devices, in bad hands perhaps."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def element(name: str, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """`element("tcW", w=900, type="dxa")` is <w:tcW w:w="900" w:type="dxa"/>."""
    one = cast("BaseOxmlElement", OxmlElement(f"w:{name}"))
    for key, value in attributes.items():
        one.set(qn(f"w:{key}"), printable(str(value)))
    one.extend(children)
    return one


def run(text: str, *, bold: bool = False, italic: bool = False, points: float = 0) -> BaseOxmlElement:
    """A run of text, in its paragraph's size unless it has its own; spaces at its ends are kept."""
    words = element("t")
    words.text = printable(text)
    words.set(qn("xml:space"), "preserve")
    looks = [element(name) for name, wanted in (("b", bold), ("i", italic)) if wanted]
    if points:
        looks.append(element("sz", val=round(2 * points)))
    return element("r", *([element("rPr", *looks)] if looks else []), words)


def paragraph(
    *runs: BaseOxmlElement, style: str = "Normal", properties: tuple[BaseOxmlElement, ...] = ()
) -> BaseOxmlElement:
    """A paragraph of a named style; `properties` in the order of the format's schema."""
    return element("p", element("pPr", element("pStyle", val=style), *properties), *runs)


def centred() -> BaseOxmlElement:
    """The alignment of a centred paragraph."""
    return element("jc", val="center")


def spacing(before: float = 0, after: float = 0) -> BaseOxmlElement:
    """Points before and after a paragraph."""
    return element("spacing", before=round(20 * before), after=round(20 * after))


def rule(width_mm: float, room_mm: float) -> BaseOxmlElement:
    """A thin line of a width, centred in the room that it has: the border of an empty paragraph."""
    margin = twips((room_mm - width_mm) / 2)
    return paragraph(
        properties=(
            element("pBdr", element("top", val="single", sz=6, space=1, color="auto")),
            element("spacing", before=60, after=0, line=60, lineRule="exact"),
            element("ind", left=margin, right=margin, firstLine=0),
        )
    )
