"""Sums are proved by counting the lines again; a printed report is confirmed from them."""

from datetime import timedelta

import pytest

from central import figures, printed
from central.printed import Confirmation, Printed
from central.rebuild import recount
from kiosk.domain.tally import Period, tally_of
from tests.central.kit import DAY, NOW, PaperKiosk

PERIOD = Period(DAY, DAY, "Asia/Ho_Chi_Minh")


@pytest.fixture
def kiosk():
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(chung="satisfied", thai_do="dissatisfied", reasons=("cham-hen",))
    kiosk.vote(chung="very_satisfied", flags=({"rule": "burst", "version": 1},))
    kiosk.end_shift(12)
    return kiosk


def _spoil(store, statement):
    with store.writing() as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rollup SET number = number + 1 WHERE series = 'hours'",
        "DELETE FROM rollup WHERE series = 'ballots'",
        "UPDATE ballots SET moved = 86400",
        "DELETE FROM ballots",
        "UPDATE shifts SET dossiers = 90",
        "UPDATE kinds SET said = replace(said, '\"dissatisfied\"', '\"very_satisfied\"')",
        "UPDATE kinds SET level = 'very_satisfied' WHERE level = 'dissatisfied'",
    ],
)
def test_what_does_not_agree_with_the_lines_is_named_and_put_right(store, send, kiosk, statement):
    send(kiosk.batch())
    right = figures.of_period(store, PERIOD)
    assert recount(store).differences == ()
    _spoil(store, statement)
    assert recount(store).differences
    assert recount(store, replace=True).differences
    assert recount(store).differences == ()
    assert figures.of_period(store, PERIOD) == right


def test_a_recount_counts_the_ballots(store, send, kiosk):
    send(kiosk.batch())
    assert recount(store).ballots == 2


@pytest.fixture
def printing(store, send, kiosk):
    """A report printed of what one kiosk had sent, and what would make its code again."""
    send(kiosk.batch())

    def code_of(found):
        return repr((tally_of(found), found.heads))

    def code_again(one, figures_of):
        return code_of(figures_of(one.period, one.agency))

    found = figures.of_period(store, PERIOD)
    one = Printed(code_of(found), "a", PERIOD, None, False, found.heads, _hour(), "so-noi-vu")
    with store.writing() as connection:
        printed.keep(connection, one)
        assert printed.find(connection, one.code) == one
    return lambda: printed.confirm(store, one.code, code_again)


def _hour():
    return int(NOW.timestamp()) // 3600


def test_a_printed_report_is_confirmed_whatever_came_after_it(store, send, kiosk, printing):
    kiosk.vote(chung="dissatisfied")
    kiosk.step_clock(days=3)
    send(kiosk.batch())
    other = PaperKiosk("quan-2").start().ask()
    other.vote(chung="dissatisfied")
    send(other.batch(), now=NOW + timedelta(hours=2))
    before = figures.of_period(store, PERIOD)
    assert printing() is Confirmation.AGREES
    assert figures.of_period(store, PERIOD) == before


def test_a_report_whose_lines_were_changed_is_not_confirmed(store, printing):
    forged = "UPDATE entries SET line = replace(line, 'very_satisfied', 'dissatisfied')"
    _spoil(store, f"{forged} WHERE seq > 3")  # what was asked stays
    assert printing() is Confirmation.DIFFERS


def test_a_code_that_was_never_printed_is_unknown(store):
    assert printed.confirm(store, "7K2M", lambda *_: "") is Confirmation.UNKNOWN
