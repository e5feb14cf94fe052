"""One soft sound after each step of a citizen, the same for all answers; none where there is no device."""

import logging
import os
import struct
import subprocess
import sys
import wave
from itertools import pairwise
from pathlib import Path

import pytest

from build_spec.make_sounds import received
from kiosk.ui import sound
from kiosk.ui.settings import DisplaySettings
from kiosk.ui.sound import RECEIVED, Chime

ROOT = Path(__file__).resolve().parents[2]


class Ear:
    """Hears what a kiosk plays, and what stood on the screen then."""

    def __init__(self, kiosk):
        self.heard, self._kiosk = [], kiosk
        kiosk.app._chime.play = self.hear

    def hear(self):
        view = self._kiosk.view
        self.heard.append((view.screen, view.position))


@pytest.fixture
def kiosk(counter):
    kiosk = counter()
    kiosk.on_duty()
    return kiosk


def test_every_answer_and_the_end_are_heard(kiosk):
    ear = Ear(kiosk)
    kiosk.page.answer_all().skip()
    assert ear.heard == [
        ("rating", 1), ("rating", 2), ("rating", 3), ("reasons", 0), ("thanks", 0),
    ]  # fmt: skip


def test_the_same_is_heard_whatever_is_answered(counter):
    heard = []
    for answer in ("Rất hài lòng", "Hài lòng", "Không hài lòng"):
        kiosk = counter()
        kiosk.on_duty()
        ear = Ear(kiosk)
        kiosk.page.answer(answer)
        heard.append(ear.heard)
        kiosk.pilot.stop_app()
    assert heard == [[("rating", 1)]] * 3


def test_skipping_sounds_as_answering_does(kiosk):
    ear = Ear(kiosk)
    kiosk.page.skip().skip().skip().skip().skip()
    assert len(ear.heard) == 5


def test_nothing_is_heard_before_the_journal_has_it(kiosk):
    ear = Ear(kiosk)
    kiosk.journal.slow = True
    kiosk.page.answer()
    kiosk.wait(2)
    assert ear.heard == []
    kiosk.journal.confirm()
    kiosk.wait(0.25)
    assert ear.heard == [("rating", 1)]


def test_a_refused_write_is_silent(kiosk):
    ear = Ear(kiosk)
    kiosk.journal.refusing = True
    kiosk.page.answer()
    assert ear.heard == []


def test_what_stores_nothing_is_silent(kiosk):
    ear = Ear(kiosk)
    kiosk.page.other_language().other_type().other_type().other_language().touch_names()
    kiosk.tap("Trở về đánh giá")
    assert ear.heard == []


def test_going_back_is_silent_and_the_next_answer_is_heard(kiosk):
    kiosk.page.answer()
    ear = Ear(kiosk)
    kiosk.page.back()
    assert ear.heard == []
    kiosk.page.answer()
    assert ear.heard == [("rating", 1)]


def test_silence_ends_a_ballot_in_silence(kiosk):
    kiosk.page.answer()
    ear = Ear(kiosk)
    kiosk.wait(31)
    kiosk.wait(21)
    assert kiosk.view.fresh
    assert ear.heard == []


def test_whoever_finishes_when_asked_hears_it(kiosk):
    kiosk.page.answer()
    kiosk.wait(31)
    ear = Ear(kiosk)
    kiosk.page.finish()
    assert ear.heard == [("thanks", 0)]


def samples_of(path):
    with wave.open(str(path)) as file:
        if (file.getnchannels(), file.getsampwidth()) != (1, 2):
            raise AssertionError("not mono in 16 bits")
        count, rate = file.getnframes(), file.getframerate()
        return struct.unpack(f"<{count}h", file.readframes(count)), count / rate


def test_the_sound_is_short_soft_and_ends_without_a_click():
    samples, seconds = samples_of(RECEIVED)
    assert 0.1 < seconds < 0.2
    assert 0.1 < max(map(abs, samples)) / 32768 < 0.25
    assert abs(samples[0]) < 10
    assert abs(samples[-1]) < 10
    assert max(abs(b - a) for a, b in pairwise(samples)) < 2000


def test_the_sound_is_what_our_script_computes():
    stored, computed = samples_of(RECEIVED)[0], received()
    assert len(stored) == len(computed)
    assert max(abs(a - b) for a, b in zip(stored, computed, strict=True)) <= 1


def test_without_a_device_the_kiosk_is_silent_and_says_so_once(caplog, monkeypatch, tmp_path):
    monkeypatch.delenv("SDL_AUDIODRIVER", raising=False)
    monkeypatch.setattr(sound, "_LINUX_DEVICES", tmp_path / "nothing")
    with caplog.at_level(logging.INFO):
        chime = Chime(wanted=True)
        for _ in range(3):
            chime.play()
    assert not chime.audible
    assert [record.getMessage() for record in caplog.records] == ["no audio device: the kiosk makes no sound"]


def test_sounds_can_be_off(caplog):
    with caplog.at_level(logging.DEBUG):
        assert not Chime(wanted=False).audible
    assert caplog.records == []


def run(driver, tmp_path):
    """Loads and plays the sound as the kiosk does, in a process of its own: SDL opens audio once."""
    code = (
        "import logging, time; logging.basicConfig(level=logging.INFO)\n"
        "from kiosk.ui import boot; from kiosk.ui.settings import DisplaySettings\n"
        "boot.prepare(DisplaySettings(size=(320, 240)))\n"
        "from kivy.core.window import Window; from kiosk.ui.sound import Chime\n"
        "chime = Chime(wanted=True)\n"
        "begun = time.perf_counter(); [chime.play() for _ in range(50)]\n"
        "print(chime.audible, time.perf_counter() - begun < 0.5)\n"
    )
    environment = {
        **os.environ,
        "SDL_VIDEODRIVER": "offscreen",
        "SDL_AUDIODRIVER": driver,
        "HOME": str(tmp_path),
    }
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120,
        check=True,
    )  # fmt: skip


def test_with_a_device_it_is_loaded_ahead_and_playing_blocks_nothing(tmp_path):
    assert run("dummy", tmp_path).stdout.split() == ["True", "True"]


def test_a_device_that_does_not_open_is_no_fault(tmp_path):
    done = run("dsp", tmp_path)
    assert done.stdout.split() == ["False", "True"]
    assert "CRITICAL" not in done.stderr
    assert done.stderr.count("no audio device") == 1


def test_the_kiosk_follows_its_configuration(counter):
    assert not counter(display=DisplaySettings(sounds=False)).app._chime.audible
