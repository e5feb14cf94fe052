"""What the centre does with batches, one rule a test; test_centre_histories.py mixes them."""

import pytest

from central import figures
from central.ingest import Acknowledged, NotAllowedError, NotHeld, take
from kiosk.domain.entries import Mode, entry_of, line_of
from kiosk.domain.tally import Period, tally_of
from tests.central.kit import DAY, NOW, PaperKiosk


@pytest.fixture
def kiosk():
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(chung="satisfied")
    kiosk.vote(chung="very_satisfied")
    return kiosk


def test_a_batch_is_acknowledged_through_its_last_entry_and_its_ballots_count(send, kiosk, counts):
    assert send(kiosk.batch()) == Acknowledged(kiosk.last, kiosk.last)
    assert counts() == 2


def test_lines_are_kept_verbatim_with_their_hashes(send, kiosk, sql):
    send(kiosk.batch(1, 5))
    send(kiosk.batch(6))
    kept = sql("SELECT seq, line FROM entries ORDER BY seq")
    assert kept == list(enumerate(kiosk.lines, start=1))
    hashes = [bytes(row[0]) for row in sql("SELECT hash FROM entries ORDER BY seq")]
    assert hashes == kiosk.hashes[1:]


def test_the_same_batch_again_changes_nothing(send, kiosk, counts, sql):
    send(kiosk.batch())
    before = sql("SELECT * FROM rollup")
    assert send(kiosk.batch()) == Acknowledged(kiosk.last, 0)
    assert sql("SELECT * FROM rollup") == before
    assert sql("SELECT * FROM findings") == []


def test_a_batch_that_overlaps_what_is_held_adds_the_rest(send, kiosk, counts, sql):
    send(kiosk.batch(1, 5))
    assert send(kiosk.batch(3)) == Acknowledged(kiosk.last, kiosk.last - 5)
    assert counts() == 2
    assert sql("SELECT * FROM findings") == []


def test_a_batch_after_a_hole_is_not_taken_and_the_answer_says_how_far_the_centre_knows(send, kiosk, sql):
    send(kiosk.batch(1, 4))
    assert send(kiosk.batch(7)) == NotHeld(4)
    assert sql("SELECT count(*) FROM entries") == [(4,)]


def test_an_unknown_journal_is_known_through_0_and_asking_leaves_no_trace(send, kiosk, sql):
    assert send(kiosk.batch(3)) == NotHeld(0)
    assert send(kiosk.question(5)) == NotHeld(0)
    assert sql("SELECT * FROM journals") == []


def test_an_empty_batch_asks_whether_an_entry_is_held(send, kiosk):
    send(kiosk.batch(1, 6))
    other = kiosk.copy()
    other.rewrite(6, kiosk.lines[7])
    assert send(kiosk.question(6)) == Acknowledged(6)
    assert send(kiosk.question(4)) == Acknowledged(4)
    assert send(kiosk.question(7)) == NotHeld(6)
    assert send(other.question(6)) == NotHeld(6)


def test_health_of_an_empty_batch_is_kept_with_the_hour_only(send, kiosk, sql):
    send(kiosk.batch(1, 0, health={"waiting": 3}))
    hour = int(NOW.timestamp()) // 3600
    assert sql("SELECT health, contact_hour FROM devices") == [('{"waiting": 3}', hour)]


def test_a_token_of_one_device_sends_nothing_for_another(send, store, enrolled, kiosk):
    with pytest.raises(NotAllowedError, match="belongs to quan-9, not to quan-1"):
        take(store, enrolled("quan-9"), kiosk.batch(), now=NOW)


def test_a_journal_belongs_to_the_device_that_first_sent_it(send, kiosk, counts):
    send(kiosk.batch(1, 3))
    thief = kiosk.copy()
    thief.device = "quan-2"
    with pytest.raises(NotAllowedError, match="belongs to another device"):
        send(thief.batch(4))
    with pytest.raises(NotAllowedError, match="belongs to another device"):
        send(thief.question(3))
    assert counts() == 0


