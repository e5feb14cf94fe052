"""How the columns of a table share a page: nothing is broken that should stay whole, rows are low."""

from kiosk.domain.figures import Dossiers
from kiosk.reports.column_widths import fits, widths
from kiosk.reports.report import Column, Kind, Row, Table
from tests.reports.figures_kit import form, table, town

PAGE, SIDEWAYS = 165, 257
LONG = "Trung tâm Phục vụ hành chính công phường Nguyễn Cư Trinh, bộ phận tiếp nhận đất đai"


def test_columns_share_the_whole_page_whatever_they_hold():
    for found in form("b", town()).tables:
        for room in (PAGE, SIDEWAYS):
            assert abs(sum(widths(found, room, 12)) - room) < 0.01


def test_a_table_of_participation_has_room_on_a_page_that_lies_without_breaking_its_heads():
    report = form("b", town())
    found = table(report, "participation")
    number, *_ = widths(found, SIDEWAYS, 12)
    assert number >= 10  # "STT", bold


def test_a_cell_over_several_rows_leaves_the_room_to_the_text_beside_it():
    columns = (Column("unit", "Bộ phận", Kind.TEXT), Column("criterion", "Nội dung", Kind.TEXT))
    criteria = [f"Đánh giá chung về quá trình giải quyết {number}" for number in range(6)]
    rows = [Row((LONG, text), merged=frozenset({"unit"} if at else ())) for at, text in enumerate(criteria)]
    unit, criterion = widths(Table("levels", "", columns, tuple(rows)), 140, 12)
    assert criterion > 80 > unit  # a line each; the name has six


def test_texts_that_are_alike_share_alike():
    columns = (Column("one", "Một", Kind.TEXT), Column("other", "Hai", Kind.TEXT))
    one, other = widths(Table("t", "", columns, (Row((LONG, LONG)),)), PAGE, 12)
    assert abs(one - other) < 0.2 * PAGE


def test_a_table_without_rows_or_texts_is_as_wide_as_the_page():
    columns = (Column("one", "Một", Kind.COUNT), Column("other", "Hai", Kind.COUNT))
    found = Table("t", "", columns, ())
    assert fits(found, PAGE, 12)
    assert abs(sum(widths(found, PAGE, 12)) - PAGE) < 0.01


def test_what_texts_leave_goes_to_the_heads_of_numbers_first():
    head = "Số phiếu thu về trong kỳ"
    columns = (Column("unit", "Bộ phận", Kind.TEXT), Column("n", head, Kind.COUNT))
    unit, number = widths(Table("t", "", columns, (Row(("Địa chính", 5)),)), 90, 12)
    assert number > 35  # its head has two lines
    assert unit > 20


def test_a_word_with_horned_letters_is_not_broken():
    columns = (Column("unit", "Bộ phận", Kind.TEXT), Column("n", "Được", Kind.COUNT))
    plain = (columns[0], Column("n", "Đoạc", Kind.COUNT))
    rows = (Row((LONG * 4, 5)),)
    assert widths(Table("t", "", columns, rows), 90, 12)[1] > widths(Table("t", "", plain, rows), 90, 12)[1]


def test_a_full_table_that_lies_gives_heads_of_many_words_few_lines():
    dossiers = tuple(Dossiers(one.code, 300, 1, 2) for one in town().units)
    found = table(form("b", town(dossiers=dossiers)), "participation")
    keys = [column.key for column in found.columns]
    assert widths(found, SIDEWAYS, 12)[keys.index("dossiers")] > 15  # one word a line would be 10
