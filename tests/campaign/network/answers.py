"""What somebody between desk and centre may do to a request or its answer: for tests.sync.scripted_server."""

from __future__ import annotations

import http.client
import json
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.sync.scripted_server import Reply, Request

Answer = Callable[[Request, object], bool]
_HOP = {"content-length", "connection", "transfer-encoding"}


@dataclass(frozen=True)
class Centre:
    """A real centre and how it is reached: by TLS where there is a context."""

    address: str
    tls: ssl.SSLContext | None = None

    def take(self, request: Request) -> Reply:
        """Send a request on as it came; the centre's reply."""
        parts = urlsplit(self.address)
        if parts.hostname is None:
            raise ValueError(self.address)
        if self.tls:
            connection: http.client.HTTPConnection = http.client.HTTPSConnection(
                parts.hostname, parts.port, context=self.tls, timeout=120
            )
        else:
            connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=120)
        try:
            connection.request(request.method, request.target, request.body, request.headers)
            reply = connection.getresponse()
            headers = {name: value for name, value in reply.getheaders() if name.lower() not in _HOP}
            return Reply(reply.status, reply.read(), headers)
        finally:
            connection.close()

    def passing(self, request: Request, connection: object) -> bool:
        """Nothing happens: the request passes, and the reply."""
        return self.take(request)(request, connection)

    def closing(self, request: Request, connection: object) -> bool:
        """The same, on a connection that is not used again."""
        reply = self.take(request)
        reply.headers["Connection"] = "close"
        return reply(request, connection)

    def then(self, answer: Answer) -> Answer:
        """The centre takes the request, but somebody else answers."""

        def taken(request: Request, connection: object) -> bool:
            self.take(request)
            return answer(request, connection)

        return taken

    def twice(self, request: Request, connection: object) -> bool:
        """The request arrives twice."""
        self.take(request)
        return self.passing(request, connection)

    def changed(self, change: Callable[[dict[str, int]], object]) -> Answer:
        """The centre's answer is changed on its way."""

        def taken(request: Request, connection: object) -> bool:
            reply = self.take(request)
            if not isinstance(reply.body, bytes):
                raise TypeError(reply.body)
            return Reply(reply.status, change(json.loads(reply.body)))(request, connection)

        return taken

    def cut_on_its_way(self, request: Request, connection: object) -> bool:
        """Half of the compressed batch arrives, as if it were all of it."""
        half = request.body[: len(request.body) // 2]
        headers = {**request.headers, "content-length": str(len(half))}
        return self.take(Request(request.method, request.target, headers, half))(request, connection)

    def late(self, seconds: float) -> Answer:
        """The reply comes too late."""

        def taken(request: Request, connection: object) -> bool:
            reply = self.take(request)
            time.sleep(seconds)
            return reply(request, connection)

        return taken
