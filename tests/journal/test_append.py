"""Whether an entry is in the journal: the answer is never wrong, and the journal goes on."""

import errno
import resource
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from kiosk.journal import JournalRefusedError, JournalUnsureError, JournalWriteError, connect, files
from kiosk.journal import journal as owner
from tests.journal.kit import assert_chain, ballot_opened, day, left_by_a_crash, opened, raw, rows, tap

ROOT = Path(__file__).resolve().parents[2]
DISK_ERROR = OperationalError("COMMIT", (), Exception("disk I/O error"))


class _FailingCommit:
    """A connection of sqlite3's whose COMMIT fails, after it was done or instead."""

    def __init__(self, driver, *, committed):
        self._driver, self._committed = driver, committed

    def __getattr__(self, name):
        return getattr(self._driver, name)

    def execute(self, statement, *values):
        if statement == "COMMIT":
            if self._committed:
                self._driver.execute(statement)
            raise sqlite3.OperationalError("disk I/O error")
        return self._driver.execute(statement, *values)


def failing(insert, *, committed):
    def wrapped(driver, statement, rows):
        insert(_FailingCommit(driver, committed=committed), statement, rows)

    return wrapped


def test_a_commit_that_failed_after_it_was_durable_is_confirmed(path, journal, monkeypatch):
    with monkeypatch.context() as disk:
        disk.setattr(owner, "insert", failing(owner.insert, committed=True))
        assert journal.append([ballot_opened(), tap()]) == 3

    assert journal.append([tap()]) == 4
    assert_chain(rows(path))
    assert len(rows(path)) == 4


def test_a_commit_that_failed_before_is_refused_and_leaves_nothing(path, journal, monkeypatch):
    with monkeypatch.context() as disk:
        disk.setattr(owner, "insert", failing(owner.insert, committed=False))
        with pytest.raises(JournalWriteError):
            journal.append([ballot_opened(), tap()])

    assert len(rows(path)) == 1
    assert journal.append([tap()]) == 2
    assert_chain(rows(path))


@pytest.mark.parametrize("committed", [True, False])
def test_while_nobody_can_look_the_answer_is_unsure_and_right_later(path, journal, monkeypatch, committed):
    with monkeypatch.context() as disk:
        disk.setattr(owner, "insert", failing(owner.insert, committed=committed))
        disk.setattr(owner, "connect_owner", unreachable)
        with pytest.raises(JournalUnsureError) as unsure:
            journal.append([ballot_opened(), tap()])
        with pytest.raises(JournalWriteError):
            journal.holds(unsure.value.seq, unsure.value.digest)
        with pytest.raises(JournalWriteError):
            journal.append([tap()])

    assert journal.holds(unsure.value.seq, unsure.value.digest) is committed
    assert journal.append([tap()]) == (4 if committed else 2)
    assert_chain(rows(path))


def test_after_a_failure_the_wal_is_written_once_more_before_the_answer(path, journal, monkeypatch):
    """What a failed sync left can be read, and be gone after a power cut."""
    written, write_again = [], owner.write_again
    monkeypatch.setattr(owner, "write_again", lambda file: written.append(file.name) or write_again(file))
    with monkeypatch.context() as disk:
        disk.setattr(owner, "insert", failing(owner.insert, committed=True))
        assert journal.append([ballot_opened(), tap()]) == 3

    assert written == ["journal.db-wal"]
    assert journal.append([tap()]) == 4
    assert written == ["journal.db-wal"]
    assert_chain(rows(path))


def test_a_start_writes_the_wal_once_more_before_anything_in_it_is_believed(tmp_path, monkeypatch):
    """The former owner may have ended after a sync that failed."""
    path, written, write_again = left_by_a_crash(tmp_path), [], owner.write_again
    monkeypatch.setattr(owner, "write_again", lambda file: written.append(file.name) or write_again(file))
    with opened(path) as journal:
        assert written == ["journal.db-wal"]
        seq = journal.head.seq
        assert journal.append([tap()]) == seq + 1

    assert written == ["journal.db-wal"]
    assert_chain(rows(path))


def test_a_start_makes_sure_of_the_name_of_the_wal(tmp_path, monkeypatch):
    """SQLite goes on where the sync of a folder fails."""
    path = left_by_a_crash(tmp_path)

    def fails(folder):
        raise OSError(errno.EIO, "the folder can't be synced")

    with monkeypatch.context() as disk:
        disk.setattr(files, "_sync_folder", fails)
        with pytest.raises(JournalWriteError, match="disk failed"):
            opened(path)

    with opened(path) as journal:
        seq = journal.head.seq
        assert journal.append([tap()]) == seq + 1


