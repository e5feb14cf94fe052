"""`kiosk migrate` as the packages run it: forward, back, and on nothing."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.cli.kit import Kiosk


@pytest.fixture
def kiosk(tmp_path):
    return Kiosk(tmp_path)


def be_newer(journal):
    """What a newer program leaves: a further step, and the copy from before it."""
    with closing(sqlite3.connect(journal)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(journal, journal.with_name(f"{journal.name}.before-0002"))
    with closing(sqlite3.connect(journal)) as database:
        database.execute("INSERT INTO migration VALUES ('0002 something new')")
        database.execute("PRAGMA user_version = 2")
        database.commit()


def test_without_a_journal_there_is_nothing_to_do(kiosk, capsys):
    assert kiosk.run(capsys, "migrate").status == 0
    assert not kiosk.journal.exists()


def test_a_journal_of_this_version_stays_as_it_is(kiosk, capsys):
    assert kiosk.run(capsys, "simulate", "--ballots", "3", "--seed", "1").status == 0
    said = kiosk.run(capsys, "migrate")
    assert (said.status, said.err) == (0, "")
    assert "entries match their hashes" in said.out


def test_an_older_program_takes_a_newer_ones_journal_back(kiosk, capsys):
    assert kiosk.run(capsys, "simulate", "--ballots", "3", "--seed", "1").status == 0
    before = kiosk.run(capsys, "report", "--format", "json").out
    be_newer(kiosk.journal)
    assert kiosk.run(capsys, "simulate", "--ballots", "3", "--seed", "2").status == 1

    said = kiosk.run(capsys, "migrate")

    assert said.status == 0
    assert "back at this version's tables" in said.out
    assert kiosk.run(capsys, "report", "--format", "json").out == before
    assert kiosk.run(capsys, "verify").status == 0
    assert kiosk.run(capsys, "simulate", "--ballots", "3", "--seed", "2").status == 0


def test_without_the_copy_the_cure_is_named(kiosk, capsys):
    assert kiosk.run(capsys, "simulate", "--ballots", "3", "--seed", "1").status == 0
    be_newer(kiosk.journal)
    kiosk.journal.with_name(f"{kiosk.journal.name}.before-0002").unlink()

    said = kiosk.run(capsys, "migrate")

    assert said.status == 1
    assert "install that version again" in said.err
