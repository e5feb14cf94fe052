"""The files of texts: equal keys and placeholders, and clear words when one of them is wrong."""

import shutil
import unicodedata

import pytest

from kiosk.ui.texts import FOLDER, TextsError, load_texts, placeholders


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    return tmp_path


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_vietnamese_and_english_have_the_same_keys_and_placeholders():
    texts = load_texts()
    assert list(texts) == ["vi", "en"]
    vietnamese, english = texts["vi"].sentences, texts["en"].sentences
    assert vietnamese.keys() == english.keys()
    for key, sentence in vietnamese.items():
        assert placeholders(sentence) == placeholders(english[key]), key


def test_every_text_is_nfc_and_says_something():
    for texts in load_texts().values():
        for key, sentence in texts.sentences.items():
            assert unicodedata.is_normalized("NFC", sentence), key
            assert sentence.strip(), key


def test_texts_typed_with_separate_marks_are_composed(folder):
    path = folder / "vi/texts.toml"
    path.write_text(unicodedata.normalize("NFD", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert load_texts(folder)["vi"]("rating.skip") == "Bỏ qua"


def test_a_further_language_is_a_further_folder(folder):
    shutil.copytree(folder / "en", folder / "km")
    assert list(load_texts(folder)) == ["vi", "en", "km"]


def test_a_missing_key_is_named(folder):
    edit(folder / "en/texts.toml", 'skip = "Skip"\n', "")
    with pytest.raises(TextsError, match=r"en/texts\.toml: lacks the key rating\.skip"):
        load_texts(folder)


def test_a_key_too_many_is_named(folder):
    edit(folder / "en/texts.toml", 'skip = "Skip"\n', 'skip = "Skip"\nskipp = "Skip"\n')
    with pytest.raises(TextsError, match=r"en/texts\.toml: .* rating\.skipp"):
        load_texts(folder)


def test_another_placeholder_is_named(folder):
    edit(folder / "en/texts.toml", "{seconds}", "{second}")
    with pytest.raises(TextsError, match=r"en/texts\.toml: pin\.wait must have the placeholders"):
        load_texts(folder)


def test_a_file_that_is_no_toml_is_named(folder):
    (folder / "en/texts.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(TextsError, match=r"en/texts\.toml: can't be read"):
        load_texts(folder)


def test_without_the_base_language_nothing_is_loaded(folder):
    (folder / "vi/texts.toml").unlink()
    with pytest.raises(TextsError, match=r"vi/texts\.toml is missing"):
        load_texts(folder)


def test_compounds_are_not_torn_apart():
    tied = load_texts()["vi"].tied
    assert (
        tied("Thái độ của cán bộ tiếp nhận hồ sơ") == "Thái\u00a0độ của cán\u00a0bộ tiếp\u00a0nhận hồ\u00a0sơ"
    )
    assert tied("cán bộc") == "cán bộc"


def test_a_dash_never_begins_a_line():
    assert load_texts()["en"].tied("Tư pháp – Hộ tịch") == "Tư pháp\u00a0– Hộ tịch"


def test_no_text_says_client_or_orders():
    for sentence in load_texts()["vi"].sentences.values():
        assert "khách hàng" not in sentence.lower()
        assert " bạn" not in f" {sentence.lower()}"
