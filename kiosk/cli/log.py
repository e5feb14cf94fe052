"""The log: short, to stderr and to a file beside the journal; it holds no secret and no answer."""

from __future__ import annotations

import logging
import os
import sys
import threading
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

_BYTES, _FILES = 1024 * 1024, 3
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class _PrivateFile(RotatingFileHandler):
    """A log for this account alone; it grows to a mebibyte, and three older ones are kept."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")


def log_file(journal: Path) -> Path:
    """Where the log of a journal's kiosk stands."""
    return journal.with_name(journal.name + ".log")


def watchdog_log_file(journal: Path) -> Path:
    """Where the log of its watchdog stands: two programs can't turn the pages of one file."""
    return journal.with_name(journal.name + ".watchdog.log")


def start_log(file: Path) -> None:
    """Log to stderr and to a file (where that can be written)."""
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    try:
        handlers.append(_PrivateFile(file, maxBytes=_BYTES, backupCount=_FILES))
    except OSError as error:
        sys.stderr.write(f"{file}: {error.strerror}\n")
    for handler in handlers:
        handler.addFilter(_is_worth_a_line)
    logging.basicConfig(level=logging.WARNING, format=_FORM, handlers=handlers, force=True)
    for name in ("kiosk", "sync"):
        logging.getLogger(name).setLevel(logging.INFO)
    sys.excepthook = _log_uncaught
    threading.excepthook = lambda met: _log_uncaught(met.exc_type, met.exc_value, met.exc_traceback)


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """Kivy tells twenty lines of itself at each start, at a level of its own."""
    return record.levelno >= logging.WARNING or not record.name.startswith("kivy")


def _log_uncaught(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    logging.getLogger("kiosk").critical("Unexpected", exc_info=(kind, error or kind(), trace))
