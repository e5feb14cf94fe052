"""The table of a terminal, as its reader sees it."""

from dataclasses import replace

from kiosk.reports import as_table
from tests.domain.test_tally import group, half_year


def lines_of_rows(text):
    return [line for line in text.splitlines() if line.startswith("    ")]


def test_columns_are_aligned_and_numbers_are_written_as_in_vietnamese_documents():
    text = as_table(half_year(group(count=1234, chung="satisfied"), group(count=1, chung="dissatisfied")))
    assert len({len(line) for line in lines_of_rows(text)}) == 1
    assert "1.235" in text
    assert "99,9%" in text
    assert "Từ 01/01/2024 đến 30/06/2024" in text


def test_simulated_figures_say_so():
    table = half_year(group(count=1, chung="satisfied"))
    assert "SỐ LIỆU MÔ PHỎNG" not in as_table(table)
    assert "SỐ LIỆU MÔ PHỎNG" in as_table(replace(table, simulated=True))


def test_a_share_of_nothing_is_a_dash():
    assert all(line.split()[-2:] == ["–", "–"] for line in lines_of_rows(as_table(half_year())))


def test_valid_ballots_have_a_second_table_only_where_some_are_flagged():
    flagged = half_year(group(count=9, chung="satisfied"), group(count=1, valid=False, chung="satisfied"))
    assert "CHỈ TÍNH PHIẾU HỢP LỆ" in as_table(flagged)
    assert "CHỈ TÍNH PHIẾU HỢP LỆ" not in as_table(half_year(group(count=9, chung="satisfied")))


def test_nobody_issues_anything_in_open_mode_unless_paper_forms_want_it():
    table = half_year(group(count=3, invited=False, chung="satisfied"))
    assert "phát ra –, thu về 3" in as_table(table)
    on_paper = as_table(table, paper_issued=True)
    assert "phát ra 3, thu về 3" in on_paper
    assert "Quầy không phát phiếu" in on_paper
