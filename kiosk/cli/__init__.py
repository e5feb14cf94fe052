"""The command line of a kiosk; the only place of it that wires the parts together.

`kiosk [COMMAND] [options]`; without a command it runs the kiosk. Exit status: 0 good, 1 a fault was found,
2 wrong use. Only the module of the command that is asked for is imported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Protocol, TextIO

from kiosk.cli.arguments import Arguments, Parser, add_common
from kiosk.cli.errors import CommandError, WrongUseError
from kiosk.config import LANGUAGES, ConfigError, Message
from kiosk.config.reasons import reason_of
from kiosk.secrets import SecretError

COMMANDS = {
    "run": Message(
        "mở màn hình đánh giá (khi không ghi lệnh nào)", "run the kiosk (where no command is given)"
    ),
    "watch": Message(
        "như run, và tự mở lại khi màn hình đứng hoặc tắt", "as run, started again when it freezes or crashes"
    ),
    "setup": Message("cài đặt máy này, lần đầu hoặc lại", "set this PC up, for the first time or again"),
    "stop": Message("tắt kiosk đang chạy trên máy này", "end the kiosk that runs on this PC"),
    "check": Message("tìm lỗi của máy, cấu hình, nhật ký, đường truyền", "say what is wrong with this PC"),
    "support": Message(
        "ghi gói log và kết quả kiểm tra cho người hỗ trợ", "write a bundle for those who help"
    ),
    "seal": Message("chuẩn bị máy này để nhân bản ổ đĩa", "prepare this PC for its disk to be copied"),
    "report": Message("in bảng kết quả của một kỳ", "print the table of a period"),
    "verify": Message("kiểm tra chuỗi băm của nhật ký", "check the hash chain of the journal"),
    "migrate": Message(
        "đưa các bảng của nhật ký về phiên bản này", "bring the journal to this version's tables"
    ),
    "export": Message("ghi dữ liệu chưa gửi ra tệp (USB)", "write what is not yet sent to a file (USB)"),
    "unsent": Message("cho biết còn bao nhiêu mục chưa gửi", "say how much is not yet sent"),
    "receipt": Message("nhận biên nhận của máy chủ", "take the centre's receipt for such a file"),
    "sync": Message("gửi ngay về máy chủ", "send to the centre now"),
    "enrol": Message("đăng ký máy này với máy chủ bằng mã một lần", "enrol this PC by a one-time code"),
    "pin": Message("đặt mã PIN của bộ phận hoặc admin", "set the PIN of a department or of admin"),
    "poster": Message("ghi áp phích A4 mời đánh giá (PDF)", "write an A4 poster that invites to rate"),
    "simulate": Message("tạo số liệu mô phỏng", "make simulated ballots"),
}
LANGUAGE_VARIABLE = "HAI_LONG_LANGUAGE"
_OWN = ("follow-chain", "probe-window")  # what the kiosk runs for itself
_INTERRUPTED, _PIPE_BROKEN = 130, 141  # what a shell says of a program ended by these signals


class Command(Protocol):
    """What the module of a command has."""

    def add_arguments(self, parser: Parser) -> None:
        """Add what this command takes beyond the common options."""

    def run(self, arguments: Arguments) -> int:
        """Do it; the exit status."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    language = _language(words)
    _prepare_streams()
    status = _run_and_tell(words, language)
    return _flushed(sys.stderr, _flushed(sys.stdout, status, language), language)


def _run_and_tell(words: list[str], language: str) -> int:
    """Run it; what stops it is told in a sentence."""
    try:
        return _run(words, language)
    except CommandError as error:
        return _tell(error.message.text(language), error.status)
    except (ConfigError, SecretError) as error:
        return _tell(error.text(language), 1)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        return _PIPE_BROKEN
    except OSError as error:  # a command tells what it expects in its own words; disks may refuse anywhere
        return _tell(_of_system(error).text(language), 1)


def _run(words: list[str], language: str) -> int:
    name, rest = _command(words)
    command = _module_of(name)
    parser = _parser_of(command, name, language)
    try:
        arguments = parser.parse_args(rest, namespace=Arguments(language=language))
    except SystemExit as end:  # argparse has printed its help
        return int(end.code or 0)
    return command.run(arguments)


def _module_of(name: str) -> Command:
    command: Command = import_module(f"kiosk.cli.{name.replace('-', '_')}")
    return command


def _parser_of(command: Command, name: str, language: str) -> Parser:
    parser = Parser(name, language, COMMANDS)
    add_common(parser)
    command.add_arguments(parser)
    return parser


def _command(words: list[str]) -> tuple[str, list[str]]:
    """The command among the words, wherever it stands among the options, and the other words."""
    index = 0
    while index < len(words) and words[index].startswith("-"):
        is_followed = index + 1 < len(words) and not words[index + 1].startswith("-")
        index += 2 if is_followed and _takes_value(words[index]) else 1
    if index >= len(words):
        return "run", words
    name = words[index]
    if name not in COMMANDS and name not in _OWN:
        import difflib  # noqa: PLC0415 - only a mistyped name needs it

        near = "".join(difflib.get_close_matches(name, COMMANDS, n=1))
        raise WrongUseError(
            Message(
                f'không có lệnh "{name}"' + (f', có phải "{near}"?' if near else "; xem: kiosk --help"),
                f'there is no command "{name}"'
                + (f', is "{near}" meant?' if near else "; see: kiosk --help"),
            )
        )
    return name, words[:index] + words[index + 1 :]


def _takes_value(option: str) -> bool:
    """Whether the word after this option is its value, in any command; the common ones import nothing."""
    common = Parser("run", LANGUAGES[0], COMMANDS)
    add_common(common)
    return option in common.with_value or any(
        option in _parser_of(_module_of(name), name, LANGUAGES[0]).with_value for name in COMMANDS
    )


def _language(words: Sequence[str]) -> str:
    """Which language to speak; needed before the command line is read, for its faults."""
    asked = os.environ.get(LANGUAGE_VARIABLE, "")
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--language":
            asked = following
        elif word.startswith("--language="):
            asked = word.partition("=")[2]
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _prepare_streams() -> None:
    """Vietnamese goes through any pipe, odd bytes stop nothing, a missing stream is an empty one."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  to the end
        elif hasattr(getattr(sys, name), "reconfigure"):
            getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace")


def _flushed(stream: TextIO, status: int, language: str) -> int:
    """Write what a stream still holds; the exit status after that."""
    try:
        stream.flush()
    except OSError as error:
        # Python would flush it when it ends, and complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if isinstance(error, BrokenPipeError):
            return _PIPE_BROKEN
        return status or _tell(_of_system(error).text(language), 1)
    return status


def _of_system(error: OSError) -> Message:
    """What the system refused, and why."""
    reason = reason_of(error)
    if error.filename is None:
        return Message(
            f"không đọc hoặc không ghi được ({reason.vi}); kiểm tra nơi kết quả được ghi vào",
            f"can't read or write ({reason.en}); look at where the output goes",
        )
    return Message(
        f"{error.filename}: không dùng được ({reason.vi}); kiểm tra đường dẫn và quyền",
        f"{error.filename}: can't be used ({reason.en}); look at the path and its rights",
    )


def _tell(text: str, status: int) -> int:
    with suppress(OSError):  # nobody reads it, the status says enough
        sys.stderr.write(f"{text}\n")
    return status
