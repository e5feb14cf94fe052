"""A clock step says that everything since the start before it was written by a wrong clock."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from central import ballots, entries, questionnaires
from central.entries import Entry
from central.journals import Journal
from central.reading import Closing, continued_by, is_start, read
from central.schema import journals
from kiosk.domain.entries import JournalOpened


def step(connection: Connection, journal: Journal, stepped: Entry, seconds: int) -> None:
    """Move what was written since the start before this step, which is held already."""
    closings = []
    for entry in _since_start(connection, stepped):
        content = read(entry).content
        if isinstance(content, Closing):
            closings.append(content)
        questionnaires.redate(connection, entry, seconds)
    ballots.redate(connection, journal, closings, seconds)


def _since_start(connection: Connection, entry: Entry) -> Iterator[Entry]:
    """The entries before this one, newest first, back to the program's start."""
    for earlier in _back(connection, entry):
        yield earlier
        if is_start(earlier):
            return


def _back(connection: Connection, entry: Entry | None) -> Iterator[Entry]:
    """The entries before this one, newest first, on into the journal that this one continues."""
    while entry is not None:
        for earlier in entries.before(connection, entry):
            yield earlier
            entry = earlier
        entry = _continued(connection, entry)
        if entry is not None:
            yield entry


def _continued(connection: Connection, opened: Entry) -> Entry | None:
    """The entry that a journal goes on from, where `opened` is its first and that one is held."""
    content = read(opened).content if opened.point.seq == 1 else None
    continued = continued_by(content) if isinstance(content, JournalOpened) else None
    if continued is None:
        return None
    name, point = continued
    journal = connection.scalar(select(journals.c.no).where(journals.c.journal == name))
    return None if journal is None else entries.at(connection, journal, point)
