"""Commits: by one thread of their own, so that the screens never wait for the disk, or at once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Thread

from kiosk.domain.entries import Entry
from kiosk.journal.errors import JournalUnsureError, JournalWriteError
from kiosk.journal.journal import Journal
from kiosk.journal.sqlite_errors import SQLITE_ERRORS

_LOOK_AGAIN_SECONDS = 1.0

_log = logging.getLogger(__name__)

Done = Callable[[bool], None]


class DirectCommitter:
    """A `Committer` that has written when `commit` returns: for simulated citizens."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def commit(self, entries: Sequence[Entry], done: Done) -> None:
        """Append the entries; raises JournalWriteError where the disk refuses."""
        self._journal.append(entries)
        done(True)  # noqa: FBT003  the port's own form


class JournalWriter:
    """A `Committer` with a thread of its own. `done` is called on that thread, in order."""

    def __init__(self, journal: Journal) -> None:
        """Start the thread; `close` ends it, and leaves the journal open."""
        self._journal = journal
        self._fault: str | None = None
        self._queue: SimpleQueue[tuple[tuple[Entry, ...], Done] | None] = SimpleQueue()
        self._closing = Event()
        self._thread = Thread(target=self._work, name="journal writer", daemon=True)
        self._thread.start()

    @property
    def fault(self) -> str | None:
        """Why the newest commit was refused, in one sentence; None where it was not."""
        return self._fault

    def commit(self, entries: Sequence[Entry], done: Done) -> None:
        """Have entries written as one durable transaction, then `done(True)`; `done(False)` if refused."""
        if self._closing.is_set():
            done(False)  # noqa: FBT003  the port's own form
        else:
            self._queue.put((tuple(entries), done))

    def close(self) -> None:
        """Write what was committed before, then end."""
        self._closing.set()
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (commit := self._queue.get()) is not None:
            entries, done = commit
            done(self._is_written(entries))
            if self._queue.empty():
                with suppress(*SQLITE_ERRORS):  # the next commit will meet the same fault, and tell it
                    self._journal.tidy()

    def _is_written(self, entries: Sequence[Entry]) -> bool:
        try:
            self._journal.append(entries)
        except JournalUnsureError as error:
            self._fault = str(error)
            return self._turns_out_written(error)
        except JournalWriteError as error:
            self._fault = str(error)
            return False
        except Exception:  # noqa: BLE001  whatever it was, the citizen must not wait for ever
            _log.exception("an entry could not be made into a line")
            self._fault = "An entry could not be written: see the log."
            return False
        self._fault = None
        return True

    def _turns_out_written(self, unsure: JournalUnsureError) -> bool:
        """Wait until the file can be looked at: an answer that comes late is better than a wrong one."""
        while not self._closing.wait(_LOOK_AGAIN_SECONDS):
            with suppress(JournalWriteError):
                return self._journal.holds(unsure.seq, unsure.digest)
        return False
