"""Paths, streams and rights that a user may get wrong: one sentence, never a traceback."""

import os
import shutil
import subprocess

import pytest

from tests.cli.kit import EXAMPLE, Kiosk, finished, start

PERIOD = ("--from", "2024-01-01", "--to", "2024-06-30")
READERS = [["report", *PERIOD], ["verify"], ["export", "bundle"], ["receipt", "file"], ["sync", "--once"]]
WRITERS = [["simulate", "--ballots", "1"], ["pin", "vhxh", "--remove"]]


@pytest.mark.parametrize("key", ["journal.path", "sync.token_file", "access.pins_file"])
@pytest.mark.parametrize("place", [".", "..", "/", "folder", "nowhere/..", "/dev/full", "pipe"])
def test_a_place_that_is_no_file_is_a_fault_of_its_key(capsys, tmp_path, key, place):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    before = sorted(tmp_path.iterdir())
    for words in (*READERS, *WRITERS, ["run"]):
        said = Kiosk(tmp_path, f"{key}={tmp_path / place}").run(capsys, *words)
        assert said.status == 1
        assert said.err.startswith(f"--set: {key}: is no file")
        assert said.err.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


def test_a_configuration_in_this_folder_may_not_name_the_folder_as_its_journal(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(EXAMPLE, "config.toml")
    kiosk = Kiosk(tmp_path, "journal.path=.")
    kiosk.config = "config.toml"
    assert "journal.path: is no file" in kiosk.run(capsys, "verify").err


@pytest.mark.parametrize("words", [*READERS, *WRITERS], ids=" ".join)
@pytest.mark.parametrize("key", ["journal.path", "sync.token_file", "access.pins_file"])
def test_a_name_that_no_system_takes_is_one_sentence(capsys, tmp_path, words, key, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = Kiosk(tmp_path, f"{key}={tmp_path / ('x' * 300)}").run(capsys, *words, language="vi")
    assert said.status in (0, 1)
    assert said.err.count("\n") == said.status
    if key == "journal.path" and words[0] != "pin":
        assert "tên quá dài" in said.err


def test_a_secret_that_may_not_be_read_is_named_with_its_reason(capsys, tmp_path):
    """Without the right to read everything that root has."""
    assert Kiosk(tmp_path).run(capsys, "simulate", "--ballots", "1").status == 0
    (tmp_path / "token").write_text("abc")
    (tmp_path / "token").chmod(0)
    said = ended(
        Kiosk(tmp_path).words("export", str(tmp_path / "bundle"), language="vi"), prefix=UNPRIVILEGED
    )
    assert said.status == 1
    assert "không đọc được (không có quyền)" in said.err


UNPRIVILEGED = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()


def ended(words, redirection="", prefix=(), **environment):
    """The command line in a shell, with its streams put elsewhere."""
    return finished(start(*words, shell=f'{" ".join(prefix)} "$@" {redirection}', environment=environment))


@pytest.mark.parametrize(
    "words", [["--help"], ["report", *PERIOD, "--format", "json"], ["check"]], ids=" ".join
)
def test_output_that_a_full_disk_refuses_is_one_sentence(capsys, tmp_path, words):
    kiosk = Kiosk(tmp_path)
    assert kiosk.run(capsys, "simulate", "--ballots", "1").status == 0
    said = ended(kiosk.words(*words, language="vi"), ">/dev/full")
    assert said.status == 1
    assert "ổ đĩa đầy" in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("redirection", [">&-", "2>&-", "<&-", ">&- 2>&- <&-", "2>/dev/full"])
def test_closed_streams_change_no_status(tmp_path, redirection):
    kiosk = Kiosk(tmp_path)
    for words, status in ((["--help"], 0), (["verify"], 1), (["pin", "nobody"], 2)):
        said = ended(kiosk.words(*words), redirection)
        assert said.status == status
        assert "Traceback" not in said.err


@pytest.mark.parametrize("typed", [b"\xff\xfe\n", b"12\x0034\n", "\uff11\uff12\uff13\uff14\n".encode(), b""])
def test_what_is_no_pin_is_one_sentence(tmp_path, typed):
    process = Kiosk(tmp_path).process("pin", "vhxh", stdin=subprocess.PIPE)
    process.stdin.buffer.write(typed)
    said = finished(process)
    assert said.status == 1
    assert said.err == "A PIN has 4 to 8 digits\n"


def test_ctrl_d_at_a_terminal_is_no_pin(tmp_path):
    terminal, its_end = os.openpty()
    process = Kiosk(tmp_path).process("pin", "vhxh", stdin=its_end, start_new_session=True)
    os.close(its_end)
    assert process.stderr.read(3) == "New"
    os.write(terminal, b"\x04")
    said = finished(process)
    os.close(terminal)
    assert said.status == 1
    assert said.err.endswith("A PIN has 4 to 8 digits\n")
