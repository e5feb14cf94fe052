"""What a start finds, makes, refuses or continues."""

import shutil
from datetime import timedelta

import pytest

from kiosk.domain.entries import JournalOpened, entry_of
from kiosk.journal import JournalReader, JournalRefusedError, JournalSource, build, files, opening, schema
from tests.journal.kit import (
    AT,
    HERE,
    MORNING,
    assert_chain,
    ballot_opened,
    day,
    later,
    opened,
    raw,
    rows,
    shift_opened,
    shown,
    start,
    tamper,
    tap,
)


def beside(path):
    return sorted(file.name.removeprefix("journal.db") for file in path.parent.iterdir())


def lines(path):
    return [line for _, line, _ in rows(path)]


def acknowledge(path, through):
    with JournalSource(path, step_minutes=15, now=lambda: MORNING, parts=HERE) as source:
        source.acknowledge(through)


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

    assert beside(path) == ["", ".lock"]


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


class TestACrashWhileAJournalIsMade:
    def test_what_was_only_begun_is_made_again(self, path):
        path.parent.mkdir()
        files.new_of(path).write_bytes(b"half a journal")

        opened(path).close()

        assert len(lines(path)) == 1
        assert beside(path) == ["", ".lock"]

    def test_what_was_whole_takes_its_place(self, path):
        path.parent.mkdir()
        build.build(path, JournalOpened(at=AT, journal="j" * 8, device="quay-1", simulated=False))

        with opened(path) as journal:
            assert journal.identity.journal == "j" * 8
        assert beside(path) == ["", ".lock"]

    def test_what_was_whole_but_still_in_its_wal_takes_its_place(self, path, tmp_path):
        with opened(path) as journal:
            journal.append(day())
            identity, before = journal.identity, lines(path)
            for suffix in ("", "-wal"):  # as kill -9 leaves them
                shutil.copy(files.beside(path, suffix), tmp_path / f"left{suffix}")
        path.unlink()
        for suffix in ("", "-wal"):
            (tmp_path / f"left{suffix}").rename(files.beside(files.new_of(path), suffix))

        with opened(path) as journal:
            assert journal.identity == identity
            assert lines(path) == before

    def test_between_two_renames_the_new_journal_still_takes_its_place(self, path):
        with opened(path) as journal:
            journal.append(day())
            former = files.beside(path, "-wal").read_bytes()
        build.build(path, JournalOpened(at=AT, journal="j" * 8, device="quay-1", simulated=False))
        path.rename(files.beside(path, ".1-damaged"))
        files.beside(path, "-wal").write_bytes(former)

        with opened(path) as journal:
            assert journal.identity.journal == "j" * 8
            assert journal.head.seq == 1  # not what the other journal's WAL says
        assert files.beside(path, ".1-damaged-wal").read_bytes() == former


class TestANewEnrolment:
    def test_goes_on_in_a_new_journal_with_what_waits(self, path):
        with opened(path) as journal:
            journal.append([shown(), *day()])
            former = journal.identity
        before = rows(path)
        acknowledge(path, 6)

        with opened(path, device="quay-2", now=MORNING + timedelta(days=1)) as journal:
            assert journal.identity.device == "quay-2"
            assert journal.identity.journal != former.journal
            assert journal.identity.continues == {
                "journal": former.journal,
                "through": len(before),
                "hash": before[-1][2].hex(),
            }
            assert journal.faults == []
        after = rows(path)
        assert_chain(after)
        assert lines(path)[1] == before[1][1]  # what is asked
        assert lines(path)[2:-1] == [line for _, line, _ in before[6:]]
        assert rows(files.beside(path, ".1-former")) == before

    def test_a_report_from_before_it_is_told_that_it_lacks_something(self, path):
        with opened(path) as journal:
            journal.append([*day(), *day(later(days=1))])
        acknowledge(path, 16)

        opened(path, device="quay-2", now=MORNING + timedelta(days=1)).close()

        with JournalReader(path) as reader:
            assert reader.kept_from_day() == later(days=1).date()

    def test_carries_everything_where_nothing_was_shipped(self, path):
        with opened(path) as journal:
            journal.append(day())
        before = lines(path)

        opened(path, device="quay-2").close()

        assert lines(path)[1:-1] == before
        with JournalReader(path) as reader:
            assert reader.kept_from_day() is None

    def test_carries_the_shift_and_the_ballot_that_are_open(self, path):
        with opened(path) as journal:
            journal.append([*day(), shift_opened(later(days=1)), ballot_opened(), tap()])
            work = journal.open_work()
            last = journal.head.seq
        acknowledge(path, last)

        with opened(path, device="quay-2") as journal:
            assert journal.open_work() == work

    def test_a_second_one_continues_the_first(self, path):
        with opened(path) as journal:
            journal.append(day())
        with opened(path, device="quay-2") as journal:
            second = journal.identity
        with opened(path, device="quay-3") as journal:
            assert journal.identity.continues["journal"] == second.journal

        carried = [entry_of(line) for line in lines(path)[1:]]
        lineage = [one.continues for one in carried if isinstance(one, JournalOpened)]
        assert second.continues in lineage
        assert beside(path) == ["", ".1-former", ".2-former", ".lock"]


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
    for module in (schema, opening, build):
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
