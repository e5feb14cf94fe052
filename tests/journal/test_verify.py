"""Verification: an edit without new hashes is found, to the entry."""

import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.journal import JournalReader, JournalReadError
from kiosk.journal.chain import chain
from tests.journal.kit import day, fast_folder, later, opened, raw, rows, tamper, unguarded, verified

LAST = 15  # entry 1 and two days of one ballot


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    path = tmp_path_factory.mktemp("sound") / "journal.db"
    with opened(path) as journal:
        journal.append([*day(ballots=1), *day(later(days=1), ballots=1)])
        assert journal.head.seq == LAST
    return path


@pytest.fixture
def path(sound, tmp_path):
    return shutil.copy(sound, tmp_path / "journal.db")


def test_a_sound_journal_is_sound(path):
    found = verified(path)

    assert found.sound
    assert (found.entries, found.first_bad, found.acknowledged_through) == (LAST, None, 0)
    assert found.head == (LAST, rows(path)[-1][2])


@pytest.mark.parametrize("seq", [999, 1000, 1001, 2002])
def test_in_a_long_journal_an_edit_is_found_to_the_entry_too(tmp_path, seq):
    path = tmp_path / "journal.db"
    with opened(path) as journal:
        journal.append(day(ballots=500))
        assert journal.head.seq > 2002
    assert verified(path).sound

    tamper(path, ("UPDATE journal SET line = replace(line, '\"at\"', '\"At\"') WHERE seq = ?", seq))

    found = verified(path)
    assert (found.first_bad, found.entries) == (seq, seq - 1)


INSERTED = "INSERT INTO journal (seq, line, hash) SELECT ?, line, hash FROM journal WHERE seq = ?"
SWAPPED = (
    "UPDATE journal SET line = (SELECT line FROM journal AS other WHERE other.seq = ?1 + ?2 - journal.seq)"
    " WHERE seq IN (?1, ?2)"
)
BYTES = st.integers(1, 255)
SEQS = st.integers(1, LAST)
# Taking the newest entry away needs no new hash: only the watermark and the centre can tell that.
NOT_THE_NEWEST = st.integers(1, LAST - 1)

EDITS = st.one_of(
    st.tuples(st.just("line"), SEQS, st.integers(0, 10_000), BYTES),
    st.tuples(st.just("hash"), SEQS, st.integers(0, 31), BYTES),
    st.tuples(st.just("UPDATE journal SET line = line || ' ' WHERE seq = ?"), SEQS),
    st.tuples(st.just("UPDATE journal SET seq = seq + 1000 WHERE seq = ?"), SEQS),
    st.tuples(st.just("UPDATE journal SET seq = -seq WHERE seq = ?"), NOT_THE_NEWEST),
    st.tuples(st.just("DELETE FROM journal WHERE seq = ?"), NOT_THE_NEWEST),
    st.tuples(st.just(INSERTED), st.just(LAST + 1), SEQS),
    st.tuples(st.just(SWAPPED), NOT_THE_NEWEST, st.just(LAST)),
)


@settings(max_examples=60, deadline=None)
@given(edit=EDITS)
def test_any_edit_without_new_hashes_is_found_to_the_entry(sound, edit):
    what, seq, *_ = edit
    with fast_folder() as folder:
        path = shutil.copy(sound, folder / "journal.db")
        if what in ("line", "hash"):
            flip(path, *edit)
        else:
            tamper(path, edit)

        found = verified(path)

    assert found.first_bad == seq
    assert found.entries == seq - 1


def flip(path, column, seq, place, mask):
    """Change one byte of a line or a hash, whether it is text afterwards or not."""
    with raw(path) as database:
        triggers = unguarded(database)
        (value,) = database.execute(
            f"SELECT CAST({column} AS BLOB) FROM journal WHERE seq = ?", (seq,)
        ).fetchone()
        changed = bytearray(value)
        changed[place % len(changed)] ^= mask
        cast = "CAST(? AS TEXT)" if column == "line" else "?"
        database.execute(f"UPDATE journal SET {column} = {cast} WHERE seq = ?", (bytes(changed), seq))
        for trigger in triggers:
            database.execute(trigger)


def test_an_edit_with_its_own_new_hash_is_found_at_the_next_entry(path):
    found = rows(path)
    line = found[4][1].replace("tu-phap", "dia-chinh")
    tamper(
        path, ("UPDATE journal SET line = ?, hash = ? WHERE seq = 5", line, chain(found[3][2], line.encode()))
    )

    assert verified(path).first_bad == 6


def test_a_journal_that_ends_before_its_watermark_was_cut(path):
    tamper(path, ("UPDATE watermark SET through = 15",), ("DELETE FROM journal WHERE seq > 12",))

    found = verified(path)

    assert found.first_bad is None
    assert found.acknowledged_through == 15
    assert "cut" in found.faults[0]


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER journal_no_update",
        "DROP INDEX journal_closed_ballots",
        "DROP VIEW taps",
        "PRAGMA user_version = 0",
    ],
)
def test_rules_taken_away_are_told(path, statement):
    with raw(path) as database:
        database.execute(statement)

    found = verified(path)

    assert found.first_bad is None
    assert "changed" in found.faults[0]


def test_what_an_administrator_adds_is_no_fault(path):
    with raw(path) as database:
        database.execute("CREATE VIEW mine AS SELECT count(*) FROM taps")
        database.execute("ANALYZE")

    assert verified(path).sound


def test_an_edited_copy_of_entry_1_is_told(path):
    tamper(path, ("UPDATE keepsake SET line = replace(line, 'quay-1', 'quay-2')",))

    assert "Entry 1" in verified(path).faults[0]


def test_a_damaged_page_is_told_with_the_entry_it_takes_away(path):
    with raw(path) as database:
        (size,) = database.execute("PRAGMA page_size").fetchone()
        (root,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'journal'").fetchone()
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = bytes(size)
    path.write_bytes(content)

    found = verified(path)

    assert found.first_bad == 1
    assert "can't be read" in found.faults[0]


def test_an_index_that_hides_ballots_is_told(path):
    with raw(path) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'ballot_closed', 'nothing')"
            " WHERE name = 'journal_closed_ballots'"
        )
        (version,) = database.execute("PRAGMA schema_version").fetchone()
        database.execute(f"PRAGMA schema_version = {version + 1}")
    with raw(path) as database:
        database.execute("REINDEX")

    assert "journal_closed_ballots" in verified(path).faults[0]


def test_no_journal_is_one_sentence(tmp_path):
    with pytest.raises(JournalReadError, match="There is no journal"):
        JournalReader(tmp_path / "journal.db")


@pytest.mark.parametrize("content", [b"", b"not a database", bytes(5000), b"SQLite format 3\0" + bytes(200)])
def test_a_file_that_is_no_journal_is_one_sentence(tmp_path, content):
    path = tmp_path / "journal.db"
    path.write_bytes(content)

    with pytest.raises(JournalReadError):
        JournalReader(path)

    assert path.read_bytes() == content
