"""The style of a report's page: colours, letters, and what stands in the margins of each printed page."""

from __future__ import annotations

import logging
from base64 import b64encode
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from kiosk.reports import colours
from kiosk.reports.report import Report
from kiosk.reports.typeface import REGULAR, SEMIBOLD

_STYLE = Path(__file__).parent / "templates/report.css"
_WEIGHTS = {400: REGULAR, 600: SEMIBOLD}
_VARIABLES = {
    "page": colours.PAGE,
    "paper": colours.PAPER,
    "sunken": colours.SUNKEN,
    "ink": colours.INK,
    "quiet": colours.QUIET,
    "edge": colours.EDGE,
    "hair": colours.HAIR,
    "accent": colours.ACCENT,
    "warning": colours.WARNING[0],
    "warning-ground": colours.WARNING[1],
    "good": colours.GOOD,
}
logging.getLogger("fontTools").setLevel(logging.ERROR)  # it tells of each table that it leaves out


def style_of(report: Report, code: str, page: str, shown: str) -> str:
    """The whole style sheet; `code` and `page` name those two in the margins, `shown` needs its letters."""
    foot = " – ".join(filter(None, [report.agency, f"{code} {report.code}" if report.code else ""]))
    top = " – ".join(report.marks)
    letters = f"{shown}{foot}{top}{page} 0123456789/"
    return "\n".join(
        [
            *(_face(weight, file, letters) for weight, file in _WEIGHTS.items()),
            ":root {" + "".join(f" --{name}: {colour};" for name, colour in _VARIABLES.items()) + " }",
            _STYLE.read_text(encoding="utf-8"),
            _margins(top, foot, page),
        ]
    )


def _margins(top: str, foot: str, page: str) -> str:
    """What browsers that know boxes in the margins print on each page."""
    font = f"font: 400 8pt 'Be Vietnam Pro', 'Segoe UI', sans-serif; color: {colours.QUIET};"
    mark = f"font: 600 10pt 'Be Vietnam Pro', 'Segoe UI', sans-serif; color: {colours.WARNING[0]};"
    return f"""@page {{
  @top-center {{ content: {_quoted(top)}; {mark} }}
  @bottom-left {{ content: {_quoted(foot)}; text-align: left; {font} }}
  @bottom-right {{ content: {_quoted(page)} " " counter(page) "/" counter(pages); width: 22mm; {font} }}
}}
"""


def _quoted(words: str) -> str:
    """A string of CSS; whatever is no plain letter or digit stands as its number."""
    plain = " ".join(words.split())
    return (
        '"' + "".join(one if one.isascii() and one.isalnum() else f"\\{ord(one):06x}" for one in plain) + '"'
    )


def _face(weight: int, file: Path, letters: str) -> str:
    """One weight of the product's typeface with no more letters than the page has."""
    options = Options()
    options.layout_features = ["ccmp", "kern", "locl", "mark", "mkmk", "tnum"]
    with TTFont(file, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=letters)
        subsetter.subset(font)
        font.flavor = "woff"
        written = BytesIO()
        font.save(written)
    data = b64encode(written.getvalue()).decode()
    return (
        f"@font-face {{ font-family: 'Be Vietnam Pro'; font-weight: {weight};"
        f" src: url(data:font/woff;base64,{data}) format('woff'); }}"
    )
