"""Printed reports: on what each rested, so that its code can be confirmed from the lines later.

A report is counted again from the entries that were here when it was printed: those of that hour or before,
and none after the heads that it names. What was corrected in the catalogue since then shows as a difference.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

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

from central import figures
from central.journals import insert_unless_there
from central.rebuild import as_of
from central.schema import entries, journals, printed
from central.store import Store
from kiosk.domain.figures import Figures, Head, Period


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
            options=json.dumps(dict(one.options), ensure_ascii=False),
            hour=one.hour,
            printed_by=one.by,
        )
    )


def find(connection: Connection, code: str) -> Printed | None:
    """The report with this code, or None."""
    row = connection.execute(select(printed).where(printed.c.code == code)).first()
    if row is None:
        return None
    return Printed(
        row.code,
        row.form,
        Period(row.first, row.last, row.time_zone),
        row.agency,
        row.simulated,
        tuple(Head(*head) for head in json.loads(row.heads)),
        row.hour,
        row.printed_by,
        json.loads(row.options),
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
    return lambda period, agency: figures.told(connection, period, agency=agency, simulated=one.simulated)
