"""What the administrator's pages ask for and are told. No Kivy, no files: `kiosk.cli` gives the real thing.

Every text is already in the language that was asked for. Nothing here is secret.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

ResultT_co = TypeVar("ResultT_co", covariant=True)


class State(StrEnum):
    """How something stands."""

    GOOD = "good"
    WARNING = "warning"  # works, but somebody should know
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """Something that was found out, and its cure where there is something to do."""

    state: State
    what: str
    cure: str = ""


@dataclass(frozen=True)
class StatusLine:
    """One line of a panel: what it is, and its value in plain words."""

    what: str
    value: str
    state: State = State.GOOD


@dataclass(frozen=True)
class Status:
    """How this kiosk stands: what somebody must do, worst first, and the lines of the two panels."""

    troubles: tuple[Finding, ...]
    shipping: tuple[StatusLine, ...]
    machine: tuple[StatusLine, ...]


@dataclass(frozen=True)
class Drive:
    """A removable drive: where it is mounted, its name, and its free bytes."""

    path: Path
    name: str
    free: int


@dataclass(frozen=True)
class TableRow:
    """A row of a table; one without cells is the heading of those below it."""

    name: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableBlock:
    """Rows under one head; `heads` begins with that of the names."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class Table:
    """A table as it is read on the screen; no block: there is nothing to show."""

    period: str
    blocks: tuple[TableBlock, ...]
    remarks: tuple[str, ...] = ()
    scope: str = ""
    """Whose figures they are, and until when."""


@dataclass(frozen=True)
class Progress:
    """How far a job is. `total` is 0 where nobody knows how much there is."""

    done: int = 0
    total: int = 0
    words: str = ""


class Job(Protocol[ResultT_co]):
    """Something that may take long, on a thread of its own: the screens look at it, they never wait."""

    @property
    def progress(self) -> Progress:
        """How far it is."""

    @property
    def over(self) -> bool:
        """Whether it has ended, in whatever way; then nothing about it changes any more."""

    @property
    def result(self) -> ResultT_co | None:
        """What it came to; None while it runs, where it was stopped and where it failed."""

    @property
    def fault(self) -> str:
        """Why it failed, in one sentence; empty where it did not."""

    def cancel(self) -> None:
        """Ask it to stop. It cleans up after itself, and is then over without a result."""


class Administration(Protocol):
    """What an administrator can find out and do at the kiosk. Every call returns at once."""

    @property
    def device(self) -> str:
        """The device's name at the centre."""

    def today(self) -> date:
        """Today in the agency's time zone."""

    def status(self, language: str) -> Job[Status]:
        """Look at everything that is quickly seen."""

    def verify(self, language: str) -> Job[tuple[Finding, ...]]:
        """Look at every entry of the journal."""

    def test_connection(self, language: str) -> Job[tuple[Finding, ...]]:
        """Ask the centre, on a connection of its own."""

    def find_drives(self, language: str) -> Job[tuple[Drive, ...]]:
        """Look for removable drives."""

    def export(self, drive: Drive, language: str) -> Job[tuple[Finding, ...]]:
        """Take in the centre's receipts found on a drive, then write there what is not yet acknowledged."""

    def counts_today(self, language: str) -> Job[Table]:
        """Today's ballots by department; no levels."""

    def report(self, first: date, last: date, language: str) -> Job[Table]:
        """The result table of a period, both days inclusive."""
