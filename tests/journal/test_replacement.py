"""A journal is made, or takes another's place: a crash between any two steps loses nothing."""

import itertools
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.domain.entries import JournalOpened
from kiosk.journal import build, files
from tests.journal.kit import AT, assert_chain, day, lines, names_beside, opened, raw, rows, shift_opened, tap


class PowerCutError(BaseException):
    pass


@pytest.fixture
def left(path, tmp_path):
    """A folder as a power cut leaves it, the newest entries in the WAL alone."""
    with opened(path) as journal:
        journal.append(day())
        shutil.copytree(path.parent, tmp_path / "left")
        before = lines(path)
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


class TestACrashWhileAJournalIsMade:
    def test_what_was_only_begun_is_made_again(self, path):
        path.parent.mkdir()
        files.new_of(path).write_bytes(b"half a journal")

        opened(path).close()

        assert len(lines(path)) == 1
        assert names_beside(path) == ["", ".lock"]

    def test_what_was_whole_takes_its_place(self, path):
        path.parent.mkdir()
        build.build(path, JournalOpened(at=AT, journal="j" * 8, device="quay-1", simulated=False))

        with opened(path) as journal:
            assert journal.identity.journal == "j" * 8
        assert names_beside(path) == ["", ".lock"]

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


def test_work_that_is_open_goes_on_in_the_new_journal(path):
    with opened(path) as journal:
        journal.append([shift_opened(), tap()])
        work = journal.open_work()
    damage(path)

    with opened(path) as journal:
        assert journal.open_work().shift == work.shift


ROOT = Path(__file__).resolve().parents[2]
ALONE = ["unshare", "--map-root-user", "--mount"]  # may mount a small disk that nobody else sees


def can_mount(folder):
    if shutil.which(ALONE[0]) is None:
        return False
    mount = ["mount", "-t", "tmpfs", "x", folder]
    return subprocess.run([*ALONE, *mount], capture_output=True, check=False).returncode == 0


def test_a_disk_that_fills_up_meanwhile_costs_no_line(tmp_path):
    if not can_mount(tmp_path):
        pytest.skip("this system lets nobody mount a disk of his own")
    fill = [sys.executable, "-m", "tests.journal.full_disk", tmp_path]

    done = subprocess.run([*ALONE, *fill], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)

    assert done.returncode == 0, done.stderr
    assert "disk is full" in done.stdout
    assert "opened" in done.stdout
