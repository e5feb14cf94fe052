"""Starts centres, each in a process of its own that dies where it is told to: `central serve` in a fork.

Reads orders from its standard input, a JSON object a line, and answers each in one line. A fork costs a
tenth of a new program, and thousands of deaths are tried.
"""

from __future__ import annotations

import ctypes
import json
import logging
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any

import psycopg
import uvicorn.lifespan.on
import uvicorn.loops.auto
import uvicorn.protocols.http.auto
import uvicorn.protocols.websockets.auto  # noqa: F401
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import Pool

# What a fork finds loaded already.
from central.cli import main as central_main

_PARENT_DEATH = 1  # PR_SET_PDEATHSIG


def main() -> None:
    """Start, and wait for, whatever is ordered; when the orders end, every centre does."""
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "start":
            answer = {"pid": _start(order)}
        else:
            _, status = os.waitpid(order["pid"], 0)
            answer = {"status": os.waitstatus_to_exitcode(status)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _start(order: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    status = 70
    try:
        _become_a_centre(order)
        status = central_main(order["arguments"])
    except BaseException:  # noqa: BLE001 - a fork must never go on as its parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _become_a_centre(order: dict[str, Any]) -> None:
    ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    logging.basicConfig(level=logging.DEBUG)  # whatever any library says, to be searched for secrets
    logging.getLogger("sqlalchemy.engine").setLevel(logging.INFO)
    if order["points"]:
        _Points(order["points"], order["kill_at"], opening=order["opening"]).watch()


class _Points:
    """Counts the moments before and after each statement and commit, and dies at one of them.

    `file` gets a byte a moment, so that its size says how many there were. While the database is opened the
    main thread is at work, and afterwards others are.
    """

    def __init__(self, file: str, kill_at: int | None, *, opening: bool) -> None:
        self._file = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._kill_at = kill_at
        self._opening = opening
        self._passed = 0
        self._lock = threading.Lock()

    def watch(self) -> None:
        """Be told of each moment by SQLAlchemy itself, and of what goes past it by PostgreSQL's driver."""
        for target, name in (
            (Engine, "before_cursor_execute"),
            (Engine, "after_cursor_execute"),
            (Engine, "commit"),
            (Engine, "rollback"),
            (Pool, "checkin"),  # a commit is over
        ):
            event.listen(target, name, self._moment)
        psycopg.Connection.execute = self._around(psycopg.Connection.execute)  # type: ignore[method-assign]
        psycopg.Pipeline.__exit__ = self._around(psycopg.Pipeline.__exit__)  # type: ignore[method-assign]

    def _around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(call)
        def told(*args: object, **named: object) -> Any:
            self._moment()
            result = call(*args, **named)
            self._moment()
            return result

        return told

    def _moment(self, *_: object, **__: object) -> None:
        if (threading.current_thread() is threading.main_thread()) is not self._opening:
            return
        with self._lock:
            self._passed += 1
            os.write(self._file, b".")
            if self._passed == self._kill_at:
                os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
