"""The code in a footer: the same for the same numbers, another for any other, and easy to type."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kiosk.domain.figures import Head
from kiosk.reports.confirmation import are_heads_of, code_of, read_code, with_code
from kiosk.reports.report import Column, Kind, Row, Table
from tests.reports.kit import form_a

HEADS = (Head("b" * 8, 7, "0" * 64), Head("a" * 8, 1200, "f" * 64))
REPORT = form_a()
CODE = code_of(REPORT, HEADS)


def with_cell(report, cell, kind=Kind.COUNT, key="t"):
    return replace(report, tables=(Table(key, "", (Column("c", "Cột", kind),), (Row((cell,)),)),))


def test_it_has_six_groups_of_four_letters_that_nobody_mixes_up():
    groups = CODE.split("-")
    assert [len(group) for group in groups] == [4] * 6
    assert not set("".join(groups)) & set("ILOU")


def test_it_is_the_same_whatever_the_order_of_the_heads():
    assert code_of(REPORT, HEADS[::-1]) == CODE
    assert are_heads_of(CODE, HEADS[::-1])
    assert not are_heads_of(CODE, HEADS[:1])


@pytest.mark.parametrize(
    "other",
    [
        replace(REPORT, form="b"),
        replace(REPORT, last=REPORT.first),
        replace(REPORT, agency="Xã khác"),
        replace(REPORT, ballots="paper"),
        replace(REPORT, against=(date(2023, 1, 1), date(2023, 6, 30))),
        with_cell(REPORT, 1),
        with_cell(REPORT, 1, key="u"),
        with_cell(REPORT, None),
        with_cell(REPORT, "<5"),
        with_cell(REPORT, Decimal("1.0"), Kind.SHARE),
        with_cell(REPORT, (Decimal("1.0"), Decimal("2.0")), Kind.INTERVAL),
        with_cell(REPORT, True, Kind.MET),
    ],
)
def test_anything_else_has_another_code_with_the_same_heads(other):
    assert code_of(other, HEADS) != CODE
    assert code_of(other, HEADS)[:9] == CODE[:9]
    assert code_of(with_cell(REPORT, 1), HEADS) == code_of(with_cell(REPORT, 1), HEADS)


def test_words_that_a_later_version_spells_otherwise_change_nothing():
    [table] = REPORT.tables
    columns = tuple(replace(column, head=column.head.upper()) for column in table.columns)
    respelled = replace(REPORT, title="Khác", remarks=(), tables=(replace(table, columns=columns),))
    assert code_of(respelled, HEADS) == CODE


def test_a_report_carries_its_code_and_says_what_it_rests_on():
    assert with_code(REPORT, HEADS).code == CODE
    assert with_code(REPORT, HEADS).basis == "Số liệu dựa trên 2 nhật ký, tổng cộng 1.207 mục."
    assert with_code(REPORT, [*HEADS, *HEADS]) == with_code(REPORT, HEADS)
    alone = with_code(REPORT, HEADS[1:])
    assert alone.basis == "Số liệu dựa trên nhật ký aaaaaaaa, đến mục 1.200."


@pytest.mark.parametrize(
    "typed", ["7k2m-9qxa-4tte-0b1c-zz3d-8hwn", "7K2M9QXA4TTE0B1CZZ3D8HWN", " 7K2M 9QXA 4TTE OBLC ZZ3D 8HWN "]
)
def test_a_code_is_understood_as_people_type_it(typed):
    assert read_code(typed) == "7K2M-9QXA-4TTE-0B1C-ZZ3D-8HWN"
    assert read_code(typed.replace("1", "i")) == "7K2M-9QXA-4TTE-0B1C-ZZ3D-8HWN"


@pytest.mark.parametrize("typed", ["", "7K2M", "7K2M-9QXA-4TTE-0B1C-ZZ3D-8HWU", "Đ" * 24, "1" * 25])
def test_what_can_be_no_code_is_refused(typed):
    with pytest.raises(ValueError, match="24 letters"):
        read_code(typed)
