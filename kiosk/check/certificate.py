"""The centre's certificate: for how many days it is good, and whether a proxy on the way shows its own."""

from __future__ import annotations

import http.client
import re
import ssl
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk.check.der import issuer_of
from kiosk.check.finding import Finding, fault, good, named, warning
from kiosk.check.route import Route, route_of
from kiosk.check.subject import Subject
from kiosk.check.sync_faults import MEANINGS
from kiosk.config import Message
from sync.status import Fault

_DAYS_NOTICED = 14
_SECONDS_A_DAY = 86_400
_UNKNOWN_AUTHORITY = (18, 19, 20, 21)  # OpenSSL's X509_V_ERR_ numbers
_READS_ALONG = re.compile(
    r"fortinet|fortigate|zscaler|sophos|blue ?coat|netskope|palo alto|check ?point|squid|mitmproxy|kaspersky"
    r"|bitdefender|avast|\bavg\b|\beset\b|dr\.?web|cisco umbrella|mcafee|trend ?micro|watchguard|barracuda"
    r"|\bproxy\b|ssl inspection|tls inspection|untrusted root",
    re.IGNORECASE,
)
"""Makers and words of programs that open TLS on the way, as they name themselves in what they issue."""


def check(subject: Subject) -> Iterable[Finding]:
    """Says nothing where there is no certificate to see: no centre, plain http to this PC, or no way there.

    What else is wrong with the way is `centre`'s to tell.
    """
    route = route_of(subject.config)
    if route is None:
        return
    try:
        told, der = route.certificate(ssl.create_default_context())
    except ssl.SSLCertVerificationError as error:
        if error.verify_code in _UNKNOWN_AUTHORITY:
            yield of_unknown(_issuer_of_anybody(route))
    except (OSError, http.client.HTTPException):
        return
    else:
        public = _is_public(route, subject.public_authorities)
        yield judge(told, issuer_of(der), time.time(), public=public)


def judge(told: dict[str, Any], issuer: str, now: float, *, public: bool) -> Finding:
    """What a certificate that this PC trusts is worth; `now` in seconds since 1970.

    `public`: the whole world trusts its issuer, and no proxy has such a certificate.
    """
    days = int((ssl.cert_time_to_seconds(told["notAfter"]) - now) // _SECONDS_A_DAY)
    what = Message(f"còn {days} ngày, do {issuer} cấp", f"good for {days} more days, issued by {issuer}")
    if not public:
        return _of_private(what, issuer)
    if days < _DAYS_NOTICED:
        return warning(
            "certificate",
            what,
            Message("báo nơi quản lý máy chủ gia hạn chứng thư", "tell those who run the server to renew it"),
        )
    return good("certificate", what)


def _of_private(what: Message, issuer: str) -> Finding:
    """One that only this PC's own store vouches for; some proxies name themselves."""
    doubt = Message(
        "nơi cấp riêng của cơ quan, hoặc một proxy đang mở và đọc đường truyền",
        "the agency's own authority, or a proxy that reads along",
    )
    if _READS_ALONG.search(issuer):
        doubt = Message("một proxy đang mở và đọc đường truyền", "a proxy reads along")
    return warning(
        "certificate",
        Message(f"{what.vi}: {doubt.vi}", f"{what.en}: {doubt.en}"),
        Message(
            "hỏi người quản lý mạng; nếu là proxy, xin miễn kiểm tra TLS cho địa chỉ máy chủ",
            "ask those who run the network; if it is a proxy, have the centre's address exempted",
        ),
    )


def of_unknown(issuer: str) -> Finding:
    """A certificate that this PC does not trust, from this issuer."""
    met = Fault.TLS_UNKNOWN_AUTHORITY
    what, cure = MEANINGS[met]
    return fault(
        "certificate", named(Message(f"{what.vi}: {issuer}", f"{what.en}: {issuer}"), met.value), cure
    )


def _issuer_of_anybody(route: Route) -> str:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # nothing is said to it
    with suppress(OSError, http.client.HTTPException):
        return issuer_of(route.certificate(context)[1])
    return "?"


def _is_public(route: Route, authorities: Path | None) -> bool:
    """Whether the authorities of the whole world vouch for it; without them nobody knows better."""
    if authorities is None:
        return True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(authorities)
    try:
        route.certificate(context)
    except ssl.SSLCertVerificationError:
        return False
    except (OSError, http.client.HTTPException):
        pass  # it was there a moment ago: nothing is known against it
    return True
