"""The tables go forward by named steps after a copy, and back with every entry."""

import resource
import shutil
import sqlite3
import stat
from contextlib import closing

import pytest

from kiosk.journal import JournalRefusedError, build, schema, step_back, strangers
from kiosk.journal.files import beside
from tests.journal.kit import acknowledge, day, lines, opened, raw, tap, verified

STEP = ("0002 a view", ("CREATE VIEW shifts AS SELECT at FROM journal WHERE kind = 'shift_opened'",))


@pytest.fixture
def newer(monkeypatch):
    """From here on the program is a newer one; `undo()` makes it the older one again."""

    def be():
        for module in (schema, strangers, build):
            monkeypatch.setattr(module, "MIGRATIONS", (*schema.MIGRATIONS[:1], STEP))

    be.undo = monkeypatch.undo
    return be


def upgraded(path, newer):
    """A journal that an older program began and a newer one went on with."""
    with opened(path) as journal:
        journal.append(day())
    newer()
    with opened(path) as journal:
        journal.append([tap()])
    acknowledge(path, 5)
    newer.undo()


def steps(path):
    with raw(path) as database:
        return [name for (name,) in database.execute("SELECT name FROM migration ORDER BY name")]


def test_before_a_step_stands_a_whole_private_copy_of_what_was(path, newer):
    with opened(path) as journal:
        journal.append(day())
    before = lines(path)

    newer()
    opened(path).close()

    copy = beside(path, ".before-0002")
    assert (lines(copy), steps(copy)) == (before, ["0001 journal"])
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert steps(path) == ["0001 journal", "0002 a view"]


def test_a_new_journal_and_one_that_lacks_no_step_are_not_copied(path):
    opened(path).close()
    opened(path).close()
    assert list(path.parent.glob("*before*")) == []


def test_of_many_copies_the_two_newest_are_kept(path, monkeypatch):
    opened(path).close()
    for number in range(2, 6):
        view = (f"{number:04} a view", (f"CREATE VIEW shifts{number} AS SELECT at FROM journal",))
        for module in (schema, strangers, build):
            monkeypatch.setattr(module, "MIGRATIONS", (*schema.MIGRATIONS[: number - 1], view))
        with opened(path) as journal:
            journal.append([tap()])

    copies = sorted(copy.name for copy in path.parent.glob("*.before-*"))
    assert copies == [f"{path.name}.before-0004", f"{path.name}.before-0005"]

    for module in (schema, strangers, build):
        monkeypatch.setattr(module, "MIGRATIONS", schema.MIGRATIONS[:3])
    before = lines(path)
    step_back(path)
    assert (lines(path), len(steps(path))) == (before, 3)


def test_a_disk_without_room_for_the_copy_changes_nothing(path, newer):
    with opened(path) as journal:
        journal.append(day(ballots=40))
    before = lines(path)
    newer()

    resource.setrlimit(resource.RLIMIT_FSIZE, (16_384, resource.RLIM_INFINITY))
    try:
        with pytest.raises(JournalRefusedError, match="disk"):
            opened(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    assert (lines(path), steps(path)) == (before, ["0001 journal"])
    assert list(path.parent.glob("*before*")) == []


def test_the_way_back_has_every_entry_and_what_the_centre_has_of_them(path, newer):
    upgraded(path, newer)
    before = lines(path)
    with pytest.raises(JournalRefusedError, match="kiosk migrate"):
        opened(path)

    aside = step_back(path)

    assert lines(path) == before == lines(aside)
    assert steps(path) == ["0001 journal"]
    assert aside.name == "journal.db.1-newer"
    assert verified(path).acknowledged_through == 5
    assert verified(path).sound
    with opened(path) as journal:
        assert journal.faults == []


def test_forward_again_after_the_way_back(path, newer):
    upgraded(path, newer)
    step_back(path)
    before = lines(path)

    newer()
    opened(path).close()

    assert lines(path) == before == lines(beside(path, ".before-0002"))
    assert step_back(path) is None


def test_no_way_back_without_a_copy_and_nothing_is_touched(path, newer):
    upgraded(path, newer)
    beside(path, ".before-0002").unlink()
    before = lines(path)

    with pytest.raises(JournalRefusedError, match="There is no copy"):
        step_back(path)

    assert (lines(path), len(steps(path))) == (before, 2)


def test_no_way_back_by_the_copy_of_another_journal(path, newer, tmp_path):
    upgraded(path, newer)
    other = tmp_path / "other.db"
    opened(other).close()
    shutil.copy(other, beside(path, ".before-0002"))

    with pytest.raises(JournalRefusedError, match="no beginning"):
        step_back(path)

    assert len(steps(path)) == 2
    assert not beside(path, ".new").exists()


def test_no_way_back_while_a_kiosk_runs(path, newer):
    upgraded(path, newer)
    newer()
    with opened(path):
        newer.undo()
        with pytest.raises(JournalRefusedError, match="already runs"):
            step_back(path)


def test_a_copy_from_the_day_of_the_upgrade_can_be_read_by_anybody(path, newer):
    upgraded(path, newer)
    with closing(sqlite3.connect(beside(path, ".before-0002"))) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
