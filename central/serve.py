"""Runs the centre as a web server, until it is asked to stop."""

from __future__ import annotations

import ipaddress
import signal
import socket
import ssl
import sys
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from central.app import create_app
from central.limits import Limit
from central.store import Store
from kiosk.reports.letter import Letter

_STOP_SECONDS = 5  # an idle https connection holds a stop up for so long
_BACKLOG = 2048


class ServeError(Exception):
    """The centre can't be served like this; the text is one sentence."""


class WrongAddressError(ServeError):
    """The options do not go together."""


@dataclass(frozen=True)
class Address:
    """Where to listen, and how what is sent is protected on its way. Port 0 takes a free one."""

    host: str = "127.0.0.1"
    port: int = 8080
    tls_cert: Path | None = None
    tls_key: Path | None = None
    behind_proxy: bool = False

    @property
    def encrypted(self) -> bool:
        """Whether browsers and kiosks reach the centre by https only."""
        return self.behind_proxy or self.tls_cert is not None

    def check(self) -> None:
        """Raise WrongAddressError for plain http to other machines, or a certificate that can't be used."""
        if (self.tls_cert is None) != (self.tls_key is None):
            raise WrongAddressError("--tls-cert and --tls-key belong together: give both.")
        if not self.encrypted and not _is_loopback(self.host):
            raise WrongAddressError(
                f"Plain http on {self.host} would show tokens to anyone: "
                "give --tls-cert and --tls-key, or --behind-proxy where a proxy does TLS."
            )
        if self.tls_cert is not None and self.tls_key is not None:
            _check_certificate(self.tls_cert, self.tls_key)


def serve(
    store: Store, address: Address, *, time_zone: str, limit: Limit, letter: Letter | None = None
) -> None:
    """Serve until SIGTERM or Ctrl-C; print the address in one line once requests are taken.

    Raises ServeError as `Address.check` does, and where the address can't be listened on.
    """
    address.check()
    app = create_app(
        store,
        secure_cookies=address.encrypted,
        behind_proxy=address.behind_proxy,
        time_zone=time_zone,
        limit=limit,
        letter=letter,
    )
    with _listening(address) as listener:
        url = _url(address, listener)
        _Server(_config(app, address), url).run(sockets=[listener])


class _Server(uvicorn.Server):
    """Says where it listens, and ends well when it was asked to end."""

    def __init__(self, config: uvicorn.Config, url: str) -> None:
        super().__init__(config)
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        sys.stdout.write(f"central: {self._url}\n")
        sys.stdout.flush()

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: None)  # uvicorn raises them again after a clean stop
        super().run(sockets)


def _config(app: object, address: Address) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_level="warning",
        access_log=False,  # who sent when would tell about single citizens
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_STOP_SECONDS,
        ssl_certfile=address.tls_cert,
        ssl_keyfile=address.tls_key,
    )


def _listening(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    # Only where the protocol is named does asyncio switch Nagle's algorithm off, by which the second piece of
    # an answer would wait until the client has confirmed the first, 40 ms later.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address.host, address.port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise ServeError(
            f"{address.host}:{address.port} can't be listened on: {error.strerror or error}."
        ) from None
    return listener


def _url(address: Address, listener: socket.socket) -> str:
    host = f"[{address.host}]" if ":" in address.host else address.host
    scheme = "http" if address.tls_cert is None else "https"
    return f"{scheme}://{host}:{listener.getsockname()[1]}"


def _check_certificate(chain: Path, key: Path) -> None:
    for file in (chain, key):
        if not file.is_file():
            raise WrongAddressError(f"There is no file {file}: check --tls-cert and --tls-key.")
    try:
        # An empty password: nobody is there to be asked for the right one.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(chain, key, password="")
    except (ssl.SSLError, OSError, ValueError):
        raise WrongAddressError(
            f"{chain} and {key} can't be used: they must be a certificate chain and its own key, "
            "in PEM, the key without a password."
        ) from None


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
