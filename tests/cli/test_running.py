"""The kiosk itself as a process: it starts as it is, one at a time, and ends cleanly."""

import json
import os
import pty
import signal
import subprocess
import sys

from tests.cli.kit import EXAMPLE, ROOT, SCREENLESS, Kiosk, finished, kinds, running, start


def test_the_example_starts_as_it_is_and_ends_cleanly_when_asked(kiosk):
    with running(kiosk) as process:
        process.send_signal(signal.SIGTERM)
        said = finished(process)
    assert said.status == 0
    assert "Traceback" not in said.err
    assert kinds(kiosk) == ["journal_opened", "start", "questionnaire"]
    assert (kiosk.folder / "journal.sqlite.log").stat().st_mode & 0o777 == 0o600


def test_only_one_kiosk_runs_and_only_one_program_ships(enrolled):
    with running(enrolled, "--training"):
        second = finished(enrolled.process("--training", environment=SCREENLESS, language="vi"))
        ships = finished(enrolled.process("sync", "--once", language="vi"))
        reports = finished(enrolled.process("report", "--from", "2026-01-01", "--to", "2026-01-02"))
        checked = finished(enrolled.process("check", "--format", "json", environment=SCREENLESS))
    assert second.status == 1
    assert second.err.startswith("Một kiosk khác đang chạy")
    assert second.err.count("\n") == 1
    assert ships.status == 1
    assert ships.err.startswith("Một chương trình khác đang gửi")
    assert reports.status == 0
    findings = json.loads(checked.out)["findings"]
    assert [one["state"] for one in findings if one["check"] in ("journal", "display", "centre")] == [
        "ok"
    ] * 3


def test_a_journal_for_training_is_refused_without_training(kiosk):
    assert finished(kiosk.process("simulate", "--ballots", "1")).status == 0
    said = finished(kiosk.process(environment=SCREENLESS))
    assert said.status == 1
    assert "--training" in said.err
    assert said.err.count("\n") == 1


def test_a_questionnaire_that_the_screens_can_not_draw_is_refused_before_a_window_opens(tmp_path):
    said = finished(Kiosk(tmp_path, "levels.1.code=excellent").process(environment=SCREENLESS, language="vi"))
    assert said.status == 1
    assert "mức độ 'excellent' không có khuôn mặt" in said.err.splitlines()[-1]


def test_without_a_display_the_kiosk_says_so(kiosk):
    environment = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "SDL_VIDEODRIVER": ""}
    said = finished(kiosk.process(environment=environment))
    assert said.status == 1
    assert "no display" in said.err
    assert not kiosk.journal.exists()


def everything_in(folder):
    return {
        file.relative_to(folder): (file.stat().st_mode, file.stat().st_mtime_ns, file.read_bytes())
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith(("-wal", "-shm"))  # any reader of SQLite makes these
    }


def test_check_finds_the_faults_of_a_pc_and_changes_nothing(kiosk, capsys):
    assert kiosk.run(capsys, "simulate", "--ballots", "1").status == 0
    kiosk.journal.chmod(0o644)
    (kiosk.folder / "token").write_text("abc")
    before = everything_in(kiosk.folder)
    said = finished(kiosk.process("check", "--format", "json", environment=SCREENLESS, language="vi"))
    assert said.status == 1
    findings = json.loads(said.out)["findings"]
    faults = {one["check"] for one in findings if one["state"] == "fault"}
    assert {"rights", "centre"} <= faults
    assert {"graphics", "input", "size"} <= {one["check"] for one in findings}  # of the window that opened
    assert all(one["cure"] for one in findings if one["state"] != "ok")
    assert everything_in(kiosk.folder) == before


def test_check_tells_of_a_display_on_which_nothing_can_be_drawn(kiosk):
    said = finished(kiosk.process("check", "--format", "json", environment={"SDL_VIDEODRIVER": "dummy"}))
    [display] = [one for one in json.loads(said.out)["findings"] if one["check"] == "display"]
    assert (said.status, display["state"], "OpenGL" in display["what"]) == (1, "fault", True)


def test_a_terminal_sees_green_yellow_and_red_and_a_pipe_does_not(tmp_path):
    words = ("check", "--config", str(tmp_path / "none.toml"))
    green, red = "\x1b[32mtốt   \x1b[0m Hệ thống:", "\x1b[31mLỖI   \x1b[0m Cấu hình:"
    told = seen_in_a_terminal(*words)
    assert green in told
    assert red in told
    assert "\x1b" not in seen_in_a_terminal(*words, NO_COLOR="1")
    assert "\x1b" not in finished(start(*words)).out


def seen_in_a_terminal(*words, **environment):
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "kiosk", *words]
    clean = {**os.environ, "TERM": "xterm", "NO_COLOR": "", **environment}
    try:
        subprocess.run(command, stdout=its, stderr=its, env=clean, cwd=ROOT, check=False)
        return os.read(ours, 65536).decode()
    finally:
        os.close(ours)
        os.close(its)


def test_check_of_a_faulty_configuration_tells_each_fault(tmp_path, capsys):
    said = Kiosk(tmp_path, "desk.mode=closed", "device.id=Máy 1").run(capsys, "check")
    assert said.status == 1
    assert said.out.count("FAULT") == 2


def test_the_example_is_checked_where_it_stands(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(EXAMPLE.parent)
    monkeypatch.setenv("DISPLAY", "")
    monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
    said = Kiosk(tmp_path).run(capsys, "check")
    assert "configuration: " in said.out
    assert not list(tmp_path.iterdir())
