"""Starts the kiosk, watches its heartbeat, starts it again.

A window that does not beat is ended, and whatever ends without being wanted is started again, after a pause
that grows; it never gives up. Wanted are: a signal to the watchdog, and the kiosk's own exit with 0 or 2.
A kiosk that wants to be started again announces it; that is no fault, and has its pause too.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from threading import Event, Thread

from filelock import FileLock, Timeout

from kiosk.heartbeat import START_AGAIN, watched_by

_WANTED = (0, 2)
_LOOK_SECONDS = 0.25
_LONGEST_NAP_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0
_LONG_LIFE_SECONDS = 300.0  # after that, what happened before is forgotten
_END_SECONDS = 30.0  # for an end that somebody wants; it waits for requests and jobs under way

_log = logging.getLogger(__name__)


class OtherWatchdogError(Exception):
    """Another watchdog watches the kiosk of this journal."""


@dataclass(frozen=True)
class Limits:
    """Seconds without a beat after which the kiosk is ended: while its window works, and before and after.

    `pause_seconds` lie before another start; each that follows soon waits twice as long.
    """

    frozen_seconds: float = 20
    start_seconds: float = 300
    pause_seconds: float = 1

    @property
    def grace_seconds(self) -> float:
        """How long a frozen window has to end when it is asked, before it is killed."""
        return self.frozen_seconds / 4


class Silence:
    """How long no beat was heard, in seconds during which the watchdog itself was awake.

    A machine that slept, or a watchdog that was stopped, heard nothing either: of such a gap a second counts.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._looked_at = clock()
        self._beat = Event()
        self._seconds = 0.0
        self.begun = False
        """Whether a beat was ever heard."""
        self.farewell: int | None = None
        """The exit status that the kiosk announced when it closed its window."""

    def heard(self, said: bytes) -> None:
        """A beat came, or the digit of a farewell; from any thread."""
        if said[-1:].isdigit():
            self.farewell = int(said[-1:])
        self._beat.set()

    def look(self) -> float:
        """The seconds without a beat by now."""
        now = self._clock()
        passed, self._looked_at = now - self._looked_at, now
        if self._beat.is_set():
            self._beat.clear()
            self.begun, self._seconds = True, 0.0
        else:
            self._seconds += min(passed, _LONGEST_NAP_SECONDS)
        return self._seconds


@dataclass(frozen=True)
class _End:
    """How a life of the kiosk ended; `silent` is for how long it had not beaten, where that ended it."""

    status: int | None  # None: it could not be started
    lived: float
    silent: float | None = None
    announced: bool = False

    @property
    def wants_another(self) -> bool:
        """Whether the kiosk asked to be started again."""
        return self.announced and self.status == START_AGAIN


