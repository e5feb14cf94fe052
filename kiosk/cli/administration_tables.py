"""Today's ballots and the report of a period, as tables for the screen."""

from __future__ import annotations

from datetime import date

from kiosk.config import Config, Message
from kiosk.domain.tally import DepartmentTally, Period, Tally, tally
from kiosk.journal import JournalReader
from kiosk.reports.numbers import day, whole
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


def counts_of(config: Config, today: date, language: str) -> Table:
    """Today's ballots by department, without levels."""
    found, remarks = _read(config, today, today, language)
    heads = (
        Message("Bộ phận", "Department"),
        Message("Phát ra", "Issued"),
        Message("Thu về", "Collected"),
        Message("Hợp lệ", "Valid"),
    )
    total = Message("Cả quầy", "The whole counter").text(language)
    rows = (*(_ballots(one.name, one) for one in found.departments), _ballots(total, found.total))
    block = TableBlock("", tuple(head.text(language) for head in heads), rows)
    return Table(day(today), (block,) if found.departments else (), remarks)


def report_of(config: Config, first: date, last: date, language: str) -> Table:
    """What `kiosk report` prints; the table itself is in Vietnamese, as the document that it goes into."""
    found, remarks = _read(config, first, last, language)
    if config.paper_issued:
        found = as_paper_forms_have_it(found)
    shown = [_block("", one) for one in blocks(found)] if found.departments else []
    if has_flagged(found):
        shown += [_block(VALID_ONLY, one) for one in blocks(found, valid_only=True)]
    told = tuple(f"Lưu ý: {warning}" for warning in found.warnings)
    return Table(f"{day(first)} – {day(last)}", tuple(shown), (*remarks, *told))


def _read(config: Config, first: date, last: date, language: str) -> tuple[Tally, tuple[str, ...]]:
    """The tally of a period, and what a reader of it must know."""
    with JournalReader(config.journal.path) as reader:
        simulated, kept_from = reader.identity().simulated, reader.kept_from_day()
        found = tally(
            reader.ballot_groups(first, last),
            reader.questionnaires(first, last),
            Period(first, last, config.zone.key),
            simulated=simulated,
        )
    remarks = (SIMULATED,) if simulated else ()
    if kept_from and first < kept_from:
        gap = Message(
            f"Dữ liệu trước {day(kept_from)} không còn đủ trên máy này; xem ở trung tâm.",
            f"This PC no longer holds everything before {day(kept_from)}; ask the centre.",
        )
        remarks = (*remarks, gap.text(language))
    return found, remarks


def _ballots(name: str, one: DepartmentTally) -> TableRow:
    return TableRow(name, (whole(one.issued), whole(one.collected), whole(one.valid)))


def _block(title: str, block: Block) -> TableBlock:
    rows = [
        row
        for part in block.parts
        for row in (
            TableRow(_kept_together(part.heading)),
            *(TableRow(name, cells) for name, cells in part.rows),
        )
    ]
    return TableBlock(title, (CRITERIA, *block.heads), tuple(rows))


def _kept_together(heading: str) -> str:
    """A heading that is broken before its numbers of ballots, or between two of them."""
    name, bracket, ballots = heading.partition(" (")
    return name + bracket + ballots.replace(" ", "\u00a0").replace(",\u00a0", ", ")
