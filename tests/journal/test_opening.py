"""What a start finds, makes, refuses or continues."""

from datetime import timedelta

import pytest

from kiosk.domain.entries import Note
from kiosk.journal import JournalRefusedError, build, files, schema, strangers
from tests.journal.kit import (
    AT,
    MORNING,
    acknowledge,
    assert_chain,
    ballot_opened,
    copied,
    day,
    dossiers_noted,
    lines,
    names_beside,
    opened,
    raw,
    rows,
    shift_closed,
    shift_opened,
    shown,
    start,
    tamper,
    tap,
)


def test_a_journal_opens_again_where_it_was(path):
    with opened(path) as journal:
        journal.append(day())
        identity, head = journal.identity, journal.head

    with opened(path, now=MORNING + timedelta(days=1)) as journal:
        assert (journal.identity, journal.head) == (identity, head)
        assert journal.faults == []
        journal.append([tap()])

    assert_chain(rows(path))


def test_nothing_lies_beside_a_closed_journal_but_its_lock(path):
    with opened(path) as journal:
        journal.append(day())

    assert names_beside(path) == ["", ".lock"]


def test_a_second_owner_is_refused_in_one_sentence(path, journal):
    with pytest.raises(JournalRefusedError, match="Another kiosk already runs on") as refusal:
        opened(path)

    assert "\n" not in str(refusal.value)
    journal.append([tap()])


def test_a_folder_that_cannot_be_made_is_named(path):
    path.parent.touch()

    with pytest.raises(JournalRefusedError, match="nhật ký"):
        opened(path)


def test_the_real_kiosk_refuses_simulated_ballots_and_touches_nothing(path):
    opened(path, simulated=True).close()
    before = path.read_bytes()

    with pytest.raises(JournalRefusedError, match="--training"):
        opened(path)

    assert path.read_bytes() == before
    opened(path, simulated=True).close()


def test_simulated_citizens_are_refused_by_a_real_journal(path):
    opened(path).close()

    with pytest.raises(JournalRefusedError, match="real ballots"):
        opened(path, simulated=True)


def test_another_programs_database_is_refused_and_untouched(path):
    path.parent.mkdir()
    with raw(path) as database:
        database.execute("CREATE TABLE journal (amount)")
    before = path.read_bytes()

    with pytest.raises(JournalRefusedError, match="another program"):
        opened(path)

    assert path.read_bytes() == before


def test_a_text_file_is_refused_and_untouched(path):
    path.parent.mkdir()
    path.write_text("[journal]\npath = 'config.toml'\n")

    with pytest.raises(JournalRefusedError, match="no journal"):
        opened(path)

    assert path.read_text().startswith("[journal]")


@pytest.mark.parametrize(
    "content", [bytes(range(255, -1, -1)) * 40, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"PK\3\4" + bytes(5000)]
)
def test_a_file_in_which_nothing_is_a_journals_is_refused_and_untouched(path, content):
    """Such as a photo that somebody named."""
    path.parent.mkdir()
    path.write_bytes(content)

    with pytest.raises(JournalRefusedError, match="no journal"):
        opened(path)

    assert path.read_bytes() == content


def a_photo(path):
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 500)


def a_text(path):
    path.write_text("[journal]\npath = 'config.toml'\n")


def another_programs_database(path):
    with raw(path) as database:
        database.execute("CREATE TABLE accounts (amount)")


@pytest.mark.parametrize("put", [a_photo, a_text, another_programs_database])
def test_where_a_kiosk_has_run_what_was_put_in_the_journals_place_is_set_aside(path, put):
    opened(path).close()
    path.unlink()
    put(path)
    content = path.read_bytes()

    with opened(path) as journal:
        assert [fault.code for fault in journal.faults] == ["salvaged"]
        journal.append([tap()])
    assert files.beside(path, ".1-damaged").read_bytes() == content


@pytest.mark.parametrize("put", [a_photo, a_text, another_programs_database])
def test_a_file_that_was_named_by_mistake_is_refused_however_often_one_starts(path, put):
    path.parent.mkdir()
    put(path)
    content = path.read_bytes()

    for _ in range(3):
        with pytest.raises(JournalRefusedError):
            opened(path)
    assert path.read_bytes() == content
    assert names_beside(path) == [""]


@pytest.mark.parametrize("wiped", [100, 4096, 1_000_000])
def test_a_journal_whose_beginning_is_gone_is_damaged(path, wiped):
    opened(path).close()
    content = path.read_bytes()
    path.write_bytes(bytes(min(wiped, len(content))) + content[wiped:])

    with opened(path) as journal:
        assert [fault.code for fault in journal.faults] == ["salvaged"]


