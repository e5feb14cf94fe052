"""A report in the format that is asked for, and as a file that is there whole or not at all.

The heavy writers are imported when they are asked for: their libraries are the extra `documents`.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.domain.figures import Figures
from kiosk.domain.tally import Channel, tally_of
from kiosk.reports.as_csv import as_csv
from kiosk.reports.as_json import as_json, report_as_json
from kiosk.reports.as_table import as_table
from kiosk.reports.letter import Letter
from kiosk.reports.report import Report

FORMATS = ("table", "json", "csv", "html", "xlsx", "docx")
_BINARY = frozenset({"xlsx", "docx"})


def content_of(
    report: Report,
    figures: Figures,
    wanted: str,
    *,
    letter: Letter | None = None,
    channel: Channel = Channel.KIOSK,
    language: str = "vi",
) -> bytes:
    """The report, which is made of `figures`, as the bytes of a file.

    `letter` has the agency's own texts for a document. Raises ModuleNotFoundError where the format needs a
    library that is not installed.
    """
    if wanted == "table":
        return as_table(report).encode()
    if wanted == "csv":
        return as_csv(report)
    if wanted == "json":
        return _json(report, figures, channel)
    if wanted == "html":
        from kiosk.reports.as_html import as_html  # noqa: PLC0415  an extra that may not be installed

        return as_html(report, language).encode()
    return _of_file(_file_writer(report, wanted, letter))


def would_spoil_terminal(wanted: str) -> bool:
    """Whether this format, were it printed, would go to a terminal, which can't show it."""
    return wanted in _BINARY and sys.stdout.isatty()


def write_whole(file: Path, content: bytes) -> None:
    """Write a file under another name and rename it: an older one is replaced at once, or stays as it is.

    What is no ordinary file (a pipe, a device) is written into. Raises OSError, which names `file`.
    """
    target = file.resolve()
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from error


def _replace(target: Path, content: bytes) -> None:
    new = target.with_name(f".hai-long-{os.getpid()}.new")
    try:
        with new.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(target)
    except BaseException:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise


def _json(report: Report, figures: Figures, channel: Channel) -> bytes:
    members = (
        as_json(tally_of(figures, channel))
        if report.form == "a" and not report.hides
        else report_as_json(report, figures.period, simulated=figures.simulated)
    )
    return f"{json.dumps(members, ensure_ascii=False, indent=2)}\n".encode()


def _file_writer(report: Report, wanted: str, letter: Letter | None) -> Callable[[Path], None]:
    if wanted == "xlsx":
        from kiosk.reports.as_xlsx import write_xlsx  # noqa: PLC0415  as above

        return lambda file: write_xlsx(report, file)
    from kiosk.reports.as_docx import write_docx  # noqa: PLC0415  as above

    return lambda file: write_docx(report, file, letter)


def _of_file(write: Callable[[Path], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report")
        write(file)
        return file.read_bytes()
