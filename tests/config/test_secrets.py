"""Tokens and PINs: in files of their own, for the kiosk's account alone, and never in an error text."""

import os
import subprocess
import sys

import pytest

from kiosk.secrets import (
    Pins,
    SecretError,
    is_pin,
    make_invite_token,
    read_invite_token,
    read_pins,
    read_token,
)
from tests.faults import disk, power_cut


@pytest.fixture
def token_file(tmp_path):
    file = tmp_path / "token"
    file.write_text("abc-123\n")
    file.chmod(0o600)
    return file


def test_a_device_without_a_token_is_not_enrolled(tmp_path):
    assert read_token(tmp_path / "none", {}) is None
    assert read_token(None, {}) is None


def test_a_token_comes_from_its_file(token_file):
    assert read_token(token_file, {}) == "abc-123"


def test_the_environment_goes_before_the_file(token_file):
    assert read_token(token_file, {"HAI_LONG_TOKEN": "of-the-environment"}) == "of-the-environment"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_token_that_other_accounts_may_read_is_refused_with_the_command_that_mends_it(token_file, mode):
    token_file.chmod(mode)
    with pytest.raises(SecretError, match=f"chmod 600 {token_file}"):
        read_token(token_file, {})


@pytest.mark.parametrize("content", ["", "two words", "mã", "two\nlines"])
def test_what_is_no_token_is_refused_and_not_repeated(token_file, content):
    token_file.write_text(content, encoding="utf-8")
    with pytest.raises(SecretError) as raised:
        read_token(token_file, {})
    assert not content or content not in str(raised.value)


def test_the_token_of_calls_is_made_once_for_its_owner_alone(tmp_path):
    file = tmp_path / "var/invite-token"
    assert read_invite_token(file) is None
    token = make_invite_token(file)
    assert read_invite_token(file) == token
    assert len(token) == 32
    assert os.name != "posix" or file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["invite-token"]


MAKES_A_TOKEN = """
import sys
from pathlib import Path
from kiosk.secrets import make_invite_token
from tests.faults.disk import Disk
disk = Disk(sys.argv[1], Path(sys.argv[2]))
make_invite_token(Path(sys.argv[1]) / "invite-token")
disk.rests()
"""


def test_a_power_cut_leaves_the_token_of_calls_whole_or_none(tmp_path):
    library, folder, log = disk.compiled(tmp_path), tmp_path / "data", tmp_path / "log"
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-c", MAKES_A_TOKEN, folder, log],
        env={**os.environ, "LD_PRELOAD": str(library)},
        cwd=disk.ROOT,
        check=True,
    )
    token, events = (folder / "invite-token").read_bytes(), disk.events_in(log)
    cut = power_cut.cuts(events, {}, range(len(events)), each=20, seed=20261122)
    left = {files.get(str(folder / "invite-token")) for _, _, files in cut}
    assert left == {None, token}


def test_a_folder_in_place_of_a_token_is_one_clear_sentence(tmp_path):
    tmp_path.chmod(0o700)
    with pytest.raises(SecretError, match="can't be read"):
        read_token(tmp_path, {})


def test_without_a_file_no_department_has_a_pin(tmp_path):
    assert read_pins(tmp_path / "none").locked == frozenset()
    assert read_pins(None).locked == frozenset()


def test_a_pin_set_is_right_after_a_restart_and_no_other_is(tmp_path):
    file = tmp_path / "new folder" / "pins.toml"
    Pins().with_pin("vhxh", "2468").with_pin("admin", "13579").write(file)
    pins = read_pins(file)
    assert pins.locked == {"vhxh"}
    assert pins.has_admin
    assert pins.is_right("vhxh", "2468")
    assert pins.is_right("admin", "13579")
    assert not pins.is_right("vhxh", "13579")
    assert not pins.is_right("dia-chinh", "")


def test_a_pin_taken_away_leaves_the_others(tmp_path):
    pins = Pins().with_pin("vhxh", "2468").with_pin("admin", "13579").without("vhxh")
    assert pins.locked == frozenset()
    assert pins.has_admin


def test_the_file_of_pins_is_for_its_owner_alone_and_holds_no_pin(tmp_path):
    file = tmp_path / "pins.toml"
    Pins().with_pin("vhxh", "24682468").write(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert "24682468" not in file.read_text()
    assert [one.name for one in tmp_path.iterdir()] == ["pins.toml"]


def test_pins_that_other_accounts_may_read_are_refused(tmp_path):
    file = tmp_path / "pins.toml"
    Pins().with_pin("vhxh", "2468").write(file)
    file.chmod(0o644)
    with pytest.raises(SecretError, match="chmod 600"):
        read_pins(file)


def costing(kibibytes, rounds, threads=1):
    """A file with a hash, each try of which costs so much."""
    cost = f"m={kibibytes},t={rounds},p={threads}"
    return f'vhxh = "$argon2id$v=19${cost}$c29tZXNhbHQ$RdescudvJCsgt3ub+b7dWQ"'


COSTLY = [costing(256 * 1024, 20), costing(256 * 1024, 1), costing(1024, 1000), costing(1024, 2, 64)]


def test_a_hash_that_another_program_made_is_taken_where_a_try_is_quick(tmp_path):
    file = tmp_path / "pins.toml"
    file.write_text(costing(64 * 1024, 2, 4))
    file.chmod(0o600)
    assert read_pins(file).locked == {"vhxh"}


@pytest.mark.parametrize("content", ["[", 'vhxh = "2468"', "vhxh = 2468", *COSTLY])
def test_what_is_no_hash_of_a_pin_is_refused(tmp_path, content):
    file = tmp_path / "pins.toml"
    file.write_text(content)
    file.chmod(0o600)
    with pytest.raises(SecretError, match="no hash"):
        read_pins(file)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("1234", True),
        ("12345678", True),
        ("123", False),
        ("123456789", False),
        ("12a4", False),
        ("١٢٣٤", False),
    ],
)
def test_a_pin_has_four_to_eight_digits(text, taken):
    assert is_pin(text) is taken
