"""`kiosk setup`: from a bare PC to a kiosk, by its screens or unattended."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from kiosk.cli.arguments import Arguments, Parser, add_format, place_of_configuration
from kiosk.cli.errors import CommandError, WrongUseError
from kiosk.cli.setup_given import Given, add_given, check_given, given_by
from kiosk.cli.setup_work import Saved, SetUp
from kiosk.cli.window import add_size
from kiosk.config import ADMIN, Message
from kiosk.config.reasons import reason_of
from kiosk.setup.answers import Answers
from kiosk.setup.rules import MISSING, all_faults
from kiosk.setup.saving import why_not_writable

_OPTIONS = {ADMIN: "--admin-pin-file", "departments": "--department"}


def add_arguments(parser: Parser) -> None:
    """`kiosk setup [--unattended] [what is given]`."""
    parser.add(
        "--unattended",
        action="store_true",
        text=Message(
            "không hỏi gì, cho nhiều máy; điều không ghi ở đây lấy từ biến HAI_LONG_SETUP_…",
            "ask nothing, for many PCs; what is not given here comes from the variables HAI_LONG_SETUP_…",
        ),
    )
    parser.add(
        "--no-start",
        action="store_true",
        text=Message("xong thì không mở kiosk", "don't start the kiosk at the end"),
    )
    add_given(parser)
    add_size(parser)
    add_format(parser)


def run(arguments: Arguments) -> int:
    """Set this PC up; 0 when it is."""
    if arguments.set:
        raise WrongUseError(
            Message(
                "setup không nhận --set; ghi khóa đó vào tệp sau --config-from",
                "setup takes no --set; write that key into the file after --config-from",
            )
        )
    given = given_by(arguments, os.environ)
    target = (arguments.config or place_of_configuration(os.environ)).absolute()
    setup = SetUp.of(target, given.config_from, given.proxy)
    check_given(given)
    _refuse_unwritable(target)
    if arguments.unattended:
        return _unattended(arguments, setup, given)
    from kiosk.cli.setup_window import show  # noqa: PLC0415  it wires the screens

    return show(arguments, setup, given.over(setup.answers(os.environ)))


def _unattended(arguments: Arguments, setup: SetUp, given: Given) -> int:
    """Set up by what is given alone; a second time changes nothing."""
    known = setup.answers(os.environ)
    if setup.base.example:
        known = replace(known, departments=())  # the example's are suggestions, for somebody who sees them
    answers = given.over(known)
    if known.enrolled:
        answers = replace(answers, code="", device=_same_device(known.device, given.texts.get("device")))
    elif answers.code:
        answers = _with_device(setup, answers, given.texts.get("device"))
    _refuse_faults(answers)
    saved = setup.save(answers)
    _tell(arguments, saved, enrolled=known.enrolled or bool(answers.code))
    return 0


def _with_device(setup: SetUp, answers: Answers, wanted: str | None) -> Answers:
    """The answers with the device that the code is for."""
    if not answers.endpoint:
        raise _wrong({"endpoint": MISSING})
    return replace(answers, device=_same_device(setup.device_of(answers), wanted), device_told=True)


def _same_device(device: str, wanted: str | None) -> str:
    if wanted and wanted != device:
        raise CommandError(
            Message(
                f"máy chủ gọi máy này là {device}, không phải {wanted}; bỏ --device, hoặc xin mã khác",
                f"the server calls this PC {device}, not {wanted}; drop --device, or ask for another code",
            )
        )
    return device


def _refuse_faults(answers: Answers) -> None:
    faults = all_faults(answers)
    if faults:
        raise _wrong(faults)


def _wrong(faults: dict[str, Message]) -> WrongUseError:
    """Each answer that is missing or can't be, by the option that gives it."""
    named = [(_OPTIONS.get(name, f"--{name}"), fault) for name, fault in faults.items()]
    vietnamese = "; ".join(f"{name} {fault.vi}" for name, fault in named)
    english = "; ".join(f"{name} {fault.en}" for name, fault in named)
    return WrongUseError(
        Message(
            f"kiosk setup: {vietnamese}. Xem: kiosk setup --help",
            f"kiosk setup: {english}. See: kiosk setup --help",
        )
    )


def _tell(arguments: Arguments, saved: Saved, *, enrolled: bool) -> None:
    config, changed = saved.config, [str(file) for file in saved.changed]
    if arguments.format == "json":
        told = {
            "config": str(config.file),
            "device": config.device.id,
            "enrolled": enrolled,
            "changed": changed,
        }
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    elif changed:
        files = ", ".join(changed)
        arguments.say(
            Message(
                f"Đã cài đặt {config.device.id}; đã ghi {files}.",
                f"{config.device.id} is set up; wrote {files}.",
            )
        )
    else:
        arguments.say(
            Message(
                f"{config.device.id} đã được cài đặt từ trước; không có gì thay đổi.",
                f"{config.device.id} was set up before; nothing has changed.",
            )
        )


def _refuse_unwritable(target: Path) -> None:
    error = why_not_writable(target)
    if error:
        reason = reason_of(error)
        raise CommandError(
            Message(
                f"{target}: không ghi được ({reason.vi}); chạy lệnh này bằng tài khoản của kiosk hoặc root",
                f"{target}: can't be written ({reason.en}); run this as the kiosk's account or administrator",
            )
        )
