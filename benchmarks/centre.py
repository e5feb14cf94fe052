"""A real centre on a real PostgreSQL that forces commits to the disk, and devices that may send to it."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import re
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock
from urllib.parse import urlsplit

from benchmarks.machine import resident
from benchmarks.measure import NotMeasuredError
from build_spec.demo.processes import running
from build_spec.demo.programs import PATIENCE_SECONDS, SCRIPTS
from build_spec.setup.system import has_postgresql
from central import devices
from central.store import Store
from sync.wire import MAX_BATCH_LINES, ZERO, Batch, Header, chain_all, compress, encode
from tests import postgresql

_ID = re.compile(r'("(?:ballot|boot|id|shift)":")([0-9a-f]{16})')
_DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "shared_buffers": "1GB"}
_UNLIMITED = ("--device-rate", "100000", "--device-burst", "1000000000")


@dataclass(frozen=True)
class Parcel:
    """What one kiosk sends: its token and its batches, ready to go."""

    token: str
    bodies: tuple[bytes, ...]


@dataclass(frozen=True)
class Worker:
    """A process of the centre: where it listens, and which it is."""

    address: str
    pid: int

    @property
    def batches(self) -> str:
        """Where kiosks send to."""
        return f"{self.address}/v1/batches"

    def resident(self) -> float:
        """Memory that it holds, in MB."""
        return resident(self.pid)


@contextmanager
def durable_postgresql() -> Iterator[str]:
    """A PostgreSQL as it is in production; the URL of an empty database."""
    if not has_postgresql():
        raise NotMeasuredError("there is no PostgreSQL here (apt install postgresql)")
    with (
        mock.patch.dict(postgresql.SETTINGS, _DURABLE),
        postgresql.running_server() as server,
        server.fresh_database() as url,
    ):
        yield url


@contextmanager
def workers(folder: Path, database: str, number: int = 1) -> Iterator[list[Worker]]:
    """So many workers of one centre. No device is held back: that is not measured here."""
    environment = {**os.environ, "CENTRAL_DATABASE": database}
    command: list[str | Path] = [SCRIPTS / "central", "serve", "--port", "0", *_UNLIMITED]
    with ExitStack() as stack:
        started = []
        for worker in range(number):
            log = folder / f"centre-{worker}.log"
            process = stack.enter_context(running(command, log=log, environment=environment))
            started.append(Worker(_address(log), process.pid))
        yield started


def _address(log: Path) -> str:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if said := re.search(r"^central: (http://\S+)$", log.read_text(errors="replace"), re.MULTILINE):
            return said[1]
        time.sleep(0.05)
    raise NotMeasuredError(f"the centre does not start: {log.read_text(errors='replace').strip()[-300:]}")


def enrolled(database: str, names: Sequence[str]) -> dict[str, str]:
    """Tokens of these devices, for training, by name."""
    store = Store.open(database)
    try:
        with store.writing() as connection:
            return {name: devices.enrol(connection, name, training=True)[0] for name in names}
    finally:
        store.close()


def journal_like(template: Sequence[str], device: str) -> list[str]:
    """The same day at another kiosk: another journal, other ids."""
    opening = json.loads(template[0]) | {"journal": str(uuid.uuid4()), "device": device}
    first = json.dumps(opening, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    mask = int.from_bytes(hashlib.sha256(device.encode()).digest()[:8])
    return [
        first,
        *(_ID.sub(lambda found: f"{found[1]}{int(found[2], 16) ^ mask:016x}", line) for line in template[1:]),
    ]


def batches_of(lines: Sequence[str], device: str, batch_lines: int = MAX_BATCH_LINES) -> Iterator[Batch]:
    """A journal of this device, cut into batches as its shipper cuts it."""
    journal = json.loads(lines[0])["journal"]
    hashes = [ZERO, *chain_all(ZERO, lines)]
    for start in range(0, len(lines), batch_lines):
        sent = tuple(lines[start : start + batch_lines])
        header = Header(
            device=device,
            journal=journal,
            first=start + 1,
            kept_from=1,
            count=len(sent),
            prev=hashes[start],
            sent_at=datetime.now(UTC),
            health={"program": "kiosk", "version": "0.1.0", "waiting": len(lines) - start},
        )
        yield Batch(header=header, lines=sent)


def parcel(template: Sequence[str], device: str, token: str, batch_lines: int = MAX_BATCH_LINES) -> Parcel:
    """A day of this device, serialised and compressed."""
    lines = journal_like(template, device)
    return Parcel(token, tuple(compress(encode(batch)) for batch in batches_of(lines, device, batch_lines)))


@contextmanager
def connected(address: str) -> Iterator[http.client.HTTPConnection]:
    """A connection to a worker, open."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=300)
    connection.connect()
    try:
        yield connection
    finally:
        connection.close()


def send(address: str, sent: Parcel) -> list[tuple[int, float]]:
    """Send one batch after the other; of each request its status and how long it took."""
    with connected(address) as connection:
        return send_by(connection, sent)


def send_by(connection: http.client.HTTPConnection, sent: Parcel) -> list[tuple[int, float]]:
    """The same by a connection that is open."""
    headers = {"Authorization": f"Bearer {sent.token}", "Content-Type": "application/x-ndjson"}
    answers = []
    for body in sent.bodies:
        begun = time.monotonic()
        connection.request("POST", "/v1/batches", body, {**headers, "Content-Encoding": "gzip"})
        reply = connection.getresponse()
        reply.read()
        answers.append((reply.status, time.monotonic() - begun))
    return answers
