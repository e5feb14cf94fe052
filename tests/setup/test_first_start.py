"""How a kiosk begins on a PC that has no configuration, and setup on one where a kiosk runs."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from kiosk.cli.arguments import Arguments
from kiosk.cli.errors import CommandError
from kiosk.cli.first_start import configured
from kiosk.config import load
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


@pytest.mark.parametrize("sealed", [False, True])
def test_whoever_ends_a_kiosk_that_is_being_set_up_ends_setup_too(pc, sealed):
    environment = {"HAI_LONG_CONFIG": str(pc.config), "SDL_VIDEODRIVER": "offscreen"}
    if sealed:
        pc.set_up(*pc.answers)
        finished(start("seal", "--config", str(pc.config), cwd=pc.folder))
    before = pc.files()
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
    assert pc.files() == before


def test_even_whoever_ends_a_kiosk_while_setup_is_just_starting_ends_both(pc, monkeypatch):
    class EndedAtOnce(subprocess.Popen):
        def __init__(self, words):
            super().__init__(words)
            begun.append(self)
            os.kill(os.getpid(), signal.SIGTERM)

    begun, unheard = [], []
    monkeypatch.setattr(subprocess, "Popen", EndedAtOnce)
    monkeypatch.setenv("HAI_LONG_CONFIG", str(pc.config))
    monkeypatch.setenv("SDL_VIDEODRIVER", "offscreen")
    former = signal.signal(signal.SIGTERM, lambda *_: unheard.append(True))
    try:
        with pytest.raises(CommandError, match="this PC is not set up"):
            configured(Arguments(language="en", config=None, set=[], windowed=None))
    finally:
        signal.signal(signal.SIGTERM, former)
    assert (begun[0].returncode, unheard) == (-signal.SIGTERM, [])


def test_a_sealed_pc_asks_to_be_set_up_under_a_name_of_its_own_before_its_kiosk_opens(pc):
    assert pc.set_up(*pc.answers).status == 0
    words = ("--config", str(pc.config), "--language", "en")
    assert finished(start("seal", *words, cwd=pc.folder)).status == 0
    screenless = {"DISPLAY": "", "WAYLAND_DISPLAY": ""}
    for command in ("run", "watch"):
        said = finished(start(command, *words, environment=screenless, cwd=pc.folder))
        assert (said.status, "kiosk setup" in said.err) == (1, True)
    assert pc.files() == ["config.toml", "var/journal.sqlite.sealed", "var/pins.toml"]
    assert "--device is missing" in pc.set_up().err
    assert pc.set_up("--device", "quay-2").status == 0
    assert pc.files() == ["config.toml", "var/pins.toml"]
    assert load(pc.config).device.id == "quay-2"


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
