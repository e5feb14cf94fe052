"""The quick look at a whole journal says that it is sound where the careful one does, and nowhere else."""

import shutil
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.journal import JournalReader, JournalReadError
from kiosk.journal.chain import BEGINNING, chain
from kiosk.journal.connect import connect_reader
from kiosk.journal.newest import kept_after
from kiosk.journal.sound import head_if_sound
from kiosk.journal.sqlite_errors import SQLITE_ERRORS
from kiosk.journal.verify import verify
from tests.journal.kit import acknowledge, day, fast_folder, later, opened, raw, rows, tamper, verified

FLIPS = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=3)
WHERE_CLOSED = "WHERE kind = 'ballot_closed'"


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    path = tmp_path_factory.mktemp("long") / "journal.db"
    with opened(path) as journal:
        for number in range(4):
            journal.append(day(later(days=number), ballots=60))
    return path


@pytest.fixture
def path(long, tmp_path):
    return shutil.copy(long, tmp_path / "journal.db")


def carefully(path):
    with closing(connect_reader(path, text=bytes)) as connection:
        return verify(connection)


def with_another_index(path, name, old, new):
    """Build an index by another rule, and then say that it was built by its own."""
    with raw(path) as database:
        for former, latter in ((old, new), (new, old)):
            database.execute("PRAGMA writable_schema = ON")
            database.execute(
                "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = ?", (former, latter, name)
            )
            (version,) = database.execute("PRAGMA schema_version").fetchone()
            database.execute(f"PRAGMA schema_version = {version + 1}")
            database.execute("PRAGMA writable_schema = RESET")
            if latter == new:
                database.execute(f"REINDEX {name}")


def test_a_sound_journal_is_known_by_the_quick_look_alone(path):
    assert head_if_sound(path, BEGINNING) == carefully(path).head


def test_so_it_is_after_retention_and_with_what_an_administrator_added(path):
    with raw(path) as database:
        database.execute("ANALYZE")
        database.execute("CREATE TABLE mine (a TEXT UNIQUE)")
    acknowledge(path, 400)
    with opened(path, now=later(days=500)) as journal:
        assert journal.forget(days=400, today=later(days=402).date())
    with closing(connect_reader(path)) as connection:
        start = kept_after(connection)

    assert start.seq
    assert head_if_sound(path, start) == carefully(path).head


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("journal_closed_ballots", WHERE_CLOSED, f"{WHERE_CLOSED} AND seq > 9"),
        ("journal_closed_ballots", WHERE_CLOSED, f"{WHERE_CLOSED} OR kind = 'tap'"),
        ("journal_closed_ballots", "(at)", "(kind)"),
        ("journal_landmarks", "kind = 'shift_closed'", "kind = 'shift_close'"),
        ("journal_landmarks", "kind = 'note'", "kind = 'note' OR kind = 'tap'"),
        ("journal_landmarks", "(kind)", "(at)"),
    ],
)
def test_an_index_with_other_entries_than_its_rule_says_is_told(path, name, old, new):
    with_another_index(path, name, old, new)

    assert head_if_sound(path, BEGINNING) is None
    found = verified(path)
    assert (found.first_bad, found.damaged) == (None, True)
    assert name in found.faults[0]


def test_an_index_that_somebody_else_made_is_compared_too(path):
    with raw(path) as database:
        database.execute("CREATE INDEX mine ON journal (kind) WHERE kind = 'tap'")
    assert verified(path).sound

    with_another_index(path, "mine", "kind = 'tap'", "kind = 'no tap'")

    assert "mine" in verified(path).faults[0]


@pytest.mark.parametrize("line", ["{}", "no JSON", '{"kind":"start","at":5}', '{"kind":\x1f}', ""])
def test_a_line_is_judged_as_it_is_carefully_where_its_hashes_were_made_to_fit(path, line):
    *_, before, last = rows(path)
    tamper(
        path,
        (
            "UPDATE journal SET line = ?, hash = ? WHERE seq = ?",
            line,
            chain(before[2], line.encode()),
            last[0],
        ),
    )

    assert verified(path) == carefully(path)


@settings(max_examples=50, deadline=None)
@given(
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=3)
)
def test_whatever_is_flipped_both_looks_say_the_same(long, flips):
    with fast_folder() as folder:
        path = shutil.copy(long, folder / "journal.db")
        assert_alike(path, flips)


def assert_alike(path, flips):
    """Flip these bytes, and look in both ways."""
    content = bytearray(path.read_bytes())
    for place, mask in flips:
        content[int(place * len(content))] ^= mask
    path.write_bytes(content)
    try:
        expected = carefully(path)
    except SQLITE_ERRORS:
        with pytest.raises(JournalReadError), JournalReader(path) as reader:
            reader.verify()
        return
    try:
        assert verified(path) == expected
    except JournalReadError:
        assert not expected.sound
