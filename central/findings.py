"""What somebody should look at: nothing of it is ever refused or lost."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import Connection

from central.journals import Point, insert_unless_there
from central.schema import findings


class Finding(StrEnum):
    """The kinds of finding, and the entry that each one names."""

    FORK = "fork"  # the entry that has two successors: a restored backup or a copied disk
    REWRITE = "rewrite"  # the second version of an entry that came before with another line
    GAP = "gap"  # the last entry of what retention had removed before it arrived
    ODD = "odd"  # a line that this version does not understand


def note(connection: Connection, journal: int, points: Iterable[Point], kind: Finding, *, hour: int) -> None:
    """Keep a finding about each of these entries; twice is the same as once."""
    rows = [
        {"journal": journal, "seq": point.seq, "hash": point.hash, "kind": kind.value, "arrival_hour": hour}
        for point in points
    ]
    if rows:
        connection.execute(insert_unless_there(connection, findings), rows)
