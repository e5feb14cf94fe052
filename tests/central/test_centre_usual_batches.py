"""Batches that go on from a journal's newest entry: PostgreSQL takes them another way than the rest, with the
same outcome."""

import pytest

from central import devices
from central.ingest import Acknowledged, NotEnrolledError
from central.ingest_append import append
from central.rebuild import recount
from kiosk.domain.entries import Mode, line_of
from tests.central.databases import on_postgresql
from tests.central.kit import PaperKiosk

QUOTED = 'một "hai" \\ ba, {bốn}'


@pytest.fixture
def kiosk():
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(chung="satisfied")
    return kiosk


@pytest.fixture
def day(kiosk):
    """A day of everything that a kiosk may write, and of some things that none does."""
    kiosk.vote(mode=Mode.INVITED, chung="very_satisfied", reasons=["cho-lau", "thai-do"])
    kiosk.vote(flags=[{"rule": "burst", "version": 1}], chung="dissatisfied")
    kiosk.vote("dia-chinh")
    kiosk.end_shift(None)
    kiosk.note()
    kiosk.write_line("not json")
    kiosk.write_line('{"at":"half a line')
    kiosk.write_line('and half","id":"0123456789abcdef","kind":"tap"}')
    kiosk.write_line(line_of(kiosk.vote(chung="satisfied")).replace('"satisfied"', '"\\u0000"'))
    for names in ("ballot", "department", "shift", "level"):
        kiosk.vote(department=QUOTED, shift=names, chung=QUOTED)
    kiosk.end_shift(3, QUOTED, QUOTED)
    kiosk.step_clock(days=1)
    kiosk.start()
    kiosk.vote(chung="satisfied")
    kiosk.end_shift(4, "6" * 16)
    return kiosk


@pytest.mark.parametrize("lines", [1, 2, 7])
def test_a_journal_in_pieces_is_counted_as_its_lines_say(send, day, store, sql, lines):
    for first in range(1, day.last + 1, lines):
        batch = day.batch(first, first + lines - 1)
        assert send(batch) == Acknowledged(batch.through, len(batch.lines))
    assert [line for (line,) in sql("SELECT line FROM entries ORDER BY seq")] == day.lines
    assert [bytes(one) for (one,) in sql("SELECT hash FROM entries ORDER BY seq")] == day.hashes[1:]
    assert recount(store).differences == ()
    assert recount(store).ballots == 10
    assert sql("SELECT count(*) FROM findings WHERE kind = 'odd'") == [(4,)]
    assert sql("SELECT id, dossiers FROM shifts ORDER BY id") == [
        ("5" * 16, None),
        ("6" * 16, 4),
        (QUOTED, 3),
    ]


def test_a_ballot_and_a_shift_that_end_twice_in_one_chain_count_by_their_first_end(send, kiosk, sql, store):
    opened = kiosk.open_ballot()
    kiosk.close_ballot(opened, chung="satisfied")
    kiosk.end_shift(3)
    send(kiosk.batch())
    for level, dossiers in (("dissatisfied", 7), ("very_satisfied", 8)):
        first = kiosk.last + 1
        kiosk.close_ballot(opened, chung=level)
        kiosk.end_shift(dossiers)
        assert send(kiosk.batch(first)) == Acknowledged(kiosk.last, 3)
    first = kiosk.last + 1
    fresh = kiosk.open_ballot()
    kiosk.close_ballot(fresh, chung="satisfied")
    kiosk.close_ballot(fresh, chung="dissatisfied")
    send(kiosk.batch(first))
    assert sql("SELECT count(*) FROM ballots") == [(3,)]
    assert sql("SELECT dossiers FROM shifts") == [(3,)]
    assert recount(store).differences == ()


@pytest.mark.parametrize("change", [devices.revoke, lambda *whom: devices.enrol(*whom, training=False)])
def test_who_lost_its_token_after_it_proved_itself_adds_nothing(send, kiosk, store, sql, change):
    send(kiosk.batch(1, 3))
    with store.writing() as connection:
        change(connection, "quan-1")
    for batch in (kiosk.batch(4), kiosk.question(3), kiosk.copy().batch()):
        with pytest.raises(NotEnrolledError, match="quan-1 was revoked"):
            send(batch)
    assert sql("SELECT count(*) FROM entries") == [(3,)]


@on_postgresql
def test_the_usual_batch_goes_the_short_way_and_nothing_else_does(enrolled, kiosk, store):
    device = enrolled("quan-1")
    contact = devices.contact(kiosk.journal, {}, hour=1, clock_offset=0)

    def short(batch):
        return append(store, device, batch, contact, hour=1)

    assert not short(PaperKiosk(simulated=True).batch()), "not for a real device"
    assert not short(kiosk.continue_as(carry_after=1).batch()), "it goes on from another"
    assert short(kiosk.batch())
    assert not short(kiosk.batch(2)), "held already"
    twin = kiosk.copy()
    kiosk.vote(chung="satisfied")
    assert short(kiosk.batch(kiosk.last - 2))
    twin.vote(chung="satisfied")
    assert not short(twin.batch(twin.last - 2)), "a branch"
    kiosk.step_clock(days=1)
    assert not short(kiosk.batch(kiosk.last))


@on_postgresql
def test_kinds_that_went_since_are_named_again(enrolled, kiosk, store, sql):
    device = enrolled("quan-1")
    contact = devices.contact(kiosk.journal, {}, hour=1, clock_offset=0)
    assert append(store, device, kiosk.batch(), contact, hour=1)
    named = sql("SELECT * FROM kinds ORDER BY alike")
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM kinds")
    kiosk.vote(chung="satisfied")
    again = kiosk.batch(kiosk.last - 2)
    assert not append(store, device, again, contact, hour=1)
    assert sql("SELECT count(*) FROM entries") == [(kiosk.last - 3,)]
    assert append(store, device, again, contact, hour=1)
    assert sql("SELECT * FROM kinds ORDER BY alike") == named
    assert recount(store).differences == ()
