"""The campaign's side of `desk_process`: gives it desks, and waits for what their status shows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

from kiosk.domain.entries import floor_to_step
from kiosk.journal import Journal
from tests.journal.kit import ASKED, HANOI, HERE, shown, start, whole_ballot

ROOT = Path(__file__).resolve().parents[3]
# As the product does, but in a hurry: a fault must pass within seconds here.
HURRIED = {
    "batch_lines": 20,
    "pause": 0.0,
    "look": 0.2,
    "heartbeat": 900.0,
    "backoff_first": 0.05,
    "backoff_most": 0.4,
    "slow": 0.4,
    "busy_least": 0.05,
}
PATIENCE_SECONDS = 120.0

Status = dict[str, Any]


@dataclass
class Desks:
    """Desks that ship in another process; every status that one of them reported, in order."""

    process: subprocess.Popen[str]
    statuses: dict[str, list[Status]] = field(default_factory=dict)
    news: threading.Condition = field(default_factory=threading.Condition)

    def ship(
        self,
        desk: str,
        journal: Path,
        url: str,
        token: str,
        *,
        seconds: float = 1.0,
        proxy: str | None = "",
        pace: Mapping[str, float] | None = None,
    ) -> None:
        """Let a desk ship from now on; `seconds` is its time-out."""
        with self.news:
            self.statuses[desk] = []
        self._order(
            do="ship",
            desk=desk,
            journal=str(journal),
            url=url,
            token=token,
            seconds=seconds,
            proxy=proxy,
            pace={**HURRIED, **(pace or {})},
            seed=desk,
        )

    def wake(self, desk: str) -> None:
        """Cut a desk's wait short, as an administrator does with "send now"."""
        self._order(do="wake", desk=desk)

    def stop(self, desk: str) -> None:
        """End a desk's shipping after the request under way."""
        self._order(do="stop", desk=desk)
        self.wait_for(desk, lambda status: status.get("stopped", False))

    def seen(self, desk: str) -> list[Status]:
        """Every status of a desk until now."""
        with self.news:
            return list(self.statuses[desk])

    def wait_for(
        self, desk: str, fits: Callable[[Status], bool], *, since: int = 0, seconds: float = PATIENCE_SECONDS
    ) -> Status | None:
        """The first status from number `since` on that fits; None where none came in time."""
        deadline = time.monotonic() + seconds
        with self.news:
            while True:
                those = self.statuses[desk]
                for number in range(since, len(those)):
                    if fits(those[number]):
                        return those[number]
                since = len(those)
                left = deadline - time.monotonic()
                if left <= 0 or self.process.poll() is not None:
                    return None
                self.news.wait(min(left, 1.0))

    def wait_until_shipped(
        self, desk: str, through: int, *, since: int = 0, seconds: float = PATIENCE_SECONDS
    ) -> str | None:
        """Wait until all is acknowledged, which ends with entry `through`; else one sentence.

        A status may be older than the newest entry, so that nothing waiting is not enough.
        """

        def is_shipped(status: Status) -> bool:
            return status.get("through") == through and status["waiting"] == 0 and status["fault"] is None

        if self.wait_for(desk, is_shipped, since=since, seconds=seconds):
            return None
        newest = self.seen(desk)[-1:]
        return f"after {seconds:.0f} s not everything through {through} is acknowledged: {newest}"

    def _order(self, **members: object) -> None:
        if self.process.stdin is None:
            raise ValueError("the desks' process must have been started with a pipe")
        with self.news:  # two orders must not mingle
            self.process.stdin.write(json.dumps(members) + "\n")
            self.process.stdin.flush()

    def read(self, output: IO[str]) -> None:
        """Keep what the process prints, until it ends."""
        for line in output:
            status = json.loads(line)
            with self.news:
                self.statuses[status.pop("desk")].append(status)
                self.news.notify_all()


@contextmanager
def running_desks(
    log: Path, environment: Mapping[str, str] | None = None, *, within: Sequence[str] = ()
) -> Iterator[Desks]:
    """Run the process that desks ship from; `within` is a command that it is started by."""
    own = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    with log.open("ab") as errors:
        process = subprocess.Popen(
            [
                "setpriv",
                "--pdeathsig",
                "KILL",
                *within,
                sys.executable,
                "-m",
                "tests.campaign.network.desk_process",
            ],
            cwd=ROOT,
            env={**own, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    desks = Desks(process)
    if process.stdout is None or process.stdin is None:
        raise ValueError("a process without pipes")
    reading = threading.Thread(target=desks.read, args=(process.stdout,))
    reading.start()
    try:
        yield desks
    finally:
        process.stdin.close()  # the last order
        process.wait(PATIENCE_SECONDS)
        reading.join()
        process.stdout.close()


def new_journal(path: Path, device: str, ballots: int) -> None:
    """A desk's journal of yesterday, so that all of it may be shipped at once."""
    with _opened(path, device) as journal:
        journal.append([shown(_YESTERDAY)])
    go_on(path, device, ballots, first=0)


def go_on(path: Path, device: str, ballots: int, *, first: int) -> None:
    """The program is started once more, and citizens come."""
    entries = [start(_YESTERDAY)]
    for number in range(first, first + ballots):
        level = ASKED.levels[number % 3].code
        entries += whole_ballot(number + 1, _YESTERDAY + timedelta(minutes=15 * (number % 40)), level)
    with _opened(path, device) as journal:
        journal.append(entries)


_YESTERDAY = floor_to_step(datetime.now(HANOI) - timedelta(days=1), 15)


@contextmanager
def _opened(path: Path, device: str) -> Iterator[Journal]:
    journal = Journal.open(path, device=device, simulated=False, now=_YESTERDAY, step_minutes=15, parts=HERE)
    try:
        yield journal
    finally:
        journal.close()
