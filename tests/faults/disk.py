"""A disk that writes down what reaches it, fails or is slow on demand: `disk.c`, preloaded into a process.

LD_PRELOAD rather than a VFS of SQLite's or FUSE: it sees renames, locks and folders as well as SQLite's own
writes, needs no rights and no mount, and what is tried is the very SQLite that the kiosk uses. It does not
see writes through shared memory (-shm), which SQLite makes anew after every crash.
"""

import ctypes
import json
import os
import shutil
import struct
import subprocess
import sys
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from tests.campaign.promise import NotTriedError

ROOT = Path(__file__).parents[2]
_SOURCE = Path(__file__).with_name("disk.c")
_HEAD = struct.Struct("=qqqq")
FOR_EVER = -1


class Op(IntEnum):
    """What reaches the disk; `SAID` is what the process itself says in between."""

    OPEN, CLOSE, WRITE, TRUNCATE, SYNC, RENAME, UNLINK, MKDIR, SAID, SYNC_FAILED = range(1, 11)


class Event(NamedTuple):
    op: Op
    descriptor: int
    offset: int  # the flags of OPEN, the length of TRUNCATE
    data: bytes


def compiled(folder):
    """The library, made by gcc in this folder; raises NotTriedError where there is none that can."""
    gcc = shutil.which("gcc") or shutil.which("cc")
    if gcc is None or not sys.platform.startswith("linux"):
        raise NotTriedError("recording and failing a disk needs Linux and gcc (apt install gcc libc6-dev)")
    library = folder / "disk.so"
    made = subprocess.run(
        [gcc, "-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-pthread", "-o", library, _SOURCE],
        check=False,
        capture_output=True,
        text=True,
    )
    if made.returncode != 0:
        raise NotTriedError(f"gcc does not compile disk.c: {made.stderr.strip()[-500:]}")
    return library


def started_with(library, module, *words, **pipes):
    """A process of ours, `python -m module words`, whose disk is that library's."""
    environment = {**os.environ, "LD_PRELOAD": str(library), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", module, *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes)


class Disk:
    """What a process that was started so does with its own disk."""

    def __init__(self, folder, log=None):
        self._library = ctypes.CDLL(None)
        self._library.disk_calls.restype = ctypes.c_long
        self._log = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_APPEND) if log else -1
        self._library.disk_watches(str(folder).encode(), self._log)

    def hears(self, **said):
        """Put this into the log, between what was written before and after."""
        self._library.disk_hears(json.dumps(said).encode())

    def fails(self, at, error, times=FOR_EVER):
        """From the call that is the `at`th from now on, so many fail."""
        self._library.disk_fails(ctypes.c_long(at), ctypes.c_long(times), error)

    def works(self):
        """Nothing fails any more; begin to count anew."""
        self._library.disk_fails(ctypes.c_long(0), ctypes.c_long(0), 0)

    def is_slow(self, seconds):
        """Each call takes so long."""
        self._library.disk_is_slow(ctypes.c_long(int(seconds * 1000)))

    def rests(self):
        """Nothing is written down any more, and nothing fails."""
        self.works()
        self._library.disk_watches(b"", -1)
        if self._log >= 0:
            os.close(self._log)
            self._log = -1

    def calls(self):
        """How many calls there were."""
        return self._library.disk_calls()


def events_in(log):
    """What was recorded, in order."""
    content, place, events = log.read_bytes(), 0, []
    while place < len(content):
        op, descriptor, offset, length = _HEAD.unpack_from(content, place)
        place += _HEAD.size
        events.append(Event(Op(op), descriptor, offset, content[place : place + length]))
        place += length
    return events
