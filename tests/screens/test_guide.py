"""The clerks' guide shows the screens as they are, and says what stands on them."""

import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from build_spec.guide import FOLDER, PICTURES, small
from kiosk.ui.gallery.draw import shown
from kiosk.ui.snapshot import save_png
from kiosk.ui.texts import load_texts

GUIDE = Path(__file__).parents[2] / "docs/su-dung.md"
LARGEST_MEAN = 1.5  # of 255: another drawing of the same screen, never another word


@pytest.mark.parametrize("name", PICTURES)
def test_each_picture_is_the_screen_of_today(name, tmp_path):
    drawn = tmp_path / "drawn.png"
    with shown(PICTURES[name]):
        save_png(drawn)
    with Image.open(FOLDER / f"{name}.png") as kept:
        difference = ImageChops.difference(kept.convert("RGB"), small(drawn).convert("RGB"))
    assert max(ImageStat.Stat(difference).mean) < LARGEST_MEAN, "draw them anew: make guide"


def test_what_it_quotes_is_a_text_of_the_screens():
    texts = {text.replace("\u00a0", " ") for text in load_texts()["vi"].sentences.values()}
    bold = {
        "Mở",
        "Mời đánh giá",
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
