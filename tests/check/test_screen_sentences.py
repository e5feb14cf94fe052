"""What the screens refuse is told in Vietnamese too."""

import pytest

from kiosk.check.screen_sentences import in_both

SENTENCES = [
    "there is no assets/languages/fr/texts.toml; known languages: vi, en",
    "/a: there is no such folder; make it, or remove languages_folder",
    "/a/Mông: is no code of a language; name the folder as in en or hmn",
    "/a/hmn: texts.toml is missing; copy the one of en and translate it",
    "/a/hmn/texts.toml: larger than 128 KB; it holds more than texts",
    "/a/hmn/texts.toml: can't be read as texts (KeyError('name')); compare it with vi/texts.toml",
    "/a/hmn/texts.toml: has a key that vi/texts.toml lacks: rating.skipp",
    "/a/hmn/texts.toml: lacks the key rating.skip",
    "/a/hmn/texts.toml: pin.wait must be a text with the placeholders of vi/texts.toml: {'seconds'}",
    "/a/rad/texts.toml: rating.skip has letters that can't be drawn: ƀ; write it without, or add font.ttf",
    "/a/hmn/texts.toml: rating.skip has more than 400 letters; say it in fewer",
    "criteria.1.text has letters that can't be drawn: ƀ; write it without",
    "'Bộ phận Một cửa' does not fit the poster; shorten it",
    "/a/rad/font.ttf: is no TrueType font; take another file",
    "/a/rad/font.ttf: larger than 32 MB; take a typeface of one language",
    "/a/pictures/thai-do.png: larger than 2 MB; save it smaller",
    "/a/pictures/thai-do.png: is no whole PNG picture; save it anew as PNG",
    "/a/pictures/thai-do.png: has 4096 x 4 pixels; at most 2048 x 2048 are shown",
    "/a/hmn/texts.toml: can't be read (Permission denied)",
    "level 'neutral' has no face; known are very_satisfied, satisfied",
    "at most 12 languages fit the screen",
    "at most 9 reasons fit the screen",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_each_refusal_is_told_in_both_languages(sentence):
    told = in_both(sentence)
    assert told.en == sentence
    assert told.vi != sentence
    assert "{}" not in told.vi
