"""`kiosk seal`: prepares this PC for its disk to be copied: each copy enrols as a device of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kiosk.check.journal import is_running
from kiosk.cli.arguments import Arguments, Parser
from kiosk.cli.errors import CommandError, WrongUseError
from kiosk.cli.journals import journal_told
from kiosk.cli.shipping import source_of
from kiosk.config import Config, Message
from kiosk.config.reasons import reason_of
from kiosk.journal import JournalReader, JournalReadError
from kiosk.journal.files import beside
from kiosk.journal.lock import OwnerLock
from kiosk.sealing import copy_all, mark_of, records_of, remove_all
from kiosk.secrets import TOKEN_VARIABLE, read_token, write_private
from kiosk.watchdog import is_watched
from sync.bundle import write_bundle

_BUNDLE = "chua-gui.bundle"


def add_arguments(parser: Parser) -> None:
    """`kiosk seal [--to FOLDER]`."""
    parser.add(
        "--to",
        type=Path,
        metavar=Message("THƯ-MỤC", "FOLDER"),
        text=Message("nơi cất nhật ký và log, ví dụ trên USB", "where to put journal and logs, a stick say"),
    )


@journal_told
def run(arguments: Arguments) -> int:
    """Put away what makes this PC a device of its own; nothing goes before it was copied and read back."""
    config = arguments.load_config()
    journal = config.journal.path
    _refuse_variable()
    with _nobody_else(journal):
        if records_of(journal):
            _put_away(arguments, config, _new_folder(config, arguments.to))
        write_private(mark_of(journal), "")  # first: half sealed, a PC asks, too
        secrets = [file for file in (config.sync.token_file, config.invite.token_file) if file]
        remove_all((*secrets, *records_of(journal)), journal)
    arguments.say(
        Message(
            "Đã niêm phong: không còn mã thiết bị, nhật ký, dấu nhận máy, log. Tắt máy và nhân bản ổ đĩa."
            " Mỗi bản sao tự hỏi mã đăng ký khi kiosk mở lần đầu; hoặc kiosk setup --unattended --enrol MÃ.",
            "Sealed: no token, journal, print of the machine or logs are left. Shut down and copy the disk."
            " Each copy asks for its code when its kiosk starts; or kiosk setup --unattended --enrol CODE.",
        )
    )
    return 0


def _refuse_variable() -> None:
    if os.environ.get(TOKEN_VARIABLE):
        raise CommandError(
            Message(
                f"biến {TOKEN_VARIABLE} đang giữ mã thiết bị, mọi bản sao sẽ dùng chung; bỏ biến này trước",
                f"the variable {TOKEN_VARIABLE} holds the token that all copies would share; remove it first",
            )
        )


@contextmanager
def _nobody_else(journal: Path) -> Iterator[None]:
    """No kiosk runs, none is about to, and none starts meanwhile."""
    if is_running(journal) or is_watched(journal):
        raise CommandError(
            Message("kiosk đang chạy; chạy kiosk stop trước", "the kiosk is running; run kiosk stop first")
        )
    if not journal.parent.is_dir():
        yield
        return
    lock = OwnerLock(journal)
    try:
        yield
    finally:
        lock.release()
        beside(journal, ".lock").unlink(missing_ok=True)


def _new_folder(config: Config, chosen: Path | None) -> Path:
    """A folder that is not there yet, in the one that was chosen; raises CommandError without one."""
    if chosen is None:
        waiting = _unsent(config)
        send = Message("chạy kiosk sync --once, rồi ", "run kiosk sync --once, then ")
        first = send if waiting else Message("chạy ", "run ")
        raise CommandError(
            Message(
                f"máy còn nhật ký ({waiting} mục chưa gửi); {first.vi}kiosk seal --to THƯ-MỤC để cất nhật ký"
                " ra USB",
                f"there is a journal ({waiting} entries not yet sent); {first.en}kiosk seal --to FOLDER,"
                " which puts it on a stick",
            )
        )
    if chosen.resolve().is_relative_to(config.journal.path.parent.resolve()):
        raise WrongUseError(
            Message(
                f"{chosen} nằm cạnh nhật ký nên sẽ bị nhân bản theo; chọn thư mục trên USB",
                f"{chosen} stands beside the journal and would be copied too; choose a folder on a stick",
            )
        )
    return chosen / f"hai-long-{config.device.id}-{datetime.now(config.zone):%Y%m%d-%H%M%S}"


def _unsent(config: Config) -> int | str:
    try:
        with JournalReader(config.journal.path) as reader:
            return reader.unsent()
    except JournalReadError:
        return "?"


def _put_away(arguments: Arguments, config: Config, folder: Path) -> None:
    """Copy journal and logs there, and what no centre has yet as a bundle for it; tell of both."""
    try:
        folder.mkdir(mode=0o700, parents=True)
        exported = _exported(
            config, folder / _BUNDLE
        )  # before the copy: reading makes files beside a journal
        copy_all(records_of(config.journal.path), folder)
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(
            Message(
                f"{folder}: không cất được nhật ký ({reason.vi}), chưa xóa gì; kiểm tra USB và chỗ trống",
                f"{folder}: can't keep the journal ({reason.en}), nothing is removed; look at the stick",
            )
        ) from error
    arguments.say(Message(f"Nhật ký và log nằm ở {folder}.", f"Journal and logs are in {folder}."))
    if exported:
        file = folder / _BUNDLE
        arguments.say(
            Message(
                f"{exported} mục máy chủ chưa nhận nằm ở {file}: chạy central import ở máy chủ.",
                f"{exported} entries that no centre has are in {file}: run central import there.",
            )
        )


def _exported(config: Config, file: Path) -> int:
    token = read_token(config.sync.token_file, os.environ)
    if token is None or not config.journal.path.exists() or not _unsent(config):
        return 0
    with source_of(config) as source:
        return write_bundle(file, source, token=token, sent_at=datetime.now(UTC), from_start=False)
