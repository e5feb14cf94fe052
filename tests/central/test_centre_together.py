"""Reports ask much at once, on PostgreSQL by several connections: all of it is of one state."""

from contextlib import closing, contextmanager

import psycopg
import pytest
from sqlalchemy import literal_column, select
from sqlalchemy.exc import DBAPIError

from central import figures
from central.schema import journals
from central.store import Store
from central.together import beside, together
from kiosk.domain.tally import Period, tally_of
from tests.central.databases import on_postgresql
from tests.central.kit import DAY, PaperKiosk

PERIOD = Period(DAY, DAY, "Asia/Ho_Chi_Minh")


@pytest.fixture
def kiosk(send):
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(chung="satisfied", thai_do="dissatisfied")
    kiosk.vote(chung="very_satisfied")
    send(kiosk.batch())
    return kiosk


def test_days_and_hours_are_of_the_state_that_the_rest_is_of(store, send, kiosk):
    with store.reading() as connection:
        assert connection.scalar(select(journals.c.head_seq))
        kiosk.vote(chung="dissatisfied")
        send(kiosk.batch())
        found = figures.told(connection, PERIOD)
    collected = tally_of(found).total.collected
    assert (
        collected == sum(day.ballots for day in found.days) == sum(hour.ballots for hour in found.hours) == 2
    )
    assert figures.of_period(store, PERIOD).days[0].ballots == 3


def test_a_report_is_told_by_one_connection_where_no_other_is_to_spare(store, kiosk):
    usual = figures.of_period(store, PERIOD)
    with store.reading() as connection, together(connection) as ask, beside(connection, ask, most=99):
        assert figures.of_period(store, PERIOD) == usual
    with store.reading() as connection:
        assert figures.told(connection, PERIOD, alone=True) == usual
    assert usual.days
    assert usual.hours


@on_postgresql
def test_a_report_is_told_where_the_server_has_no_other_connection_to_spare(store, database_url, kiosk):
    usual = figures.of_period(store, PERIOD)
    with (
        closing(Store.open(database_url)) as new,
        new.reading() as connection,
        no_new_connections(database_url),
    ):
        assert figures.told(connection, PERIOD) == usual


@contextmanager
def no_new_connections(url):
    server, name = url.rsplit("/", 1)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as elsewhere:
        elsewhere.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        try:
            yield
        finally:
            elsewhere.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


@pytest.mark.parametrize("others", [0, 1])
def test_a_fault_of_the_database_is_told_as_any_other_and_spoils_nothing(store, kiosk, others):
    usual = figures.of_period(store, PERIOD)
    nonsense = select(literal_column("no_such_column"))
    with (
        pytest.raises(DBAPIError),
        store.reading() as connection,
        together(connection) as ask,
        beside(connection, ask, most=others) as elsewhere,
    ):
        elsewhere(nonsense)()
    for _ in range(3):
        assert figures.of_period(store, PERIOD) == usual
