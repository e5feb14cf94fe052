"""A real HTTP server on loopback that answers each request as the test has said beforehand."""

import json
import socket
import struct
import threading
from collections import deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from sync.wire import decode, decompress


@dataclass
class Request:
    """What arrived: the request line in words, the headers by lower-case name, the body's bytes."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def batch(self):
        return decode(decompress(self.body))


@dataclass
class Reply:
    """An answer like any web server's; `body` is bytes, or anything that JSON can say."""

    status: int = 200
    body: object = b""
    headers: dict[str, str] = field(default_factory=dict)

    def __call__(self, _request, connection):
        body = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        headers = {"Content-Length": str(len(body)), **self.headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        connection.sendall(f"HTTP/1.1 {self.status} x\r\n{lines}\r\n".encode() + body)
        return headers.get("Connection") != "close"


def raw(data):
    """Answer with these bytes and close."""

    def answer(request, connection):
        connection.sendall(data)
        return False

    return answer


def acknowledge(request, connection):
    """Answer as a centre that holds the whole batch."""
    header = request.batch.header
    return Reply(200, {"acknowledged_through": header.first + header.count - 1})(request, connection)


def tunnel_to(port):
    """Answer CONNECT as a proxy does, whatever the name asked for, and pass bytes to and fro."""

    def answer(request, connection):
        with socket.create_connection(("127.0.0.1", port)) as beyond:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_pump, args=(beyond, connection))
            back.start()
            _pump(connection, beyond)
            back.join()
        return False

    return answer


def _pump(source, sink):
    with suppress(OSError):
        while data := source.recv(65_536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


def close(request, connection):
    """Close without a word."""
    return False


def reset(request, connection):
    """Break the connection off: the peer sees a reset rather than an end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


def begin_and_reset(request, connection):
    """Begin an answer and break off in its middle."""
    connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n{"acknow')
    return reset(request, connection)


class ScriptedServer:
    """Answers the requests, in order, by `will`; the last answer is repeated for ever."""

    def __init__(self, tls=None):
        self.requests = []
        self.connections = 0
        self.cut_requests = False  # break each connection off before its request is whole
        self._tls = tls
        self._script = deque([acknowledge])
        self._ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]

    @property
    def url(self):
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}/v1/batches"

    def will(self, *answers):
        self._script = deque(answers)

    def show(self, tls):
        """Show another certificate from now on, or speak plainly."""
        self._tls = tls

    def hang(self, _request, _connection):
        """Say nothing until the test is over."""
        self._ended.wait()
        return False

    def acknowledge_late(self, request, connection):
        """What a slow line looks like from here: the whole batch has come half a second after it was sent."""
        self._ended.wait(0.5)
        return acknowledge(request, connection)

    def dribble(self, _request, connection):
        """Say a byte now and then until the test is over."""
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while not self._ended.wait(0.02):
            connection.sendall(b" ")
        return False

    @contextmanager
    def running(self):
        accepting = threading.Thread(target=self._accept)
        accepting.start()
        try:
            yield self
        finally:
            self._ended.set()
            self._listener.shutdown(socket.SHUT_RDWR)  # closing alone does not end an accept under way
            accepting.join()
            self._listener.close()

    def _accept(self):
        serving = []
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                connection.settimeout(10)
                self.connections += 1
                thread = threading.Thread(target=self._serve, args=(connection,))
                serving.append((thread, connection))
                thread.start()
        for thread, connection in serving:
            with suppress(OSError):  # a client that keeps its connection open must not keep the test
                connection.shutdown(socket.SHUT_RD)
            thread.join()

    def _serve(self, plain):
        with suppress(OSError), plain:
            # a second handle, so that the first can still be shut down when TLS has taken it over
            connection = self._tls.wrap_socket(plain.dup(), server_side=True) if self._tls else plain.dup()
            with connection:
                if self.cut_requests:
                    connection.recv(1)
                    reset(None, connection)
                    return
                while request := _read_request(connection):
                    self.requests.append(request)
                    answer = self._script.popleft() if len(self._script) > 1 else self._script[0]
                    if not answer(request, connection):
                        break


def _read_request(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65_536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65_536)
    method, target, _ = first.split(" ", 2)
    return Request(method, target, headers, body)
