"""The centre over HTTP: one requests session, its TLS, proxies and time-outs, and the names of its failures.

The only module that imports requests, and urllib3 below it.
"""

import errno
import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies, select_proxy

from sync.answers import Answer, Failed, judge
from sync.enrolment import CodeRefused, Enrolled, OtherDevice, judge_enrolment, request_of
from sync.status import Fault
from sync.wire import CONTENT_TYPE, Batch, compress, encode

MAX_ANSWER_BYTES = 4_096
"""A centre's answer is one short JSON object; nothing longer is read."""
CONNECT_SECONDS = 10.0
READ_SECONDS = 60.0
SLOW_LINE_BYTES = 32_768
"""For each so many bytes of a batch its answer is waited for as long again, though never for longer than five
times: over a line of 1 kB a second a whole batch takes most of a minute to leave, and that is no time-out."""
REST_SECONDS = 1.0
"""A connection that has rested for longer is not used again: servers close them after seconds, some just as
the next batch comes, and that would look like a break on the way."""


_NO_ANSWER = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)


class EndpointError(ValueError):
    """An address, proxy or token that can't be used; the text is one sentence and never holds the token."""


class Endpoint:
    """The centre at one address, for one device's token. Not for several threads at once.

    `proxy`: None takes the environment's (read once, here), "" means none, else the address of an HTTP
    proxy. Raises `EndpointError` for plain http to anything but this PC, and for what is no address.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        proxy: str | None = None,
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
        rest_seconds: float = REST_SECONDS,
    ) -> None:
        _check_token(token)
        self._url = url
        self._connect_seconds, self._read_seconds = connect_seconds, read_seconds
        self._rest_seconds = rest_seconds
        self._used_at = time.monotonic()
        self._session = _session_to(url, proxy)
        self._session.headers.update(
            {"Authorization": f"Bearer {token}", "Content-Type": CONTENT_TYPE, "Content-Encoding": "gzip"}
        )

    def post(self, batch: Batch) -> Answer:
        """Send one batch and say what came of it; never raises for what the network or the centre does."""
        data = compress(encode(batch))
        patience = self._read_seconds * min(1 + len(data) / SLOW_LINE_BYTES, 5)
        if time.monotonic() - self._used_at > self._rest_seconds:
            self._session.close()  # its connections; the session itself goes on
        try:
            with self._session.post(
                self._url,
                data=data,
                timeout=(self._connect_seconds, patience),
                allow_redirects=False,
                stream=True,
            ) as response:
                body = _read(response, self._read_seconds)
                return judge(
                    response.status_code,
                    response.headers,
                    body,
                    through=batch.through,
                    now=datetime.now(UTC),
                )
        except _NO_ANSWER as error:
            return _failure(error)
        finally:
            self._used_at = time.monotonic()

    def close(self) -> None:
        """Close the connections."""
        self._session.close()


def enrol(
    batches_url: str, code: str, device: str, *, proxy: str | None = None
) -> Enrolled | OtherDevice | CodeRefused | Answer:
    """Hand a one-time code in where the centre takes batches, beside that address, and say what came of it.

    Never raises for what the network or the centre does; `EndpointError` as `Endpoint` does.
    """
    url = urljoin(batches_url, "enrolments")
    with _session_to(url, proxy) as session:
        try:
            with session.post(
                url,
                data=request_of(code, device),
                headers={"Content-Type": "application/json"},
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                return judge_enrolment(response.status_code, response.headers, _read(response, READ_SECONDS))
        except _NO_ANSWER as error:
            return _failure(error)


def _session_to(url: str, proxy: str | None) -> requests.Session:
    """A session for this address; raises `EndpointError` where it or the proxy can't be used."""
    loopback = _check_url(url)
    session = requests.Session()
    # else each request reads proxies anew, which costs more than sending it, and .netrc beats the token
    session.trust_env = False
    # a proxy must never see what is meant for this PC
    session.proxies = {} if loopback else _proxies(url, proxy)
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    if url.lower().startswith("https:"):
        session.mount("https://", _SystemTrustAdapter())
    session.headers.update(
        {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "hai-long-sync/1"}
    )
    return session


def _read(response: requests.Response, seconds: float) -> bytes:
    """Return the body, empty where it is longer than an answer or packed; not for ever where it drips."""
    if response.headers.get("Content-Encoding", "identity") != "identity":
        return b""  # nobody asked for that, and half of it may read like the whole
    deadline = time.monotonic() + seconds
    body = b""
    while piece := response.raw.read1(MAX_ANSWER_BYTES + 1 - len(body)):  # what has come; waits for no more
        body += piece
        if len(body) > MAX_ANSWER_BYTES:
            return b""
        if time.monotonic() > deadline:
            raise requests.ReadTimeout
    return body


