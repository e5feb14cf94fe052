"""Printed reports: on what each rested, so that its code can be confirmed from the lines later.

A report is counted again from the entries that were here when it was printed: those of that hour or before,
and none after the heads that it names; and from the paper ballots and files of dossiers that were entered by
then. What was corrected in the catalogue since then shows as a difference.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    MetaData,
    Table,
    Text,
    and_,
    exists,
    insert,
    not_,
    select,
)

from central import dossiers, figures, papers
from central.journals import insert_unless_there
from central.rebuild import as_of
from central.schema import dossiers as dossiers_table
from central.schema import entries, journals, printed
from central.schema import papers as papers_table
from central.store import Store
from kiosk.domain.figures import Figures, Head, Period

_ENTERED = "entered"


@dataclass(frozen=True)
class Entered:
    """The newest sheet of paper ballots and file of dossiers that there were, by their numbers."""

    papers: int = 0
    dossiers: int = 0

    @classmethod
    def now(cls, connection: Connection) -> Self:
        """Those of this moment."""
        return cls(papers.newest_no(connection), dossiers.newest_no(connection))


@dataclass(frozen=True)
class Printed:
    """A report that was printed. `options` are what else its form was made with, as JSON takes it.

    `hour` is whole hours since 1970 UTC; `by` the name of who printed it.
    """

    code: str
    form: str
    period: Period
    agency: str | None
    simulated: bool
    heads: Sequence[Head]
    hour: int
    by: str
    options: Mapping[str, Any] = field(default_factory=dict)
    entered: Entered = Entered()


class Confirmation(StrEnum):
    """What became of a code."""

    AGREES = "agrees"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


FiguresOf = Callable[[Period, str | None], Figures]
CodeAgain = Callable[[Printed, FiguresOf], str]


def keep(connection: Connection, one: Printed) -> None:
    """Remember a printed report; the same one again is the same."""
    connection.execute(
        insert_unless_there(connection, printed).values(
            code=one.code,
            form=one.form,
            first=one.period.first,
            last=one.period.last,
            time_zone=one.period.time_zone,
            agency=one.agency,
            simulated=one.simulated,
            heads=json.dumps([[head.journal, head.seq, head.hash] for head in one.heads]),
            options=json.dumps({**one.options, _ENTERED: asdict(one.entered)}, ensure_ascii=False),
            hour=one.hour,
            printed_by=one.by,
        )
    )


def find(connection: Connection, code: str) -> Printed | None:
    """The report with this code, or None."""
    row = connection.execute(select(printed).where(printed.c.code == code)).first()
    if row is None:
        return None
    options = json.loads(row.options)
    entered = Entered(**options.pop(_ENTERED, {}))
    return Printed(
        row.code,
        row.form,
        Period(row.first, row.last, row.time_zone),
        row.agency,
        row.simulated,
        tuple(Head(*head) for head in json.loads(row.heads)),
        row.hour,
        row.printed_by,
        options,
        entered,
    )


def confirm(store: Store, code: str, code_again: CodeAgain) -> Confirmation:
    """Count a printed report again from the lines that it rested on.

    `code_again` makes it again from figures, which it asks for by period and agency, and gives its code.
    """
    with store.reading() as connection:
        one = find(connection, code)
        if one is None:
            return Confirmation.UNKNOWN
        again = code_again(one, figures_again(connection, one))
        connection.rollback()  # its tables must go
    return Confirmation.AGREES if again == one.code else Confirmation.DIFFERS


def figures_again(connection: Connection, one: Printed) -> FiguresOf:
    """What gives figures as they were for this report, until the transaction is rolled back."""
    heads = Table(
        "heads_of_print",
        MetaData(),
        Column("journal", Text),
        Column("seq", BigInteger),
        prefixes=["TEMPORARY"],
    )
    heads.create(connection)
    if one.heads:
        connection.execute(insert(heads), [{"journal": head.journal, "seq": head.seq} for head in one.heads])
    after = exists().where(heads.c.journal == journals.c.journal, heads.c.seq < entries.c.seq)
    as_of(connection, and_(entries.c.arrival_hour <= one.hour, not_(after)))
    for table, number in ((papers_table, one.entered.papers), (dossiers_table, one.entered.dossiers)):
        name = table.name
        connection.exec_driver_sql(
            f"CREATE TEMPORARY TABLE {name} AS SELECT * FROM {name} WHERE no <= {int(number)}"  # noqa: S608
        )

    def told(period: Period, agency: str | None) -> Figures:
        found = figures.told(connection, period, agency=agency, simulated=one.simulated, alone=True)
        return replace(found, heads=tuple(one.heads))  # the journals have gone on since then

    return told
