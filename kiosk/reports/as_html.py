"""A report as one page that needs no network: for a screen, a phone, a printer and a listener."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kiosk.reports.as_html_style import style_of
from kiosk.reports.as_html_tables import PageTable
from kiosk.reports.charts import chart_svg, chart_words
from kiosk.reports.charts_pages import pages_of
from kiosk.reports.charts_texts import texts_of
from kiosk.reports.numbers import day
from kiosk.reports.report import Report

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


@dataclass(frozen=True)
class _PageChart:
    title: str
    words: str
    drawing: Markup


def as_html(report: Report, language: str = "vi") -> str:
    """The report as an HTML document; `language` ("vi" or "en") is that of the page's own words and numbers.

    It loads nothing, runs nothing and says so in its policy: letters, drawings and styles are inside.
    """
    texts = texts_of(language)
    code = texts.say("Mã đối chiếu", "Confirmation code")
    first, last = day(report.first), day(report.last)
    page = _PAGES.get_template("report.html")
    parts = {
        "report": report,
        "nothing": texts.nothing,
        "remarks": texts.say("Ghi chú", "Remarks"),
        "code": code,
        "language": language,
        "days": texts.say(f"Từ {first} đến {last}", f"From {first} to {last}"),
        "tables": [PageTable.of(table, language) for table in report.tables],
        "charts": [
            _PageChart(
                part.title,
                chart_words(chart, language),
                Markup(chart_svg(part, language)),  # noqa: S704 - our own drawing, its texts escaped
            )
            for chart in report.charts
            for part in pages_of(chart)
        ],
    }
    without = page.render(parts, style="", policy="")
    style = style_of(report, code, texts.say("Trang", "Page"), without)
    return page.render(parts, style=Markup(style), policy=_policy(style))  # noqa: S704 - escaped in there


def _policy(style: str) -> str:
    """Nothing but this one style and the letters inside it."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    own = f"style-src 'sha256-{digest}'; font-src data:"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"
