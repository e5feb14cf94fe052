"""Damage: the kiosk starts all the same, carries what the hashes vouch for, and says so."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.domain.entries import Mode, Note, entry_of
from kiosk.journal import JournalReader, JournalSource, JournalWriteError, files
from kiosk.journal.chain import chain
from tests.journal.kit import (
    AT,
    MORNING,
    assert_chain,
    ballot_opened,
    day,
    fast_folder,
    later,
    opened,
    raw,
    rows,
    shift_opened,
    shown,
    tamper,
    tap,
    whole_ballot,
)

ACKNOWLEDGED = 80


@pytest.fixture(scope="module")
def crashed(tmp_path_factory):
    """A folder as a power cut leaves it: some entries in the file, the newest only in its WAL."""
    place = tmp_path_factory.mktemp("crashed")
    path = place / "owned" / "journal.db"
    with opened(path) as journal:
        for number in range(8):
            journal.append(day(later(days=number), ballots=3))
        journal.tidy()
        for number in range(8, 12):
            journal.append(day(later(days=number), ballots=2))
        journal.append([shown(), shift_opened(), ballot_opened(), tap()])
        with JournalSource(path, step_minutes=15, now=lambda: MORNING) as source:
            source.acknowledge(ACKNOWLEDGED)
        shutil.copytree(path.parent, place / "left")
    return place / "left" / "journal.db"


@pytest.fixture
def path(crashed, tmp_path):
    return copied(crashed, tmp_path / "copy")


def copied(path, folder):
    shutil.copytree(path.parent, folder)
    return folder / path.name


def lines(path):
    return [line for _, line, _ in rows(path)]


def note_of_salvage(path):
    [note] = [
        note for note in map(entry_of, lines(path)) if isinstance(note, Note) and note.about == "salvaged"
    ]
    return note.data


def test_an_undamaged_journal_left_by_a_power_cut_is_no_damage(path):
    before = lines(path)

    with opened(path) as journal:
        assert journal.faults == []
    assert lines(path) == before


class TestAnEditedLine:
    @pytest.fixture
    def path(self, path):
        last = rows(path)[-1][0]
        tamper(path, ("UPDATE journal SET line = replace(line, 'sat', 'very') WHERE seq = ?", last))
        return path

    def test_is_set_aside_and_everything_else_is_carried(self, path):
        before = rows(path)

        with opened(path) as journal:
            assert [fault.code for fault in journal.faults] == ["salvaged"]
            continues = journal.identity.continues

        after = lines(path)
        assert_chain(rows(path))
        assert after[1 : len(before)] == [line for _, line, _ in before[:-1]]
        assert entry_of(before[0][1]).journal == continues["journal"]
        assert (continues["through"], continues["hash"]) == (before[-2][0], before[-2][2].hex())
        assert note_of_salvage(path)["carried"] == len(before) - 1
        assert note_of_salvage(path)["lost"] == 1
        assert rows(files.beside(path, ".1-damaged")) == before

    def test_the_next_start_finds_a_sound_journal(self, path):
        with opened(path) as journal:
            identity = journal.identity

        with opened(path) as journal:
            assert journal.identity == identity
            journal.append([tap()])
        with JournalReader(path) as reader:
            assert reader.verify().sound
            assert [fault.code for fault in reader.faults(AT.date(), ())] == ["salvaged"]
            assert reader.faults(later(days=60).date(), ()) == []


def test_the_next_line_to_ship_is_looked_at_too(path):
    """Else shipping would stand still before it for ever."""
    tamper(path, ("UPDATE journal SET line = line || ' ' WHERE seq = 81",))

    with opened(path) as journal:
        assert [fault.code for fault in journal.faults] == ["salvaged"]


def test_an_old_edit_leaves_the_journal_as_it_is(path):
    """It is evidence: verify names it, the centre holds the true line."""
    tamper(path, ("UPDATE journal SET line = line || ' ' WHERE seq = 5",))
    before = rows(path)

    with opened(path) as journal:
        assert journal.faults == []

    assert rows(path) == before


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER journal_no_update",
        "DROP VIEW taps",
        "DROP TABLE machine",
        "DROP INDEX journal_landmarks",
    ],
)
def test_a_file_whose_rules_were_changed_is_carried_into_one_that_has_them(path, statement):
    before = lines(path)
    with raw(path) as database:
        database.execute(statement)

    with opened(path) as journal:
        assert [fault.code for fault in journal.faults] == ["salvaged"]

    assert lines(path)[1 : len(before) + 1] == before
    assert note_of_salvage(path)["lost"] == 0


def test_a_ballot_whose_closing_was_lost_counts_all_the_same(path):
    with opened(path) as journal:
        journal.append(whole_ballot(7, mode=Mode.INVITED))
        journal.append(day(later(days=20)))
        closing = journal.head.seq - len(day())
    tamper(path, ("UPDATE journal SET line = line || ' ' WHERE seq = ?", closing))
    tamper(path, ("DROP VIEW taps",))

    with opened(path):
        pass

    closings = [entry for entry in map(entry_of, lines(path)) if entry.kind == "ballot_closed"]
    [again] = [one for one in closings if one.ballot == f"{7:016x}"]
    assert again.answers == {"thai-do": "sat", "chung": "sat"}
    assert (again.outcome, again.mode, again.at) == ("interrupted", "invited", AT)
    assert note_of_salvage(path)["closed"] == 2  # the one that the power cut left open, too


def test_without_entry_1_nobody_knows_whose_lines_they_are_and_none_is_believed(path):
    tamper(
        path,
        ("UPDATE journal SET line = '{}' WHERE seq = 1",),
        ("UPDATE keepsake SET line = '{}' WHERE seq = 1",),
    )

    with opened(path) as journal:
        assert journal.identity.continues is None
        assert journal.head.seq == 2
    assert note_of_salvage(path)["carried"] == 0


def test_a_damaged_journal_of_simulated_ballots_stays_away_from_the_real_kiosk(tmp_path):
    path = tmp_path / "journal.db"
    opened(path, simulated=True).close()
    tamper(path, ("DROP VIEW taps",))

    with pytest.raises(Exception, match="--training"):
        opened(path)

    assert not files.beside(path, ".1-damaged").exists()


def test_damage_met_while_running_is_mended_at_the_next_start(path):
    """A page in the middle: no start looks at it, but a reader met it."""
    zero_page_of(path, seq=18)
    with opened(path) as journal:
        assert journal.faults == []
    with JournalReader(path) as reader, pytest.raises(Exception, match="start the kiosk again"):
        list(reader.entries())

    with opened(path) as journal:
        assert [fault.code for fault in journal.faults] == ["salvaged"]
    assert verified(path).sound
    assert not files.mending_is_asked(path)


def test_a_false_alarm_mends_nothing(path):
    before = lines(path)
    files.ask_for_mending(path)

    with opened(path) as journal:
        assert journal.faults == []

    assert lines(path) == before
    assert not files.mending_is_asked(path)


def zero_page_of(path, seq):
    """Wipe the leaf page that holds an entry, in a file without a WAL."""
    opened(path).close()
    (line,) = [line for number, line, _ in rows(path) if number == seq]
    content = bytearray(path.read_bytes())
    page = content.index(line.encode()) // 4096
    content[page * 4096 : (page + 1) * 4096] = bytes(4096)
    path.write_bytes(content)


# Any damage at all.

FLIPS = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=12)
PART = st.sampled_from(["", "-wal", "-shm"])
DAMAGE = st.one_of(
    st.tuples(st.just("flipped"), PART, FLIPS),
    st.tuples(st.just("wiped"), PART, st.floats(0, 1, exclude_max=True)),
    st.tuples(st.just("cut"), PART, st.floats(0, 1)),
    st.tuples(st.just("header"), st.just(""), st.integers(0, 99), st.integers(1, 255)),
    st.tuples(st.just("removed"), st.sampled_from(["-wal", "-shm"])),
    st.tuples(st.just("replaced"), PART, st.binary(max_size=200).map(lambda data: data + b"\0")),
)


def damaged(file, damage):
    what, _, *how = damage
    content = bytearray(file.read_bytes())
    if what == "flipped":
        for place, mask in how[0]:
            content[int(place * len(content))] ^= mask
    elif what == "header":
        content[how[0] % len(content)] ^= how[1]
    elif what == "wiped":
        page = int(how[0] * len(content)) // 4096 * 4096
        content[page : page + 4096] = bytes(4096)
    elif what == "cut":
        del content[int(how[0] * len(content)) :]
    elif what == "replaced":
        content = how[0]
    file.write_bytes(content)
    if what == "removed":
        file.unlink()


@settings(max_examples=60, deadline=None)
@given(damages=st.lists(DAMAGE, min_size=1, max_size=3))
def test_whatever_was_damaged_the_kiosk_starts_and_carries_what_is_vouched_for(crashed, damages):
    with fast_folder() as folder:
        path = copied(crashed, folder / "copy")
        original = lines(copied(crashed, folder / "original"))
        for damage in damages:
            file = files.beside(path, damage[1])
            if file.exists() and file.stat().st_size:
                damaged(file, damage)
        vouched = vouched_for(copied(path, folder / "witness"))

        taken_up(path)

        found = verified(path)
        if found.damaged:  # where no start looks; the next one does
            opened(path).close()
            found = verified(path)
        after = lines(path)
    # What looks like an edit in the old, acknowledged part stays where it is, as evidence.
    assert found.sound or (found.first_bad and found.first_bad <= ACKNOWLEDGED and not found.damaged)
    assert_only_added(original, after)
    whose = entry_of(after[0])
    assert set(vouched) <= set(after) or (whose.continues is None and after[0] not in vouched)


def verified(path):
    with JournalReader(path) as reader:
        return reader.verify()


def taken_up(path):
    """Starts, and a restart where the first tap meets the damage."""
    for _ in range(2):
        with opened(path) as journal:
            try:
                journal.append([tap()])
            except JournalWriteError:
                continue
            return
    pytest.fail("the kiosk does not come back into service")


def vouched_for(path):
    """What plain sqlite3 reads row by row and the hashes vouch for."""
    found = {0: (b"", bytes(32))}
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        database.text_factory = bytes
        for seq in range(1, 400):
            try:
                row = database.execute("SELECT line, hash FROM journal WHERE seq = ?", (seq,)).fetchone()
            except (sqlite3.Error, UnicodeError):
                continue
            if row:
                found[seq] = row
    return [
        line.decode()
        for seq, (line, digest) in found.items()
        if seq and seq - 1 in found and isinstance(line, bytes) and chain(found[seq - 1][1], line) == digest
    ]


def assert_only_added(original, after):
    """Every line is one of the original's, in its order, or the journal's own about the damage."""
    own = {"journal_opened", "note", "ballot_closed", "tap"}
    position = 0
    for line in after:
        if line in original[position:]:
            position = original.index(line, position) + 1
        else:
            assert line not in original
            assert entry_of(line).kind in own
