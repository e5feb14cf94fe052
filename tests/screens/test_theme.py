"""The palettes measured as WCAG 2 does: nothing is taken on trust."""

import pytest

from kiosk.ui.theme import DAY, HIGH_CONTRAST, LARGE, NORMAL
from tests.screens.contrast import GRAPHICS, TEXT, contrast, luminance

PALETTES = pytest.mark.parametrize("palette", [DAY, HIGH_CONTRAST], ids=["day", "high contrast"])


def test_the_measure_itself():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#17456B", "#FFFFFF") == pytest.approx(10.0, abs=0.05)


@PALETTES
def test_text_stands_out_from_every_ground_it_stands_on(palette):
    for text in (palette.ink, palette.quiet):
        for ground in (palette.page, palette.surface):
            assert contrast(text, ground) >= TEXT
    assert contrast(palette.ink, palette.sunken) >= TEXT
    assert contrast(palette.accent, palette.page) >= TEXT
    assert contrast(palette.on_accent, palette.accent) >= TEXT


def test_findings_stand_out_from_their_boxes_and_from_the_page():
    """On staff's screens only, which know no high contrast."""
    for word, ground in ((DAY.fault, DAY.fault_ground), (DAY.warning, DAY.warning_ground)):
        assert contrast(word, ground) >= TEXT
        assert contrast(DAY.ink, ground) >= TEXT
        assert contrast(word, DAY.page) >= TEXT
    for ground in (DAY.page, DAY.surface):
        assert contrast(DAY.good, ground) >= TEXT


@PALETTES
def test_outlines_of_what_can_be_touched_stand_out(palette):
    for ground in (palette.page, palette.surface):
        assert contrast(palette.edge, ground) >= GRAPHICS
    assert contrast(palette.ink, palette.sunken) >= GRAPHICS  # the edge of what is pressed
    assert contrast(palette.accent, palette.sunken) >= GRAPHICS  # the edge of what is chosen


@PALETTES
def test_faces_stand_out_from_their_cards(palette):
    for fill, rim in (palette.very, palette.satisfied, palette.dissatisfied):
        assert contrast(rim, palette.surface) >= GRAPHICS
        assert contrast(palette.feature, fill) >= GRAPHICS
        assert contrast(palette.surface, rim) >= GRAPHICS  # the sign on the mark


@PALETTES
def test_the_three_faces_are_equally_bright(palette):
    """In grey they are one grey: none of them shines out."""
    faces = (palette.very, palette.satisfied, palette.dissatisfied)
    for part in (0, 1):
        values = [luminance(face[part]) for face in faces]
        assert max(values) - min(values) < 0.003


def test_large_type_is_larger():

    for name in ("display", "title", "answer", "beside", "lead", "help", "choice", "chip", "button", "note"):
        assert getattr(LARGE, name).largest > getattr(NORMAL, name).largest
