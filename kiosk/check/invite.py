"""The local call for a ballot: its port is free, its token can be read, and the counter invites at all."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable

from kiosk.check.finding import Finding, fault, good, warning
from kiosk.check.journal import is_running
from kiosk.check.subject import Subject
from kiosk.config import Message
from kiosk.domain.entries import Mode
from kiosk.secrets import SecretError, read_invite_token

_ADDRESS = "127.0.0.1"


def check(subject: Subject) -> Iterable[Finding]:
    """Says nothing where no calls are taken; while the kiosk runs, the port is its own."""
    config = subject.config
    port, file = config.invite.port, config.invite.token_file
    if not port or file is None:
        return
    try:
        token = read_invite_token(file)
    except SecretError as error:
        yield fault("invite", error.what, error.cure)
        return
    if config.desk.mode is not Mode.INVITED:
        yield warning(
            "invite",
            Message("quầy không chạy theo lời mời", "this counter invites nobody"),
            Message(
                'ghi desk.mode = "invited", hoặc bỏ [invite]', 'write desk.mode = "invited", or no [invite]'
            ),
        )
    if not is_running(config.journal.path) and not _is_free(port):
        yield fault(
            "invite",
            Message(f"cổng {port} đang có chương trình khác dùng", f"another program has port {port}"),
            Message("ghi invite.port khác", "write another invite.port"),
        )
    elif token is None:
        yield good(
            "invite", Message(f"cổng {port}; mã được tạo khi mở kiosk", f"port {port}; kiosk makes the token")
        )
    else:
        yield good("invite", Message(f"cổng {port}, mã ở {file}", f"port {port}, token in {file}"))


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        if os.name == "posix":
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just left is free
        try:
            tried.bind((_ADDRESS, port))
        except OSError:
            return False
    return True
