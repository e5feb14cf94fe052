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
from kiosk.reports.numbers import day
from kiosk.reports.report import Report

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


@dataclass(frozen=True)
class Texts:
    """The page's own words."""

    days: str
    remarks: str
    code: str
    page: str
    nothing: str


_VIETNAMESE = Texts(
    days="Từ {} đến {}",
    remarks="Ghi chú",
    code="Mã đối chiếu",
    page="Trang",
    nothing="Chưa có phiếu nào trong kỳ",
)
_ENGLISH = Texts(
    days="From {} to {}",
    remarks="Remarks",
    code="Confirmation code",
    page="Page",
    nothing="No ballots in this period",
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
    texts = _ENGLISH if language == "en" else _VIETNAMESE
    page = _PAGES.get_template("report.html")
    parts = {
        "report": report,
        "texts": texts,
        "language": language,
        "days": texts.days.format(day(report.first), day(report.last)),
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
    style = style_of(report, texts.code, texts.page, without)
    return page.render(parts, style=Markup(style), policy=_policy(style))  # noqa: S704 - escaped in there


def _policy(style: str) -> str:
    """Nothing but this one style and the letters inside it."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    own = f"style-src 'sha256-{digest}'; font-src data:"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"
