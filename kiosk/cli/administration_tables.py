"""Today's ballots and the report of a period, as tables for the screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from kiosk.cli.administration_numbers import counted
from kiosk.config import Config, Message
from kiosk.domain.figures import Figures
from kiosk.domain.tally import DepartmentTally, tally_of
from kiosk.journal import JournalReader
from kiosk.reports.cells import cell_text
from kiosk.reports.forms import build
from kiosk.reports.numbers import day
from kiosk.reports.report import Cell, Kind
from kiosk.reports.report import Table as ReportTable
from kiosk.reports.request import SIMULATED
from kiosk.ui.administration import Table, TableBlock, TableRow

_SHOWN = (Kind.COUNT, Kind.SHARE)


def counts_of(config: Config, now: datetime, language: str) -> Table:
    """Today's ballots by department, without levels; `now` is aware, in the agency's zone."""
    today = now.date()
    figures, gap = _read(config, today, today, language)
    found, marks = tally_of(figures), (SIMULATED,) if figures.simulated else ()
    heads = (
        Message("Bộ phận", "Department"),
        Message("Phát ra", "Issued"),
        Message("Thu về", "Collected"),
        Message("Hợp lệ", "Valid"),
    )
    total = Message("Tổng cộng", "Total").text(language)
    rows = (
        *(_ballots(one.name, one, language) for one in found.departments),
        _ballots(total, found.total, language),
    )
    block = TableBlock("", tuple(head.text(language) for head in heads), rows)
    return Table(
        day(today),
        (block,) if found.departments else (),
        (*marks, *gap),
        _scope(config, today, now, language),
    )


def report_of(config: Config, first: date, last: date, now: datetime, language: str) -> Table:
    """Form A as `kiosk report` prints it, in Vietnamese, as the document that it goes into; no intervals."""
    figures, gap = _read(config, first, last, language)
    report = build("a", figures, agency=config.agency.name, settings=config.report)
    parts = _parts(report.tables[0])
    blocks = (_block(one, parts) for one in report.tables[1:] if one.key.startswith(("shares", "valid")))
    told = tuple(f"Lưu ý: {remark}" for remark in report.remarks)
    period = day(first) if first == last else f"{day(first)} – {day(last)}"
    return Table(
        period,
        tuple(blocks) if figures.units else (),
        (*report.marks, *gap, *told),
        _scope(config, last, now, language),
    )


def _read(config: Config, first: date, last: date, language: str) -> tuple[Figures, tuple[str, ...]]:
    """The figures of a period, and what they lack."""
    with JournalReader(config.journal.path) as reader:
        kept_from = reader.kept_from_day()
        found = reader.figures(first, last, zone=config.zone.key)
    if kept_from and first < kept_from:
        gap = Message(
            f"Dữ liệu trước {day(kept_from)} không còn đủ trên máy này; xem ở máy chủ.",
            f"This PC no longer holds everything before {day(kept_from)}; ask the server.",
        )
        return found, (gap.text(language),)
    return found, ()


def _scope(config: Config, last: date, now: datetime, language: str) -> str:
    """Whose ballots they are, and until when, where the period is not over."""
    whose = Message(
        f"Chỉ gồm phiếu của máy này ({config.device.id})", f"Ballots of this PC only ({config.device.id})"
    )
    until = Message(f", đến {now:%H:%M} ngày {day(now)}", f", until {now:%H:%M} on {day(now)}")
    told = whose.text(language)
    return f"{told}{until.text(language)}." if last >= now.date() else f"{told}."


def _ballots(name: str, one: DepartmentTally, language: str) -> TableRow:
    return TableRow(
        name, tuple(counted(number).text(language) for number in (one.issued, one.collected, one.valid))
    )


def _parts(ballots: ReportTable) -> dict[Cell, str]:
    """The heading of each department, and of the total, by its name: how many ballots it rests on."""
    parts = {}
    for number, name, *counts in (row.cells for row in ballots.rows):
        issued, collected, valid = (cell_text(count, Kind.COUNT).replace(" ", "\u00a0") for count in counts)
        told = (
            f"phiếu\u00a0phát\u00a0ra\u00a0{issued}, thu\u00a0về\u00a0{collected}, hợp\u00a0lệ\u00a0{valid}"
        )
        parts[name] = f"{number}. {name} ({told})" if number else f"{name} ({told})"
    return parts


def _block(table: ReportTable, parts: Mapping[Cell, str]) -> TableBlock:
    """A table with its departments as headings above their criteria."""
    shown = [place for place, column in enumerate(table.columns) if column.kind in _SHOWN]
    rows: list[TableRow] = []
    for row in table.rows:
        department, criterion = row.cells[:2]
        if not row.merged:
            rows.append(TableRow(parts[department]))
        cells = (cell_text(row.cells[place], table.columns[place].kind) for place in shown)
        rows.append(TableRow(str(criterion), tuple(cells)))
    heads = (table.columns[place].head for place in (1, *shown))
    return TableBlock(table.title if table.key.startswith("valid") else "", tuple(heads), tuple(rows))
