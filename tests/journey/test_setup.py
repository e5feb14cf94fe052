"""From a bare folder to a kiosk that ships: setup by touches alone, at a real centre."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from build_spec.demo.people import BACK, NOTICED_SECONDS, Citizen, Clerk, Person
from build_spec.demo.processes import end, running
from build_spec.demo.programs import SCRIPTS, UNHURRIED, Centre
from build_spec.demo.touchscreen import TouchScreen
from kiosk.config import load
from kiosk.secrets import read_pins
from kiosk.ui.frame import Box
from kiosk.ui.setup.layouts import KeyboardName, height_of, places_of
from kiosk.ui.theme import DAY, Space
from tests.journey.conftest import SIZE
from tests.journey.test_touch_to_centre import wait_for_lines

pytestmark = [pytest.mark.journey, pytest.mark.postgresql]

PATIENCE_SECONDS = 60
# Places in design units, in landscape.
FOOT = 1080 - Space.foot - Space.touch
MAIN = Box(1920 - Space.margin - 400, FOOT, 400, Space.touch)
TYPED = Box(1920 - Space.margin - 300, FOOT, 300, Space.touch)
LEFT_FIELD = Box(Space.margin, 392 + 48, 872, 112)
RIGHT_FIELD = LEFT_FIELD._replace(x=1920 / 2 + Space.gap / 2)
SECOND = MAIN._replace(x=MAIN.x - Space.near - MAIN.w)
VIETNAMESE = Box(Space.margin, 392, 872, 240)
ENGLISH = VIETNAMESE._replace(x=LEFT_FIELD.x + LEFT_FIELD.w + Space.gap)
FIRST_TILE = Box(Space.margin, 392, 800, 132)
CORNERS = [Box(x, y, 176, 176) for y in (16, 888) for x in (16, 1728)]
FACES = [Box(x, 358, 453, 400) for x in (232, 733, 1235)]
LINES = 11  # journal, start, questionnaire, shift, ballot, four taps, their end, the end of the shift
ALL_TOUCHED = Box(1288, 920, 400, 112)


class ITStaff(Person):
    """Someone with a finger, before a PC without a keyboard."""

    def type(self, keyboard: KeyboardName, *keys: str) -> None:
        """Touch the keys of the on-screen keyboard, then the button that ends the typing."""
        high = height_of(keyboard, portrait=False)
        box = Box(Space.margin, FOOT - Space.near - high, 1920 - 2 * Space.margin, high)
        places = {cap.name: at for cap, at in places_of(keyboard, box, portrait=False)}
        for key in keys:
            self.tap(places[key])
        self.touch(TYPED)

    def starts(self, journal: Path) -> bool:
        """Touch the last button, where it is there, and wait a little for the kiosk."""
        self.tap(MAIN)
        deadline = time.monotonic() + NOTICED_SECONDS
        while not journal.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        return journal.exists()

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            assert time.monotonic() < deadline, what
            time.sleep(0.05)


def code_for(centre: Centre, device: str) -> str:
    words = [str(SCRIPTS / "central"), "device", "enrol", device]
    environment = {**os.environ, "CENTRAL_DATABASE": centre.database}
    done = subprocess.run(words, env=environment, check=True, capture_output=True, text=True)
    return str(done.stdout).strip()


def set_up(staff: ITStaff, centre: Centre, code: str) -> None:
    """All seven steps, in Vietnamese to the third, then in English, up to the button that writes."""
    staff.touch(VIETNAMESE)
    staff.touch(LEFT_FIELD)
    staff.type("address", *centre.address)
    staff.touch(RIGHT_FIELD)
    staff.type("code", *code.replace("-", ""))
    staff.touch(MAIN)  # asks the centre
    for _ in range(2):
        staff.touch(BACK)
    staff.touch(ENGLISH)
    staff.touch(MAIN)  # what was answered is still there
    staff.touch(LEFT_FIELD)
    locked = ("shift", "U", "B", "N", "D", "space", "shift")
    named = ("x", "a", "nga", "space", "shift", "H", "o", "a", "huyen")
    staff.type("words", *(key.lower() for key in (*locked, *named)))
    staff.touch(MAIN)
    staff.touch(SECOND)  # one more department than the example's
    staff.type("words", "y", "space", "t", "ê", "sac")
    staff.touch(MAIN)
    staff.touch(FIRST_TILE)
    for _ in range(2):
        for digit in "2468":
            staff.screen.press(digit)  # a real keyboard works as well
        staff.press("Return")
    staff.touch(MAIN)
    for place in (*CORNERS, *FACES):
        staff.tap(place)
    staff.touch(ALL_TOUCHED)
    staff.touch(MAIN)


def test_setup_by_touches_then_a_ballot_arrives(
    centre: Centre, screen: TouchScreen, tmp_path: Path, postgresql_url: str
) -> None:
    folder, log = tmp_path / "bare", tmp_path / "kiosk.log"
    folder.mkdir()
    target = folder / "config.toml"
    words: list[str | Path] = [SCRIPTS / "kiosk", "watch", "--windowed", "x".join(map(str, SIZE))]
    words += [word for key, value in UNHURRIED.items() for word in ("--set", f"{key}={value}")]
    environment = {**os.environ, "DISPLAY": screen.name, "HAI_LONG_CONFIG": str(target)}
    environment.pop("WAYLAND_DISPLAY", None)
    before = screen.picture()
    with running(["env", "-C", folder, *words], log=log, environment=environment) as process:
        staff = ITStaff(screen)
        assert screen.changes(before, range(screen.height), within=PATIENCE_SECONDS), log.read_text()
        screen.focus()
        staff.wait()
        set_up(staff, centre, code_for(centre, "hoabinh-01"))
        staff.wait_until(target.exists, "nothing is written")
        staff.wait_until(lambda: staff.starts(folder / "var/journal.sqlite"), "the kiosk does not open")
        staff.wait_until(lambda: screen.find(DAY.page) is not None, "the kiosk shows no page")
        screen.focus()
        staff.wait()
        Clerk(screen).log_in(0)
        Citizen(screen).rate(["very_satisfied", "satisfied", "satisfied", "dissatisfied"])
        Clerk(screen).log_out(dossiers=3)
        arrived = [json.loads(line) for line in wait_for_lines(postgresql_url, LINES)]
        assert end(process) == 0, log.read_text()

    config = load(target)
    assert (config.agency.name, config.device.id) == ("UBND xã Hòa", "hoabinh-01")
    assert [one.name for one in config.questionnaire.departments][3:] == ["Y tế"]
    assert read_pins(config.pins_file).is_right("admin", "2468")
    assert sorted(file.name for file in folder.iterdir()) == ["config.toml", "var"]
    taps = [line["level"] for line in arrived if line["kind"] == "tap"]
    assert taps == ["very_satisfied", "satisfied", "satisfied", "dissatisfied"]
