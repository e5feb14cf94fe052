"""More than two languages: a page of them; pictures for those who can't read any."""

import json
import shutil
import struct
import tomllib
from datetime import time
from pathlib import Path

import kivy
import pytest
from kivy.graphics import Rectangle

from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.desk_view import Screen
from kiosk.domain.office import OfficeHours
from kiosk.ui import fonts
from kiosk.ui.assets import FONTS
from kiosk.ui.canned import TOWN
from kiosk.ui.criterion_pictures import PictureError
from kiosk.ui.letters import TypefaceError
from kiosk.ui.settings import DisplaySettings, Notice
from kiosk.ui.texts import CITIZENS_TABLES, FOLDER
from kiosk.ui.widgets.part import Words
from tests.screens.pages import InvitationPage, RatingPage
from tests.screens.pilot import FULL_HD, LAPTOP, PORTRAIT, Finger
from tests.screens.png import png, png_of

SIZES = pytest.mark.parametrize("size", [LAPTOP, FULL_HD, PORTRAIT], ids=lambda size: f"{size[0]}x{size[1]}")
CLOSED_NOW = OfficeHours(frozenset(range(7)), ((time(13), time(17)),))
OURS = {"hmn": "Hmoob", "rad": "Êđê", "jra": "Jrai"}

WIDE_TYPEFACE = Path(kivy.__file__).parent / "data/fonts/DejaVuSans.ttf"


@pytest.fixture
def folder(tmp_path):
    """The agency's own languages: English words under other names."""
    words = tomllib.loads((FOLDER / "en/texts.toml").read_text(encoding="utf-8"))
    for code, name in OURS.items():
        lines = [f'name = "{name}"']
        for table in sorted(CITIZENS_TABLES & words.keys()):
            lines += [f"[{table}]", *(f"{key} = {json.dumps(text)}" for key, text in words[table].items())]
        (tmp_path / code).mkdir()
        (tmp_path / code / "texts.toml").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


@pytest.fixture
def many(counter, folder):
    """A counter in five languages."""

    def make(**choices):
        display = DisplaySettings(languages_folder=folder)
        kiosk = counter(languages=("vi", "en", *OURS), display=display, **choices)
        if kiosk.view.screen is Screen.LOGIN:
            kiosk.on_duty()
        return kiosk

    return make


def open_page(kiosk):
    kiosk.pilot.tap(kiosk.sheet.strip.language_button)


@pytest.mark.parametrize("easy", [False, True])
@SIZES
def test_the_names_of_all_languages_have_one_size(many, size, easy):
    """The chosen one too, beside its check."""
    kiosk = many(size=size)
    kiosk.desk.set_easy(easy)
    kiosk.app.refresh()
    open_page(kiosk)
    words = [part for tile in kiosk.sheet.tiles.values() for part in tile.walk(restrict=True)]
    assert len({part.setting.size for part in words if isinstance(part, Words)}) == 1


def test_with_three_languages_the_strip_names_the_others(counter, folder):
    kiosk = counter(languages=("vi", "en", "hmn"), display=DisplaySettings(languages_folder=folder))
    assert kiosk.on_duty().reads("English · Hmoob")


def test_of_many_languages_the_strip_names_one_and_how_many_more(many):
    kiosk = many()
    assert kiosk.sheet.strip.language_button.text == "English · +3"
    kiosk.page.other_type()
    assert kiosk.sheet.strip.language_button.text == "English · +3"


def test_the_closed_screen_says_nothing_twice(many):
    words = many(settings=DeskSettings(hours=CLOSED_NOW)).words
    assert words.count("Outside office hours") == 1


def test_in_portrait_the_strip_names_as_many_languages_as_fit(many):
    kiosk = many(size=PORTRAIT)
    assert kiosk.sheet.strip.language_button.text == "English · Hmoob · +2"
    kiosk.page.other_type()
    assert kiosk.sheet.strip.language_button.text == "English · +3"


@SIZES
@pytest.mark.parametrize("easy", [False, True], ids=["day", "large"])
def test_the_page_shows_each_language_in_its_own_name(many, size, easy):
    kiosk = many(size=size)
    if easy:
        kiosk.page.other_type()
    open_page(kiosk)
    assert kiosk.reads("Chọn ngôn ngữ")
    for name in ("Tiếng Việt", "English", *OURS.values()):
        tile = kiosk.find(name)
        assert tile.x >= 0
        assert tile.y >= 0
        assert tile.right <= size[0]
        assert tile.top <= size[1]


