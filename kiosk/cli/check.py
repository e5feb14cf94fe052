"""`kiosk check`: what is wrong with this PC, each line with its cure."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator

from kiosk.check import Finding, State, Subject, run_checks, run_without_configuration
from kiosk.cli.arguments import Arguments, Parser, add_format
from kiosk.cli.centre import EnrolledCentre
from kiosk.cli.probe_window import opener
from kiosk.config import ConfigError, Message
from kiosk.config.message import with_cure

_WORDS = {
    State.OK: Message("tốt", "ok"),
    State.WARN: Message("LƯU Ý", "WARN"),
    State.FAULT: Message("LỖI", "FAULT"),
}
_NAMES = {
    "system": Message("Hệ thống", "system"),
    "configuration": Message("Cấu hình", "configuration"),
    "drive": Message("Ổ đĩa", "drive"),
    "room": Message("Chỗ trống", "room"),
    "clock": Message("Đồng hồ", "clock"),
    "rights": Message("Quyền đọc", "rights"),
    "pins": Message("Mã PIN", "PINs"),
    "journal": Message("Nhật ký", "journal"),
    "display": Message("Màn hình", "display"),
    "size": Message("Kích thước", "size"),
    "invite": Message("Lời gọi", "invite"),
    "centre": Message("Máy chủ", "server"),
}


def add_arguments(parser: Parser) -> None:
    """`kiosk check [--format json]`."""
    add_format(parser)


def run(arguments: Arguments) -> int:
    """Print the findings as they come; 1 if any is a fault."""
    findings = list(_told(arguments, _findings(arguments)))
    if arguments.format == "json":
        _print_json(arguments.language, findings)
    return 1 if any(one.state is State.FAULT for one in findings) else 0


def _findings(arguments: Arguments) -> Iterator[Finding]:
    try:
        config = arguments.load_config()
    except ConfigError as error:
        yield from run_without_configuration(error)
        return
    yield from run_checks(
        Subject(
            config=config,
            environment=os.environ,
            open_window=opener(config, arguments.set),
            centre=lambda address: EnrolledCentre(address, config.sync, os.environ),
        )
    )


def _told(arguments: Arguments, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, each printed when it comes where people read them: some take seconds."""
    language = arguments.language
    for one in findings:
        if arguments.format != "json":
            text = with_cure(one.what, one.cure, language) if one.cure else one.what.text(language)
            state, name = _WORDS[one.state].text(language), _NAMES[one.check].text(language)
            sys.stdout.write(f"{state:<6} {name}: {text}\n")
            sys.stdout.flush()
        yield one


def _print_json(language: str, findings: Iterable[Finding]) -> None:
    told = [
        {
            "check": one.check,
            "state": one.state.value,
            "what": one.what.text(language),
            "cure": one.cure and one.cure.text(language),
        }
        for one in findings
    ]
    json.dump({"findings": told}, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
