"""The way to the centre's door: which proxy stands in it, and a connection that goes the same way."""

from __future__ import annotations

import base64
import http.client
import ssl
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from kiosk.config import Config

SECONDS = 10.0
_HTTPS = 443
_PROXY_PORT = 8080


@dataclass(frozen=True)
class Route:
    """Name and port of the centre, and the address of the proxy before it, "" for none.

    `from_system`: the system, or the environment, names that proxy.
    """

    host: str
    port: int
    proxy: str = ""
    from_system: bool = False

    @property
    def proxy_shown(self) -> str:
        """The proxy's name and port, never its password."""
        host, port, _ = self._proxy_parts()
        return f"{host}:{port}"

    def certificate(self, context: ssl.SSLContext) -> tuple[dict[str, Any], bytes]:
        """The centre's certificate by the way that batches go: what Python reads of it, and its bytes.

        Where the context verifies nothing, only its bytes are known. Nothing else is said there.
        Raises OSError (ssl.SSLError is one) and http.client.HTTPException.
        """
        with closing(self._connection(context)) as connection:
            connection.connect()
            stream: ssl.SSLSocket = connection.sock
            return stream.getpeercert() or {}, stream.getpeercert(binary_form=True) or b""

    def _connection(self, context: ssl.SSLContext) -> http.client.HTTPSConnection:
        if not self.proxy:
            return http.client.HTTPSConnection(self.host, self.port, timeout=SECONDS, context=context)
        host, port, login = self._proxy_parts()
        connection = http.client.HTTPSConnection(host, port, timeout=SECONDS, context=context)
        headers = {"Proxy-Authorization": f"Basic {base64.b64encode(login).decode()}"} if login else {}
        connection.set_tunnel(self.host, self.port, headers)
        return connection

    def _proxy_parts(self) -> tuple[str, int, bytes]:
        parts = urlsplit(self.proxy if "://" in self.proxy else f"http://{self.proxy}")
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else ""
        return parts.hostname or "", parts.port or _PROXY_PORT, login.encode()


def route_of(config: Config) -> Route | None:
    """The way that batches take; None where there is no centre, or it is this PC by plain http."""
    parts = urlsplit(config.sync.endpoint or "")
    if parts.scheme != "https" or not parts.hostname:
        return None
    host, port = parts.hostname, parts.port or _HTTPS
    if host == "localhost" or host.startswith("127."):
        return Route(host, port)
    if config.sync.proxy is not None:
        return Route(host, port, config.sync.proxy)
    proxy = "" if proxy_bypass(host) else getproxies().get("https", "")
    return Route(host, port, proxy, from_system=True)
