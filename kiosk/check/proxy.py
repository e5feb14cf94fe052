"""The proxy between this PC and the centre: there, or not needed."""

from __future__ import annotations

import socket
from collections.abc import Iterable

from kiosk.check.finding import Finding, fault, good
from kiosk.check.route import SECONDS, Route, route_of
from kiosk.check.subject import Subject
from kiosk.config import Message


def check(subject: Subject) -> Iterable[Finding]:
    """Says nothing where there is no centre to reach over a network."""
    route = route_of(subject.config)
    if route is None:
        return
    if not route.proxy:
        yield good("proxy", Message("đi thẳng, không qua proxy", "the way is direct, without a proxy"))
        return
    yield of_proxy(route)


def of_proxy(route: Route) -> Finding:
    """Whether anything listens where the proxy should be."""
    source = "the system" if route.from_system else "sync.proxy"
    named = Message(
        f"proxy {route.proxy_shown} (do {'hệ thống' if route.from_system else 'sync.proxy'} đặt)",
        f"proxy {route.proxy_shown} (set by {source})",
    )
    host, _, port = route.proxy_shown.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=SECONDS).close()
    except OSError:
        return fault(
            "proxy",
            Message(f"{named.vi} không trả lời", f"{named.en} does not answer"),
            Message(
                "sửa sync.proxy hoặc biến HTTPS_PROXY; đi thẳng thì ghi none",
                "correct sync.proxy or the variable HTTPS_PROXY; write none for a direct way",
            ),
        )
    return good("proxy", named)