class _SystemTrustAdapter(HTTPAdapter):
    """Trusts what the system trusts (an agency's TLS proxy is known there); requests adds its own bundle."""

    def __init__(self) -> None:
        self._context = ssl.create_default_context()
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        kwargs.update(ssl_context=self._context, proxy_ssl_context=self._context)
        return super().proxy_manager_for(proxy, **kwargs)


def _check_url(url: str) -> bool:
    """Return whether the address is this PC itself; raise `EndpointError` if it must not be used."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port  # a wrong port raises
        host.encode("idna")
    except ValueError:
        host = ""
    if not host or parts.scheme not in {"http", "https"} or parts.fragment or not url.isprintable():
        raise EndpointError("sync.endpoint must look like https://centre.example/v1/batches.")
    if parts.username is not None or parts.password is not None:
        raise EndpointError("sync.endpoint must not hold a login: the token stands in sync.token_file.")
    loopback = _is_loopback(host)
    if parts.scheme == "http" and not loopback:
        raise EndpointError(f"sync.endpoint must be https: plain http to {host} shows the token to anyone.")
    return loopback


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _check_token(token: str) -> None:
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise EndpointError("The token must be one word in ASCII: copy it again from the enrolment.")


def _proxies(url: str, proxy: str | None) -> dict[str, str]:
    address = select_proxy(url, get_environ_proxies(url)) if proxy is None else proxy
    if not address:
        return {}
    if "://" in address and urlsplit(address).scheme not in {"http", "https"}:
        raise EndpointError("The proxy must be an http proxy: other kinds (socks, say) are not spoken here.")
    return {"https": address}


_TLS_FAULTS = {
    # by OpenSSL's X509_V_ERR_ numbers
    9: Fault.TLS_NOT_YET_VALID,
    10: Fault.TLS_EXPIRED,
    18: Fault.TLS_UNKNOWN_AUTHORITY,  # signs itself
    19: Fault.TLS_UNKNOWN_AUTHORITY,  # a root that is not trusted
    20: Fault.TLS_UNKNOWN_AUTHORITY,  # an issuer that is not known
    21: Fault.TLS_UNKNOWN_AUTHORITY,  # a chain that is not whole
    62: Fault.TLS_WRONG_HOST,
    64: Fault.TLS_WRONG_HOST,  # an IP address
}
_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, 10050, 10051, 10065}  # and Winsock's


def _failure(error: BaseException) -> Failed:
    """Name a failure; a library's own text stays out of it, for it may hold a proxy's password."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Failed(_TLS_FAULTS.get(cause.verify_code, Fault.TLS_CERTIFICATE), cause.verify_message)
    fault = next((fault for kind, fault in _FAULTS if any(isinstance(cause, kind) for cause in causes)), None)
    if fault is Fault.PROXY_FAILED and any("407" in str(cause) for cause in causes):
        return Failed(Fault.PROXY_LOGIN)
    if fault is None and any(isinstance(cause, OSError) and cause.errno in _UNREACHABLE for cause in causes):
        return Failed(Fault.OFFLINE)
    return Failed(fault or Fault.NETWORK, type(error).__name__)


_FAULTS: tuple[tuple[type[BaseException], Fault], ...] = (
    # the first that fits: requests' SSLError is a ConnectionError, and a TLS failure is not "offline"
    (ssl.SSLError, Fault.TLS_FAILED),
    (requests.exceptions.SSLError, Fault.TLS_FAILED),
    (requests.exceptions.ProxyError, Fault.PROXY_FAILED),
    (requests.Timeout, Fault.TIMEOUT),
    (TimeoutError, Fault.TIMEOUT),
    (socket.gaierror, Fault.NAME_NOT_FOUND),
    (ConnectionRefusedError, Fault.CONNECTION_REFUSED),
    (ConnectionError, Fault.CONNECTION_RESET),  # reset, aborted, broken pipe, closed without an answer
    (http.client.HTTPException, Fault.CONNECTION_RESET),  # an answer that was cut or is no HTTP
    (requests.exceptions.ChunkedEncodingError, Fault.CONNECTION_RESET),
)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that it was made of: libraries nest them in three ways."""
    queue, seen = [error], set[int]()
    while queue:
        cause = queue.pop(0)
        if id(cause) not in seen:
            seen.add(id(cause))
            yield cause
            linked = (cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args)
            queue += [link for link in linked if isinstance(link, BaseException)]
