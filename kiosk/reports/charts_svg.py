"""A drawn sheet as an SVG element that can stand in any page.

What matplotlib writes has a document's head, a style for all elements of the page that it lands in, style
attributes (which a strict Content-Security-Policy switches off) and ids that two charts would share.
"""

from __future__ import annotations

import re
from hashlib import sha256
from io import StringIO
from xml.etree import ElementTree as ET

from kiosk.reports.charts_sheet import WIDTH, Sheet

_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_TEXT = re.compile(r'<g id="text_\d+">((?:(?!<g id="text_).)*?)<!-- (.*?) -->', re.DOTALL)
_NUMBERED = re.compile(r"(figure|axes|patch|line2d|PathCollection|text)_\d+")
_DECIMALS = re.compile(r"(\.\d{2})\d+")


def svg_of(sheet: Sheet, about: str, label: str) -> str:
    """The element; charts that differ in `about` share no ids, `label` is for those who listen."""
    drawn = StringIO()
    sheet.figure.savefig(drawn, format="svg", metadata=_NO_METADATA)
    root = ET.fromstring(_TEXT.sub(_named, drawn.getvalue()))  # noqa: S314 - what matplotlib has just written
    root.remove(root[0])  # the style for all
    names = _Names("c" + sha256(about.encode()).hexdigest()[:10])
    for element in root.iter():
        _restyle(element)
        names.rename(element)
    root.attrib.update(
        {
            "width": f"{WIDTH:g}mm",
            "height": f"{sheet.height:.2f}mm",
            "role": "img",
            "aria-label": label,
            "stroke-linejoin": "round",
        }
    )
    ET.register_namespace("", _SVG)
    return re.sub(r"\s*\n\s*", "", ET.tostring(root, encoding="unicode"))


def _named(text: re.Match[str]) -> str:
    """Letters are outlines; what they say stands beside them, for tests and for programs."""
    words = text[2].replace('"', "&quot;")
    return f'<g data-text="{words}">{text[1]}'


def _restyle(element: ET.Element) -> None:
    for one in element.attrib.pop("style", "").split(";"):
        name, _, value = one.partition(":")
        if value:
            element.set(name.strip(), value.strip())


class _Names:
    """Ids as short as they can be: the chart's prefix, and a given name or a number."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._numbers: dict[str, str] = {}

    def rename(self, element: ET.Element) -> None:
        """Gives an element its new id, and its references theirs."""
        if _NUMBERED.fullmatch(element.get("id", "")):
            del element.attrib["id"]
        for name, value in list(element.attrib.items()):
            if name == "id":
                element.set(name, self._new(value))
            elif name == _HREF:
                element.set("href", "#" + self._new(value[1:]))
                del element.attrib[name]
            elif value.startswith("url(#"):
                element.set(name, f"url(#{self._new(value[5:-1])})")
            elif name == "d":
                element.set(name, " ".join(_DECIMALS.sub(r"\1", value).split()))

    def _new(self, old: str) -> str:
        given = old.startswith(("row", "day", "n", "points"))
        number = self._numbers.setdefault(old, old if given else str(len(self._numbers)))
        return f"{self._prefix}-{number}"
