"""The agency's own texts around the numbers: what a leader's letter says, as configuration.

The parts and their order follow Decree 30/2020/NĐ-CP, annex I; legal grounds are the agency's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.report_settings import ReportSettings
from kiosk.reports.cells import padded
from kiosk.reports.numbers import NOTHING
from kiosk.reports.report import Report, Table
from kiosk.reports.words import LISTS, words_of

FORMS = ("a", "b", "c", "ranking")
TABLES, CHARTS, REMARKS = "tables", "charts", "remarks"
SHOWS = (TABLES, CHARTS, REMARKS)
# The tables that forms are made of, by key; a table of a further scale is "levels-2" and so on.
TABLE_KEYS = (
    *("ballots", "levels", "shares", "valid"),
    *("participation", "targets"),
    *("factors", "criteria", "units", "reasons", "screening"),
    "ranking",
)
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_TO_BE_WRITTEN = "…" * 29  # a line, after its indent


@dataclass(frozen=True)
class Part:
    """A numbered part of a section: paragraphs, then what it shows of the report.

    `forms` are the forms that have this part, `tables` the tables that it shows, by key; none means all.
    """

    heading: str = ""
    text: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()

    def tables_of(self, report: Report) -> list[Table]:
        """The tables of a report that this part shows, where it shows tables."""
        return [one for one in report.tables if not self.tables or one.key.split("-")[0] in self.tables]


@dataclass(frozen=True)
class Section:
    """A section under a Roman number."""

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Signer:
    """Who signs: "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", the name (may be empty)."""

    authority: tuple[str, ...]
    title: str
    name: str = ""


@dataclass(frozen=True)
class Letter:
    """The texts of a letter. Sentences may name figures of the report in braces (`kiosk.reports.words`).

    `symbol` stands behind the number, which the registry gives after signing. What is empty is left out, but
    for the place, which is dotted. `settings` are None where the template leaves them to the configuration.
    """

    issuer: str
    symbol: str
    subject: str
    sections: tuple[Section, ...]
    signer: Signer
    superior: str = ""
    place: str = ""
    opening: tuple[str, ...] = ()
    closing: str = ""
    recipients: tuple[str, ...] = ()
    settings: ReportSettings | None = None


def default_letter(agency: str) -> Letter:
    """The letter of an agency that has no template: dotted lines where its own texts belong."""
    dots = (_TO_BE_WRITTEN,)
    return Letter(
        issuer=agency.upper(),
        symbol="/BC-……",
        subject="{tieu_de} {ky}",
        opening=("{co_quan} báo cáo số liệu {ky} (từ ngày {tu_ngay} đến ngày {den_ngay}) như sau:",),
        closing="Trên đây là báo cáo của {co_quan} {ky}",
        sections=(
            Section("Kết quả thực hiện", (Part(shows=SHOWS),)),
            Section("Đánh giá chung", (Part("Ưu điểm", dots), Part("Khó khăn, tồn tại, hạn chế", dots))),
            Section("Nhiệm vụ trong thời gian tới", (Part(text=dots),)),
        ),
        signer=Signer(("TM. ……………………",), "……………………"),
        recipients=("- ……………;", "- Lưu: VT, ……."),
    )


def names_in(text: str) -> list[str]:
    """The words that a sentence names in braces."""
    return PLACEHOLDER.findall(text)


class Wording:
    """Puts a report's figures into a letter's sentences; counts below ten as its tables write them."""

    def __init__(self, report: Report) -> None:
        self._form = report.form
        self._padded = any(table.zero_padded for table in report.tables)
        self._words = {name: text for name, text in words_of(report).items() if text not in ("", NOTHING)}

    def sentence(self, text: str) -> str:
        """One sentence; empty where the report lacks a figure that it names."""
        return next(self.sentences([text]), "")

    def sentences(self, texts: Iterable[str]) -> Iterator[str]:
        """The sentences whose figures the report has; one that names a list comes once a line of it."""
        for text in texts:
            names = names_in(text)
            if not all(name in self._words for name in names):
                continue
            lists = [name for name in dict.fromkeys(names) if name in LISTS]
            for lines in self._lines(lists):
                yield self._filled(text, {**self._words, **dict(zip(lists, lines, strict=True))})

    def parts_of(self, section: Section) -> list[tuple[Part, list[str]]]:
        """The parts that this form has, with their sentences; one that lost all of them is left out."""
        mine = (part for part in section.parts if not part.forms or self._form in part.forms)
        filled = ((part, list(self.sentences(part.text))) for part in mine)
        return [(part, lines) for part, lines in filled if lines or part.shows or not part.text]

    def _lines(self, lists: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """The lines of these lists side by side, unit by unit, but for units of which one is not known."""
        if not lists:
            yield ()
        for lines in zip(*(self._words[name].splitlines() for name in lists), strict=False):
            if not any(line.endswith(f": {NOTHING}") for line in lines):
                yield lines

    def _filled(self, text: str, words: Mapping[str, str]) -> str:
        return PLACEHOLDER.sub(lambda match: self._number(words[match[1]]), text)

    def _number(self, text: str) -> str:
        """A figure, or a line "name: figure", with the leading zero where the tables have it."""
        before, colon, number = text.rpartition(": ")
        return f"{before}{colon}{padded(number)}" if self._padded else text