def test_a_newer_versions_journal_is_refused_and_untouched(path):
    opened(path).close()
    with raw(path) as database:
        database.execute("INSERT INTO migration VALUES ('0002 something new')")
        database.execute("PRAGMA user_version = 2")
    before = path.read_bytes()

    with pytest.raises(JournalRefusedError, match="newer version"):
        opened(path)

    assert path.read_bytes() == before


@pytest.mark.parametrize("through", [0, 5, 9])
def test_the_watermark_stays_through_a_restart(path, through):
    with opened(path) as journal:
        journal.append(day())
    acknowledge(path, through)

    with opened(path):
        assert raw_watermark(path) == through


def raw_watermark(path):
    with raw(path) as database:
        return database.execute("SELECT through FROM watermark").fetchone()[0]


def test_a_journal_cut_before_its_watermark_says_so_and_ships_what_comes(path):
    with opened(path) as journal:
        journal.append(day(ballots=2))
    acknowledge(path, 8)
    tamper(path, ("DELETE FROM journal WHERE seq > 5",))

    with opened(path) as journal:
        assert [fault.code for fault in journal.faults] == ["journal_cut"]
        assert journal.head.seq == 6  # the note
    assert raw_watermark(path) == 5
    assert '"acknowledged":8' in lines(path)[-1]
    with opened(path, now=MORNING + timedelta(days=31)) as journal:
        assert journal.faults == []  # told for a month
        assert journal.head.seq == 6


class TestWhatACrashLeftOpen:
    def test_nothing_in_a_new_journal(self, journal):
        work = journal.open_work()
        assert (work.shift, work.ballot, list(work.taps), work.questionnaire) == (None, None, [], None)

    def test_the_shift_the_ballot_and_its_taps(self, journal):
        shift, ballot, taps = shift_opened(), ballot_opened(), [tap("sat"), tap("dis")]
        journal.append([start(), shown(), *day(), shift, *day()[2:6], ballot, *taps])

        work = journal.open_work()

        assert (work.shift, work.ballot, list(work.taps)) == (shift, ballot, taps)
        assert work.questionnaire == shown().questionnaire.version
        assert work.last_department == "tu-phap"

    def test_the_dossiers_noted_last_for_the_open_shift(self, journal):
        journal.append([shift_opened(shift="4" * 16), dossiers_noted(7, shift="4" * 16)])
        journal.append([shift_closed(shift="4" * 16), shift_opened()])
        assert journal.open_work().dossiers is None

        notes = [dossiers_noted(12), dossiers_noted(9), Note(at=AT, about="write_refused")]
        journal.append([*notes, dossiers_noted(40, shift="4" * 16)])
        assert journal.open_work().dossiers == 9

        journal.append([dossiers_noted(None)])
        assert journal.open_work().dossiers is None

    def test_a_closed_shift_is_not_open(self, journal):
        journal.append(day())

        work = journal.open_work()

        assert (work.shift, work.ballot) == (None, None)
        assert work.last_department == "tu-phap"


def test_a_schema_of_an_older_version_is_brought_up_to_date(path, monkeypatch):
    with opened(path) as journal:
        journal.append(day())
    before = lines(path)
    shifts = "CREATE VIEW shifts AS SELECT at FROM journal WHERE kind = 'shift_opened'"
    more = (*schema.MIGRATIONS, ("0002 a view", (shifts,)))
    for module in (schema, strangers, build):
        monkeypatch.setattr(module, "MIGRATIONS", more)

    with opened(path), raw(path) as database:
        assert database.execute("SELECT count(*) FROM shifts").fetchone() == (1,)
        assert database.execute("SELECT name FROM migration").fetchall() == [
            ("0001 journal",),
            ("0002 a view",),
        ]
    assert lines(path) == before


def test_an_unknown_file_is_no_sqlite_error(path):
    path.mkdir(parents=True)

    with pytest.raises(JournalRefusedError):
        opened(path)


def test_another_journal_mode_is_put_right_and_is_no_damage(path):
    opened(path).close()
    with raw(path) as database:
        assert database.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)

    with opened(path) as journal, raw(path) as database:
        assert journal.faults == []
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_crash_while_a_file_gets_its_wal_needs_no_hand(path, tmp_path):
    with opened(path) as journal:
        journal.append([tap()])
    before = lines(path)
    with raw(path) as database:  # SQLite changes a file's mode by a rollback journal
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA cache_size = 1")
        database.execute("BEGIN")
        database.execute("INSERT INTO machine VALUES ('', '', ?)", ("x" * 100_000,))
        left = copied(path, tmp_path / "left")
        database.execute("ROLLBACK")
    assert files.beside(left, "-journal").stat().st_size > 512

    with opened(left) as journal:
        assert journal.faults == []
    assert lines(left) == before
