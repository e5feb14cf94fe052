"""What somebody should look at: nothing of it is ever refused or lost."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import Connection, func, select, update

from central.journals import Point, insert_unless_there
from central.schema import devices, findings, journals


class Finding(StrEnum):
    """The kinds of finding, and the entry that each one names."""

    FORK = "fork"  # the entry that has two successors: a restored backup or a copied disk
    REWRITE = "rewrite"  # the second version of an entry that came before with another line
    GAP = "gap"  # the last entry of what retention had removed before it arrived
    ODD = "odd"  # a line that this version does not understand


COLUMNS = {
    Finding.FORK: devices.c.forks,
    Finding.REWRITE: devices.c.rewrites,
    Finding.GAP: devices.c.gaps,
    Finding.ODD: devices.c.odd_lines,
}
"""Where the number of each is kept for the page of devices."""


def note(connection: Connection, journal: int, points: Iterable[Point], kind: Finding, *, hour: int) -> None:
    """Keep a finding about each of these entries; twice is the same as once."""
    rows = [
        {"journal": journal, "seq": point.seq, "hash": point.hash, "kind": kind.value, "arrival_hour": hour}
        for point in points
    ]
    if rows:
        connection.execute(insert_unless_there(connection, findings), rows)
        _tell_fleet(connection, journal, kind)


def _tell_fleet(connection: Connection, journal: int, kind: Finding) -> None:
    """Keep beside the device of a journal how many findings of a kind it has in all its journals."""
    device = select(journals.c.device).where(journals.c.no == journal).scalar_subquery()
    number = (
        select(func.count())
        .select_from(findings.join(journals, journals.c.no == findings.c.journal))
        .where(journals.c.device == devices.c.device, findings.c.kind == kind.value)
        .scalar_subquery()
    )
    connection.execute(update(devices).where(devices.c.device == device).values({COLUMNS[kind].name: number}))
