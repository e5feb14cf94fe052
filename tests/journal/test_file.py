"""The file as an administrator with a database browser finds it."""

import json
import sqlite3
import stat

import pytest

from kiosk.domain.entries import Note, line_of
from kiosk.journal import JournalWriteError
from tests.journal.kit import (
    AT,
    assert_chain,
    ballot_closed,
    ballot_opened,
    day,
    opened,
    raw,
    rows,
    shift_opened,
    tap,
)


def test_a_new_journal_says_in_entry_1_whose_it_is(path, journal):
    [(seq, line, _)] = rows(path)

    said = json.loads(line)
    assert seq == 1
    assert (said["kind"], said["device"], said["simulated"]) == ("journal_opened", "quay-1", False)
    assert said["continues"] is None
    assert said["at"] == "2026-11-20T08:15:00+07:00"
    assert journal.identity.journal == said["journal"]


def test_two_journals_never_have_one_id(tmp_path):
    with opened(tmp_path / "a.db") as one, opened(tmp_path / "b.db") as other:
        assert one.identity.journal != other.identity.journal


def test_lines_are_kept_to_the_byte_and_chained(path, journal):
    entries = [shift_opened(), ballot_opened(), tap(), Note(at=AT, about="ghi-chú", data={"dấu": "ẵ"})]

    last = journal.append(entries)

    found = rows(path)
    assert [line for _, line, _ in found[1:]] == [line_of(entry) for entry in entries]
    assert_chain(found)
    assert last == 5
    assert journal.head == (5, found[-1][2])


def test_nothing_appended_changes_nothing(path, journal):
    assert journal.append([]) == 1
    assert len(rows(path)) == 1


def test_an_entry_is_durable_when_append_returns(path, journal):
    with raw(path) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert journal._connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2  # FULL


def test_a_line_of_more_than_16_kib_is_refused_and_the_journal_goes_on(path, journal):
    with pytest.raises(JournalWriteError, match="16384 are allowed: shorten"):
        journal.append([tap(), Note(at=AT, about="long", data={"text": "ẵ" * 6000})])

    assert journal.append([tap()]) == 2
    assert_chain(rows(path))


def test_the_view_of_taps_names_what_was_touched(path, journal):
    journal.append([ballot_opened(), tap("very", "thai-do"), tap("dis", "thai-do")])

    with raw(path) as database:
        found = database.execute("SELECT department, criterion, level, at, ballot FROM taps").fetchall()
    at = "2026-11-20T08:15:00+07:00"
    assert found == [
        ("tu-phap", "thai-do", "very", at, "b" * 16),
        ("tu-phap", "thai-do", "dis", at, "b" * 16),
    ]


def test_the_view_of_ballots_shows_each_closed_one(path, journal):
    flagged = ballot_closed({"chung": "dis"}, ballot="c" * 16, flags=[{"rule": "fast", "version": 1}])
    journal.append([ballot_closed(), flagged, ballot_closed({}, ballot="d" * 16)])

    with raw(path) as database:
        found = database.execute(
            "SELECT department, outcome, collected, valid, answers FROM ballots"
        ).fetchall()
    assert found == [
        ("tu-phap", "completed", 1, 1, '{"thai-do":"sat"}'),
        ("tu-phap", "completed", 1, 0, '{"chung":"dis"}'),
        ("tu-phap", "abandoned", 0, 0, "{}"),
    ]


REFUSED = {
    "an entry is changed": "UPDATE journal SET line = '{}' WHERE seq = 2",
    "a hash is changed": "UPDATE journal SET hash = zeroblob(32) WHERE seq = 2",
    "a number is changed": "UPDATE journal SET seq = 9 WHERE seq = 2",
    "the newest is deleted": "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
    "everything is deleted": "DELETE FROM journal",
    "an entry is replaced": "INSERT OR REPLACE INTO journal (seq, line, hash) VALUES (2, '{}', zeroblob(32))",
    "the newest is replaced": "REPLACE INTO journal (seq, line, hash)"
    " SELECT max(seq), '{}', zeroblob(32) FROM journal",
    "a number is left out": "INSERT INTO journal (seq, line, hash) VALUES (99, '{}', zeroblob(32))",
    "a number is not given": "INSERT INTO journal (line, hash) VALUES ('{}', zeroblob(32))",
    "the watermark goes beyond": "UPDATE watermark SET through = 1000",
    "the watermark is negative": "UPDATE watermark SET through = -1",
    "the watermark is doubled": "INSERT INTO watermark DEFAULT VALUES",
    "the watermark is replaced": "REPLACE INTO watermark VALUES (1, 1000)",
    "the watermark is deleted": "DELETE FROM watermark",
    "retention is pretended": "UPDATE retention SET through = 3",
    "retention is deleted": "DELETE FROM retention",
    "entry 1's copy is changed": "UPDATE keepsake SET line = '{}'",
    "entry 1's copy is deleted": "DELETE FROM keepsake",
    "a copy is invented": "INSERT INTO keepsake VALUES (2, '{}', zeroblob(32))",
}


@pytest.mark.parametrize("statement", REFUSED.values(), ids=REFUSED)
def test_the_file_itself_refuses_that(path, journal, statement):
    journal.append(day())
    before = rows(path)

    with raw(path) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute(statement)

    assert rows(path) == before


def test_a_hash_of_another_length_is_refused(path, journal):
    with raw(path) as database, pytest.raises(sqlite3.IntegrityError):
        database.execute("INSERT INTO journal (seq, line, hash) VALUES (2, '{}', x'00')")


def test_one_damaged_line_breaks_no_view_and_no_index(path, journal):
    with raw(path) as database:
        insert = "INSERT INTO journal (seq, line, hash) VALUES (?, ?, zeroblob(32))"
        for number, line in enumerate(
            ("no json", "[]", '"', '{"kind":{"a":1}}', '{"kind":7,"at":null}', ""), 2
        ):
            database.execute(insert, (number, line))
        assert database.execute("SELECT count(*) FROM taps").fetchone() == (0,)
        assert database.execute("SELECT kind FROM journal WHERE seq > 1").fetchall() == [
            (None,),
            (None,),
            (None,),
            ('{"a":1}',),
            ("7",),
            (None,),
        ]


def test_only_the_kiosks_account_may_read_it(path, journal):
    journal.append(day())

    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert {"journal.db", "journal.db-wal", "journal.db-shm", "journal.db.lock"} <= set(modes)
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
