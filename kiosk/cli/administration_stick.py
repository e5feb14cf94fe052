"""A USB stick's visit: receipts of the centre are taken in, what is not yet acknowledged is written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from kiosk.check.secrets import private_files
from kiosk.cli.administration_jobs import BackgroundJob, StoppedError
from kiosk.cli.administration_numbers import counted
from kiosk.cli.bundle_sentences import in_both
from kiosk.cli.errors import CommandError
from kiosk.cli.shipping import source_of, token_of
from kiosk.config import Config, Message
from kiosk.config.reasons import reason_of
from kiosk.ui.administration import Drive, Finding, State
from sync.bundle import MAX_RECEIPT_BYTES, BundleError, apply_receipt, write_bundle
from sync.source import Source, SourceError
from sync.wire import json_object

_MEBIBYTE = 1 << 20
_BYTES_AN_ENTRY = 120
"""Compressed, and more than entries of a real desk take."""
_MOST_FILES = 1000
"""Looked at on a stick, so that a crowded one holds nobody up."""

_A_DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
"""So that a device whose name begins like this one's keeps its own."""
_STOPPED = Message(
    "Đã dừng theo yêu cầu; chưa ghi gì ra USB.", "Stopped at your request; nothing was written."
)

_Job = BackgroundJob[tuple[Finding, ...]]


def visit(config: Config, drive: Drive, today: date, job: _Job) -> tuple[Finding, ...]:
    """Take in receipts, then write the bundle; what came of both.

    Raises CommandError, SecretError or JournalError where nothing was done; once a receipt was taken in, what
    came after it is told beside it, and that somebody stopped the rest as well.
    """
    found: list[Finding] = []
    with source_of(config) as source:
        token = token_of(config)
        _refuse_own_drive(config, drive)
        try:
            _take_receipts(found, drive.path, source, token, job)
            found.append(_exported(drive, source, token, today, job))
        except CommandError as error:
            if not found:
                raise
            found.append(Finding(State.FAULT, error.message.text(job.language)))
        except StoppedError:
            if not found:
                raise
            found.append(Finding(State.WARNING, _STOPPED.text(job.language)))
    return tuple(found)


def _exported(drive: Drive, source: Source, token: str, today: date, job: _Job) -> Finding:
    """What is not yet acknowledged, written; nothing half written is left."""
    waiting = max(0, source.last() - source.acknowledged_through())
    _remove_leftovers(drive.path, source.device())
    _refuse_without_room(drive, waiting)
    file = free_name(drive.path, source.device(), today)
    count = counted(_written(file, _Watched(source, job, waiting), token))
    told = Message(f"Đã ghi {count.vi} mục vào tệp {file.name}.", f"{count.en} entries are in {file.name}.")
    cure = Message(
        "mang USB đến nơi quản lý máy chủ và chạy central import; đem biên nhận về cắm lại ở đây",
        "take the stick to the server and run central import there; bring the receipt back to this page",
    )
    return Finding(State.GOOD, told.text(job.language), cure.text(job.language))


def free_name(folder: Path, device: str, today: date) -> Path:
    """A name that nothing on the stick has: nothing there is ever written over."""
    stem = f"{_stem(device)}{today.isoformat()}"
    names = (f"{stem}.bundle", *(f"{stem}-{number}.bundle" for number in range(2, _MOST_FILES)))
    return next(folder / name for name in names if not (folder / name).exists())


def _stem(device: str) -> str:
    return f"hai-long-{device}-"


def _remove_leftovers(folder: Path, device: str) -> None:
    """What a stick that was pulled out in the middle still holds of this device, under no final name."""
    with suppress(OSError):
        for file in folder.glob(f".{_stem(device)}{_A_DAY}*.bundle.*"):
            file.unlink()


