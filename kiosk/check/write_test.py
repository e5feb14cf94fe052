"""A write test beside the journal, never in it: how long the drive takes until it has kept something."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from kiosk.check.file_system import existing_above
from kiosk.check.finding import Finding, fault, good, warning
from kiosk.check.subject import Subject
from kiosk.config import Message
from kiosk.config.reasons import reason_of

_TIMES = 8
_BYTES = 4096  # a page of the journal
_SLOW_SECONDS = 0.25
"""Half of what a citizen waits for before the screen says that it takes longer."""


def check(subject: Subject) -> Iterable[Finding]:
    """What is written there, and synced, can be written; told with the time of one write."""
    path = subject.config.journal.path
    folder = existing_above(path)
    if folder != path.absolute().parent:
        yield _of_missing(folder)
        return
    try:
        seconds = seconds_of_a_write(folder)
    except OSError as error:
        reason = reason_of(error)
        yield fault(
            "write",
            Message(f"{folder}: không ghi được ({reason.vi})", f"{folder}: can't be written ({reason.en})"),
            Message(
                "cho tài khoản của kiosk làm chủ thư mục này; kiểm tra ổ đĩa và chỗ trống",
                "let the kiosk's account own this folder; look at the drive and its room",
            ),
        )
        return
    yield judge(folder, seconds)


def judge(folder: Path, seconds: float) -> Finding:
    """What it means that the drive of this folder takes so long for a write."""
    took = f"{seconds * 1000:.1f} ms"
    what = Message(f"{folder}: một lần ghi chắc mất {took}", f"{folder}: a synced write takes {took}")
    if seconds < _SLOW_SECONDS:
        return good("write", what)
    return warning(
        "write",
        Message(f"{what.vi}, người dân phải chờ", f"{what.en}: citizens wait"),
        Message("thay bằng ổ SSD, kiểm tra tình trạng ổ", "use an SSD, look at the drive's health"),
    )


def seconds_of_a_write(folder: Path) -> float:
    """The median of some synced writes into a file that is gone afterwards. Raises OSError."""
    taken = []
    with tempfile.TemporaryFile(dir=folder, prefix=".kiosk-check-", buffering=0) as file:
        for _ in range(_TIMES):
            begun = time.perf_counter()
            file.write(b"\0" * _BYTES)
            os.fsync(file.fileno())
            taken.append(time.perf_counter() - begun)
    return median(taken)


def _of_missing(folder: Path) -> Finding:
    if os.access(folder, os.W_OK):
        return good(
            "write",
            Message("thư mục sẽ được tạo khi mở kiosk", "the folder will be made when the kiosk starts"),
        )
    return fault(
        "write",
        Message(f"{folder}: không tạo được thư mục ở đây", f"{folder}: no folder can be made here"),
        Message(
            "tạo thư mục của journal.path và cho tài khoản của kiosk làm chủ",
            "make the folder of journal.path, and let the kiosk's account own it",
        ),
    )
