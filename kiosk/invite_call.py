"""The local call by which the one-stop software on the same PC arms one ballot: docs/invite.md.

It knows nothing of desk or window: the invitation is handed over. Who calls learns only that the call was
understood, never what became of it, and nothing that a call brings is read, kept or logged.
"""

from __future__ import annotations

import hmac
import logging
import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from threading import BoundedSemaphore, Thread, Timer
from typing import TypeAlias

ADDRESS = "127.0.0.1"
PATH = "/v1/invite"
MAX_BODY_BYTES = 4096

_CALL_SECONDS = 2.0  # for a whole call: who is slower is cut off
_AT_ONCE = 16  # calls; a program that opens more of them can't use up the kiosk's threads and files
_LOOK_SECONDS = 0.1
_LENGTH = re.compile("[0-9]{1,9}")

_Connection: TypeAlias = socket.socket | tuple[bytes, socket.socket]

_log = logging.getLogger(__name__)


@contextmanager
def answering_calls(port: int, token: str, invite: Callable[[], None] | None) -> Iterator[int]:
    """Answer calls on a port of 127.0.0.1 as long as this lasts; gives the port (a free one for 0).

    `invite` is called on threads of their own, maybe on several at once, and must return at once; None where
    this counter invites nobody. Raises OSError where the port can't be had.
    """
    with _Server(port, token, invite) as server:
        thread = Thread(target=server.serve_forever, args=(_LOOK_SECONDS,), name="invite call", daemon=True)
        thread.start()
        try:
            yield server.port
        finally:
            server.shutdown()
            thread.join()


class _Server(ThreadingTCPServer):
    """A thread for each call, and only so many: who is silent keeps nobody waiting."""

    request_queue_size = _AT_ONCE
    allow_reuse_address = os.name == "posix"  # on Windows this would let another program take the port over

    def __init__(self, port: int, token: str, invite: Callable[[], None] | None) -> None:
        super().__init__((ADDRESS, port), _Call)
        self.port: int = self.server_address[1]
        self.hosts = {f"{name}:{self.port}" for name in (ADDRESS, "localhost")}
        self.token = token.encode()
        self.invite = invite
        self._room = BoundedSemaphore(_AT_ONCE)

    def process_request(self, request: _Connection, client_address: object) -> None:
        """Answer on another thread, when there is room for one."""
        self._room.acquire()
        super().process_request(request, client_address)

    def shutdown_request(self, request: _Connection) -> None:
        """Close a connection, however its call ended, and make room."""
        super().shutdown_request(request)
        self._room.release()

    def handle_error(self, *_: object) -> None:
        """Tell of a call that broke off in one line; who calls is none of the log's business."""
        _log.warning("A call broke off", exc_info=_log.isEnabledFor(logging.DEBUG))


class _Call(BaseHTTPRequestHandler):
    """One call, one answer without a body, and the connection is closed; other methods are `send_error`'s."""

    server: _Server

    def setup(self) -> None:
        """Begin, with little time."""
        super().setup()
        self._cut = Timer(_CALL_SECONDS, self._cut_off)
        self._cut.daemon = True
        self._cut.start()

    def handle(self) -> None:
        """Hear and answer; who hangs up or is cut off is not missed."""
        with suppress(OSError):
            super().handle()

    def finish(self) -> None:
        """End."""
        self._cut.cancel()
        with suppress(OSError):
            super().finish()

    def do_POST(self) -> None:
        """Understand the call, and hand it over before the answer: who hangs up early has called, too."""
        status = self._status()
        if status is HTTPStatus.ACCEPTED and self.server.invite:
            self.server.invite()
        self._answer(status)
        if status is HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            self._hear_out()

    def _status(self) -> HTTPStatus:
        # A page in a browser can make this PC call, by a name of its own for 127.0.0.1 or across origins.
        if self.headers.get("Host", "").lower() not in self.server.hosts or "Origin" in self.headers:
            return HTTPStatus.FORBIDDEN
        if self.path != PATH:
            return HTTPStatus.NOT_FOUND
        if not self._body_is_passed():
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        scheme, _, given = self.headers.get("Authorization", "").partition(" ")
        right = hmac.compare_digest(given.strip().encode("utf-8", "replace"), self.server.token)
        if scheme.lower() != "bearer" or not right:
            return HTTPStatus.UNAUTHORIZED
        return HTTPStatus.ACCEPTED if self.server.invite else HTTPStatus.CONFLICT

    def _body_is_passed(self) -> bool:
        """Pass over the body, which says nothing here; whether it had a length that is allowed."""
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not _LENGTH.fullmatch(length):
            return False
        if int(length) > MAX_BODY_BYTES:
            return False
        self.rfile.read(int(length))
        return True

    def _hear_out(self) -> None:
        """Let a caller with too much to say end: cut off in the middle, it would lose the answer."""
        self.connection.shutdown(socket.SHUT_WR)
        while self.rfile.read1(MAX_BODY_BYTES):
            pass

    def send_error(self, code: int, *_: object, **__: object) -> None:
        """Answer what is no call at all."""
        unknown_method = code == HTTPStatus.NOT_IMPLEMENTED
        self._answer(HTTPStatus.METHOD_NOT_ALLOWED if unknown_method else HTTPStatus(code))

    def _answer(self, status: HTTPStatus) -> None:
        self.send_response_only(status)
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "POST")
        if status is HTTPStatus.UNAUTHORIZED:
            self.send_header("WWW-Authenticate", "Bearer")
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Keep nothing of who called when."""

    def _cut_off(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)
