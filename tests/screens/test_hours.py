"""Office hours in plain words."""

from datetime import time

import pytest

from kiosk.domain.office import OfficeHours
from kiosk.ui.hours import days_in_words, times_in_words
from kiosk.ui.texts import load_texts

MORNING, AFTERNOON = (time(7, 30), time(11, 30)), (time(13), time(17))


def hours(days, *spans):
    return OfficeHours(frozenset(days), spans)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (range(5), "Thứ Hai – Thứ Sáu"),
        (range(7), "Thứ Hai – Chủ nhật"),
        ([0, 1, 2, 3, 4, 6], "Thứ Hai – Thứ Sáu, Chủ nhật"),
        ([0, 2, 4], "Thứ Hai, Thứ Tư, Thứ Sáu"),
        ([5, 6], "Thứ Bảy, Chủ nhật"),
        ([3], "Thứ Năm"),
        ([], ""),
    ],
)
def test_days_that_follow_each_other_are_named_by_the_first_and_the_last(days, words):
    assert days_in_words(hours(days, MORNING), load_texts()["vi"]) == words


def test_the_times_of_a_day_are_said_as_people_say_them():
    vi, en = load_texts()["vi"], load_texts()["en"]
    both = hours(range(5), AFTERNOON, MORNING)
    assert times_in_words(both, vi) == ["Sáng: 7 giờ 30 – 11 giờ 30", "Chiều: 13 giờ – 17 giờ"]
    assert times_in_words(both, en) == ["7:30 – 11:30", "13:00 – 17:00"]


def test_one_span_alone_is_neither_morning_nor_afternoon():
    assert times_in_words(hours([0], (time(8), time(16, 5))), load_texts()["vi"]) == ["8 giờ – 16 giờ 05"]
