"""What is given to setup beforehand, by the command line, else by the environment; secrets in files."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.cli.arguments import FILE, Arguments, Parser
from kiosk.cli.errors import CommandError, WrongUseError
from kiosk.config import ADMIN, Message
from kiosk.config.reasons import reason_of
from kiosk.setup.answers import Answers
from kiosk.setup.document import coded
from kiosk.setup.rules import fault_of_code, fault_of_pin, fault_of_proxy, tidied, whole_address

PREFIX = "HAI_LONG_SETUP_"
STANDARD_INPUT = Path("-")
_MOST_BYTES = 4096  # of a secret's file
_BETWEEN = ";"  # departments in a variable
_TEXTS = {
    "endpoint": Message(
        "địa chỉ máy chủ, như hailong.tinh.gov.vn", "the server, like hailong.province.gov.vn"
    ),
    "device": Message(
        "tên máy này (khi không có mã đăng ký)", "this PC's name at the server (without a code)"
    ),
    "agency": Message("tên cơ quan", "the agency's name"),
    "unit": Message("tên bộ phận một cửa", "the one-stop unit's name"),
    "counter": Message("chữ trên biển của quầy", "the words on the counter's sign"),
    "proxy": Message(
        'proxy: "environment" (của hệ thống), "none" (đi thẳng) hoặc http://…',
        'the proxy: "environment" (the system\'s), "none" or http://…',
    ),
}
_VALUE = Message("GIÁ-TRỊ", "VALUE")


@dataclass(frozen=True)
class Given:
    """Answers that are given; those that are empty are not."""

    config_from: Path | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    departments: tuple[str, ...] = ()
    code: str = field(default="", repr=False)
    pins: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def proxy(self) -> str:
        """As it is to be written."""
        return self.texts.get("proxy", "")

    def over(self, answers: Answers) -> Answers:
        """These answers with what is given put over them."""
        for name, text in self.texts.items():
            if name != "proxy":
                answers = answers.with_text(name, text)
        answers = replace(answers, code=self.code, pins=dict(self.pins))
        if not self.departments:
            return answers
        return replace(answers, departments=coded(self.departments, answers.departments))


def add_given(parser: Parser) -> None:
    """The options of what is given."""
    parser.add(
        "--config-from",
        type=Path,
        metavar=FILE,
        text=Message("bắt đầu từ cấu hình này", "begin with this configuration"),
    )
    for name, text in _TEXTS.items():
        parser.add(f"--{name}", default="", metavar=_VALUE, text=text)
    parser.add(
        "--department",
        action="append",
        default=[],
        metavar=Message("[MÃ=]TÊN", "[CODE=]NAME"),
        text=Message("một bộ phận; ghi nhiều lần", "a department; may be repeated"),
    )
    _add_secrets(parser)


def _add_secrets(parser: Parser) -> None:
    parser.add(
        "--enrol",
        default="",
        metavar=Message("MÃ", "CODE"),
        text=Message("mã đăng ký một lần của máy chủ", "the server's one-time code"),
    )
    parser.add(
        "--enrol-file",
        type=Path,
        metavar=FILE,
        text=Message("mã đăng ký trong tệp; -: từ stdin", "the code in a file; -: from stdin"),
    )
    parser.add(
        "--admin-pin-file",
        type=Path,
        metavar=FILE,
        text=Message("mã PIN admin trong tệp; -: từ stdin", "the PIN of admin in a file; -: from stdin"),
    )
    parser.add(
        "--pin-file",
        action="append",
        default=[],
        metavar=Message("MÃ=TỆP", "CODE=FILE"),
        text=Message("mã PIN của một bộ phận trong tệp", "the PIN of a department in a file"),
    )


def given_by(arguments: Arguments, environment: Mapping[str, str]) -> Given:
    """What is given.

    Raises WrongUseError for options that exclude each other, CommandError for a file that can't be read.
    """

    def variable(name: str) -> str:
        return environment.get(PREFIX + name.upper(), "")

    texts = {name: tidied(getattr(arguments, name) or variable(name)) for name in _TEXTS}
    texts["endpoint"] = whole_address(texts["endpoint"])
    listed = tuple(part for part in variable("departments").split(_BETWEEN) if part.strip())
    named = variable("config_from")
    return Given(
        config_from=arguments.config_from or (Path(named) if named else None),
        texts={name: text for name, text in texts.items() if text},
        departments=tuple(arguments.department) or listed,
        code=_code(arguments, variable("enrol")),
        pins=_pins(arguments, variable("admin_pin")),
    )


def _code(arguments: Arguments, variable: str) -> str:
    if arguments.enrol and arguments.enrol_file:
        raise WrongUseError(
            Message("--enrol không đi cùng --enrol-file", "--enrol does not go with --enrol-file")
        )
    code: str = arguments.enrol or variable
    return _secret(arguments.enrol_file) if arguments.enrol_file else code


def _pins(arguments: Arguments, variable: str) -> dict[str, str]:
    if arguments.enrol_file == arguments.admin_pin_file == STANDARD_INPUT:
        raise WrongUseError(Message("stdin chỉ dùng cho một tệp", "stdin can be one file only"))
    admin = _secret(arguments.admin_pin_file) if arguments.admin_pin_file else variable
    pins = {ADMIN: admin} if admin else {}
    for text in arguments.pin_file:
        code, equals, file = text.partition("=")
        if not equals:
            raise WrongUseError(Message("--pin-file: viết MÃ=TỆP", "--pin-file: write CODE=FILE"))
        pins[code.strip()] = _secret(Path(file))
    return pins


def check_given(given: Given) -> None:
    """Raise WrongUseError for what is wrong whatever the other answers are."""
    faults = {"--enrol": fault_of_code(given.code) if given.code else None}
    faults["--proxy"] = fault_of_proxy(given.proxy) if given.proxy else None
    faults |= {f"PIN {code}": fault_of_pin(pin) for code, pin in given.pins.items()}
    for name, fault in faults.items():
        if fault:
            raise WrongUseError(Message(f"{name}: {fault.vi}", f"{name}: {fault.en}"))


def _secret(file: Path) -> str:
    """The first line of a file."""
    try:
        if file == STANDARD_INPUT:
            return sys.stdin.readline(_MOST_BYTES).strip()
        with file.open(encoding="utf-8-sig", errors="replace") as stream:
            return stream.readline(_MOST_BYTES).strip()
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(
            Message(f"{file}: không đọc được ({reason.vi})", f"{file}: can't be read ({reason.en})")
        ) from None
