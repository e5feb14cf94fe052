"""How a kiosk begins on a PC that has no configuration, and setup on one where a kiosk runs."""

import signal
import time
from pathlib import Path

from tests.cli.kit import PATIENCE_SECONDS, SCREENLESS, finished, start


def test_kiosk_on_a_bare_pc_without_a_display_says_in_one_sentence_what_to_do(pc):
    for command in ("run", "watch"):
        process = start(
            command,
            environment={"HAI_LONG_CONFIG": str(pc.config), "DISPLAY": "", "WAYLAND_DISPLAY": ""},
            cwd=pc.folder,
        )
        said = finished(process)
        assert (said.status, said.out, said.err.count("\n")) == (1, "", 1)
        assert "kiosk setup" in said.err


def test_whoever_ends_a_kiosk_that_is_being_set_up_ends_setup_too(pc):
    environment = {"HAI_LONG_CONFIG": str(pc.config), "SDL_VIDEODRIVER": "offscreen"}
    with start("watch", "--language", "en", environment=environment, cwd=pc.folder) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not (child := children.read_text().split()) or "setup" not in words_of(child[0]):
            assert time.monotonic() < deadline, "setup does not open"
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        said = finished(process)
    assert said.status == 1
    assert "this PC is not set up" in said.err
    assert words_of(child[0]) == ""
    assert pc.files() == []


def words_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except FileNotFoundError:
        return ""


def test_a_named_configuration_that_is_not_there_is_a_fault_and_opens_no_setup(pc):
    process = start("run", "--config", str(pc.config), "--language", "en", cwd=pc.folder)
    said = finished(process)
    assert said.status == 1
    assert "the configuration can't be read" in said.err


def test_setup_does_not_open_over_a_kiosk_that_runs(pc):
    pc.set_up(*pc.answers)
    log = pc.config.parent / "var/journal.sqlite.log"
    words = ("--config", str(pc.config), "--language", "en")
    with start("run", *words, environment=SCREENLESS, cwd=pc.folder) as kiosk:
        try:
            deadline = time.monotonic() + PATIENCE_SECONDS
            while not log.exists() or "Journal" not in log.read_text():
                assert time.monotonic() < deadline, "the kiosk does not start"
                time.sleep(0.02)
            said = finished(start("setup", *words, environment=SCREENLESS, cwd=pc.folder))
        finally:
            kiosk.kill()
            kiosk.communicate()
    assert said.status == 1
    assert "end it by kiosk stop" in said.err
