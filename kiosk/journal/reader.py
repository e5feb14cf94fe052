"""A journal for those who only read: reports, verify, check, export. No lock; one moment for all answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.domain.entries import Entry, JournalOpened, entry_of
from kiosk.domain.figures import Figures
from kiosk.domain.questionnaire import Questionnaire
from kiosk.domain.recovery import OpenWork
from kiosk.domain.tally import BallotGroup, Period
from kiosk.journal import faults, figures, newest, period, verify
from kiosk.journal.chain import Link
from kiosk.journal.connect import connect_reader
from kiosk.journal.effective import ALL
from kiosk.journal.errors import JournalReadError
from kiosk.journal.faults import JournalFault
from kiosk.journal.files import ask_for_mending
from kiosk.journal.machine import Part
from kiosk.journal.machine_parts import machine_parts
from kiosk.journal.schema import APPLICATION_ID
from kiosk.journal.sound import Beside, head_if_sound
from kiosk.journal.sqlite_errors import reading
from kiosk.journal.verify import Passed, Verification


class JournalReader:
    """A journal as it is at the first question; later entries need another reader.

    Works beside a running kiosk and holds nothing up. Every method raises JournalReadError where the file
    can't be read.
    """

    def __init__(self, path: Path) -> None:
        """Open the journal; raises JournalReadError where there is none."""
        self._path = path
        if not path.exists():
            raise JournalReadError(
                f"There is no journal at {path}: start the kiosk once, or correct journal.path."
            )
        with reading(path):
            self._connection = connect_reader(path)
            try:
                self._begin()
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def identity(self) -> JournalOpened:
        """Entry 1: the journal's id, its device, real or simulated, and what it continues."""
        with reading(self._path):
            return newest.identity(self._connection)

    def head(self) -> Link:
        """The newest entry's seq and hash."""
        with reading(self._path):
            return newest.head(self._connection)

    def acknowledged_through(self) -> int:
        """Everything up to this seq is held by the centre."""
        with reading(self._path):
            return newest.watermark(self._connection)

    def unsent(self) -> int:
        """How many entries no centre has acknowledged."""
        return max(0, self.head().seq - self.acknowledged_through())

    def open_work(self) -> OpenWork:
        """The shift and the ballot that are open now."""
        with reading(self._path):
            return newest.open_work(self._connection)

    def kinds(self) -> dict[str, int]:
        """How many entries there are of each kind; "?" for those that can't be understood."""
        with reading(self._path):
            rows = self._connection.exec_driver_sql("SELECT kind, count(*) FROM journal GROUP BY kind")
            return {str(kind or "?"): count for kind, count in rows}

    def entries(self, after: int = 0) -> Iterator[tuple[int, Entry]]:
        """The entries after a seq, oldest first, with their seqs."""
        with reading(self._path):
            query = "SELECT seq, line FROM journal WHERE seq > ? ORDER BY seq"
            with closing(self._connection.exec_driver_sql(query, (after,))) as rows:
                for seq, line in rows:
                    yield seq, entry_of(line)

    def heads(self) -> Iterator[Link]:
        """Every place in the chain that is still known, newest first: what was the head once."""
        query = "SELECT seq, hash FROM journal ORDER BY seq DESC"
        with reading(self._path):
            with closing(self._connection.exec_driver_sql(query)) as rows:
                for seq, digest in rows:
                    yield Link(seq, digest)
            yield newest.kept_after(self._connection)

    def figures(self, first: date, last: date, *, zone: str, through: int | None = None) -> Figures:
        """All that is known of a period, both days inclusive; `zone` is the agency's, an IANA name.

        `through` is the seq of an earlier head: what was known then, a wrong clock included. Raises
        JournalReadError where that entry is not, or no longer, here.
        """
        with reading(self._path):
            head = newest.head(self._connection) if through is None else self._place(through)
            return figures.figures(self._connection, Period(first, last, zone), head)

    def ballot_groups(self, first_day: date, last_day: date) -> list[BallotGroup]:
        """The ballots closed in a period (both days inclusive, in the agency's zone), alike ones counted."""
        with reading(self._path):
            return figures.ballot_groups(self._connection, first_day, last_day)

    def questionnaires(self, first_day: date, last_day: date) -> list[Questionnaire]:
        """Those in force within a period, and those its ballots name, oldest first."""
        named = {group.questionnaire for group in self.ballot_groups(first_day, last_day)}
        with reading(self._path):
            return period.questionnaires(self._connection, first_day, last_day, named, ALL)

    def kept_from_day(self) -> date | None:
        """The first day of which everything is here; None where nothing was removed or left behind."""
        with reading(self._path):
            return period.kept_from_day(self._connection)

    def faults(self, today: date, parts: Collection[Part] | None = None) -> list[JournalFault]:
        """What somebody should look at; `parts` are those of this machine (by default, what is readable)."""
        with reading(self._path):
            return faults.faults(self._connection, machine_parts() if parts is None else parts, today)

    def verify(self, passed: Passed | None = None, beside: Beside | None = None) -> Verification:
        """Look at everything; slow for a long journal, and no burden to a running kiosk.

        `passed` is told now and then through which entry the chain was followed, and may raise to end it;
        without it, two threads look at the same time, and in a long journal the process that `beside` starts.
        """
        with reading(self._path), closing(connect_reader(self._path, text=bytes)) as connection:
            sound = None if passed else partial(head_if_sound, self._path, beside=beside)
            found = verify.verify(connection, passed, quickly=sound)
        if found.damaged:
            ask_for_mending(self._path)
        return found

    def _place(self, seq: int) -> Link:
        row = self._connection.exec_driver_sql("SELECT seq, hash FROM journal WHERE seq = ?", (seq,)).first()
        place = Link(*row) if row else newest.kept_after(self._connection)
        if place.seq != seq:
            raise JournalReadError(f"{self._path} has no entry {seq}: see kiosk verify.")
        return place

    def _begin(self) -> None:
        self._connection.exec_driver_sql("BEGIN")
        if self._connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
            raise JournalReadError(f"{self._path} is no journal: correct journal.path.")
