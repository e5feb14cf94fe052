"""A network between kiosk and centre on which everything goes wrong that can: a proxy for plain HTTP."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

DELAY_SECONDS = 0.6
LOGIN_PAGE = b"<html><body>Welcome to the guest network! Please log in.</body></html>"


class Mishap(StrEnum):
    """What happens to one request."""

    NONE = "passes"
    REQUEST_LOST = "the request never arrives"
    REPLY_LOST = "the request arrives, the reply does not"
    REPLY_CUT = "the reply breaks off in the middle"
    REPEATED = "the request arrives twice"
    DELAYED = "the reply comes too late"
    OVERTAKEN = "the request is lost, and arrives after the next one"
    LOGIN_PAGE = "somebody else answers, with 200"


@dataclass
class Incidents:
    """What is to happen, request by request (nothing, after the last), and what did happen."""

    plan: Sequence[Mishap]
    happened: list[Mishap] = field(default_factory=list)
    held_back: list[Request] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> Mishap:
        """What happens to the request that has just come."""
        with self.lock:
            number = len(self.happened)
            mishap = self.plan[number] if number < len(self.plan) else Mishap.NONE
            self.happened.append(mishap)
            return mishap


@dataclass(frozen=True)
class Request:
    """A request as it came, to be sent on whenever and as often as the network likes."""

    path: str
    headers: dict[str, str]
    body: bytes

    def send(self, address: tuple[str, int]) -> tuple[int, dict[str, str], bytes]:
        """Send it to the centre; gives status, headers and body of the reply."""
        connection = http.client.HTTPConnection(*address, timeout=120)
        try:
            connection.request("POST", self.path, self.body, self.headers)
            reply = connection.getresponse()
            return reply.status, dict(reply.getheaders()), reply.read()
        finally:
            connection.close()


@contextmanager
def bad_network(centre: str, plan: Sequence[Mishap]) -> Iterator[tuple[str, Incidents]]:
    """Run the proxy in front of a centre's URL; gives the URL to use instead, and what happens there."""
    parts = urlsplit(centre)
    if parts.hostname is None or parts.port is None:
        raise ValueError(f"a centre's address has a host and a port; this one is {centre!r}")
    incidents = Incidents(plan)
    handler = type("Handler", (_Handler,), {"incidents": incidents, "centre": (parts.hostname, parts.port)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{parts.path}", incidents
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    incidents: Incidents
    centre: tuple[str, int]
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Read the request whole, then let its mishap happen."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = Request(self.path, dict(self.headers.items()), body)
        with self.incidents.lock:
            overtaken, self.incidents.held_back = self.incidents.held_back, []
        self._handle(request, self.incidents.next())
        for late in overtaken:
            late.send(self.centre)

    def _handle(self, request: Request, mishap: Mishap) -> None:
        if mishap is Mishap.REQUEST_LOST:
            self._hang_up()
        elif mishap is Mishap.OVERTAKEN:
            with self.incidents.lock:
                self.incidents.held_back.append(request)
            self._hang_up()
        elif mishap is Mishap.LOGIN_PAGE:
            self._answer(200, {"Content-Type": "text/html"}, LOGIN_PAGE)
        else:
            self._pass_on(request, mishap)

    def _pass_on(self, request: Request, mishap: Mishap) -> None:
        if mishap is Mishap.REPEATED:
            request.send(self.centre)
        status, headers, body = request.send(self.centre)
        if mishap is Mishap.DELAYED:
            time.sleep(DELAY_SECONDS)
        if mishap is Mishap.REPLY_LOST:
            self._hang_up()
        elif mishap is Mishap.REPLY_CUT:
            self._answer(status, headers, body, sent=len(body) // 2)
            self._hang_up()
        else:
            self._answer(status, headers, body)

    def _answer(self, status: int, headers: dict[str, str], body: bytes, sent: int | None = None) -> None:
        self.send_response_only(status)
        for name, value in headers.items():
            if name.lower() not in {"content-length", "connection", "transfer-encoding"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body[:sent])
        except OSError:
            self.close_connection = True  # the kiosk did not wait: that is what a delay is for

    def _hang_up(self) -> None:
        """Reset the connection, as a router does that was switched off."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the standard library's name
        """Keep the run's log short."""
