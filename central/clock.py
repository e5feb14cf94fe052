"""A clock step says that everything since the start before it was written by a wrong clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from central import ballots, entries, questionnaires
from central.entries import Entry
from central.journals import Journal
from central.reading import Closing, Ended, Read, continued_by, is_start, read, written_at
from central.rollup import Sums
from central.schema import journals
from kiosk.domain.entries import ClockStep, JournalOpened, QuestionnaireShown

# A clock put back by less is no other boot: kiosks note steps from two minutes, and floor times to a quarter.
_FALL = timedelta(hours=1)


def step(connection: Connection, sums: Sums, journal: Journal, stepped: Entry, seconds: int) -> None:
    """Move what was written since the start before this step, which is held already."""
    closings: list[Closing | Ended] = []
    asked = []
    for one in _since_start(connection, stepped):
        if isinstance(one.content, Closing | Ended):
            closings.append(one.content)
        elif isinstance(one.content, QuestionnaireShown):
            asked.append(one)
    questionnaires.redate(connection, journal, asked, seconds)
    ballots.redate(connection, sums, journal, closings, seconds)


def _since_start(connection: Connection, stepped: Entry) -> Iterator[Read]:
    """The entries before this one, newest first, back to the program's start.

    A start may be lost in damage: times that fall without a clock step tell of another one, too.
    """
    later: datetime | None = None
    for earlier in _back(connection, stepped):
        at = written_at(earlier.entry)
        if at and later and at - later > _FALL:
            return
        yield earlier
        if is_start(earlier.entry):
            return
        later = None if isinstance(earlier.content, ClockStep) else at or later


def _back(connection: Connection, stepped: Entry) -> Iterator[Read]:
    """The entries before this one, newest first, on into the journals that its own continues."""
    entry: Entry | None = stepped
    while entry is not None:
        first = entry
        opening: list[Read] = []  # entry 1 and questionnaires after it: carried, not written by this boot
        for first in entries.before(connection, entry):
            opening.append(read(first))
            if first.point.seq > 1 and not isinstance(opening[-1].content, QuestionnaireShown):
                yield from opening
                opening = []
        entry = _continued(connection, first)
        yield from [read(entry)] if entry else opening


def _continued(connection: Connection, opened: Entry) -> Entry | None:
    """The entry that a journal goes on from, where `opened` is its first and that one is held."""
    content = read(opened).content if opened.point.seq == 1 else None
    continued = continued_by(content) if isinstance(content, JournalOpened) else None
    if continued is None:
        return None
    name, point = continued
    journal = connection.scalar(select(journals.c.no).where(journals.c.journal == name))
    return None if journal is None else entries.at(connection, journal, point)
