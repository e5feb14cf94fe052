"""A language whose every text is 30 % longer than the Vietnamese: a warning of what a new one needs.

What it must satisfy: for citizens, in normal type, every text fits, none overlaps another. Large type may run
out of room: whoever translates looks at `python -m kiosk.ui.gallery OUT --languages FOLDER`, and shortens.
"""

import tomllib

import pytest

from kiosk.ui.gallery.pictures import Picture
from kiosk.ui.gallery.scenes import citizen
from kiosk.ui.texts import CITIZENS_TABLES, FILE, FOLDER, load_texts
from tests.screens.moments import laid_out, misfits, overlaps
from tests.screens.pilot import LAPTOP, PORTRAIT

LONGER = 0.3
CODE = "qaa"  # ISO 639 keeps it for languages of one's own


def longer(text):
    """The text with letters doubled in its words, so that no new place for a break arises."""
    result, owed, in_braces = [], 0.0, False
    for letter in text:
        result.append(letter)
        in_braces = (in_braces or letter == "{") and letter != "}"
        owed += LONGER
        if owed >= 1 and letter.isalpha() and not in_braces:
            result.append(letter)
            owed -= 1
    return "".join(result)


def test_the_measure_itself():
    assert longer("Gửi đánh giá {count}") == "Gửi đđánnh ggiá {count}"
    assert len(longer("Kính mời Ông/Bà đánh giá mức độ hài lòng")) == pytest.approx(40 * 1.3, abs=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of further languages, as a commune would add one: without code."""
    content = tomllib.loads((FOLDER / "vi" / FILE).read_text(encoding="utf-8"))
    lines = ['name = "Dàii hơnn"']
    for table in CITIZENS_TABLES:
        lines.append(f"[{table}]")
        lines += [f"{key} = {quoted(longer(text))}" for key, text in content[table].items()]
    place = tmp_path_factory.mktemp("languages")
    (place / CODE).mkdir()
    (place / CODE / FILE).write_text("\n".join(lines), encoding="utf-8")
    return place


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def test_such_a_language_needs_no_code(folder):
    assert load_texts(folder)[CODE].name == "Dàii hơnn"


@pytest.mark.parametrize("size", [LAPTOP, PORTRAIT], ids=["landscape", "portrait"])
def test_for_citizens_there_is_room_for_a_longer_language(folder, size):
    scenes = [scene for scene in citizen.SCENES if not scene.further_languages]
    plain = [(scene, manner) for scene in scenes for manner in scene.manners if not manner.easy]
    moments = laid_out((Picture(scene.name, CODE, manner, size) for scene, manner in plain), folder)
    assert not misfits(moments)
    assert not overlaps(moments)