def test_one_touch_chooses_a_language_and_returns(many):
    kiosk = many()
    open_page(kiosk)
    kiosk.tap("Êđê")
    assert kiosk.view.language == "rad"
    assert kiosk.reads("Skip")
    assert kiosk.reads("Rất hài lòng")  # the questionnaire has no words in Êđê


def test_touching_the_language_one_has_returns_too(many):
    kiosk = many()
    open_page(kiosk)
    kiosk.tap("Tiếng Việt")
    assert kiosk.reads("Rất hài lòng")


def test_one_can_return_without_choosing(many):
    kiosk = many()
    open_page(kiosk)
    kiosk.tap("Quay lại")
    assert kiosk.reads("Rất hài lòng")


def test_the_first_language_stays_in_reach(many):
    kiosk = many()
    open_page(kiosk)
    kiosk.tap("Hmoob")
    assert kiosk.sheet.strip.language_button.text.startswith("Tiếng Việt")
    open_page(kiosk)
    kiosk.tap("Tiếng Việt")
    assert kiosk.view.language == "vi"


def test_choosing_in_the_middle_of_the_way_keeps_the_place(many):
    kiosk = many()
    kiosk.page.answer()
    open_page(kiosk)
    kiosk.tap("Jrai")
    assert kiosk.view.position == 1
    assert kiosk.levels == ["satisfied"]


def test_the_page_left_alone_closes_by_itself(many):
    kiosk = many()
    open_page(kiosk)
    kiosk.wait(21)
    assert kiosk.reads("Rất hài lòng")
    assert kiosk.view.fresh


def test_no_notice_comes_while_somebody_chooses_a_language(counter, folder):
    notice = Notice({"vi": "Mới"}, {"vi": "Mở cửa cả thứ Bảy."}, every_seconds=15, for_seconds=3)
    display = DisplaySettings(languages_folder=folder, notice=notice)
    kiosk = counter(languages=("vi", "en", "hmn"), display=display)
    kiosk.on_duty()
    open_page(kiosk)
    kiosk.wait(18)
    assert kiosk.reads("Chọn ngôn ngữ")


def test_a_touch_beside_everything_keeps_the_page(many):
    kiosk = many()
    open_page(kiosk)
    kiosk.wait(15)
    Finger(kiosk.pilot, 3, 3).down().up()
    kiosk.wait(15)
    assert kiosk.reads("Chọn ngôn ngữ")


def test_the_language_ends_with_the_citizen(many):
    kiosk = many()
    open_page(kiosk)
    kiosk.tap("Hmoob")
    for _ in range(4):
        kiosk.page.answer()
    kiosk.tap("Skip")
    kiosk.wait(6)
    assert kiosk.view.language == "vi"


def test_an_invitation_of_the_clerk_ends_the_page(many):
    kiosk = many(mode="invited")
    open_page(kiosk)
    assert isinstance(kiosk.page, InvitationPage)
    kiosk.pilot.key("f8")
    assert isinstance(kiosk.page, RatingPage)
    assert kiosk.reads("Rất hài lòng")


def test_a_language_with_a_typeface_of_its_own_is_drawn_with_it(counter, folder):
    path = folder / "rad/texts.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"Skip"', '"ƀôn"'), encoding="utf-8")
    shutil.copy(WIDE_TYPEFACE, folder / "rad/font.ttf")
    kiosk = counter(languages=("vi", "rad"), display=DisplaySettings(languages_folder=folder))
    kiosk.on_duty().other_language()
    words = next(part for part in kiosk.sheet.skip.children if getattr(part, "text", "") == "ƀôn")
    assert words.setting.fits
    drawn = next(one for one in words.canvas.children if isinstance(one, Rectangle))
    alone = fonts.drawn("ôn", kiosk.sheet.look.frame.px(words.setting.size), str(WIDE_TYPEFACE))
    assert drawn.size[0] > alone.width  # the letter is there
    assert kiosk.sheet.look.typeface("Địa chính ខ្មែរ", "bold") == "bold"


def test_a_typeface_that_lists_letters_and_has_none_is_refused_before_anybody_meets_it(counter, folder):
    (folder / "hmn/font.ttf").write_bytes(list_of_letters(FONTS["regular"].read_bytes()))
    with pytest.raises(TypefaceError, match=r"hmn/font\.ttf: is no TrueType font; take another file"):
        counter(languages=("vi", "hmn"), display=DisplaySettings(languages_folder=folder))


