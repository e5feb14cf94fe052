"""`kiosk poster`: the PDF as a printing shop gets it."""

import re
import subprocess
import sys

import pytest
from pypdf import PdfReader

from tests.cli.kit import EXAMPLE, ROOT, Kiosk

A4_POINTS = (595.3, 841.9)


@pytest.fixture
def poster(tmp_path, capsys):
    """The poster of the example, made with these settings, and its words."""

    def made(*settings):
        file = tmp_path / "poster.pdf"
        said = Kiosk(tmp_path, *settings).run(capsys, "poster", str(file))
        assert said.status == 0, said.err
        return PdfReader(file).pages[0]

    return made


def words(page):
    return re.sub(r"\s+", " ", page.extract_text())


def test_it_is_one_page_of_a4_in_the_agency_s_name(poster):
    page = poster("agency.hotline='Tổng đài 1022'")
    assert [float(side) for side in page.mediabox[2:]] == pytest.approx(A4_POINTS, abs=0.1)
    said = words(page)
    for part in (
        "UBND thị trấn Bình Dương",
        "Bộ phận Tiếp nhận và Trả kết quả",
        "Kính mời Ông/Bà đánh giá mức độ hài lòng",
        "Rất hài lòng Hài lòng Không hài lòng",
        "Không ghi tên, không ghi số hồ sơ",
        "Phản ánh, kiến nghị: Tổng đài 1022",
    ):
        assert part in said


def test_without_a_hotline_nothing_stands_in_its_place(poster):
    assert "Phản ánh" not in words(poster())


def test_its_fonts_are_inside_and_nothing_is_a_picture(poster):
    resources = poster()["/Resources"]
    fonts = [font.get_object() for font in resources["/Font"].values()]
    ours = [font for font in fonts if "BeVietnamPro" in font["/BaseFont"]]
    assert len(ours) >= 3
    for font in ours:
        described = font.get("/FontDescriptor") or font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in described
    assert not resources.get("/XObject")


def test_long_names_stay_between_the_margins(poster):
    name = "Trung tâm Phục vụ hành chính công xã " + "Bình Dương " * 6
    page = poster(f"agency.name='{name.strip()}'", "agency.hotline='" + "số 0256 3 855 123, " * 5 + "'")
    left = []
    page.extract_text(visitor_text=lambda _text, _own, at, *_: left.append(at[4]))
    margin = 18 / 25.4 * 72
    assert min(one for one in left if one) >= margin - 1


def test_the_same_poster_is_the_same_file(tmp_path, capsys):
    files = [tmp_path / name for name in ("one.pdf", "two.pdf")]
    for file in files:
        assert Kiosk(tmp_path).run(capsys, "poster", str(file)).status == 0
    assert files[0].read_bytes() == files[1].read_bytes()


def test_another_name_than_of_a_pdf_is_refused_and_nothing_is_written_over(tmp_path, capsys):
    file = tmp_path / "config.toml"
    file.write_text("mine")
    said = Kiosk(tmp_path).run(capsys, "poster", str(file))
    assert (said.status, file.read_text()) == (2, "mine")
    assert "must end in .pdf" in said.err


def test_levels_without_a_face_are_refused(tmp_path, capsys):
    said = Kiosk(tmp_path, "levels.1.code=excellent").run(
        capsys, "poster", str(tmp_path / "p.pdf"), language="vi"
    )
    assert said.status == 1
    assert "mức độ 'excellent' không có khuôn mặt" in said.err
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        (f"agency.name='{'Bình Dương ' * 15}'", "does not fit the poster; shorten it"),
        (f"levels.2.text='{'Hàilòng' * 5}'", "does not fit the poster; shorten it"),
        ("agency.unit='Buôn ƀuôn'", "'Buôn ƀuôn' has letters that can't be drawn: ƀ; write it without"),
    ],
    ids=["too long", "a word too long", "a letter that is not there"],
)
def test_words_that_can_not_be_printed_as_they_are_are_refused(tmp_path, capsys, setting, told):
    file = tmp_path / "p.pdf"
    said = Kiosk(tmp_path, setting).run(capsys, "poster", str(file))
    assert said.status == 1
    assert told in said.err
    assert said.err.count("\n") == 1
    assert not file.exists()


def test_without_the_extra_one_sentence_says_how_to_get_it(tmp_path):
    """In a Python that finds no reportlab, as where the extra was never installed."""
    program = f"""
import sys
sys.modules["reportlab"] = None
from kiosk.cli import main
sys.exit(main(["poster", {str(tmp_path / "p.pdf")!r}, "--config", {str(EXAMPLE)!r}, "--language", "en"]))
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 1
    assert "pip install '.[documents]'" in done.stderr
    assert done.stderr.count("\n") == 1
