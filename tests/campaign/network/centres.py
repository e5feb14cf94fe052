"""Centres to be killed: the campaign's side of `centre_process`, and who is enrolled at them."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from central import devices
from central.store import Store
from tests.campaign.network.desks import ROOT
from tests.postgresql import free_port

PATIENCE_SECONDS = 120.0


@dataclass
class Centre:
    """A centre that listens: its process, address and log."""

    pid: int
    address: str
    log: Path

    @property
    def batches(self) -> str:
        """Where desks send to."""
        return f"{self.address}/v1/batches"

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.address.rpartition(":")[2])

    def resident_bytes(self) -> int:
        """How much memory it has at the most taken until now."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) * 1024 if found else 0


@dataclass
class Centres:
    """Starts and ends centres."""

    process: subprocess.Popen[str]
    folder: Path
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def launch(
        self,
        database: str,
        *options: str,
        port: int = 0,
        points: Path | None = None,
        kill_at: int | None = None,
        opening: bool = False,
    ) -> tuple[int, Path]:
        """Start `central serve` without waiting for it: its pid, and its log.

        It dies at the moment `kill_at` of those that it counts into `points`: of its start if `opening`.
        """
        log = self.folder / f"centre-{next(self.numbers)}.log"
        answer = self._ask(
            do="start",
            arguments=["serve", "--database", database, "--port", str(port), *options],
            log=str(log),
            points=str(points or ""),
            kill_at=kill_at,
            opening=opening,
        )
        return answer["pid"], log

    def start(self, database: str, *options: str, port: int = 0, **more: object) -> Centre:
        """Start `central serve` and wait until it listens."""
        pid, log = self.launch(database, *options, port=port, **more)  # type: ignore[arg-type]
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            said = re.search(r"^central: (https?://\S+)$", _text(log), re.MULTILINE)
            if said:
                return Centre(pid, said[1], log)
            if _has_ended(pid):
                break
            time.sleep(0.01)
        raise RuntimeError(f"the centre does not start: {_text(log)[-1000:]}")

    def kill(self, pid: int) -> None:
        """SIGKILL, and wait until it is gone."""
        os.kill(pid, signal.SIGKILL)
        self.wait(pid)

    def end(self, pid: int) -> int:
        """Ask it to stop; its exit status."""
        os.kill(pid, signal.SIGTERM)
        return self.wait(pid)

    def wait(self, pid: int) -> int:
        """Its exit status, once it has ended; less than zero: the signal that killed it."""
        return self._ask(do="wait", pid=pid)["status"]

    def _ask(self, **order: object) -> dict[str, int]:
        if self.process.stdin is None or self.process.stdout is None:
            raise ValueError("the centres' process must have been started with pipes")
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer: dict[str, int] = json.loads(self.process.stdout.readline())
        return answer


def _has_ended(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    return state == "Z"  # its parent has not been told to wait for it yet


def _text(log: Path) -> str:
    return log.read_text(errors="replace") if log.exists() else ""


@contextmanager
def running_centres(folder: Path, *, within: Sequence[str] = ()) -> Iterator[Centres]:
    """Run the process that centres fork from, `within` a command; they all end with it."""
    with (folder / "centres.log").open("ab") as errors:
        process = subprocess.Popen(
            [
                "setpriv",
                "--pdeathsig",
                "KILL",
                *within,
                sys.executable,
                "-m",
                "tests.campaign.network.centre_process",
            ],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    with process:
        yield Centres(process, folder)


def enrol(database: str, *names: str) -> dict[str, str]:
    """Enrol devices for real ballots; their tokens by name."""
    store = Store.open(database)
    try:
        with store.writing() as connection:
            return {name: devices.enrol(connection, name, training=False)[0] for name in names}
    finally:
        store.close()


def answers(port: int) -> bool:
    """Whether a centre takes requests there."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


__all__ = ["Centre", "Centres", "answers", "enrol", "free_port", "running_centres"]
