"""`kiosk pin`: set or remove the PIN of a department or of the administrator."""

from __future__ import annotations

import getpass
import sys

from kiosk.cli.arguments import Arguments, Parser
from kiosk.cli.errors import CommandError, WrongUseError
from kiosk.config import ADMIN, Config, Message
from kiosk.config.reasons import reason_of
from kiosk.secrets import is_pin, read_pins


def add_arguments(parser: Parser) -> None:
    """`kiosk pin DEPARTMENT [--remove]`."""
    parser.add(
        "department",
        metavar=Message("BỘ-PHẬN", "DEPARTMENT"),
        text=Message("mã bộ phận, hoặc admin", "code of a department, or admin"),
    )
    parser.add("--remove", action="store_true", text=Message("bỏ mã PIN", "remove the PIN"))


def run(arguments: Arguments) -> int:
    """Ask for the PIN twice, without showing it, and keep its hash."""
    config = arguments.load_config()
    code: str = arguments.department
    _check_department(config, code)
    if config.pins_file is None:
        raise CommandError(
            Message(
                f"{config.file}: thiếu [access] pins_file. Thêm dòng pins_file rồi chạy lại",
                f"{config.file}: [access] pins_file is missing. Add that line and run this again",
            )
        )
    pins = read_pins(config.pins_file)
    if not arguments.remove:
        changed = pins.with_pin(code, _ask(arguments.language))
    elif code in pins.locked or (code == ADMIN and pins.has_admin):
        changed = pins.without(code)
    else:
        raise CommandError(Message(f'"{code}" chưa có mã PIN', f'"{code}" has no PIN'))
    try:
        changed.write(config.pins_file)
    except OSError as error:
        reason = reason_of(error)
        raise CommandError(
            Message(
                f"{config.pins_file}: không ghi được ({reason.vi}). Chạy bằng tài khoản của kiosk",
                f"{config.pins_file}: can't be written ({reason.en}). Run this as the kiosk's account",
            )
        ) from None
    arguments.say(Message("Đã lưu. Mở lại kiosk để dùng.", "Saved. Restart the kiosk to use it."))
    return 0


def _check_department(config: Config, code: str) -> None:
    codes = [one.code for one in config.questionnaire.departments]
    if code not in (*codes, ADMIN):
        known = ", ".join([*codes, ADMIN])
        raise WrongUseError(
            Message(
                f'không có bộ phận "{code}"; có: {known}',
                f'there is no department "{code}"; there are: {known}',
            )
        )


def _ask(language: str) -> str:
    pin = _prompt(Message("Mã PIN mới (4–8 chữ số): ", "New PIN (4 to 8 digits): ").text(language))
    if not is_pin(pin):
        raise CommandError(Message("Mã PIN phải có 4–8 chữ số", "A PIN has 4 to 8 digits"))
    if pin != _prompt(Message("Nhập lại: ", "Again: ").text(language)):
        raise CommandError(Message("Hai lần nhập không giống nhau", "The two are not the same"))
    return pin


def _prompt(text: str) -> str:
    """A hidden line of the terminal; a plain one where a script gives it."""
    if sys.stdin.isatty():
        try:
            return getpass.getpass(text)
        except EOFError:  # Ctrl-D
            return ""
    sys.stdout.write(text)
    sys.stdout.flush()
    return sys.stdin.readline().strip()
