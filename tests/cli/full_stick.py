"""Writes to a stick that fills up meanwhile: for a process that may mount it where nobody sees it."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

from kiosk.cli.administration import Administrator
from kiosk.cli.administration_drives import drives_at
from kiosk.cli.administration_jobs import BackgroundJob
from kiosk.clock import SystemClock
from kiosk.config import load, override_of
from sync.status import SyncStatus
from tests.cli.kit import EXAMPLE, Kiosk

STICK_KIB = 4096


def main(folder):
    stick = folder / "stick"
    stick.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={STICK_KIB}k", "x", stick], check=True)
    try:
        export(folder, stick)
    finally:
        subprocess.run(["umount", stick], check=True)


def export(folder, stick):
    """A name that says what is left, and the sentence of what went wrong."""
    step = BackgroundJob.step

    def filling(job, done, total, words):
        if done:
            fill(stick)
        step(job, done, total, words)

    BackgroundJob.step = filling
    config = load(EXAMPLE, [override_of(one) for one in Kiosk(folder).settings])
    administrator = Administrator(config, Noon(config.zone), SyncStatus, {}, lambda: drives_at([stick]))
    job = administrator.export(drives_at([stick])[0], "vi")
    job.join(60)
    left = sorted(file.name for file in stick.iterdir())
    sys.stdout.write(f"{job.fault}\n{left}\n")


class Noon(SystemClock):
    def now(self):
        return datetime(2024, 3, 15, 12, tzinfo=self._zone)


def fill(stick):
    with (stick / "filler").open("ab", buffering=0) as filler:
        try:
            while filler.write(b"x" * 4096):
                pass
        except OSError:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]))
