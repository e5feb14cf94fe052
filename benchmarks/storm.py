"""The morning's storm: many kiosks send what a day has left, all at once, to a real centre on PostgreSQL.

    python -m benchmarks.storm --kiosks 200 --ballots 100

Starts a PostgreSQL of its own on temporary files with fsync on, `central serve` in front of it, and sends the
journal of each kiosk in batches as a kiosk does. One journal is simulated; the others are its lines under an
opening, ids and hashes of their own. Prints figures as JSON: what a line costs on
the wire and in the database, how many lines a second were taken, how long answers took, what a backup takes.
Loopback, one machine: the network costs nothing here, and clients, centre and database share the processors.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.centre import Parcel, durable_postgresql, enrolled, parcel, send, workers
from benchmarks.journals import simulated_lines
from build_spec.demo.programs import SCRIPTS
from sync.wire import MAX_BATCH_LINES

CLIENTS = 2  # processes that send: more would only take from what is measured


def send_all(address: str, parcels: Sequence[Parcel], at_once: int) -> list[tuple[int, float]]:
    """Send the parcels, so many at the same time; of each request its status and how long it took."""
    with ThreadPoolExecutor(at_once) as pool:
        return [answer for answers in pool.map(lambda one: send(address, one), parcels) for answer in answers]


def _parcels(database: str, template: Sequence[str], kiosks: int, batch_lines: int) -> list[Parcel]:
    """So many kiosks, each with a token of its own and its day."""
    tokens = enrolled(database, [f"quay-{number:05}" for number in range(kiosks)])
    return [parcel(template, name, token, batch_lines) for name, token in tokens.items()]


def measured(folder: Path, kiosks: int, ballots: int, batch_lines: int, at_once: int) -> dict[str, Any]:
    """The whole storm, and what it left."""
    template = simulated_lines(folder, ballots)
    with durable_postgresql() as database, ExitStack() as stack:
        (centre,) = stack.enter_context(workers(folder, database))
        memory = centre.resident()
        parcels = _parcels(database, template, kiosks, batch_lines)
        empty = _size(database)
        begun = time.monotonic()
        shares = [parcels[start::CLIENTS] for start in range(CLIENTS)]
        with ProcessPoolExecutor(CLIENTS) as pool:
            sent = pool.map(send_all, [centre.address] * CLIENTS, shares, [at_once // CLIENTS] * CLIENTS)
            answers = [answer for share in sent for answer in share]
        seconds = time.monotonic() - begun
        memory_after = centre.resident()
        backup = _backup(folder, database, lines := kiosks * len(template))
        before = _processor_seconds()
        stack.close()  # what the centre took is told once it has ended
        sent_bytes = sum(len(body) for one in parcels for body in one.bodies)
        waits = sorted(wait for _, wait in answers)
        return {
            "kiosks": kiosks,
            "ballots": kiosks * ballots,
            "lines": lines,
            "lines_a_ballot": round(len(template) / ballots, 2),
            "bytes_a_line": round(sum(len(one.encode()) for one in template) / len(template)),
            "bytes_a_line_on_the_wire": round(sent_bytes / lines, 1),
            "answers": dict(Counter(status for status, _ in answers)),
            "seconds": round(seconds, 1),
            "lines_a_second": round(lines / seconds),
            "lines_a_processor_second_of_the_centre": round(lines / (_processor_seconds() - before)),
            "batches_a_second": round(len(answers) / seconds, 1),
            "answer_seconds": {"median": _at(waits, 0.5), "99%": _at(waits, 0.99), "longest": _at(waits, 1)},
            "database_bytes_a_line": round((_size(database) - empty) / lines),
            "centre_megabytes": {"before": memory, "after": memory_after},
            **backup,
        }


def _processor_seconds() -> float:
    """What the processes took that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _at(waits: Sequence[float], share: float) -> float:
    return round(waits[min(len(waits) - 1, int(share * len(waits)))], 3)


def _size(database: str) -> int:
    with psycopg.connect(database) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0


def _backup(folder: Path, database: str, lines: int) -> dict[str, object]:
    file = folder / "backup"
    begun = time.monotonic()
    environment = {**os.environ, "CENTRAL_DATABASE": database}
    command: list[str | Path] = [SCRIPTS / "central", "backup", file]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - begun
    size = file.stat().st_size
    return {"backup_bytes_a_line": round(size / lines, 1), "backup_seconds": round(seconds, 1)}


def main() -> int:
    """Run it and print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.storm")
    parser.add_argument("--kiosks", type=int, default=200)
    parser.add_argument("--ballots", type=int, default=100, help="of each kiosk")
    parser.add_argument("--batch", type=int, default=MAX_BATCH_LINES, help="lines of a batch")
    parser.add_argument("--at-once", type=int, default=40, help="kiosks that send in the same moment")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hai-long-storm-") as folder:
        chosen = (arguments.kiosks, arguments.ballots, arguments.batch, arguments.at_once)
        found = measured(Path(folder), *chosen)
    json.dump(found, sys.stdout, indent=2)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
