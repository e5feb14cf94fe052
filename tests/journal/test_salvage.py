"""Damage: the kiosk starts all the same, carries what the hashes vouch for, and says so."""

import pytest

from kiosk.domain.entries import Mode, Note, entry_of
from kiosk.journal import JournalReader, JournalSource, files
from tests.journal.kit import (
    AT,
    MORNING,
    assert_chain,
    copied,
    day,
    later,
    lines,
    opened,
    raw,
    rows,
    shown,
    tamper,
    tap,
    verified,
    whole_ballot,
)


@pytest.fixture
def path(crashed, tmp_path):
    return copied(crashed, tmp_path / "copy")


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
    with JournalReader(path) as reader:
        assert reader.kept_from_day() == later(days=1).date()


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


def test_a_damaged_hash_costs_no_line(path):
    """The line is what it was: the next entry vouches for it, even where reading goes range by range."""
    before = lines(path)
    for seq in (1, 30, len(before) - 1):
        tamper(path, ("UPDATE journal SET hash = randomblob(32) WHERE seq = ?", seq))
    files.ask_for_mending(path)
    tamper(path, ("DROP VIEW taps",))

    with opened(path):
        pass

    assert lines(path)[1 : len(before) + 1] == before
    assert note_of_salvage(path)["lost"] == 0


def test_a_damaged_line_between_two_others_costs_itself_alone(path):
    before = lines(path)
    tamper(path, ("UPDATE journal SET line = CAST(X'FF' AS TEXT) WHERE seq = 30",), ("DROP VIEW taps",))

    with opened(path):
        pass

    assert [line for line in lines(path) if line in before] == before[:29] + before[30:]


def test_nothing_is_missing_of_a_journal_that_never_forgot_anything(path):
    wipe(path, "gap")

    with opened(path):
        pass

    with JournalReader(path) as reader:
        assert reader.kept_from_day() is None


def test_a_start_stands_where_lines_are_missing(path):
    """Else a clock step would move what was written before a lost start."""
    before = lines(path)
    tamper(path, ("UPDATE journal SET line = line || ' ' WHERE seq = 30",), ("DROP VIEW taps",))

    with opened(path):
        pass

    after = [entry_of(line) for line in lines(path)]
    assert after[30].kind == "start"
    assert after[30].at == after[31].at
    assert lines(path)[31 : len(before)] == before[30:-1]


class TestAfterRetention:
    OLD = later(days=-500)

    @pytest.fixture
    def path(self, tmp_path):
        path = tmp_path / "journal.db"
        with opened(path, now=self.OLD) as journal:
            journal.append([shown(self.OLD)])
            for _ in range(30):
                journal.append(day(self.OLD, ballots=30))
            last = journal.head.seq
            journal.append(day())
            with JournalSource(path, step_minutes=15, now=lambda: MORNING) as source:
                source.acknowledge(last)
            assert journal.forget(days=400, today=AT.date()) == last
        with raw(path) as database:
            database.execute("VACUUM")
        return path

    def test_a_lost_place_costs_the_oldest_entry_alone(self, path):
        """Nothing is left that could vouch for it."""
        left = lines(path)
        wipe(path, "retention")

        with opened(path):
            pass

        assert lines(path)[3:-1] == left[1:]
        assert note_of_salvage(path)["lost"] == 1

    def test_where_nothing_tells_what_is_missing_reports_are_incomplete_through_the_oldest_day(self, path):
        wipe(path, "gap")

        with opened(path):
            pass

        with JournalReader(path) as reader:
            assert reader.kept_from_day() == later(days=1).date()

    def test_a_questionnaire_is_carried_where_its_version_vouches_for_it(self, path):
        with raw(path) as database:
            (kept,) = database.execute("SELECT line FROM keepsake WHERE seq > 1").fetchone()
        tamper(path, ("DROP VIEW taps",))

        with opened(path):
            pass

        assert kept in lines(path)

    @pytest.mark.parametrize(
        "edit", ["replace(line, 'Thái', char(7) || 'hái')", "replace(line, 'Thái', 'Thai')"]
    )
    def test_a_damaged_questionnaire_is_found_and_left(self, path, edit):
        tamper(path, (f"UPDATE keepsake SET line = {edit} WHERE seq > 1",))
        assert verified(path).faults == ("What was asked from entry 2 on is not what its version says.",)
        tamper(path, ("DROP VIEW taps",))

        with opened(path):
            pass

        assert not [line for line in lines(path) if '"questionnaire"' in line and '"levels"' in line]


def wipe(path, table):
    """Overwrite the page that a table begins on."""
    with raw(path) as database:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        (page,) = database.execute(query, (table,)).fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(content)