def unreachable(path):
    raise DISK_ERROR


def without_shared_memory(path, mode, text):
    """SQLite on files of which it can't make a WAL, which it does not say."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode={mode}&vfs=unix-none", uri=True, isolation_level=None)
    connection.text_factory = text
    return connection


def test_without_a_wal_nothing_is_confirmed(path, monkeypatch):
    """What a rollback journal commits may be undone by a power cut."""
    with monkeypatch.context() as disk:
        disk.setattr(connect, "_opened", without_shared_memory)
        with pytest.raises(JournalRefusedError, match="disk failed"):
            opened(path)

    with opened(path) as journal:
        assert journal.append([tap()]) == 2


def test_another_programs_entry_in_between_is_noticed_and_the_chain_goes_on(path, journal):
    line, digest = rows(path)[0][1:]
    with raw(path) as database:
        database.execute("INSERT INTO journal (seq, line, hash) VALUES (2, ?, ?)", (line, digest))

    with pytest.raises(JournalWriteError):
        journal.append([tap()])

    assert journal.append([tap()]) == 3
    assert_chain(rows(path)[2:], after=2, digest=digest)


def test_a_read_only_database_is_told(path, journal):
    journal._connection.exec_driver_sql("PRAGMA query_only = ON")

    with pytest.raises(JournalWriteError, match="can't be opened or written"):
        journal.append([tap()])

    assert journal.append([tap()]) == 2


def test_a_database_that_stays_locked_is_told(path, journal):
    journal._connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    with raw(path) as database:
        database.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalWriteError, match="locked"):
            journal.append([tap()])

    assert journal.append([tap()]) == 2


def test_a_full_disk_is_told_and_forgotten_once_there_is_room(path, journal):
    pages = journal._connection.exec_driver_sql("PRAGMA page_count").scalar()
    journal._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")

    confirmed, refusal = append_until_refused(journal)

    assert "disk is full" in refusal
    assert len(rows(path)) == confirmed
    # The refusal opened the file again, and with it went the limit.
    assert journal.append([tap()]) == confirmed + 1
    assert_chain(rows(path))


def append_until_refused(journal):
    confirmed = journal.head.seq
    while True:
        try:
            confirmed = journal.append([tap()])
        except JournalWriteError as error:
            return confirmed, str(error)


FILL = """
import resource, sys
from pathlib import Path
from tests.journal.kit import opened, tap
from tests.journal.test_append import append_until_refused

with opened(Path(sys.argv[1])) as journal:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
    confirmed, refused = append_until_refused(journal)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    after = journal.append([tap()])
    print(confirmed, after, refused, sep="|")
"""


def test_a_disk_that_takes_no_more_bytes_loses_nothing_that_it_confirmed(path):
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.stderr == ""
    confirmed, after, refused = done.stdout.strip().split("|")
    assert "disk" in refused
    found = rows(path)
    assert len(found) == int(after) >= int(confirmed) + 1
    assert_chain(found)


def test_a_file_that_vanished_is_told(path, journal):
    journal._disconnect()
    path.rename(path.with_name("elsewhere"))

    with pytest.raises(JournalWriteError, match="can't be opened or written"):
        journal.append([tap()])

    path.with_name("elsewhere").rename(path)
    assert journal.append([tap()]) == 2


def test_several_threads_append_one_after_the_other(path, journal):
    def work():
        for _ in range(20):
            journal.append([tap(), tap()])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert journal.head.seq == 161
    assert_chain(rows(path))


def test_the_wal_is_folded_into_the_file_when_nobody_waits(path, journal):
    for _ in range(10):
        journal.append(day(ballots=6))
    size = path.stat().st_size
    journal.tidy()

    assert path.stat().st_size > size
    assert_chain(rows(path))


def test_a_commit_does_not_make_the_wal_longer(path, journal):
    """The file system would have something of its own to write for that."""
    wal = files.beside(path, "-wal")
    before = wal.stat().st_size
    for _ in range(20):
        journal.append([ballot_opened(), tap()])
        journal.append([tap()])

    assert wal.stat().st_size == before
    assert_chain(rows(path))


def test_a_wal_with_room_at_its_end_survives_a_crash(tmp_path):
    path = left_by_a_crash(tmp_path)
    files.make_room(files.beside(path, "-wal"), 1 << 20)
    with opened(path) as journal:
        seq = journal.head.seq
        assert journal.append([tap()]) == seq + 1

    assert_chain(rows(path))