def test_a_simulated_journal_needs_a_device_for_training_and_the_reverse(send, sql):
    with pytest.raises(NotAllowedError, match="not enrolled for training"):
        send(PaperKiosk("that", simulated=True).batch())
    with pytest.raises(NotAllowedError, match="enrolled for training"):
        send(PaperKiosk("dao-tao").batch(), training=True)
    assert sql("SELECT * FROM entries") == []
    assert sql("SELECT * FROM journals") == []


def test_real_and_simulated_figures_never_mix(send, kiosk, counts):
    trainee = PaperKiosk("dao-tao", simulated=True).start().ask()
    trainee.vote(chung="satisfied")
    send(trainee.batch(), training=True)
    assert counts() == 1, "a centre with simulated journals alone shows these"
    send(kiosk.batch())
    assert counts() == 2
    assert counts(simulated=False) == 2
    assert counts(simulated=True) == 1


def test_a_line_that_is_not_understood_is_kept_flagged_and_blocks_nothing(send, kiosk, counts, sql):
    odd = [
        "not json",
        "[1]",
        '{"id":"a"}',
        '{"id":"b","kind":"weather","at":"2026-11-20T08:15:00+07:00"}',
        line_of(kiosk.vote()).replace('"tu-phap"', '{"no":"text"}'),
        kiosk.lines[-1].replace('"tu-phap"', '"\\u0000"'),
        kiosk.lines[-1].replace('"tu-phap"', '"\\ud800"'),
        kiosk.lines[-1].replace(entry_of(kiosk.lines[-1]).id, "9" * 5000),
        '{"id":"c","kind":"clock_step","at":"2026-11-20T08:15:00+07:00","seconds":' + "9" * 30 + "}",
    ]
    first = kiosk.last + 1
    for line in odd:
        kiosk.write_line(line)
    kiosk.vote(chung="satisfied")
    assert send(kiosk.batch()) == Acknowledged(kiosk.last, kiosk.last)
    assert counts() == 3
    flagged = sql("SELECT seq FROM findings WHERE kind = 'odd' ORDER BY seq")
    assert flagged == [(seq,) for seq in range(first, first + len(odd))]


def test_a_restored_backup_branches_and_the_ballots_of_both_branches_count(send, kiosk, counts, sql):
    backup = kiosk.copy()
    kiosk.vote(chung="satisfied")
    kiosk.vote(chung="satisfied")
    send(kiosk.batch())
    backup.start()
    backup.vote(chung="dissatisfied")
    assert send(backup.batch(backup.last - 3)) == Acknowledged(backup.last, 4)
    assert counts() == 5
    fork = sql("SELECT seq, kind FROM findings")
    assert fork == [(backup.last - 4, "fork")]


def test_a_ballot_open_where_the_chain_branched_counts_by_its_first_closing(send, kiosk, counts, store):
    opened = kiosk.open_ballot()
    backup = kiosk.copy()
    kiosk.close_ballot(opened, chung="satisfied")
    backup.close_ballot(opened, chung="dissatisfied")
    send(kiosk.batch())
    send(backup.batch())
    assert counts() == 3
    total = tally_of(figures.of_period(store, Period(DAY, DAY, "Asia/Ho_Chi_Minh"))).total
    assert total.criteria[1].counts == {"very_satisfied": 1, "satisfied": 2, "dissatisfied": 0}


def test_a_rewritten_journal_does_not_count_again_and_is_an_alarm_with_its_evidence(send, kiosk, store, sql):
    send(kiosk.batch())
    forged = kiosk.copy()
    seq = next(n for n, line in enumerate(kiosk.lines, 1) if "ballot_closed" in line)
    forged.rewrite(seq, kiosk.lines[seq - 1].replace('"chung":"satisfied"', '"chung":"very_satisfied"'))
    forged.vote(chung="very_satisfied")
    assert send(forged.batch(seq, seq + 1)) == Acknowledged(seq + 1, 2)
    send(forged.batch(seq + 2))
    total = tally_of(figures.of_period(store, Period(DAY, DAY, "Asia/Ho_Chi_Minh"))).total
    assert total.collected == 3
    assert total.criteria[1].counts == {"very_satisfied": 2, "satisfied": 1, "dissatisfied": 0}
    assert sql("SELECT seq FROM findings WHERE kind = 'rewrite'") == [(seq,)]
    versions = {line for (line,) in sql(f"SELECT line FROM entries WHERE seq = {seq}")}
    assert versions == {kiosk.lines[seq - 1], forged.lines[seq - 1]}


