"""What is wrong with a journal that works: for the status screen, `kiosk check` and the centre."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from sqlalchemy import Connection

from kiosk.domain.entries import Note, entry_of
from kiosk.domain.records import dataclass
from kiosk.journal.connect import rows
from kiosk.journal.machine import Part, match, remembered

OTHER_MACHINE, CUT, SALVAGED = "other_machine", "journal_cut", "salvaged"
_TOLD_FOR = timedelta(days=30)  # what happened once, as against what is still so

_SENTENCES = {
    SALVAGED: "The journal was damaged, {carried} entries were carried on, {lost} were lost",
    CUT: "The journal ended at entry {last}, but {acknowledged} were acknowledged: its end was lost",
}


@dataclass(frozen=True)
class JournalFault:
    """A word for programs, and a sentence for people with what to do."""

    code: str
    sentence: str


def faults(connection: Connection, parts: Collection[Part], today: date) -> list[JournalFault]:
    """What somebody should look at: `parts` are this machine's, `today` is the agency's."""
    return [*_machine_faults(connection, parts), *_noted_faults(connection, today - _TOLD_FOR)]


def _machine_faults(connection: Connection, parts: Collection[Part]) -> Iterator[JournalFault]:
    found = match(remembered(connection), parts)
    if not found.same_machine:
        yield JournalFault(
            OTHER_MACHINE,
            f"This journal was begun on another PC ({found.matching} of {found.compared} parts match):"
            " two PCs must not share a device name, so enrol this one under a name of its own.",
        )


def _noted_faults(connection: Connection, since: date) -> Iterator[JournalFault]:
    query = "SELECT line FROM journal WHERE kind = 'note' AND at >= ?"
    for (line,) in rows(connection, query, (since.isoformat(),)):
        note = entry_of(line)
        if isinstance(note, Note) and note.about in _SENTENCES:
            known = {name: value for name, value in note.data.items() if value is not None}
            told = _SENTENCES[note.about].format_map(_Known(known))
            yield JournalFault(note.about, f"{note.at.date().isoformat()}: {told}.")


class _Known(dict[str, object]):
    """The data of a note; something may be unknown, or missing in another version's."""

    def __missing__(self, key: str) -> str:
        return "?"
