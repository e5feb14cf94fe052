"""Which addresses a kiosk may send to: TLS everywhere but on this PC itself, and no secret in a URL."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from kiosk.config.message import Message
from kiosk.config.table import Table

_DIRECT, _ENVIRONMENT = "none", "environment"


def read_endpoint(table: Table) -> str | None:
    """`sync.endpoint`, or None where there is no centre; faults are noted."""
    if not table.has("endpoint"):
        return None
    address = table.text("endpoint", limit=2048)
    parts = _split(address)
    if address and (
        parts is None
        or not (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or "")))
    ):
        table.fault(
            "endpoint",
            Message(
                "phải là địa chỉ https:// (http:// chỉ dùng trong chính máy này), không chứa mật khẩu",
                "must be an https:// address (http:// only within this PC) without a password in it",
            ),
            Message("hỏi nơi quản lý máy chủ", "ask those who run the server for its address"),
        )
    return address or None


def read_proxy(table: Table) -> str | None:
    """`sync.proxy`: an address, "none" (gives "") or "environment" (gives None); faults are noted."""
    proxy = table.text("proxy", _ENVIRONMENT, limit=2048)
    if proxy in (_DIRECT, _ENVIRONMENT):
        return "" if proxy == _DIRECT else None
    parts = _split(proxy)
    if not proxy or (parts and parts.scheme in ("http", "https")):
        return proxy
    table.fault(
        "proxy",
        Message(
            'phải là "environment", "none" hoặc địa chỉ http:// không chứa mật khẩu',
            'must be "environment", "none" or an http:// address without a password in it',
        ),
        Message(
            "proxy cần mật khẩu thì đặt trong biến môi trường HTTPS_PROXY",
            "put a proxy that needs a password into the environment variable HTTPS_PROXY",
        ),
    )
    return None


def _split(address: str) -> SplitResult | None:
    """The parts of a plain URL, or None where it is none."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    plain = parts.hostname and port != 0 and "@" not in parts.netloc and not parts.fragment
    return parts if plain and " " not in address else None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
