"""The campaign's side of `packet_process`: starts it, says how packets fare, and who enters which network."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from tests.campaign.network.desks import ROOT
from tests.campaign.network.packet_process import CENTRE, Way
from tests.campaign.promise import NotTriedError

PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Packets:
    """The way between two networks; `centre` and `desks` are commands that run another one in there."""

    process: subprocess.Popen[str]
    centre: tuple[str, ...]
    desks: tuple[str, ...]
    address: str = CENTRE

    def fare(self, way: Way) -> None:
        """From now on packets fare so."""
        if self.process.stdin is None:
            raise ValueError("a process without a pipe")
        self.process.stdin.write(json.dumps(asdict(way)) + "\n")
        self.process.stdin.flush()


@contextmanager
def packets(seed: int) -> Iterator[Packets]:
    """Two networks and the way between; raises NotTriedError where this system gives no process its own."""
    words = ["setpriv", "--pdeathsig", "KILL", "unshare", "--map-root-user", "--net", sys.executable, "-m"]
    process = subprocess.Popen(
        [*words, "tests.campaign.network.packet_process", str(seed)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        if process.stdin is None or process.stdout is None or process.stderr is None:
            raise ValueError("a process without pipes")
        told = process.stdout.readline()
        if not told:
            last = process.stderr.read().strip().rpartition("\n")[2]
            raise NotTriedError(f"this system gives no process networks of its own: {last}")
        pids = json.loads(told)
        try:
            yield Packets(process, _entering(pids["centre"]), _entering(pids["desks"]))
        finally:
            process.stdin.close()  # the last order
            process.wait(PATIENCE_SECONDS)


def _entering(pid: int) -> tuple[str, ...]:
    return ("nsenter", f"--target={pid}", "--user", "--preserve-credentials", "--net")
