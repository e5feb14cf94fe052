"""A way for bytes between a desk and a centre, whatever they say: it may break, be silent, or be slow."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

_RESET = struct.pack("ii", 1, 0)
_PIECE = 16_384
_LOOK_SECONDS = 0.1


@dataclass(frozen=True)
class Way:
    """How each new connection fares; nothing said, it passes.

    The numbers count bytes from the beginning of a connection: what is after them never arrives.
    """

    refused: bool = False
    request_bytes: int | None = None
    reply_bytes: int | None = None
    silent: bool = False
    """Where it breaks, nothing tells so: no reset, no end."""
    bytes_a_second: int | None = None
    host: str = "127.0.0.1"


class Passage:
    """Listens on a loopback port and passes what comes on to another."""

    def __init__(self, port: int, host: str = "127.0.0.1", listens: str = "127.0.0.1") -> None:
        self._family = socket.AF_INET6 if ":" in listens else socket.AF_INET
        self._listens = listens
        self._way = Way(host=host)
        self._beyond = port
        self._listener: socket.socket | None = self._listening(0)
        self.port: int = self._listener.getsockname()[1]
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self.broken = 0

    def _listening(self, port: int) -> socket.socket:
        return socket.create_server((self._listens, port), family=self._family)

    def is_now(self, **way: object) -> None:
        """From now on connections fare so; those that are open break off, unless all is well again."""
        with self._lock:
            self._way = replace(Way(host=self._way.host), **way)  # type: ignore[arg-type]
            if self._way.refused and self._listener:
                with suppress(OSError):
                    self._listener.shutdown(socket.SHUT_RDWR)
                self._listener.close()
                self._listener = None
            elif not self._way.refused and self._listener is None:
                self._listener = self._listening(self.port)
            for connection in self._open if way else ():
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def open(self) -> Iterator[Passage]:
        """Take connections as long as this lasts."""
        accepting = threading.Thread(target=self._accept)
        accepting.start()
        try:
            yield self
        finally:
            self._ended.set()
            self.is_now(refused=True)
            accepting.join()

    def _accept(self) -> None:
        threads = []
        while not self._ended.is_set():
            listener = self._listener
            if listener is None:
                time.sleep(_LOOK_SECONDS / 2)
                continue
            try:
                connection, _ = listener.accept()
            except OSError:
                continue
            threads.append(threading.Thread(target=self._serve, args=(connection, self._way)))
            threads[-1].start()
        for thread in threads:
            thread.join()

    def _serve(self, desk: socket.socket, way: Way) -> None:
        with contextlib.ExitStack() as stack:
            stack.enter_context(desk)
            try:
                centre = stack.enter_context(socket.create_connection((way.host, self._beyond), 5))
            except OSError:
                return
            centre.settimeout(None)  # that was for connecting: an answer may come much later
            with self._lock:
                self._open |= {desk, centre}
            back = threading.Thread(target=self._pass, args=(centre, desk, way, way.reply_bytes))
            back.start()
            self._pass(desk, centre, way, way.request_bytes)
            back.join()
            with self._lock:
                self._open -= {desk, centre}

    def _pass(self, source: socket.socket, sink: socket.socket, way: Way, most: int | None) -> None:
        passed, due = 0, time.monotonic()
        with suppress(OSError):
            while most is None or passed < most:
                size = _PIECE if way.bytes_a_second is None else max(1, way.bytes_a_second // 20)
                piece = source.recv(size if most is None else min(size, most - passed))
                if not piece:
                    sink.shutdown(socket.SHUT_WR)
                    return
                sink.sendall(piece)
                passed += len(piece)
                if way.bytes_a_second is not None:
                    # by the clock: a machine that is late must not make the line slower than it is said to be
                    due = max(due, time.monotonic() - 1) + len(piece) / way.bytes_a_second
                    self._ended.wait(max(0.0, due - time.monotonic()))
            self.broken += 1
            self._break(source, sink, silent=way.silent)

    def _break(self, source: socket.socket, sink: socket.socket, *, silent: bool) -> None:
        if silent:  # until one of them gives up
            while source.recv(_PIECE):
                pass
        for each in (source, sink):
            each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            each.shutdown(socket.SHUT_RD)  # wakes who waits for it
            each.close()
