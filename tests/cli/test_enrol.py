"""`kiosk enrol`: from a code on a slip of paper to a token that the server knows."""

import re
import signal
import socket
import stat
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from central import devices, enrolment
from central.audit import By
from sync.enrolment import new_code, written
from tests.cli.kit import Kiosk, finished


@pytest.fixture
def code(centre):
    """A code for the example's device, which the server knows already."""
    with centre.store.writing() as connection:
        return enrolment.renew(connection, "binhduong-01", by=By("quan-tri", "", datetime.now(UTC)))


@pytest.fixture
def new(tmp_path, centre):
    """A kiosk that knows the server's address and has no token."""
    return Kiosk(tmp_path, "sync.proxy=none", centre.endpoint)


def test_with_real_processes_a_code_brings_a_token_that_the_server_knows(tmp_path):
    database = f"sqlite:///{tmp_path}/centre.sqlite"
    central = [sys.executable, "-m", "central", "--database", database]
    given = subprocess.run(
        [*central, "device", "enrol", "binhduong-01"], capture_output=True, text=True, check=True
    )
    with subprocess.Popen([*central, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True) as server:
        try:
            url = server.stdout.readline().removeprefix("central: ").strip()
            kiosk = Kiosk(tmp_path, "sync.proxy=none", f"sync.endpoint={url}/v1/batches")
            said = finished(kiosk.process("enrol", given.stdout.strip().lower()))
            checked = finished(kiosk.process("check", "--format", "json"))
        finally:
            server.send_signal(signal.SIGTERM)
    token = tmp_path / "token"
    assert (said.status, said.err) == (0, "")
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
    assert token.read_text().strip() not in said.out
    assert "knows this device's token" in checked.out


def test_once_the_new_token_is_used_the_old_one_ends(new, centre, code, capsys):
    assert new.run(capsys, "enrol", code).status == 0
    token = (new.folder / "token").read_text().strip()
    new.run(capsys, "check")
    with centre.store.reading() as connection:
        assert devices.with_token(connection, token).name == "binhduong-01"
        assert devices.with_token(connection, centre.token) is None


def test_a_mistyped_code_is_told_before_it_is_sent(new, code, capsys):
    said = new.run(capsys, "enrol", code[:-1] + ("0" if code[-1] != "0" else "1"), language="vi")
    assert (said.status, said.err.count("\n")) == (2, 1)
    assert "mã đăng ký sai" in said.err
    assert new.run(capsys, "enrol", code).status == 0


def test_a_code_that_the_server_does_not_take_keeps_the_old_token(new, capsys):
    token = new.folder / "token"
    token.write_text("old\n")
    said = new.run(capsys, "enrol", written(new_code()), language="vi")
    assert (said.status, said.err.count("\n")) == (1, 1)
    assert "xin mã mới" in said.err
    assert token.read_text() == "old\n"


def test_too_many_wrong_codes_are_waited_for(new, capsys):
    for _ in range(10):
        new.run(capsys, "enrol", written(new_code()))
    said = new.run(capsys, "enrol", written(new_code()), language="vi")
    assert said.status == 1
    assert re.search(r"chờ \d+ giây", said.err)


def test_a_code_for_another_device_says_which_and_stays_good(new, code, capsys):
    other = Kiosk(new.folder, *new.settings, "device.id=quan-2")
    said = other.run(capsys, "enrol", code, language="vi")
    assert said.status == 1
    assert "mã này của máy binhduong-01" in said.err
    assert "quan-2" in said.err
    assert not (new.folder / "token").exists()
    assert new.run(capsys, "enrol", code).status == 0


def test_a_token_that_could_not_be_kept_costs_no_code(new, code, capsys):
    (new.folder / "file").write_text("")
    lost = Kiosk(new.folder, *new.settings, f"sync.token_file={new.folder}/file/token")
    said = lost.run(capsys, "enrol", code, language="vi")
    assert (said.status, said.err.count("\n")) == (1, 1)
    assert "không ghi được" in said.err
    assert new.run(capsys, "enrol", code).status == 0


def test_a_token_in_the_environment_would_win_so_the_code_is_kept(new, code, capsys, monkeypatch):
    monkeypatch.setenv("HAI_LONG_TOKEN", "other")
    assert "HAI_LONG_TOKEN" in new.run(capsys, "enrol", code).err
    monkeypatch.delenv("HAI_LONG_TOKEN")
    assert new.run(capsys, "enrol", code).status == 0


def test_without_an_address_it_is_named_what_is_missing(kiosk, capsys):
    said = kiosk.run(capsys, "enrol", written(new_code()))
    assert said.status == 1
    assert "sync.endpoint" in said.err


def test_plain_http_to_another_machine_is_refused_before_anything_is_sent(tmp_path, capsys):
    open_to_all = Kiosk(tmp_path, "sync.proxy=none", "sync.endpoint=http://centre.example/v1/batches")
    said = open_to_all.run(capsys, "enrol", written(new_code()), language="vi")
    assert (said.status, said.err.count("\n")) == (1, 1)
    assert "https://" in said.err


def test_a_server_that_is_away_is_told_as_everywhere(tmp_path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    away = Kiosk(tmp_path, "sync.proxy=none", f"sync.endpoint=http://127.0.0.1:{port}/v1/batches")
    said = away.run(capsys, "enrol", written(new_code()), language="vi")
    assert said.status == 1
    assert "máy chủ từ chối kết nối" in said.err
