"""`kiosk check`: what is wrong with this PC, each line with its cure."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import certifi

from kiosk import __version__
from kiosk.check import Finding, Program, State, Subject, run_checks, run_without_configuration
from kiosk.cli.arguments import Arguments, Parser, add_format
from kiosk.cli.centre import EnrolledCentre
from kiosk.cli.probe_window import opener
from kiosk.cli.terminal import shows_colours
from kiosk.cli.window import add_size
from kiosk.config import Config, ConfigError, Message
from kiosk.config.message import with_cure
from kiosk.watchdog import is_watched

_WORDS = {
    State.OK: Message("tốt", "ok"),
    State.WARN: Message("LƯU Ý", "WARN"),
    State.FAULT: Message("LỖI", "FAULT"),
}
_COLOURS = {State.OK: 32, State.WARN: 33, State.FAULT: 31}  # green, yellow, red, as terminals number them
_NAMES = {
    "system": Message("Hệ thống", "system"),
    "configuration": Message("Cấu hình", "configuration"),
    "drive": Message("Ổ đĩa", "drive"),
    "room": Message("Chỗ trống", "room"),
    "write": Message("Ghi thử", "write test"),
    "clock": Message("Đồng hồ", "clock"),
    "rights": Message("Quyền đọc", "rights"),
    "program": Message("Chương trình", "program"),
    "pins": Message("Mã PIN", "PINs"),
    "journal": Message("Nhật ký", "journal"),
    "machine": Message("Nhận máy", "machine"),
    "display": Message("Màn hình", "display"),
    "heads": Message("Số màn hình", "screens"),
    "graphics": Message("Đồ họa", "graphics"),
    "input": Message("Đường cảm ứng", "input"),
    "touch": Message("Cảm ứng", "touch"),
    "sleep": Message("Ngủ", "sleep"),
    "lockdown": Message("Khóa máy", "lockdown"),
    "autostart": Message("Tự chạy", "autostart"),
    "size": Message("Kích thước", "size"),
    "invite": Message("Lời gọi", "invite"),
    "proxy": Message("Proxy", "proxy"),
    "certificate": Message("Chứng thư", "certificate"),
    "centre": Message("Máy chủ", "server"),
}


def add_arguments(parser: Parser) -> None:
    """`kiosk check [--format json] [--hardware [--windowed WxH]]`."""
    add_format(parser)
    parser.add(
        "--hardware",
        action="store_true",
        text=Message(
            "cùng một người thử màn hình, cảm ứng, tiếng", "have somebody try screen, touch and sound"
        ),
    )
    add_size(parser)


def run(arguments: Arguments) -> int:
    """Print the findings as they come; 1 if any is a fault."""
    if arguments.hardware:
        from kiosk.cli import hardware  # noqa: PLC0415  it needs a window

        return hardware.run(arguments)
    findings = list(_told(arguments, all_findings(arguments)))
    if arguments.format == "json":
        json.dump(members_of(findings, arguments.language), sys.stdout, ensure_ascii=False, indent=2)
        sys.stdout.write("\n")
    return 1 if any(one.state is State.FAULT for one in findings) else 0


def all_findings(arguments: Arguments) -> Iterator[Finding]:
    """All that is found on this PC, with the configuration that the command line names."""
    try:
        config = arguments.load_config()
    except ConfigError as error:
        yield from run_without_configuration(error, __version__)
        return
    yield from findings_of(config, arguments.set)


def findings_of(config: Config, settings: Sequence[str] = ()) -> Iterator[Finding]:
    """What is found with a configuration and these `--set`; some of it takes seconds."""
    return run_checks(subject_of(config, settings))


def subject_of(config: Config, settings: Sequence[str] = ()) -> Subject:
    """What is checked with a configuration and these `--set`."""
    return Subject(
        config=config,
        program=Program.own(__version__),
        environment=os.environ,
        open_window=opener(config, settings),
        centre=lambda address: EnrolledCentre(address, config.sync, os.environ),
        public_authorities=Path(certifi.where()),
        is_watched=lambda: is_watched(config.journal.path),
    )


def _told(arguments: Arguments, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, each printed when it comes where people read them: some take seconds."""
    coloured = shows_colours(os.environ)
    for one in findings:
        if arguments.format != "json":
            sys.stdout.write(f"{_line(one, arguments.language, coloured=coloured)}\n")
            sys.stdout.flush()
        yield one


def _line(one: Finding, language: str, *, coloured: bool) -> str:
    text = with_cure(one.what, one.cure, language) if one.cure else one.what.text(language)
    state = f"{_WORDS[one.state].text(language):<6}"
    if coloured:
        state = f"\x1b[{_COLOURS[one.state]}m{state}\x1b[0m"
    return f"{state} {_NAMES[one.check].text(language)}: {text}"


def members_of(findings: Iterable[Finding], language: str) -> dict[str, object]:
    """What `--format json` says."""
    told = [
        {
            "check": one.check,
            "state": one.state.value,
            "what": one.what.text(language),
            "cure": one.cure and one.cure.text(language),
        }
        for one in findings
    ]
    return {"findings": told}
