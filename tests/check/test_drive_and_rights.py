"""Drives and rights that are wrong for real: folders nobody may write, programs that anybody may change."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from kiosk.check import program, windows_rights, write_test
from kiosk.check.subject import Program
from tests.check.kit import EXAMPLE, states, subject

NOBODY = 65534
IS_ROOT = os.geteuid() == 0
ACCOUNT = NOBODY if IS_ROOT else os.geteuid()  # the kiosk's: whoever is not root can be no other


def without_rights(folder, check):
    """What a check finds where the kiosk's account may read alone."""
    say = f"""
import json, os
from pathlib import Path
from tests.check.kit import states, subject
from kiosk.check import program, write_test
here = subject(Path({str(folder)!r}))
os.setuid({ACCOUNT})
print(json.dumps(states({check}.check(here))))
"""
    told = subprocess.run([sys.executable, "-c", say], capture_output=True, text=True, check=True)
    return [tuple(one) for one in json.loads(told.stdout)]


def test_a_write_is_timed_and_leaves_nothing(tmp_path):
    (tmp_path / "journal.sqlite").write_bytes(b"as it is")
    [found] = write_test.check(subject(tmp_path))
    assert found.state.value == "ok"
    assert " ms" in found.what.en
    assert [one.name for one in tmp_path.iterdir()] == ["journal.sqlite"]
    assert (tmp_path / "journal.sqlite").read_bytes() == b"as it is"


def test_a_folder_that_the_account_may_not_write_is_a_fault():
    with TemporaryDirectory() as folder:  # pytest shuts its own folders to other accounts
        Path(folder).chmod(0o555)
        assert without_rights(folder, "write_test") == [("write", "fault")]


def test_a_drive_that_takes_its_time_is_a_warning(tmp_path):
    assert write_test.judge(tmp_path, 0.01).state.value == "ok"
    slow = write_test.judge(tmp_path, 0.4)
    assert slow.state.value == "warn"
    assert "400.0 ms" in slow.what.vi


def own(folder, mode, *, packaged=True):
    (folder / "program").mkdir()
    part = folder / "program/part.py"
    part.write_text("")
    part.chmod(mode)
    part.parent.chmod(0o555)  # its own owner, who may be the kiosk's account here, can't change it either
    return Program(folder / "program", packaged, "1.2.3")


@pytest.mark.parametrize(("packaged", "state"), [(True, "fault"), (False, "warn")])
def test_a_program_that_anybody_may_change_is_named(tmp_path, packaged, state):
    here = subject(tmp_path, program=own(tmp_path, 0o666, packaged=packaged))
    found = [one for one in program.check(here) if "part.py" in one.what.en]
    assert states(found) == [("program", state)]


def test_a_program_of_the_kiosks_own_account_is_a_fault(tmp_path):
    mine = own(tmp_path, 0o644)
    for place in (tmp_path, mine.folder / "part.py"):
        os.chown(place, ACCOUNT, -1)
    assert states(program.check(subject(tmp_path, program=mine))) == [("program", "fault")]


def test_a_program_of_root_is_good(tmp_path):
    os.chown(tmp_path, ACCOUNT, -1)
    of_root = own(tmp_path, 0o644) if IS_ROOT else Program(Path("/etc/default"), True, "1.2.3")
    assert states(program.check(subject(tmp_path, program=of_root))) == [("program", "ok")]


def test_a_kiosk_that_runs_as_root_is_told_and_no_other(tmp_path):
    told = [one for one in program.check(subject(tmp_path)) if "root" in one.what.vi]
    assert [one.state.value for one in told] == ["warn"] * IS_ROOT


def test_a_configuration_that_anybody_may_change_is_a_fault(tmp_path):
    file = tmp_path / "config.toml"
    file.write_bytes(EXAMPLE.read_bytes())
    file.chmod(0o666)
    found = [one for one in program.check(subject(tmp_path, file=file)) if "config.toml" in one.what.en]
    assert states(found) == [("program", "fault")]


@pytest.mark.parametrize(
    ("sddl", "readable", "writable"),
    [
        ("O:BAG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)", False, False),
        ("D:PAI(A;OICI;FA;;;SY)(A;OICIID;0x1200a9;;;BU)", True, False),
        ("D:AI(A;ID;FA;;;BA)(A;ID;0x1301bf;;;AU)", True, True),
        ("D:(A;;FR;;;WD)", True, False),
        ("D:(A;OICIIO;FA;;;BU)(A;;FA;;;S-1-5-21-1-2-3-1001)", False, False),
        ("D:(D;;FA;;;WD)(A;;FA;;;SY)", False, False),
        ("D:NO_ACCESS_CONTROL", True, True),
    ],
)
def test_windows_access_lists_tell_what_whoever_sits_there_may_do(sddl, readable, writable):
    assert bool(windows_rights.allows_all(sddl, windows_rights.READ)) is readable
    assert bool(windows_rights.allows_all(sddl, windows_rights.WRITE)) is writable
