"""The letter as LibreOffice lays it out: what stands on which page."""

import re
import subprocess
from collections import Counter

import pytest

from kiosk.reports.as_docx import write_docx
from kiosk.reports.letter_file import load_letter
from tests.reports.figures_kit import form, town
from tests.reports.letters_kit import TEMPLATE, many, participation, published
from tests.reports.office import convert

MARK = "SỐ LIỆU MÔ PHỎNG"
CODE = "7K2M-9QXA-4TTE-0B1C-ZZ3D-8HWN"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """By name of the document, the text of each of its pages."""
    folder, letter = tmp_path_factory.mktemp("letters"), load_letter(TEMPLATE)
    reports = {"town": published(), "many": many(60, marks=(MARK,)), "wide": participation()}
    for name, report in reports.items():
        write_docx(report, folder / f"{name}.docx", letter)
    write_docx(form("a", town()), folder / "plain.docx")  # without a template
    documents = convert([folder / f"{name}.docx" for name in (*reports, "plain")], "pdf", folder)
    return {file.stem: pages_of(file) for file in documents}


def pages_of(file):
    command = ["pdftotext", "-layout", str(file), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\f")[:-1]


def lines_of(page):
    return [line.strip() for line in page.splitlines() if line.strip()]


def test_the_towns_letter_is_three_pages_that_begin_with_the_state_and_end_with_the_chairman(pages):
    town = pages["town"]
    assert len(town) == 3
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in town[0]
    assert any(line.endswith("CHỦ TỊCH") for line in lines_of(town[-1]))
    assert "./." in town[-1]


@pytest.mark.parametrize("name", ["town", "many", "wide"])
def test_pages_are_numbered_from_the_second_on(pages, name):
    first, *others = pages[name]
    assert not re.fullmatch(r"\d+", lines_of(first)[0])
    assert [lines_of(page)[0] for page in others] == [str(n) for n in range(2, len(others) + 2)]


@pytest.mark.parametrize("name", ["town", "many", "wide"])
def test_the_code_stands_on_every_page(pages, name):
    assert all(CODE in page for page in pages[name])


def test_simulated_numbers_are_marked_on_every_page_and_real_ones_on_none(pages):
    assert all(MARK in page for page in pages["many"])
    assert not any(MARK in page for page in pages["town"])


def test_sixty_departments_run_over_many_pages_each_with_the_tables_head(pages):
    many_pages = pages["many"]
    with_rows = [page for page in many_pages if re.search(r"\d\.000", page)]
    assert len(with_rows) > 8
    assert all("Mức độ đánh giá" in page for page in with_rows)
    text = "\n".join(page for page in many_pages)
    assert all(f"Bộ phận số {number} " in text.replace("\n", " ") for number in (1, 30, 60))


def test_a_departments_four_rows_stay_on_one_page(pages):
    """Each has its own count of thousands, in every row."""
    met = [number for page in pages["many"] for number, times in thousands(page).items() if times == 4]
    assert sorted(met) == list(range(1, 61))


def test_a_letter_without_template_begins_its_table_on_the_first_page_and_goes_on_under_the_same_head(pages):
    first, second, *_ = pages["plain"]
    assert "Kết quả khảo sát" in first
    for page in (first, second):
        assert "Mức độ đánh giá" in page
    places = [["Tư pháp" in page, "30 20 0" in " ".join(page.split())] for page in (first, second)]
    assert places == [[True, False], [False, True]]
    assert "./." in pages["plain"][-2]  # beside who signs; the annex is behind


def thousands(page):
    return Counter(int(number) for number in re.findall(r"(?<![\d.])(\d+)\.000", page))


def test_a_table_that_is_too_wide_has_the_last_page(pages):
    *_, annex = pages["wide"]
    assert lines_of(annex)[1] == "PHỤ LỤC"
    assert "12.394" in annex
    assert not any("12.394" in page for page in pages["wide"][:-1])


def test_the_letters_head_is_not_crowded_out_of_its_lines(pages):
    """The issuer, the state and the motto take a line each, and so do place and day."""
    first = lines_of(pages["town"][0])
    assert any(line.startswith("UBND THỊ TRẤN BÌNH DƯƠNG") for line in first)
    assert any("Bình Dương, ngày" in line and line.endswith("năm 2024") for line in first)
