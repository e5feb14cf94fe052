"""Whose names and order a table has: what was asked last, whatever clocks said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from central import figures
from kiosk.domain.tally import Period, tally_of
from tests.central.kit import ASKED, DAY, MORNING, NOW, PaperKiosk

FIRST, SECOND = ASKED.departments
RENAMED = replace(ASKED, departments=(replace(FIRST, name="Hộ tịch"), SECOND))
ONE_MORE = replace(ASKED, departments=(*ASKED.departments, replace(FIRST, code="moi", name="Mới")))


@pytest.fixture
def names(store):
    """The departments of a period's table, in order."""

    def names(first=DAY, last=None):
        tally = tally_of(figures.of_period(store, Period(first, last or first, "Asia/Ho_Chi_Minh")))
        return [department.name for department in tally.departments]

    return names


def test_within_a_journal_what_was_asked_last_counts_though_a_wrong_clock_dated_it_earlier(send, names):
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(chung="satisfied")
    kiosk.at = MORNING.replace(year=2020)
    kiosk.start().ask(RENAMED)
    kiosk.step_clock(days=(MORNING - kiosk.at).days)
    kiosk.vote(asked=RENAMED, chung="satisfied")
    send(kiosk.batch())
    assert names() == ["Hộ tịch", "Địa chính"]


def test_one_dated_in_the_future_does_not_stay_the_newest(send, names):
    kiosk = PaperKiosk()
    kiosk.at += timedelta(days=300)
    kiosk.start().ask()
    kiosk.at = MORNING
    kiosk.start().ask(RENAMED)
    kiosk.vote(asked=RENAMED, chung="satisfied")
    kiosk.vote(chung="satisfied")
    send(kiosk.batch())
    assert names() == ["Hộ tịch", "Địa chính"]


def test_one_dated_in_the_future_is_not_newer_than_what_other_kiosks_asked_since_it_came(send, names):
    kiosk, ahead = PaperKiosk("quan-2"), PaperKiosk("quan-1")
    ahead.at += timedelta(days=300)
    ahead.start().ask()
    ahead.at = MORNING
    ahead.start().vote(chung="satisfied")
    send(ahead.batch())
    kiosk.at += timedelta(days=1)
    kiosk.start().ask(RENAMED)
    kiosk.vote(asked=RENAMED, chung="satisfied")
    send(kiosk.batch(), now=NOW + timedelta(days=1))
    assert names(DAY, date(2026, 11, 21)) == ["Hộ tịch", "Địa chính"]


def test_across_journals_the_moment_decides_within_a_day(send, names):
    later = PaperKiosk("quan-1")
    later.at += timedelta(hours=2)
    later.start().ask(RENAMED)
    later.vote(asked=RENAMED, chung="satisfied")
    slow = PaperKiosk("quan-2")
    slow.at += timedelta(hours=3)  # and its clock is set right: an hour before
    slow.start().ask()
    slow.vote(chung="satisfied")
    slow.step_clock(hours=-2)
    for kiosk in (later, slow):
        send(kiosk.batch())
    assert names() == ["Hộ tịch", "Địa chính"]


def test_an_empty_period_has_the_departments_of_the_newest_journal_of_a_kiosk(send, names):
    former = PaperKiosk().start().ask(ONE_MORE)
    send(former.batch())
    heir = former.continue_as(carry_after=former.last)
    heir.start().ask()
    send(heir.batch())
    assert names(date(2026, 11, 25)) == ["Tư pháp – Hộ tịch", "Địa chính"]


def test_one_that_a_new_journal_carries_is_redated_where_it_came_first(send, names):
    kiosk = PaperKiosk().start().ask(ONE_MORE)
    kiosk.at = MORNING.replace(year=2020)
    kiosk.start().ask()
    send(kiosk.batch())
    kiosk.step_clock(days=(MORNING - kiosk.at).days + 2)
    heir = kiosk.continue_as(carry_after=0)  # salvage: the whole journal again
    send(heir.batch())
    assert names(date(2026, 11, 21)) == ["Tư pháp – Hộ tịch", "Địa chính", "Mới"]
    assert names(date(2026, 11, 23)) == ["Tư pháp – Hộ tịch", "Địa chính"]
