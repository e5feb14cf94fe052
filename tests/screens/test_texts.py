"""The files of texts: equal keys and placeholders, and clear words when one of them is wrong."""

import json
import shutil
import struct
import tomllib
import unicodedata
from pathlib import Path

import kivy
import pytest

from kiosk.ui.assets import FONTS
from kiosk.ui.criterion_pictures import PictureError
from kiosk.ui.letters import TypefaceError, letters_of, missing
from kiosk.ui.texts import CITIZENS_TABLES, FOLDER, TextsError, load_texts, placeholders
from tests.screens.png import png

WIDE_TYPEFACE = Path(kivy.__file__).parent / "data/fonts/DejaVuSans.ttf"


@pytest.fixture
def folder(tmp_path):
    """The product's languages, to be spoilt."""
    shutil.copytree(FOLDER, tmp_path / "languages")
    return tmp_path / "languages"


@pytest.fixture
def further(tmp_path):
    """A folder of the agency's own, with one more language: for citizens only."""
    hmong = tmp_path / "further/hmn"
    hmong.mkdir(parents=True)
    words = tomllib.loads((FOLDER / "en/texts.toml").read_text(encoding="utf-8"))
    lines = ['name = "Hmoob"']
    for table in sorted(CITIZENS_TABLES & words.keys()):
        lines += [f"[{table}]", *(f"{key} = {json.dumps(text)}" for key, text in words[table].items())]
    (hmong / "texts.toml").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "further"


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise AssertionError(f"{old} is not in {path}")
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_vietnamese_and_english_have_the_same_keys_and_placeholders():
    files = [
        tomllib.loads((FOLDER / code / "texts.toml").read_text(encoding="utf-8")) for code in ("vi", "en")
    ]
    keys = [
        {(table, key) for table, part in one.items() if isinstance(part, dict) for key in part}
        for one in files
    ]
    assert keys[0] == keys[1]
    texts = load_texts()
    assert list(texts) == ["vi", "en"]
    for key, sentence in texts["vi"].sentences.items():
        assert placeholders(sentence) == placeholders(texts["en"].sentences[key]), key


def test_every_text_is_nfc_and_says_something():
    for texts in load_texts().values():
        for key, sentence in texts.sentences.items():
            assert unicodedata.is_normalized("NFC", sentence), key
            assert sentence.strip(), key