class Watchdog:
    """Keeps one command running. `stop`, from a signal, ends the command and then the watchdog."""

    def __init__(
        self, command: Sequence[str], limits: Limits, is_unwanted: Callable[[], bool] = lambda: False
    ) -> None:
        """`is_unwanted` tells, between two lives of the kiosk, that there should be no other."""
        self._command = list(command)
        self._limits = limits
        self._is_unwanted = is_unwanted
        self._asked = False
        self._restarts = 0
        self._pause = limits.pause_seconds

    def stop(self, *_: object) -> None:
        """End the kiosk, and start it no more; a signal's handler may call it, so it takes no lock."""
        self._asked = True

    def run(self) -> int:
        """Watch until somebody wants it to end; the exit status."""
        why = ""
        while not self._asked:
            end = self._live(why)
            if end.status in _WANTED and end.silent is None:
                _log.info("The kiosk ended with %d, as somebody wanted", end.status)
                return end.status
            why = self._after(end)
            if self._is_unwanted():
                _log.info("The kiosk is not started again, as somebody wanted")
                break
        return 0

    def _live(self, why: str) -> _End:
        """One life of the kiosk, from its start to its end."""
        began = time.monotonic()
        try:
            process = self._started(why)
        except OSError as error:
            _log.error("The kiosk can't be started (%s)", error.strerror or error)
            return _End(None, 0)
        silence = Silence()
        listener = Thread(target=_listen, args=(process.stdout, silence), daemon=True)
        listener.start()
        silent = self._watch(process, silence)
        if process.poll() is None:
            _end(process, _END_SECONDS if silent is None else self._limits.grace_seconds)
        lived = time.monotonic() - began
        listener.join(_LONGEST_NAP_SECONDS)  # the farewell may still be in the pipe
        if self._asked:
            return _End(0, lived)
        if silence.farewell is not None:
            return _End(silence.farewell, lived, announced=True)
        return _End(process.returncode, lived, silent)

    def _started(self, why: str) -> subprocess.Popen[bytes]:
        _log.info("Starting the kiosk")
        return subprocess.Popen(  # noqa: S603  our own program
            self._command,
            bufsize=0,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=sys.stderr,
            env={**os.environ, **watched_by(self._restarts, why)},
        )

    def _watch(self, process: subprocess.Popen[bytes], silence: Silence) -> float | None:
        """Stay until the kiosk ends, or must; how long it was silent, where that is why it must end."""
        while process.poll() is None and not self._asked:
            self._sleep(_LOOK_SECONDS)
            silent = silence.look()
            works = silence.begun and silence.farewell is None
            if silent > (self._limits.frozen_seconds if works else self._limits.start_seconds):
                return silent
        return None

    def _after(self, end: _End) -> str:
        """Wait as long as is due before another start; why it comes, "" where the kiosk wants it."""
        if end.lived > _LONG_LIFE_SECONDS:
            self._pause = self._limits.pause_seconds
        if end.wants_another:
            why, told = "", "The kiosk wants to be started again"
        elif end.silent is not None:
            why, told = "frozen", f"The window did not move for {end.silent:.0f} s and was ended"
        else:
            why, told = "crashed", f"The kiosk ended with {end.status}"
        if why:
            self._restarts += 1
            told = f"{told}; restart {self._restarts}"
        _log.warning("%s in %g s", told, self._pause)
        self._sleep(self._pause)
        self._pause = min(2 * self._pause, _LONGEST_PAUSE_SECONDS)
        return why

    def _sleep(self, seconds: float) -> None:
        """Let time pass; who asks for the end waits for one step of it at most."""
        until = time.monotonic() + seconds
        while not self._asked and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _LOOK_SECONDS))


@contextmanager
def only_one(journal: Path) -> Iterator[None]:
    """Be the one watchdog of a journal's kiosk.

    Raises OtherWatchdogError where there is one, OSError where no lock can be made.
    """
    lock = _lock(journal)
    try:
        lock.acquire(timeout=_LONGEST_NAP_SECONDS)  # `is_watched` may hold it for a moment
    except Timeout:
        raise OtherWatchdogError(str(journal)) from None
    try:
        yield
    finally:
        lock.release()


def is_watched(journal: Path) -> bool:
    """Whether some watchdog watches the kiosk of this journal, or waits to.

    Where the disk does not let anybody look, nobody is known to. Looking makes no lock.
    """
    lock = _lock(journal)
    if not Path(lock.lock_file).exists():
        return False
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    except OSError:
        return False
    lock.release()
    return False


def _lock(journal: Path) -> FileLock:
    # On Windows with the rights of its folder: an administrator's file must not shut the kiosk's account out.
    mode = 0o600 if os.name == "posix" else 0o666
    return FileLock(journal.with_name(journal.name + ".watchdog.lock"), mode=mode)


def _listen(pipe: FileIO, silence: Silence) -> None:
    with pipe:
        while said := pipe.read(4096):
            silence.heard(said)


def _end(process: subprocess.Popen[bytes], patience_seconds: float) -> None:
    """Ask it to end, and kill it where it does not; returns when it is gone."""
    process.terminate()
    try:
        process.wait(patience_seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
