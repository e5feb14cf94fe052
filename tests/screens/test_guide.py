"""The clerks' guide shows the screens as they are, and says what stands on them."""

import re
from pathlib import Path

import pytest

from build_spec.guide import FOLDER, SCENES, reference
from kiosk.ui.texts import load_texts

DOCS = FOLDER.parent
GUIDE = DOCS / "su-dung.md"


@pytest.mark.parametrize("name", SCENES)
def test_each_picture_is_a_reference_of_today(name):
    assert (FOLDER / f"{name}.png").read_bytes() == reference(name).read_bytes(), (
        "bring it up to date: make guide"
    )


def test_each_picture_that_a_document_shows_is_there_and_no_other():
    shown = set()
    for document in (*DOCS.glob("*.md"), DOCS.parent / "README.md"):
        for link in re.findall(
            r'!\[[^]]*\]\(([^)]+)\)|<img src="([^"]+)"', document.read_text(encoding="utf-8")
        ):
            shown.add((document.parent / "".join(link)).resolve())
    assert shown == {Path(file) for file in FOLDER.iterdir()}


def test_what_it_quotes_is_a_text_of_the_screens():
    texts = {text.replace("\u00a0", " ") for text in load_texts()["vi"].sentences.values()}
    bold = {
        "Mở",
        "Cán bộ mở phiếu",
        "Tiếp tục",
        "Sửa số hồ sơ",
        "Kết thúc phiên trực",
        "Không rõ số hồ sơ",
        "Chữ to",
    }
    guide = GUIDE.read_text(encoding="utf-8")
    assert {f"**{words}**" for words in bold} <= set(re.findall(r"\*\*[^*]+\*\*", guide))
    quoted = {"Ngoài giờ làm việc", "Máy tạm ngừng nhận đánh giá", "SỐ LIỆU MÔ PHỎNG"}
    assert all(f"“{words}”" in guide for words in quoted)
    assert bold | quoted | {"Ghi số hồ sơ đã trả"} <= texts
