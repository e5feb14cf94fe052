"""What a tap, a start, a report or a batch costs does not grow with the journal, but for what is asked."""

import pytest

from kiosk.journal import JournalReader, JournalSource, connect
from kiosk.journal.schema import NEWEST
from tests.journal.kit import AT, HERE, MORNING, day, dossiers_noted, later, opened, raw, shift_opened, tap

TODAY = AT.date()


@pytest.fixture
def statements(monkeypatch):
    """Every statement that the product's own connections run, with its values."""
    seen = []
    connected = connect._opened

    def traced(path, mode, text):
        connection = connected(path, mode, text)
        connection.set_trace_callback(seen.append)
        return connection

    monkeypatch.setattr(connect, "_opened", traced)
    return seen


def plans(path, statements):
    """How SQLite finds the rows of each look at the journal."""
    with raw(path) as database:
        return {
            statement: " ".join(step for *_, step in database.execute(f"EXPLAIN QUERY PLAN {statement}"))
            for statement in statements
            if statement.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")) and "journal" in statement
        }


def assert_no_scan(path, statements):
    found = plans(path, statements)
    assert found
    assert [statement for statement, plan in found.items() if "SCAN journal" in plan] == []


@pytest.fixture
def long(path):
    with opened(path) as journal:
        for number in range(5):
            journal.append(day(later(days=number)))
    return path


def test_a_start(long, statements):
    with opened(long) as journal:
        journal.append([shift_opened(), dossiers_noted(3)])
        journal.open_work()

    assert_no_scan(long, statements)


def test_a_tap(long, statements):
    with opened(long) as journal:
        del statements[:]
        journal.append([tap()])

    # One statement; that it runs a trigger shows as the statement once more.
    assert {one.split("(")[0].strip() for one in statements} == {"INSERT INTO journal"}
    assert_no_scan(long, [*statements, f"SELECT {NEWEST}"])


def test_a_report(long, statements):
    with JournalReader(long) as reader:
        reader.ballot_groups(TODAY, TODAY)
        reader.questionnaires(TODAY, TODAY)
        reader.figures(TODAY, TODAY, zone="Asia/Ho_Chi_Minh")
        reader.kept_from_day()
        reader.faults(TODAY, HERE)

    assert_no_scan(long, statements)


def test_a_batch(long, statements):
    with JournalSource(long, step_minutes=15, now=lambda: MORNING, parts=HERE) as source:
        source.lines(source.acknowledged_through(), 10)
        source.hash_at(source.last())
        source.finished_through()
        source.health()
        source.acknowledge(10)
        source.rewind(5)

    assert_no_scan(long, statements)


def test_retention(long, statements):
    with opened(long) as journal:
        journal.forget(days=400, today=TODAY)

    assert_no_scan(long, statements)


def test_the_witness_would_notice(long, statements):
    with JournalReader(long) as reader:
        list(reader._connection.exec_driver_sql("SELECT seq FROM journal WHERE at = 'x'"))

    with pytest.raises(AssertionError):
        assert_no_scan(long, statements)