def list_of_letters(font):
    """Of a typeface only the table that says which letters it has."""
    tables = range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    entry = next(at for at in tables if font[at : at + 4] == b"cmap")
    start, length = struct.unpack_from(">II", font, entry + 8)
    head = font[:4] + struct.pack(">HHHH4sIII", 1, 16, 0, 0, b"cmap", 0, 28, length)
    return head + font[start : start + length]


def test_a_language_whose_typeface_has_gone_away_with_its_disk_is_drawn_by_ours(counter, folder):
    shutil.copy(WIDE_TYPEFACE, folder / "hmn/font.ttf")
    kiosk = counter(languages=("vi", "hmn"), display=DisplaySettings(languages_folder=folder))
    kiosk.on_duty()
    shutil.rmtree(folder)
    kiosk.page.other_language()
    assert kiosk.reads("Skip")
    kiosk.tap("Skip")
    assert len(set(kiosk.pilot.pixels())) > 100


def test_more_languages_than_fit_are_refused(counter, folder):
    for number in range(12):
        (folder / f"x{chr(97 + number)}").mkdir()
        text = (folder / "hmn/texts.toml").read_text(encoding="utf-8")
        (folder / f"x{chr(97 + number)}/texts.toml").write_text(text, encoding="utf-8")
    codes = ("vi", "en", *(f"x{chr(97 + number)}" for number in range(12)))
    with pytest.raises(ValueError, match="at most 12 languages fit"):
        counter(languages=codes, display=DisplaySettings(languages_folder=folder))


@SIZES
@pytest.mark.parametrize("easy", [False, True], ids=["day", "large"])
def test_a_picture_stands_beside_its_criterion_and_covers_nothing(counter, tmp_path, size, easy):
    kiosk = with_picture(counter, tmp_path, size, (64, 64))
    if easy:
        kiosk.page.other_type()
    sheet = kiosk.sheet
    picture, strip = sheet.picture, sheet.strip
    assert picture.right <= sheet.title.x
    assert picture.top <= strip.y
    assert all(picture.y >= card.top for card in sheet.cards)
    assert sheet.title.setting.fits
    millimetres = picture.width / kiosk.pilot.window.width * (345 if size != PORTRAIT else 194)  # 15.6 inch
    assert millimetres >= 20


@pytest.mark.parametrize("shape", [(64, 64), (300, 60), (40, 200)], ids=["square", "wide", "tall"])
def test_a_picture_keeps_its_proportions_within_its_place(counter, tmp_path, shape):
    kiosk = with_picture(counter, tmp_path, LAPTOP, shape)
    drawn = next(one for one in kiosk.sheet.picture.canvas.after.children if isinstance(one, Rectangle))
    assert drawn.size[0] / drawn.size[1] == pytest.approx(shape[0] / shape[1], rel=0.05)
    assert max(drawn.size) < kiosk.sheet.picture.width
    assert bytes((200, 60, 40, 255)) in kiosk.pilot.pixels()


def test_a_criterion_without_a_picture_looks_as_ever(counter, tmp_path):
    kiosk = with_picture(counter, tmp_path, LAPTOP, (64, 64))
    kiosk.page.answer()
    with_folder = kiosk.pilot.pixels()
    kiosk.pilot.stop_app()
    kiosk = counter()
    kiosk.on_duty().answer()
    assert kiosk.pilot.pixels() == with_folder


@pytest.mark.parametrize("data", [None, b"garbage"], ids=["nothing in it", "garbage in it"])
def test_a_picture_that_can_not_be_decoded_is_refused_before_anybody_meets_it(counter, tmp_path, data):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/ket-qua.png").write_bytes(png_of(64, 64, data))
    with pytest.raises(PictureError, match=r"ket-qua\.png: is no whole PNG picture; save it anew as PNG"):
        counter(display=DisplaySettings(languages_folder=tmp_path))


def test_a_picture_is_shown_though_the_disk_of_its_folder_has_gone_away(counter, tmp_path):
    (tmp_path / "pictures").mkdir()
    for criterion in TOWN.criteria:
        (tmp_path / f"pictures/{criterion.code}.png").write_bytes(png(64, 64))
    kiosk = counter(display=DisplaySettings(languages_folder=tmp_path))
    shutil.rmtree(tmp_path)
    kiosk.on_duty().answer()
    assert bytes((200, 60, 40, 255)) in kiosk.pilot.pixels()


def with_picture(counter, folder, size, shape):
    (folder / "pictures").mkdir()
    (folder / "pictures/thoi-gian.png").write_bytes(png(*shape))
    kiosk = counter(size=size, display=DisplaySettings(languages_folder=folder))
    kiosk.on_duty()
    return kiosk
