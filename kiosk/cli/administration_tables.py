"""Today's ballots and the report of a period, as tables for the screen."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.cli.administration_numbers import counted
from kiosk.config import Config, Message
from kiosk.domain.tally import DepartmentTally, Tally, tally_of
from kiosk.journal import JournalReader
from kiosk.reports.numbers import day
from kiosk.reports.table import (
    CRITERIA,
    SIMULATED,
    VALID_ONLY,
    Block,
    as_paper_forms_have_it,
    blocks,
    has_flagged,
)
from kiosk.ui.administration import Table, TableBlock, TableRow

_COUNT_HEADS = {"n": "Số lượt"}
"""A column of the printed table that has no word."""


def counts_of(config: Config, now: datetime, language: str) -> Table:
    """Today's ballots by department, without levels; `now` is aware, in the agency's zone."""
    today = now.date()
    found, remarks = _read(config, today, today, language)
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
        day(today), (block,) if found.departments else (), remarks, _scope(config, today, now, language)
    )


def report_of(config: Config, first: date, last: date, now: datetime, language: str) -> Table:
    """What `kiosk report` prints; the table itself is in Vietnamese, as the document that it goes into."""
    found, remarks = _read(config, first, last, language)
    if config.paper_issued:
        found = as_paper_forms_have_it(found)
    shown = [_block("", one) for one in blocks(found)] if found.departments else []
    if has_flagged(found):
        shown += [_block(VALID_ONLY, one) for one in blocks(found, valid_only=True)]
    told = tuple(f"Lưu ý: {warning}" for warning in found.warnings)
    period = day(first) if first == last else f"{day(first)} – {day(last)}"
    return Table(period, tuple(shown), (*remarks, *told), _scope(config, last, now, language))


def _read(config: Config, first: date, last: date, language: str) -> tuple[Tally, tuple[str, ...]]:
    """The tally of a period, and what a reader of it must know."""
    with JournalReader(config.journal.path) as reader:
        kept_from = reader.kept_from_day()
        found = tally_of(reader.figures(first, last, zone=config.zone.key))
    remarks = (SIMULATED,) if found.simulated else ()
    if kept_from and first < kept_from:
        gap = Message(
            f"Dữ liệu trước {day(kept_from)} không còn đủ trên máy này; xem ở máy chủ.",
            f"This PC no longer holds everything before {day(kept_from)}; ask the server.",
        )
        remarks = (*remarks, gap.text(language))
    return found, remarks


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


def _block(title: str, block: Block) -> TableBlock:
    rows = [
        row
        for part in block.parts
        for row in (
            TableRow(_kept_together(part.heading)),
            *(TableRow(name, cells) for name, cells in part.rows),
        )
    ]
    heads = (_COUNT_HEADS.get(head, head) for head in block.heads)
    return TableBlock(title, (CRITERIA, *heads), tuple(rows))


def _kept_together(heading: str) -> str:
    """A heading that is broken before its numbers of ballots, or between two of them."""
    name, bracket, ballots = heading.partition(" (")
    return name + bracket + ballots.replace(" ", "\u00a0").replace(",\u00a0", ", ")
