"""`kiosk enrol CODE`: fetch this device's token from the centre by a one-time code."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.check.sync_faults import MEANINGS
from kiosk.cli.arguments import Arguments, Parser
from kiosk.cli.errors import CommandError, WrongUseError
from kiosk.config import Config, Message
from kiosk.config.message import with_cure
from kiosk.config.reasons import reason_of
from kiosk.config.settings import SyncSettings
from kiosk.journal import place_of_print, print_here
from kiosk.sealing import unseal
from kiosk.secrets import TOKEN_VARIABLE, check_writable, write_private, write_token
from sync.answers import Busy, Failed, Refused
from sync.endpoint import EndpointError, enrol
from sync.enrolment import CodeError, CodeRefused, Enrolled, OtherDevice, plain
from sync.status import Fault


class CodeNotTakenError(CommandError):
    """The centre was reached, and does not take this code."""


def add_arguments(parser: Parser) -> None:
    """`kiosk enrol CODE`."""
    parser.add(
        "code",
        metavar=Message("MÃ", "CODE"),
        text=Message("mã đăng ký một lần, như DKRS-XK8H-A5CS", "the one-time code, like DKRS-XK8H-A5CS"),
    )


def run(arguments: Arguments) -> int:
    """Look whether a token could be kept, hand the code in, and keep the token."""
    config = arguments.load_config()
    code = _code(arguments.code)
    file = token_place(config)
    enrolled = _handed_in(config, code)
    if enrolled.device != config.device.id:
        raise _other_name(config, enrolled.device)
    try:
        keep_token(config, file, enrolled.token)
        unseal(config.journal.path)
    except OSError as error:
        raise not_written(file, error) from None
    arguments.say(
        Message(
            f"Đã đăng ký {enrolled.device} với máy chủ; mã thiết bị nằm trong {file}.",
            f"{enrolled.device} is enrolled; its token is in {file}.",
        )
    )
    return 0


def _code(typed: str) -> str:
    try:
        return plain(typed)
    except CodeError as error:
        raise WrongUseError(
            Message(
                "mã đăng ký sai: mã có mười hai chữ và số, như DKRS-XK8H-A5CS; đọc lại từng chữ",
                f"the code is wrong: {error}",
            )
        ) from None


def token_place(config: Config) -> Path:
    """Where the token will be kept, proved with all that is written then, before the code is spent.

    Raises CommandError.
    """
    file = config.sync.token_file
    if file is None or config.sync.endpoint is None:
        missing = "sync.token_file" if file is None else "sync.endpoint"
        raise CommandError(
            Message(
                f"{config.file}: không có {missing}; ghi vào rồi chạy lại",
                f"{config.file}: there is no {missing}; write it, and run this again",
            )
        )
    if os.environ.get(TOKEN_VARIABLE):
        raise CommandError(
            Message(
                f"biến {TOKEN_VARIABLE} đang được dùng thay cho {file}; bỏ biến này rồi chạy lại",
                f"the variable {TOKEN_VARIABLE} stands for {file}; remove it, and run this again",
            )
        )
    for place in (file, place_of_print(config.journal.path)):
        try:
            check_writable(place)
        except OSError as error:
            raise not_written(place, error) from None
    return file


def _handed_in(config: Config, code: str) -> Enrolled:
    """What the centre gave for the code; raises CommandError."""
    answer = answer_to(code, config.device.id, config.sync, config.file)
    if isinstance(answer, OtherDevice):
        raise _other_name(config, answer.device)
    return answer


def answer_to(code: str, device: str, settings: SyncSettings, file: Path) -> Enrolled | OtherDevice:
    """What the centre says to a code; raises CodeNotTakenError for the code, CommandError for all else.

    A code for another device is not used. `file` is named where the address in it can't be used.
    """
    try:
        answer = enrol(settings.endpoint or "", code, device, proxy=settings.proxy)
    except EndpointError as error:
        raise CommandError(
            Message(
                f"{file}: sync.endpoint phải là https://…/v1/batches, sync.proxy phải là proxy http",
                f"{file}: {error}",
            )
        ) from None
    match answer:
        case Enrolled() | OtherDevice():
            return answer
        case CodeRefused():
            raise CodeNotTakenError(
                Message(
                    "máy chủ không nhận mã này: mã sai, đã dùng hoặc hết hạn; xin mã mới",
                    "the server does not take this code: it is unknown, used or too old; ask for a new one",
                )
            )
        case Busy(retry_after):
            raise CodeNotTakenError(
                Message(
                    f"đã nhập sai nhiều lần; chờ {retry_after or 60:.0f} giây rồi thử lại",
                    f"too many codes were wrong; wait for {retry_after or 60:.0f} seconds and try again",
                )
            )
        case Refused(fault) | Failed(fault):
            raise _fault(fault)
        case _:
            raise _fault(Fault.NOT_BELIEVED)


def keep_token(config: Config, file: Path, token: str) -> None:
    """Write the token, and a print of the machine that it was given to. Raises OSError."""
    write_token(file, token)
    write_private(place_of_print(config.journal.path), print_here())


def _fault(met: Fault) -> CommandError:
    what, cure = MEANINGS[met]
    return CommandError(Message(with_cure(what, cure, "vi"), with_cure(what, cure, "en")))


def not_written(file: Path, error: OSError) -> CommandError:
    """The system refuses to have this file written."""
    reason = reason_of(error)
    return CommandError(
        Message(
            f"{file}: không ghi được ({reason.vi}); kiểm tra thư mục và quyền của tài khoản chạy kiosk",
            f"{file}: can't be written ({reason.en}); look at the folder and the kiosk account's rights",
        )
    )


def _other_name(config: Config, device: str) -> CommandError:
    return CommandError(
        Message(
            f"mã này của máy {device}, còn {config.file} ghi {config.device.id};"
            " sửa device.id, hoặc xin mã khác",
            f"this code is for {device}, but {config.file} says {config.device.id};"
            " correct device.id, or ask for another code",
        )
    )