def test_a_rewrite_that_inserts_entries_counts_only_what_is_new(send, kiosk, counts):
    send(kiosk.batch())
    forged = kiosk.copy()
    later = forged.lines[4:]
    del forged.lines[4:], forged.hashes[5:]
    for _ in range(3):
        forged.vote(chung="very_satisfied")
    for line in later:
        forged.write_line(line)
    for first in range(5, forged.last + 1, 3):
        send(forged.batch(first, first + 2))
    assert counts() == 5


def test_a_new_enrolment_carries_on_without_counting_twice(send, kiosk, counts):
    send(kiosk.batch(1, kiosk.last - 2))
    heir = kiosk.continue_as(carry_after=2)
    heir.start()
    heir.vote(chung="satisfied")
    send(heir.batch())
    assert counts() == 3
    send(kiosk.batch(kiosk.last - 1))
    assert counts() == 3


def test_a_new_enrolment_under_another_name_does_not_count_twice_either(send, kiosk, counts):
    heir = kiosk.continue_as("quan-2", carry_after=2)
    heir.vote(chung="satisfied")
    send(heir.batch())
    assert counts() == 3
    send(kiosk.batch())
    assert counts() == 3


def test_journals_that_turn_out_to_be_one_family_only_later_count_once(send, kiosk, counts):
    second = kiosk.continue_as(carry_after=0)
    third = second.continue_as(carry_after=second.last)
    for line in kiosk.lines:
        third.write_line(line)
    send(kiosk.batch())
    send(third.batch())
    assert counts() == 4, "nothing links the two yet"
    send(second.batch())
    assert counts() == 2


def test_what_retention_removed_before_it_arrived_is_a_marked_gap(send, kiosk, counts, sql):
    kiosk.kept_from = 5
    assert send(kiosk.batch(5)) == Acknowledged(kiosk.last, kiosk.last - 4)
    assert sql("SELECT seq, kind FROM findings") == [(4, "gap")]
    assert send(kiosk.question(4)) == Acknowledged(4)
    kiosk.vote(chung="satisfied")
    assert send(kiosk.batch(kiosk.last - 2)) == Acknowledged(kiosk.last, 3)
    assert counts() == 3


def test_a_gap_closes_when_its_entries_come_after_all(send, kiosk, counts, sql):
    late = kiosk.copy()
    kiosk.kept_from = 7
    send(kiosk.batch(7))
    send(late.batch())
    assert counts() == 2
    assert sql("SELECT * FROM gaps") == []
    assert sql("SELECT count(*) FROM entries") == [(kiosk.last,)]


def test_above_a_gap_nothing_is_held_for_a_copy_that_still_has_what_is_in_it(send, kiosk, sql):
    whole = kiosk.copy()
    kiosk.kept_from = 5
    send(kiosk.batch(5))
    assert send(whole.question(kiosk.last)) == NotHeld(kiosk.last)
    assert send(whole.question(2)) == NotHeld(kiosk.last)
    whole.kept_from = 3
    assert send(whole.batch(3)) == Acknowledged(whole.last, 2)
    assert send(whole.question(whole.last)) == Acknowledged(whole.last)
    assert sql("SELECT seq FROM gaps") == [(2,)]


def test_issued_and_valid_ballots_are_told_apart(send, store):
    kiosk = PaperKiosk().start().ask()
    kiosk.vote(mode=Mode.INVITED)
    kiosk.vote(mode=Mode.INVITED, chung="satisfied")
    kiosk.vote(mode=Mode.INVITED, flags=[{"rule": "burst", "version": 1}], chung="satisfied")
    send(kiosk.batch())
    total = tally_of(figures.of_period(store, Period(DAY, DAY, "Asia/Ho_Chi_Minh"))).total
    assert (total.issued, total.collected, total.valid) == (3, 2, 1)
