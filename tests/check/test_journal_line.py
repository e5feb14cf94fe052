"""What `kiosk check` says of the journal: each fault is made in a real one."""

import subprocess
import sys
from datetime import datetime

import pytest

from kiosk.check import journal
from kiosk.journal import Journal, place_of_print, print_here
from kiosk.journal.lock import OwnerLock
from kiosk.journal.machine import Part
from tests.check.kit import subject
from tests.cli.kit import ROOT
from tests.journal.kit import HANOI, acknowledge, tamper, tap
from tests.journal.test_replacement import ALONE, can_mount

ELSEWHERE = [Part("machine_id", "a"), Part("disk", "b"), Part("network_card", "c")]


def begun(folder, *, device="binhduong-01", taps=0, parts=None):
    """A journal of the example's device, as a kiosk leaves it."""
    path = folder / "journal.sqlite"
    now = datetime.now(HANOI)
    with Journal.open(path, device=device, simulated=False, now=now, step_minutes=15, parts=parts) as one:
        one.append([tap() for _ in range(taps)])
    return path


def told(folder):
    """State and English words of each line."""
    return [(one.state.value, one.what.en) for one in journal.check(subject(folder))]


def test_a_journal_that_is_not_there_yet_is_good(tmp_path):
    [(state, words)] = told(tmp_path)
    assert (state, "will be made" in words) == ("ok", True)


def test_a_sound_journal_is_good_and_counted(tmp_path):
    acknowledge(begun(tmp_path, taps=3), 2)
    assert told(tmp_path) == [("ok", "4 entries (real), 2 not yet sent, the kiosk is not running")]


def test_a_kiosk_that_runs_is_told(tmp_path):
    lock = OwnerLock(begun(tmp_path))
    try:
        assert "the kiosk is running" in told(tmp_path)[0][1]
    finally:
        lock.release()


def test_a_journal_of_another_device_is_told_with_what_will_become_of_it(tmp_path):
    begun(tmp_path, device="quay-9")
    assert told(tmp_path)[1] == ("warn", "the journal is that of quay-9")


def test_a_journal_that_was_begun_on_another_pc_is_a_fault(tmp_path):
    begun(tmp_path, parts=ELSEWHERE)
    state, words = told(tmp_path)[1]
    assert (state, "begun on another PC" in words) == ("fault", True)


@pytest.mark.parametrize(("parts", "state"), [(None, "ok"), (ELSEWHERE, "fault")])
def test_a_disk_that_was_copied_between_enrolment_and_first_start_is_a_fault(tmp_path, parts, state):
    place_of_print(tmp_path / "journal.sqlite").write_text(print_here(parts))
    assert [one for one, _ in told(tmp_path)] == [state]


def test_a_file_that_is_no_journal_is_a_fault(tmp_path):
    (tmp_path / "journal.sqlite").write_bytes(b"no journal at all" * 100)
    assert [state for state, _ in told(tmp_path)] == ["fault"]


def test_a_journal_that_ends_before_what_the_server_has_is_a_fault(tmp_path):
    tamper(begun(tmp_path, taps=3), ("UPDATE watermark SET through = 9",))
    assert ("fault", "the journal ends before what the server acknowledged (journal_short)") in told(tmp_path)


def test_a_journal_that_lost_its_end_stays_told_after_the_next_start(tmp_path):
    tamper(begun(tmp_path, taps=3), ("UPDATE watermark SET through = 9",))
    begun(tmp_path)
    state, words = told(tmp_path)[1]
    assert (state, "its end was lost" in words) == ("fault", True)


def test_a_journal_that_was_damaged_stays_told_after_it_was_carried_on(tmp_path):
    tamper(begun(tmp_path, taps=3), ("UPDATE journal SET hash = zeroblob(32) WHERE seq = 3",))
    begun(tmp_path)
    state, words = told(tmp_path)[1]
    assert (state, "was damaged" in words) == ("fault", True)


SMALL = """
import subprocess, sys
from pathlib import Path
from kiosk.check import file_system
from tests.check.kit import states, subject
disk = Path(sys.argv[1])
subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={sys.argv[2]}m", "x", disk], check=True)
here = subject(disk)
print(states([*file_system.check_place(here), *file_system.check_room(here)]))
"""


@pytest.mark.parametrize(("mebibytes", "state"), [(50, "fault"), (500, "warn"), (2000, "ok")])
def test_a_small_disk_is_told_and_one_in_memory_too(tmp_path, mebibytes, state):
    if not can_mount(tmp_path):
        pytest.skip("this system lets nobody mount a disk of his own")
    words = [*ALONE, sys.executable, "-c", SMALL, tmp_path, str(mebibytes)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == str([("drive", "fault"), ("room", state)]), done.stderr
