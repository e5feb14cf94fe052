"""What `make run` does where there is no display, in an empty folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120


@contextmanager
def demonstration(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """`make run` without its setting up; its state and pictures go to this folder."""
    screenless = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    process = subprocess.Popen(
        [sys.executable, "-m", "build_spec.demo"],
        cwd=folder,
        env={**screenless, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def words_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except FileNotFoundError:
        return ""


def programs_of(pid: int) -> list[int]:
    """Its children, but for those that are still on their way to the program that they become."""
    words = [(child, words_of(child)) for child in children_of(pid)]
    return [
        child for child, said in words if said and "setpriv" not in said and "build_spec.demo" not in said
    ]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def test_citizens_on_a_virtual_display_and_both_tables_agree(tmp_path: Path) -> None:
    with demonstration(tmp_path) as process:
        said, _ = process.communicate()
    assert process.returncode == 0, said
    assert "there is no display" in said
    assert "the kiosk and the centre agree, with every touch" in said
    assert len(list((tmp_path / "out").glob("*.png"))) >= 5
    assert (tmp_path / "var/demo/token").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("how", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_whoever_ends_it_nothing_is_left_running(tmp_path: Path, how: signal.Signals, status: int) -> None:
    with demonstration(tmp_path) as process:
        wait_until(lambda: len(programs_of(process.pid)) == 3, "centre, display and kiosk do not start")
        children = children_of(process.pid)
        process.send_signal(how)
        said, _ = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == status, said
    wait_until(lambda: not any(is_running(child) for child in children), "something is left running")
