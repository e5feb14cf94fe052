"""Runs the benchmarks, prints each figure as it comes, and writes them to a file.

    python -m benchmarks [--short|--long] [--only WORDS] [--rest] [--out FILE]

Exit status 0 however the figures turn out, 1 where a benchmark broke, 2 for wrong use: a figure that misses
is told, and nothing fails by it. With `--only` the figures of other benchmarks stay in the file, and with
`--rest` those that it lacks are measured: a run that was ended goes on. Beside the file, its `.about.json`
says of each figure by which command, when and on what machine it was measured, and of each that was not, why.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from benchmarks import machine
from benchmarks.measure import OUT, Figure, NotMeasuredError, Size
from benchmarks.record import Record

# In the order of the table.
MODULES = (
    "tap_to_durable_commit",
    "tap_while_shipping",
    "touch_to_pressed_frame",
    "start_to_first_frame",
    "memory",
    "idle_processor",
    "package_size",
    "shipping_a_backlog",
    "ten_thousand_entries",
    "ingest_by_the_centre",
    "morning_storm",
    "reports_at_the_centre",
    "report_and_verify",
)


def main() -> int:
    """Run those that are asked for."""
    arguments = _parser().parse_args()
    chosen = [name for name in MODULES if arguments.only.replace(" ", "_") in name]
    if not chosen:
        sys.stderr.write(f"No benchmark has {arguments.only!r} in its name: {', '.join(MODULES)}.\n")
        return 2
    size = "long" if arguments.long else "short"
    record = Record(arguments.out, keep=bool(arguments.only or arguments.rest), order=MODULES)
    if arguments.rest:
        chosen = [name for name in chosen if not record.has(name, size)]
    print(f"{machine.machine()}; load {machine.busy():.1f}")
    print(", ".join(f"{name} {number}" for name, number in machine.versions().items()))
    kept, sound = OUT / "benchmarks", True
    kept.mkdir(parents=True, exist_ok=True)
    for name in chosen:
        command = f"python -m benchmarks --{size} --only {name}"
        print(f"\n{name.replace('_', ' ')}: {command}", flush=True)
        with tempfile.TemporaryDirectory(prefix="hai-long-bench-") as folder:
            sound &= _measure(name, Size(arguments.long, Path(folder), kept), record, command)
    return 0 if sound else 1


def _measure(name: str, size: Size, record: Record, command: str) -> bool:
    """Whether it ran as it should."""
    broken = False
    begun, before, load = time.monotonic(), machine.processor_seconds(), machine.busy()
    try:
        for one in _figures(name, size):
            record.add(name, one, command, load)
            print(f"  {one}", flush=True)
    except NotMeasuredError as error:
        record.add_missing(name, str(error), command)
        print(f"  NOT MEASURED: {error}")
    except Exception as error:  # noqa: BLE001  the others are still worth measuring
        traceback.print_exc()
        record.add_missing(name, f"it broke: {error!r}", command)
        broken = True
    used = machine.processor_seconds() - before
    print(f"  ({time.monotonic() - begun:.0f} s, {used:.0f} s of processors)", flush=True)
    return not broken


def _figures(name: str, size: Size) -> Iterator[Figure]:
    found: Iterator[Figure] = import_module(f"benchmarks.{name}").measure(size)
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How close to the limit.")
    how_much = parser.add_mutually_exclusive_group()
    how_much.add_argument("--short", action="store_true", help="small sizes, to see that they run (default)")
    how_much.add_argument("--long", action="store_true", help="the sizes of docs/performance.md; hours")
    parser.add_argument("--only", default="", metavar="WORDS", help="those with these words in their name")
    parser.add_argument("--rest", action="store_true", help="those that the file lacks in this size")
    parser.add_argument("--out", type=Path, default=OUT / "bench.json", metavar="FILE")
    return parser


if __name__ == "__main__":
    sys.exit(main())
