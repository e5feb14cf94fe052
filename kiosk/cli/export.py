"""`kiosk export FILE`: the batches for the centre in a file, for a desk whose network is a USB stick."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from kiosk.cli.arguments import FILE, Arguments, Parser
from kiosk.cli.bundle_sentences import in_both
from kiosk.cli.errors import CommandError, WrongUseError
from kiosk.cli.journals import journal_told
from kiosk.cli.shipping import source_of, token_of
from kiosk.config import Config, Message
from kiosk.config.reasons import reason_of
from sync.bundle import BundleError, read_bundle, token_key, write_bundle
from sync.source import Source, SourceError


def add_arguments(parser: Parser) -> None:
    """`kiosk export FILE [--all]`."""
    parser.add("file", type=Path, metavar=FILE, text=Message("tệp sẽ ghi", "the file to write"))
    parser.add(
        "--all",
        action="store_true",
        text=Message("tất cả, kể cả phần đã gửi", "everything, what was sent already too"),
    )


@journal_told
def run(arguments: Arguments) -> int:
    """Write what is not acknowledged; nothing changes here until the receipt comes back."""
    config = arguments.load_config()
    _refuse_own_file(config, arguments.file)
    with source_of(config) as source:
        token = token_of(config)
        _refuse_other_file(arguments.file, source.device(), token)
        written = _write(arguments.file, source, token, from_start=arguments.all)
    arguments.say(
        Message(
            f"Đã ghi {written} mục vào {arguments.file}. Ở máy chủ chạy central import, đem biên nhận về.",
            f"{written} entries are in {arguments.file}. Run central import there, bring the receipt back.",
        )
    )
    return 0


def _write(file: Path, source: Source, token: str, *, from_start: bool) -> int:
    try:
        return write_bundle(file, source, token=token, sent_at=datetime.now(UTC), from_start=from_start)
    except SourceError as error:
        told = in_both(str(error))
        raise CommandError(
            Message(f"{told.vi}; chạy kiosk verify", f"{told.en.rstrip('.')}; run kiosk verify")
        ) from error
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(
            Message(
                f"{file}: không ghi được ({reason.vi}); kiểm tra USB và chỗ trống",
                f"{file}: can't be written ({reason.en}); look at the stick and its room",
            )
        ) from error


def _refuse_own_file(config: Config, file: Path) -> None:
    """Neither the journal nor anything beside it under its name, nor what else the configuration names."""
    journal, target = _place(config.journal.path), _place(file)
    named = [_place(one) for one in (config.file, config.sync.token_file, config.pins_file) if one]
    beside = target.parent == journal.parent and target.name.startswith(journal.name)
    if beside or target in named:
        raise WrongUseError(
            Message(
                f"{file} là tệp của chính kiosk; ghi tên tệp khác, ví dụ trên USB",
                f"{file} is a file of the kiosk itself; name another one, on the stick for example",
            )
        )


def _refuse_other_file(file: Path, device: str, token: str) -> None:
    """What is there already is replaced only where it is an older bundle of this device."""
    if os.path.lexists(file) and not (file.is_file() and _is_bundle_of(file, device, token)):
        raise WrongUseError(
            Message(
                f"{file} đã có và không phải tệp xuất của máy này; ghi tên tệp khác",
                f"{file} is there already and is no bundle of this device; name another file",
            )
        )


def _is_bundle_of(file: Path, device: str, token: str) -> bool:
    """Whether the file is, by its MAC, a bundle that this device wrote with this token."""
    try:
        next(read_bundle(file, lambda name: token_key(token) if name == device else None), None)
    except (BundleError, OSError):
        return False
    return True


def _place(file: Path) -> Path:
    """The same for every way to write a path, as the system compares them."""
    return Path(os.path.normcase(os.path.realpath(file)))