def test_texts_typed_with_separate_marks_are_composed(folder):
    path = folder / "vi/texts.toml"
    path.write_text(unicodedata.normalize("NFD", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert load_texts(folder=folder)["vi"]("rating.skip") == "Bỏ qua"


def test_a_further_language_is_a_further_folder(folder):
    shutil.copytree(folder / "en", folder / "km")
    assert list(load_texts(folder=folder)) == ["vi", "en", "km"]


def test_the_agencys_own_folder_adds_a_language_that_speaks_to_citizens_only(further):
    languages = load_texts(further)
    assert list(languages) == ["vi", "en", "hmn"]
    assert languages["hmn"].name == "Hmoob"
    assert languages["hmn"]("rating.skip") == "Skip"
    assert languages["hmn"]("shift.end") == "Kết thúc phiên trực"


def test_the_agencys_own_folder_may_hold_other_words_for_a_language_of_the_product(further):
    (further / "hmn").rename(further / "en")
    edit(further / "en/texts.toml", '"Skip"', '"Leave out"')
    assert load_texts(further)["en"]("rating.skip") == "Leave out"


def test_what_an_editor_of_windows_puts_before_a_text_does_no_harm(further):
    path = further / "hmn/texts.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_texts(further)["hmn"]("rating.skip") == "Skip"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(TextsError, match=r"nowhere: there is no such folder; make it, or remove"):
        load_texts(tmp_path / "nowhere")


def test_a_folder_without_texts_is_named(further):
    (further / "hmn/texts.toml").unlink()
    with pytest.raises(TextsError, match=r"hmn: texts\.toml is missing; copy the one of en"):
        load_texts(further)


def test_a_folder_that_is_no_code_of_a_language_is_named(further):
    (further / "hmn").rename(further / "Tiếng Mông")
    with pytest.raises(TextsError, match=r"Tiếng Mông: is no code of a language"):
        load_texts(further)


def test_a_file_too_large_to_be_texts_is_named(further):
    with (further / "hmn/texts.toml").open("ab") as file:
        file.write(b"#" * 200_000)
    with pytest.raises(TextsError, match=r"hmn/texts\.toml: larger than 128 KB"):
        load_texts(further)


def test_a_missing_key_that_citizens_see_is_named(further):
    edit(further / "hmn/texts.toml", 'skip = "Skip"\n', "")
    with pytest.raises(TextsError, match=r"hmn/texts\.toml: lacks the key rating\.skip"):
        load_texts(further)


def test_a_key_too_many_is_named(folder):
    edit(folder / "en/texts.toml", 'skip = "Skip"\n', 'skip = "Skip"\nskipp = "Skip"\n')
    with pytest.raises(TextsError, match=r"en/texts\.toml: .* rating\.skipp"):
        load_texts(folder=folder)


@pytest.mark.parametrize(
    "wrong",
    [
        '"Question {nr}"',
        '"Question {number"',
        '"Question {number: of} {total}"',
        '"Question {number!x} {total}"',
        '"Question {number:} {total.real}"',
        "7",
        '""',
    ],
)
def test_a_text_that_could_not_be_filled_in_is_named(folder, wrong):
    edit(folder / "en/texts.toml", '"Question {number}\\u00a0/\\u00a0{total}"', wrong)
    with pytest.raises(
        TextsError, match=r"en/texts\.toml: rating\.progress must be a text with the placeholders"
    ):
        load_texts(folder=folder)


def test_a_sentence_too_long_for_any_screen_is_named(further):
    edit(further / "hmn/texts.toml", '"Skip"', '"' + "hai " * 101 + '"')
    with pytest.raises(TextsError, match=r"rating\.skip has more than 400 letters; say it in fewer"):
        load_texts(further)


@pytest.mark.parametrize("wrong", ["name = ", "name = 7", "nothing = true", 'name = "x"\nrating = "Skip"'])
def test_a_file_that_holds_no_texts_is_named(folder, wrong):
    (folder / "en/texts.toml").write_text(wrong, encoding="utf-8")
    with pytest.raises(TextsError, match=r"en/texts\.toml: can't be read"):
        load_texts(folder=folder)


def test_without_the_base_language_nothing_is_loaded(folder):
    (folder / "vi/texts.toml").unlink()
    with pytest.raises(TextsError, match=r"vi/texts\.toml: can't be read"):
        load_texts(folder=folder)


def test_letters_put_together_from_marks_can_be_drawn(further):
    edit(further / "hmn/texts.toml", '"Skip"', '"Êđê ŏ ĕ ŭ ĭ ơ̆ ư̆"')
    assert load_texts(further)["hmn"]("rating.skip") == "Êđê ŏ ĕ ŭ ĭ ơ̆ ư̆"


def test_a_letter_that_would_be_a_hole_is_named(further):
    edit(further / "hmn/texts.toml", '"Skip"', '"ƀôn"')
    with pytest.raises(
        TextsError, match=r"rating\.skip has letters that can't be drawn: ƀ; .* add font\.ttf"
    ):
        load_texts(further)


def test_a_typeface_of_its_own_draws_the_letters_of_a_language(further):
    edit(further / "hmn/texts.toml", '"Skip"', '"ƀôn"')
    shutil.copy(WIDE_TYPEFACE, further / "hmn/font.ttf")
    texts = load_texts(further)["hmn"]
    assert texts.draws("ƀôn")
    assert not texts.draws("ខ្មែរ")
    assert not load_texts(further)["vi"].draws("Bỏ qua")


def test_the_name_of_a_language_is_drawn_by_the_products_typeface(further):
    edit(further / "hmn/texts.toml", '"Hmoob"', '"ƀoob"')
    shutil.copy(WIDE_TYPEFACE, further / "hmn/font.ttf")
    with pytest.raises(TextsError, match="name has letters that can't be drawn: ƀ"):
        load_texts(further)


@pytest.mark.parametrize("data", [b"", b"not a font at all", bytes(4096)])
def test_a_file_that_is_no_typeface_is_named(further, data):
    edit(further / "hmn/texts.toml", '"Skip"', '"ƀôn"')
    (further / "hmn/font.ttf").write_bytes(data)
    with pytest.raises(TypefaceError, match=r"hmn/font\.ttf: is no TrueType font"):
        load_texts(further)


@pytest.mark.parametrize(
    "spans", [[(0, 0xFFFFFFFF)], [(0, 0x10FFFF)] * 20_000], ids=["endless", "overlapping"]
)
def test_a_typeface_that_says_it_has_more_letters_than_there_are_is_named(tmp_path, spans):
    table = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + struct.pack(">HHIII", 12, 0, 0, 0, len(spans))
    table += b"".join(struct.pack(">III", *span, 0) for span in spans)
    head = bytes(4) + struct.pack(">HHHH4sIII", 1, 0, 0, 0, b"cmap", 0, 28, len(table))
    (tmp_path / "font.ttf").write_bytes(head + table)
    with pytest.raises(TypefaceError, match=r"font\.ttf: is no TrueType font"):
        letters_of(tmp_path / "font.ttf")


def test_every_weight_of_the_products_typeface_has_the_same_letters():
    assert len({letters_of(file) for file in FONTS.values()}) == 1
    assert missing("Ông/Bà Ẫ ỡ – · ’ “ ” … × 0123456789", letters_of(FONTS["bold"])) == ""


def test_a_picture_of_a_language_goes_before_one_for_every_language(further):
    ours, everyones = further / "hmn/pictures", further / "pictures"
    for place in (ours, everyones):
        place.mkdir()
        (place / "thai-do.png").write_bytes(png(4, 4))
    (everyones / "ket-qua.png").write_bytes(png(4, 4))
    languages = load_texts(further)
    files = {code: picture.file for code, picture in languages["vi"].pictures.items()}
    assert files == {"thai-do": everyones / "thai-do.png", "ket-qua": everyones / "ket-qua.png"}
    assert languages["hmn"].pictures["thai-do"].file == ours / "thai-do.png"


def test_a_folder_with_pictures_alone_adds_them_to_a_language_of_the_product(tmp_path):
    (tmp_path / "en/pictures").mkdir(parents=True)
    (tmp_path / "en/pictures/thai-do.png").write_bytes(png(4, 4))
    languages = load_texts(tmp_path)
    assert list(languages["en"].pictures) == ["thai-do"]
    assert languages["vi"].pictures == {}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"GIF89a", "is no whole PNG picture"),
        (png(4, 4)[:-6], "is no whole PNG picture"),
        (png(4, 4).replace(b"IDAT", b"IDAU"), "is no whole PNG picture"),
        (png(4096, 4), "has 4096 x 4 pixels; at most 2048 x 2048"),
        (bytes(3_000_000), "larger than 2 MB"),
    ],
    ids=["another kind", "cut off", "damaged", "too wide", "too large"],
)
def test_a_picture_that_can_not_be_shown_is_named(tmp_path, data, told):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/thai-do.png").write_bytes(data)
    with pytest.raises(PictureError, match=rf"thai-do\.png: {told}"):
        load_texts(tmp_path)


def test_compounds_are_not_torn_apart():
    tied = load_texts()["vi"].tied
    assert (
        tied("Thái độ của cán bộ tiếp nhận hồ sơ") == "Thái\u00a0độ của cán\u00a0bộ tiếp\u00a0nhận hồ\u00a0sơ"
    )
    assert tied("cán bộc") == "cán bộc"


def test_a_dash_never_begins_a_line():
    assert load_texts()["en"].tied("Monday – Friday") == "Monday\u00a0– Friday"


def test_vietnamese_names_keep_their_compounds_in_every_language(further):
    for texts in load_texts(further).values():
        assert texts.tied("Rất hài lòng") == "Rất hài\u00a0lòng"
    assert load_texts()["en"].tied("Are you there?") == "Are\u00a0you there?"


def test_a_dot_between_names_never_begins_a_line():
    assert load_texts()["en"].tied("Monday · Friday") == "Monday\u00a0· Friday"


def test_no_text_says_client_or_orders():
    for sentence in load_texts()["vi"].sentences.values():
        assert "khách hàng" not in sentence.lower()
        assert " bạn" not in f" {sentence.lower()}"