class _Watched:
    """A source that says how far it was read, and stops where nobody wants more of it; else as the other."""

    def __init__(self, source: Source, job: _Job, total: int) -> None:
        self._source = source
        self._first = source.acknowledged_through()
        self._step: Callable[[int], None] = lambda done: job.step(
            done, total, Message("Đang ghi ra USB…", "Writing to the stick…")
        )

    def __getattr__(self, name: str) -> object:
        return getattr(self._source, name)

    def lines(self, after: int, limit: int) -> list[str]:
        """The lines, once it is known that they are still wanted."""
        self._step(after - self._first)
        return self._source.lines(after, limit)


def _written(file: Path, source: _Watched, token: str) -> int:
    try:
        return write_bundle(file, source, token=token, sent_at=datetime.now(UTC))  # type: ignore[arg-type]
    except SourceError as error:
        told = in_both(str(error))
        raise CommandError(
            Message(f"{told.vi}; kiểm tra nhật ký", f"{told.en} Check the journal.")
        ) from error
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(
            Message(
                f"Không ghi được ra USB ({reason.vi}): cắm lại hoặc thay USB rồi thử lại."
                " Dữ liệu vẫn ở máy này.",
                f"The stick can't be written ({reason.en}): plug it in again or take another one."
                " Nothing is lost here.",
            )
        ) from error


def _refuse_without_room(drive: Drive, waiting: int) -> None:
    try:
        free = shutil.disk_usage(drive.path).free
    except OSError as error:
        raise CommandError(
            Message("Không còn thấy USB: cắm lại rồi thử lại.", "The stick has gone: plug it in again.")
        ) from error
    needed = waiting * _BYTES_AN_ENTRY + _MEBIBYTE
    if free < needed:
        left, wanted = free // _MEBIBYTE, -(-needed // _MEBIBYTE)
        raise CommandError(
            Message(
                f"USB chỉ còn {left} MiB, cần khoảng {wanted} MiB: xóa bớt tệp trên USB hoặc dùng USB khác.",
                f"Only {left} MiB are free, some {wanted} MiB are needed: remove files or take another one.",
            )
        )


def _refuse_own_drive(config: Config, drive: Drive) -> None:
    """A journal that lives on a removable drive must not be carried away with its own secrets beside it."""
    place = drive.path.resolve()
    if any(file.resolve().is_relative_to(place) for file in private_files(config)):
        raise CommandError(
            Message(
                "Ổ này đang giữ nhật ký của chính máy: dùng USB khác.",
                "This drive holds the kiosk's own journal: take another stick.",
            )
        )


def _take_receipts(found: list[Finding], folder: Path, source: Source, token: str, job: _Job) -> None:
    """Adds what came of each receipt for this journal, one by one; those of other kiosks are left alone."""
    job.step(0, 0, Message("Đang tìm biên nhận trên USB…", "Looking for receipts on the stick…"))
    for file in receipts_on(folder, source.journal()):
        job.step(0, 0, Message("Đang nhận biên nhận…", "Taking in a receipt…"))
        try:
            new = apply_receipt(file, source, token=token)
        except (BundleError, OSError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else in_both(str(error))
            what = Message(
                f"Biên nhận {file.name} không dùng được ({reason.vi})",
                f"The receipt {file.name} can't be used ({reason.en.rstrip('.')})",
            )
            cure = Message("lấy lại biên nhận ở máy chủ", "fetch it again from the server")
            found.append(Finding(State.WARNING, what.text(job.language), cure.text(job.language)))
            continue
        count = counted(new)
        taken = Message(
            f"Biên nhận {file.name}: máy chủ đã nhận thêm {count.vi} mục.",
            f"Receipt {file.name}: the server holds {count.en} entries more.",
        )
        found.append(Finding(State.GOOD, taken.text(job.language)))


def receipts_on(folder: Path, journal: str) -> list[Path]:
    """The files of a folder that say that they are receipts for this journal, by name."""
    found = []
    with suppress(OSError):
        for _, file in zip(range(_MOST_FILES), sorted(folder.iterdir()), strict=False):
            with suppress(OSError):
                if file.is_file() and file.stat().st_size <= MAX_RECEIPT_BYTES:
                    members = json_object(file.read_bytes().partition(b"\n")[0]) or {}
                    if "receipt" in members and members.get("journal") == journal:
                        found.append(file)
    return found
