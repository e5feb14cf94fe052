"""What is set before Kivy is imported, and what is refused before the window opens."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import kivy
import pytest
from kivy.config import Config

from kiosk.domain.questionnaire import Criterion, Department, Level, Reason
from kiosk.ui import boot
from kiosk.ui.canned import TOWN
from kiosk.ui.settings import DisplaySettings, Labels, Notice
from kiosk.ui.texts import FOLDER

ROOT = Path(__file__).resolve().parents[2]
WIDE_TYPEFACE = Path(kivy.__file__).parent / "data/fonts/DejaVuSans.ttf"


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "SDL_VIDEODRIVER": "offscreen", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_one_way_for_a_touch_to_arrive():
    assert dict(Config.items("input")) == {"mouse": "mouse,disable_multitouch,disable_hover"}


def test_kivys_exits_are_off():
    assert Config.get("kivy", "exit_on_escape") == "0"
    assert Config.get("graphics", "allow_screensaver") == "0"


def test_the_first_tap_after_another_window_counts():
    assert os.environ["SDL_MOUSE_FOCUS_CLICKTHROUGH"] == "1"


def test_no_message_bus_is_started_where_the_session_has_none(tmp_path):
    nobody = {"DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    assert boot.bus_of({}) == nobody
    assert boot.bus_of({"XDG_RUNTIME_DIR": str(tmp_path)}) == nobody


def test_a_folder_of_the_session_that_cant_be_looked_into_keeps_no_kiosk_closed():
    nobody = {"DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    assert boot.bus_of({"XDG_RUNTIME_DIR": "/" + "x" * 300}) == nobody  # refused even to root


def test_the_sessions_message_bus_is_asked(tmp_path):
    (tmp_path / "bus").touch()
    assert boot.bus_of({"XDG_RUNTIME_DIR": str(tmp_path)}) == {}
    assert boot.bus_of({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/tmp/bus"}) == {}


def test_boot_must_come_before_kivy():
    with pytest.raises(RuntimeError, match="before anything imports kivy"):
        boot.prepare(DisplaySettings())


def test_a_second_screen_gets_a_borderless_window_at_its_place():
    settings = boot._graphics(DisplaySettings(size=(1920, 1080), position=(1366, 0)))
    assert settings["fullscreen"] == 0
    assert settings["borderless"] == 1
    assert (settings["left"], settings["top"], settings["width"]) == (1366, 0, 1920)


def test_without_a_size_the_whole_display_is_filled():
    assert boot._graphics(DisplaySettings())["fullscreen"] == "auto"


def test_a_level_without_a_face_is_refused(counter):
    strange = replace(TOWN, levels=(*TOWN.levels, Level("neutral", "Bình thường")))
    with pytest.raises(ValueError, match="'neutral' has no face"):
        counter(questionnaire=strange)


def test_more_reasons_than_fit_are_refused(counter):
    many = tuple(Reason(f"ly-do-{n}", f"Lý do {n}") for n in range(10))
    with pytest.raises(ValueError, match="at most 9 reasons"):
        counter(questionnaire=replace(TOWN, reasons=many))


def test_nine_reasons_fit(counter):
    many = tuple(Reason(f"ly-do-{n}", f"Lý do {n}") for n in range(9))
    kiosk = counter(questionnaire=replace(TOWN, reasons=many))
    kiosk.on_duty().answer_all()
    assert len(kiosk.sheet.chips) == 9
    assert all(chip.right <= kiosk.pilot.window.width for chip in kiosk.sheet.chips)


HOLE = "Buôn ƀuôn"
REFUSED = "letters that can't be drawn: ƀ; write it without"
SAID_IN_RADE = replace(TOWN, criteria=(replace(TOWN.criteria[0], texts={"rad": HOLE}), *TOWN.criteria[1:]))


@pytest.mark.parametrize(
    ("key", "choices"),
    [
        ("agency.unit", {"labels": Labels("UBND xã", HOLE)}),
        ("device.counter", {"labels": Labels("UBND xã", counter=HOLE)}),
        ("departments.1.name", {"questionnaire": replace(TOWN, departments=(Department("a", HOLE),))}),
        ("criteria.1.text", {"questionnaire": replace(TOWN, criteria=(Criterion("a", HOLE),))}),
        (
            "levels.1.texts.en",
            {
                "questionnaire": replace(
                    TOWN, levels=(replace(TOWN.levels[0], texts={"en": HOLE}), *TOWN.levels[1:])
                )
            },
        ),
        ("reasons.1.text", {"questionnaire": replace(TOWN, reasons=(Reason("a", HOLE),))}),
        ("notice.texts.vi", {"display": DisplaySettings(notice=Notice({"vi": "Mới"}, {"vi": HOLE}))}),
    ],
)
def test_a_letter_of_the_configuration_that_would_be_a_hole_is_refused(counter, key, choices):
    with pytest.raises(ValueError, match=f"^{key} has {REFUSED}$"):
        counter(**choices)


def test_words_in_a_language_that_the_kiosk_does_not_speak_are_nobodys_business(counter):
    counter(questionnaire=SAID_IN_RADE)


def test_a_question_in_a_language_may_be_drawn_by_the_typeface_of_that_language(counter, tmp_path):
    for place in ("bare", "furnished"):
        shutil.copytree(FOLDER / "en", tmp_path / place / "rad")
    shutil.copy(WIDE_TYPEFACE, tmp_path / "furnished/rad/font.ttf")

    def speaking(place):
        display = DisplaySettings(languages_folder=tmp_path / place)
        return counter(questionnaire=SAID_IN_RADE, languages=("vi", "rad"), display=display)

    with pytest.raises(ValueError, match=f"^criteria.1.texts.rad has {REFUSED}$"):
        speaking("bare")
    assert speaking("furnished").on_duty().other_language().reads(HOLE)


def test_a_language_without_texts_is_refused(counter):
    with pytest.raises(ValueError, match=r"there is no assets/languages/fr/texts\.toml"):
        counter(languages=("vi", "fr"))


def test_labels_leave_out_what_is_not_known():
    assert Labels("UBND xã").house() == "UBND xã"
    assert Labels("UBND xã").department("Địa chính") == "Địa chính"
    assert Labels("UBND xã", "Một cửa", "Quầy 1").house() == "UBND xã · Một cửa"


def test_kivy_leaves_the_home_folder_alone(tmp_path):
    done = run(
        "-m",
        "kiosk.ui.gallery",
        str(tmp_path / "out"),
        "--only",
        "thanks",
        "--size",
        "400x300",
        HOME=str(tmp_path),
    )
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / ".kivy").exists()


def modules_after(code):
    done = run("-c", f"{code}\nimport sys\nprint(*sys.modules)")
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_window_waits_for_nothing_that_it_does_not_need():
    late = {"sqlalchemy", "kivy", "requests", "argon2", "http.server", "kiosk.check", "kiosk.domain.figures"}
    assert not late & modules_after("import kiosk.cli.run")


def test_the_first_screen_waits_for_no_other_part_of_the_kiosk():
    prepare = "from kiosk.ui import boot, settings; boot.prepare(settings.DisplaySettings())"
    found = modules_after(f"{prepare}\nimport kiosk.cli.in_front, kiosk.cli.behind")
    late = {"sync.shipper", "sync.wire", "kiosk.invite_call", "kiosk.check", "kiosk.ui.screens.admin.sheet"}
    assert not late & found
    assert "sqlalchemy.orm" not in found


def test_no_widget_of_kivys_own_is_there_to_miss_the_rules_that_are_not_read():
    prepare = "from kiosk.ui import boot, settings; boot.prepare(settings.DisplaySettings())"
    apps = "import kiosk.ui.app, kiosk.ui.setup.app, kiosk.ui.hardware.app, kiosk.ui.screens.admin.sheet"
    found = {name for name in modules_after(f"{prepare}\n{apps}") if name.startswith("kivy.uix.")}
    widgets = {name for name in found if not name.startswith(("kivy.uix.behaviors", "kivy.uix._"))}
    without_rules = {"widget", "layout", "floatlayout", "relativelayout"}  # its behaviours bring these
    assert widgets <= {f"kivy.uix.{name}" for name in without_rules}


def test_the_domain_knows_no_kivy():
    code = "import sys, pkgutil, importlib, kiosk.domain as d\n"
    code += "[importlib.import_module(m.name) for m in pkgutil.iter_modules(d.__path__, 'kiosk.domain.')]\n"
    code += "sys.exit('kivy' in sys.modules)"
    assert run("-c", code).returncode == 0


def test_what_other_parts_read_of_the_screens_knows_no_kivy():
    names = (
        "boot settings frame theme texts hours attract letters lettering canned gallery.draw gallery.index"
    )
    code = f"import sys, importlib\n[importlib.import_module('kiosk.ui.' + n) for n in {names!r}.split()]\n"
    code += "sys.exit('kivy' in sys.modules)"
    assert run("-c", code).returncode == 0
