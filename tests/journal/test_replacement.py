"""One journal takes another's place: a crash between any two steps loses nothing."""

import itertools
import shutil
from pathlib import Path

import pytest

from kiosk.journal import files
from tests.journal.kit import assert_chain, day, opened, raw, rows, shift_opened, tap


class PowerCutError(BaseException):
    pass


@pytest.fixture
def left(path, tmp_path):
    """A folder as a power cut leaves it, the newest entries in the WAL alone."""
    with opened(path) as journal:
        journal.append(day())
        shutil.copytree(path.parent, tmp_path / "left")
        before = [line for _, line, _ in rows(path)]
    return tmp_path / "left", before


def cut_after(monkeypatch, steps):
    """Let so many changes to the folder happen, and no more."""
    allowed = iter(range(steps))

    def limited(change):
        def step(*arguments, **named):
            if next(allowed, None) is None:
                raise PowerCutError
            return change(*arguments, **named)

        return step

    for name in ("rename", "replace", "unlink"):
        monkeypatch.setattr(Path, name, limited(getattr(Path, name)))


def damage(path):
    with raw(path) as database:
        database.execute("DROP VIEW taps")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


# Another name, and nothing else; or the same name, and damage.
@pytest.mark.parametrize(("device", "change"), [("quay-2", files.new_of), ("quay-1", damage)])
def test_whatever_step_a_power_cut_comes_after(left, tmp_path, monkeypatch, device, change):
    folder, before = left
    for steps in itertools.count():
        path = shutil.copytree(folder, tmp_path / str(steps)) / "journal.db"
        change(path)
        try:
            with monkeypatch.context() as power:
                cut_after(power, steps)
                opened(path, device=device).close()
            complete = True
        except PowerCutError:
            complete = False

        with opened(path, device=device) as journal:
            journal.append([tap()])
        after = rows(path)
        assert_chain(after)
        assert [line for _, line, _ in after[1 : 1 + len(before)]] == before
        assert not files.new_of(path).exists()
        assert (
            len([file for file in path.parent.glob("journal.db.1-*") if not file.name.endswith("-wal")]) == 1
        )
        if complete:
            break
    assert steps > 5


def test_work_that_is_open_goes_on_in_the_new_journal(path):
    with opened(path) as journal:
        journal.append([shift_opened(), tap()])
        work = journal.open_work()
    damage(path)

    with opened(path) as journal:
        assert journal.open_work().shift == work.shift
