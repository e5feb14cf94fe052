"""Simulated days: the published table comes out exactly, and what is missing is named."""

import json
from collections import Counter
from datetime import date

import pytest

from kiosk.domain.desk import Desk
from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.entries import Mode, Outcome
from kiosk.simulate import (
    SimulationError,
    VirtualClock,
    random_ballots,
    read_table,
    simulate,
    table_ballots,
)
from tests.domain.desk_kit import ASKED, HANOI, MemoryCommitter, Pins

DAY = date(2024, 3, 15)


def simulated(ballots, journal=None):
    clock, journal = VirtualClock(DAY, HANOI), journal or MemoryCommitter()
    settings = DeskSettings(mode=Mode.INVITED)
    simulate(Desk(ASKED, settings, clock=clock, committer=journal, pins=Pins()), clock, ballots)
    return journal


def table(tmp_path, *rows):
    path = tmp_path / "table.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


def test_the_counts_of_a_table_come_out_exactly(tmp_path):
    path = table(
        tmp_path,
        {"department": "tu-phap", "criterion": "Thời gian", "very": 20, "sat": 5, "dis": 1},
        {"department": "Tư pháp – Hộ tịch", "criterion": "chung", "very": 3, "sat": 4, "dis": 0},
        {"department": "dia-chinh", "criterion": "thai-do", "very": 2},
    )
    closings = simulated(table_ballots(read_table(path, ASKED))).of("ballot_closed")
    counts = Counter((c.department, code, level) for c in closings for code, level in c.answers.items())
    assert counts == {
        ("tu-phap", "thoi-gian", "very"): 20,
        ("tu-phap", "thoi-gian", "sat"): 5,
        ("tu-phap", "thoi-gian", "dis"): 1,
        ("tu-phap", "chung", "very"): 3,
        ("tu-phap", "chung", "sat"): 4,
        ("dia-chinh", "thai-do", "very"): 2,
    }
    assert Counter(c.department for c in closings) == {"tu-phap": 26, "dia-chinh": 2}


def test_simulated_ballots_are_invited_complete_and_unflagged():
    journal = simulated(random_ballots(ASKED, 40, seed=7))
    closings = journal.of("ballot_closed")
    assert len(closings) == 40
    assert {(c.mode, c.outcome, len(c.flags)) for c in closings} == {(Mode.INVITED, Outcome.COMPLETED, 0)}
    assert len(journal.of("shift_opened")) == len(journal.of("shift_closed"))


def test_full_office_hours_wrap_to_the_same_day():
    journal = simulated(random_ballots(ASKED, 900, seed=1))
    assert {entry.at.date() for entry in journal.entries} == {DAY}
    assert not journal.of("clock_step")


def test_one_seed_gives_one_day():
    assert list(random_ballots(ASKED, 9, seed=3)) == list(random_ballots(ASKED, 9, seed=3))
    assert list(random_ballots(ASKED, 9, seed=3)) != list(random_ballots(ASKED, 9, seed=4))


def test_a_journal_that_refuses_ends_the_simulation_with_a_sentence():
    journal = MemoryCommitter()
    journal.refusing = True
    with pytest.raises(SimulationError, match="refused a commit"):
        simulated(random_ballots(ASKED, 1, seed=1), journal)


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ({"department": "hai-quan", "criterion": "chung"}, "hai-quan"),
        ({"department": "tu-phap", "criterion": "gia-ca"}, "gia-ca"),
        ({"department": "tu-phap", "criterion": "chung", "so-so": 3}, "so-so"),
        ({"department": "tu-phap", "criterion": "chung", "very": -1}, "very"),
        ({"department": "tu-phap", "criterion": "chung", "very": True}, "very"),
        ({"criterion": "chung"}, "department"),
    ],
)
def test_what_the_configuration_lacks_is_named_with_its_row(tmp_path, row, named):
    path = table(tmp_path, {"department": "tu-phap", "criterion": "thai-do", "very": 1}, row)
    with pytest.raises(SimulationError, match=rf"row 2.*{named}"):
        read_table(path, ASKED)


@pytest.mark.parametrize("content", ["[]", "{}", "not json", "[1]", b"\xff\xfe"])
def test_a_file_that_is_no_table_is_one_sentence(tmp_path, content):
    path = tmp_path / "table.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(SimulationError, match=r"table\.json"):
        read_table(path, ASKED)


def test_a_row_that_stands_twice_is_refused(tmp_path):
    row = {"department": "tu-phap", "criterion": "thai-do", "very": 1}
    with pytest.raises(SimulationError, match="twice"):
        read_table(table(tmp_path, row, row), ASKED)


def test_a_missing_file_is_one_sentence(tmp_path):
    with pytest.raises(SimulationError, match="check the path"):
        read_table(tmp_path / "none.json", ASKED)
