"""All that a journal tells of a period is what a plain recount of its lines tells, whatever happened."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.entries import BallotClosed, ClockStep, Mode, Outcome, line_of
from kiosk.domain.figures import DayCount, Dossiers, FlagCount, Head, HourCount, ReasonCount, Unit
from kiosk.journal import JournalReader, JournalReadError
from tests.journal.kit import (
    ASKED,
    AT,
    HANOI,
    ballot_closed,
    day,
    fast_folder,
    later,
    lines,
    opened,
    raw,
    rows,
    shift_closed,
    shown,
    start,
    tap,
)
from tests.journal.recount import Recount

TODAY = AT.date()
OTHER = replace(ASKED, criteria=ASKED.criteria[:1], levels=ASKED.levels[1:])
UNITS = ("tu-phap", "dia-chinh", "y-te")
FLAGS = ({"rule": "all_under_a_second", "version": 1}, {"rule": "outside_office_hours", "version": 2})


def figures(path, first=TODAY, last=TODAY, through=None):
    with JournalReader(path) as reader:
        return reader.figures(first, last, zone=HANOI.key, through=through)


def closing(
    answers, *, at=AT, unit="tu-phap", shift="1" * 16, reasons=(), flags=(), mode=Mode.OPEN, asked=ASKED
):
    return BallotClosed(
        at=at,
        ballot="b" * 16,
        shift=shift,
        department=unit,
        questionnaire=asked.version,
        mode=mode,
        outcome=Outcome.COMPLETED if answers else Outcome.ABANDONED,
        answers=answers,
        reasons=reasons,
        flags=flags,
    )


times = st.integers(-3 * 96, 3 * 96).map(lambda quarters: AT + timedelta(minutes=15 * quarters))
shifts = st.sampled_from(["1" * 16, "2" * 16, "3" * 16])
ballots = st.builds(
    closing,
    st.dictionaries(st.sampled_from(["thai-do", "chung"]), st.sampled_from(["very", "sat", "dis", "?"])),
    at=times,
    unit=st.sampled_from(UNITS),
    shift=shifts,
    reasons=st.lists(st.sampled_from(["cham-hen", "di-lai"]), max_size=2),
    flags=st.lists(st.sampled_from(FLAGS), max_size=2),
    mode=st.sampled_from(Mode),
    asked=st.sampled_from([ASKED, OTHER]),
)
events = st.one_of(
    ballots,
    ballots,
    st.builds(start, times),
    st.builds(ClockStep, at=times, seconds=st.sampled_from([-86_400, -7200, 7200, 3 * 86_400])),
    st.builds(shown, times, st.sampled_from([ASKED, OTHER])),
    st.builds(shift_closed, times, shifts, st.sampled_from(UNITS), st.one_of(st.none(), st.integers(0, 50))),
    st.builds(tap, at=times),
).map(line_of)
damage = st.sampled_from(['{"kind":"ballot_closed","at":"2026-11-20T08:15:00+07:00"}', "no json", "[1]"])
histories = st.lists(st.one_of(*[events] * 9, damage), max_size=40)


def told(found):
    """Figures by plain keys, as a recount has them."""
    return (
        {(g.department, g.questionnaire, g.invited, g.valid, tuple(sorted(g.answers.items()))): g.count
         for g in found.groups},
        {(one.day, one.unit): (one.ballots, one.answers, one.satisfied) for one in found.days},
        {(one.weekday, one.hour): (one.ballots, one.answers, one.satisfied) for one in found.hours},
        {(one.unit, one.questionnaire, one.reason): one.ballots for one in found.reasons},
        {(one.unit, one.rule, one.version): one.ballots for one in found.flags},
        {one.unit: [one.dossiers, one.known, one.unknown, one.rated] for one in found.dossiers},
        [one.version for one in found.questionnaires],
    )  # fmt: skip


def recounted(path, first, last, through):
    with raw(path) as database:
        read = database.execute("SELECT seq, line FROM journal WHERE seq <= ?", (through,)).fetchall()
    one = Recount(read, first, last)
    asked = [members["version"] for members in one.asked]
    return dict(one.groups), one.days, one.hours, dict(one.reasons), dict(one.flags), one.dossiers, asked


@settings(max_examples=60, deadline=None)
@given(history=histories, first=st.integers(-4, 4), length=st.integers(0, 4), share=st.floats(0, 1))
def test_any_history_is_counted_as_a_plain_recount_counts_it(history, first, length, share):
    first_day, last_day = later(first).date(), later(first + length).date()
    with fast_folder() as folder:
        path = folder / "journal.db"
        opened(path).close()
        write = "INSERT INTO journal (seq, line, hash) VALUES (?, ?, ?)"
        with raw(path) as database:
            database.execute("BEGIN")
            database.executemany(
                write, [(seq, line, bytes([seq]) * 32) for seq, line in enumerate(history, 2)]
            )
            database.execute("COMMIT")
        head = len(history) + 1
        through = round(share * len(history)) + 1

        now, then = figures(path, first_day, last_day), figures(path, first_day, last_day, through)

        assert told(now) == recounted(path, first_day, last_day, head)
        assert told(then) == recounted(path, first_day, last_day, through)
        assert (now.heads[0].seq, then.heads[0].seq) == (head, through)


def test_what_was_chosen_flagged_and_returned_stands_by_unit_day_and_hour(path, journal):
    journal.append([shown(), closing({"thai-do": "dis", "chung": "very"}, reasons=["cham-hen"])])
    journal.append([closing({"chung": "sat"}, at=later(minutes=60), flags=FLAGS[:1], shift="2" * 16)])
    journal.append([closing({}, mode=Mode.INVITED, flags=FLAGS), shift_closed(shift="1" * 16, dossiers=9)])

    found = figures(path)

    assert found.units == (Unit("tu-phap", "Tư pháp – Hộ tịch"), Unit("dia-chinh", "Địa chính"))
    assert found.reasons == (ReasonCount("tu-phap", ASKED.version, "cham-hen", 1),)
    assert found.flags == (FlagCount("tu-phap", "all_under_a_second", 1, 1),)
    assert found.days == (DayCount(TODAY, "tu-phap", ballots=2, answers=3, satisfied=2),)
    assert found.hours == (HourCount(4, 8, 1, 2, 1), HourCount(4, 9, 1, 1, 1))
    assert found.dossiers == (Dossiers("tu-phap", 9, known=1, unknown=0, rated=1),)
    assert not found.simulated


def test_figures_rest_on_one_head_and_can_be_had_as_of_an_earlier_one(path, journal):
    journal.append([shown(), *day(ballots=2)])
    before, head = figures(path), journal.head
    journal.append(day(ballots=3))
    journal.append([start(), ballot_closed(), ClockStep(at=AT, seconds=86_400)])

    assert before.heads == (Head(journal.identity.journal, head.seq, head.hash.hex()),)
    assert figures(path, through=head.seq) == before
    assert figures(path) != before


def test_an_entry_that_is_not_there_is_no_head(path, journal):
    with pytest.raises(JournalReadError, match="no entry 99"):
        figures(path, through=99)


def test_every_place_in_the_chain_was_the_head_once(path, journal):
    journal.append(day(ballots=2))

    with JournalReader(path) as reader:
        heads = list(reader.heads())

    assert heads == [(seq, digest) for seq, _, digest in reversed(rows(path))] + [(0, bytes(32))]
    assert len(heads) == len(lines(path)) + 1
