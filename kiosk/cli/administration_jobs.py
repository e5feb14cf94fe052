"""Jobs on threads of their own: what they are at, what came of them, and how they are stopped."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from kiosk.cli.errors import CommandError
from kiosk.config import Message
from kiosk.config.reasons import reason_of
from kiosk.journal.errors import JournalError
from kiosk.secrets import SecretError
from kiosk.ui.administration import Progress

ResultT = TypeVar("ResultT")
_BREATH = 0.001
"""Seconds after each step: Python runs one thread at a time, and the window's must not wait for this one."""
_STARTING = Message("Đang chuẩn bị…", "Preparing…")

_log = logging.getLogger(__name__)


class StoppedError(Exception):
    """The administrator wants no more of it."""


class BackgroundJob(Generic[ResultT]):
    """A `kiosk.ui.administration.Job` that calls `work` with itself, to be told of each step.

    `left_alone`: it can't be stopped in its middle (a request under way, one query), so once cancelled it
    counts as over, and what its thread still finds out is dropped.
    """

    def __init__(
        self, work: Callable[[BackgroundJob[ResultT]], ResultT], language: str, *, left_alone: bool = False
    ) -> None:
        self.language = language
        self.progress = Progress(words=_STARTING.text(language))
        self.over = False
        self.result: ResultT | None = None
        self.fault = ""
        self._left_alone = left_alone
        self._stopped = threading.Event()
        self._ending = threading.Lock()
        self._thread = threading.Thread(target=self._run, args=(work,), name="administration", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """Ask it to stop."""
        self._stopped.set()
        if self._left_alone:
            self._end(None, "")

    @property
    def alive(self) -> bool:
        """Whether its thread still runs."""
        return self._thread.is_alive()

    @property
    def owes_nothing(self) -> bool:
        """Whether its thread may be left as it is when the program ends."""
        return self._left_alone or not self.alive

    def join(self, seconds: float) -> None:
        """Wait so long, at most, until its thread has ended."""
        self._thread.join(seconds)

    def step(self, done: int, total: int, words: Message) -> None:
        """Say how far it is; raises StoppedError where nobody wants more."""
        if self._stopped.is_set():
            raise StoppedError
        self.progress = Progress(done, total, words.text(self.language))
        time.sleep(_BREATH)

    def _run(self, work: Callable[[BackgroundJob[ResultT]], ResultT]) -> None:
        result, fault = None, ""
        try:
            result = work(self)
        except StoppedError:
            pass
        except Exception as error:  # noqa: BLE001  whatever it is, the page must say that it failed
            fault = sentence_of(error).text(self.language)
        self._end(result, fault)

    def _end(self, result: ResultT | None, fault: str) -> None:
        """Be over; only the first time counts."""
        with self._ending:
            if not self.over:
                self.result, self.fault = result, fault
                self.over = True  # last: who sees it sees the others too


def sentence_of(error: Exception) -> Message:
    """What went wrong, in one sentence; it holds no secret."""
    if isinstance(error, CommandError):
        return error.message
    if isinstance(error, SecretError):
        return Message(error.text("vi"), error.text("en"))
    if isinstance(error, JournalError):
        from kiosk.check.journal_sentences import in_both  # noqa: PLC0415 - no start waits for it

        return in_both(str(error))
    if isinstance(error, OSError):
        reason = reason_of(error)
        return Message(f"Hệ thống từ chối: {reason.vi}.", f"The system refused: {reason.en}.")
    _log.error("An administrator's job failed", exc_info=error)
    name = type(error).__name__
    return Message(
        f"Không làm được ({name}); xem tệp log bên cạnh nhật ký.",
        f"It failed ({name}); see the log beside the journal.",
    )
