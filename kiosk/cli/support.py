"""`kiosk support FILE`: one file for those who help from afar, without secrets and without answers."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from kiosk import __version__
from kiosk.cli.arguments import FILE, Arguments, Parser
from kiosk.cli.check import all_findings, members_of
from kiosk.cli.errors import CommandError, WrongUseError
from kiosk.config import Config, ConfigError, Message
from kiosk.config.reasons import reason_of
from kiosk.support import Part, Scrubber, counts_of, end_of, log_parts, settings_of, versions, write_bundle

_README = """\
Gói hỗ trợ của kiosk Hài Lòng: log, kết quả kiosk check, cấu hình, phiên bản, số mục của nhật ký.
Không có mã thiết bị, mã PIN, mật khẩu, phiếu, câu trả lời, lý do hay kết quả của bộ phận nào.

Support bundle of a Hài Lòng kiosk: logs, what kiosk check says, configuration, versions, counts of the
journal. It holds no token, PIN or password, no ballot, answer or reason, and no department's results.
"""


def results_file(journal: Path) -> Path:
    """Where the results of `kiosk check --hardware` stand: beside the journal."""
    return journal.with_name(journal.name + ".hardware.json")


def add_arguments(parser: Parser) -> None:
    """`kiosk support FILE`."""
    parser.add("file", type=Path, metavar=FILE, text=Message("tệp zip sẽ ghi", "the zip file to write"))


def run(arguments: Arguments) -> int:
    """Look at everything and write it; 0 whatever was found, once it is written."""
    try:
        config: Config | None = arguments.load_config()
    except ConfigError:
        config = None  # the check tells all its faults
    scrubber = Scrubber.of(config, os.environ) if config else Scrubber()
    try:
        size = write_bundle(arguments.file, _parts(arguments, config), scrubber)
    except FileExistsError:
        raise WrongUseError(
            Message(
                f"{arguments.file} đã có; ghi tên tệp khác", f"{arguments.file} is there; name another file"
            )
        ) from None
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(
            Message(
                f"{arguments.file}: không ghi được ({reason.vi}); kiểm tra thư mục và chỗ trống",
                f"{arguments.file}: can't be written ({reason.en}); look at the folder and its room",
            )
        ) from None
    arguments.say(
        Message(
            f"Đã ghi {arguments.file} ({size // 1024} KiB), không có phiếu hay mật khẩu: gửi người hỗ trợ.",
            f"{arguments.file} ({size // 1024} KiB) holds no ballots and no secrets: send it to support.",
        )
    )
    return 0


def _parts(arguments: Arguments, config: Config | None) -> Iterator[Part]:
    """What the bundle holds; the logs come last, so that nothing else is cut for their sake."""
    yield Part("README.txt", _README)
    yield _json("versions.json", versions(__version__))
    yield _json("check.json", members_of(all_findings(arguments), arguments.language))
    if config:
        yield _json("configuration.json", settings_of(config))
        yield _json("journal.json", counts_of(config.journal.path))
        results = results_file(config.journal.path)
        if results.is_file():
            yield Part("hardware.json", end_of(results))
        yield from log_parts(config.journal.path)


def _json(name: str, told: object) -> Part:
    return Part(name, json.dumps(told, ensure_ascii=False, indent=2) + "\n")
