"""Every page of setup: its texts fit, nothing overlaps, everything can be hit by a finger."""

import gc

import pytest

from kiosk.check.sync_faults import MEANINGS
from kiosk.cli.setup_window import sentence_for_screen
from kiosk.config.message import Message, with_cure
from kiosk.ui.setup.centre import CentrePage
from kiosk.ui.widgets.part import Words
from tests.screens.moments import Moment, _control, _text, misfits, overlap, overlaps
from tests.screens.pilot import LAPTOP, PORTRAIT, Pilot
from tests.screens.reading import touchables
from tests.screens.setup_kit import SetupCounter
from tests.screens.setup_scenes import FULL, LONGEST, SCENES, shown

OTHER_RATIO, SMALL_PORTRAIT = (1280, 1024), (768, 1366)
LEAST = 112
"""Units that a finger can hit."""
LEAST_OF_KEYS_IN_PORTRAIT = 84
"""Of the keys of the on-screen keyboard: see `kiosk.ui.setup.layouts`."""


class Named:
    def __init__(self, name):
        self.file_name = name


@pytest.fixture(scope="module")
def moments():
    gc.disable()  # looking for dead widgets at each step would take most of the time
    pilot, found = Pilot(), []
    cases = [(LAPTOP, "vi", LONGEST), (PORTRAIT, "vi", LONGEST), (PORTRAIT, "en", LONGEST)]
    cases += [(OTHER_RATIO, "en", FULL), (SMALL_PORTRAIT, "en", FULL)]
    for size, language, answers in cases:
        for name in SCENES:
            setup = shown(pilot, name, size=size, language=language, answers=answers)
            found.append(moment_of(setup, f"{name}-{language}-{size[0]}"))
            pilot.stop_app()
        gc.collect()
    pilot.stop()
    gc.enable()
    return found


def moment_of(setup, name):
    words = [part for part in setup.page.walk(restrict=True) if isinstance(part, Words) and part.text]
    controls = tuple(_control(part) for part in touchables(setup.page))
    return Moment(Named(f"{name}.png"), tuple(_text(part) for part in words), controls)


def test_every_text_of_setup_fits_its_place(moments):
    assert not misfits(moments)


@pytest.mark.parametrize("size", [LAPTOP, PORTRAIT])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_whatever_the_network_does_is_told_beside_the_field_as_a_whole(pilot, size, language):
    setup = SetupCounter(pilot, size=size, language=language, answers=FULL)
    found = []
    for fault, (what, cure) in MEANINGS.items():
        told = Message(with_cure(what, cure, "vi"), with_cure(what, cure, "en"))
        text = sentence_for_screen(told, language)
        assert "sync." not in text
        setup.app.turn_to(lambda host, text=text: CentrePage(host, {"endpoint": text, "code": text}))
        found.append(moment_of(setup, str(fault)))
    assert not misfits(found)
    assert not overlaps(found)


def test_no_two_texts_of_setup_overlap(moments):
    assert not overlaps(moments)


def test_no_two_things_to_touch_in_setup_overlap(moments):
    for moment in moments:
        for number, control in enumerate(moment.controls):
            for other in moment.controls[number + 1 :]:
                assert not overlap(control.place, other.place), (moment.name, control, other)


def least_of(control, moment):
    """At least so many units, both ways."""
    is_key = control.kind == "Key" and moment.name.endswith((f"-{PORTRAIT[0]}", f"-{SMALL_PORTRAIT[0]}"))
    return LEAST_OF_KEYS_IN_PORTRAIT if is_key else LEAST


def test_everything_to_touch_in_setup_is_large_enough(moments):
    small = {
        (moment.name, control.kind, control.texts): control.least
        for moment in moments
        for control in moment.controls
        if control.least < least_of(control, moment)
    }
    assert small == {}


def test_no_text_of_setup_is_too_small_and_no_page_has_many_sizes(moments):
    for moment in moments:
        sizes = {text.size for text in moment.texts}
        assert min(sizes) >= 30, moment.name
        assert len(sizes) <= 6, (moment.name, sizes)
