"""A kiosk ends when another program asks it to: at once where nobody is there, after a minute in any case."""

import os
import time

import pytest

from kiosk.stopping import Stopping, is_asked_to_stop, stopped


class Kiosk:
    """The kiosk's side, on a clock that the test moves."""

    def __init__(self, journal):
        self.now = 0.0
        self.stopping = Stopping(journal, lambda: self.now)

    def ends(self, *, quiet):
        ended = []
        self.stopping.tick(lambda: ended.append(True), quiet=quiet)
        return bool(ended)


@pytest.fixture
def journal(tmp_path):
    return tmp_path / "journal.sqlite"


@pytest.fixture
def request_file(journal):
    file = journal.with_name("journal.sqlite.stop")
    file.touch()
    return file


def test_nobody_asks(journal):
    assert not Kiosk(journal).ends(quiet=True)


def test_asked_while_nobody_is_there_it_ends_at_once(journal, request_file):
    assert Kiosk(journal).ends(quiet=True)


def test_a_citizen_under_way_has_a_minute(journal, request_file):
    kiosk = Kiosk(journal)
    assert not kiosk.ends(quiet=False)
    kiosk.now = 59
    assert not kiosk.ends(quiet=False)
    kiosk.now = 61
    assert kiosk.ends(quiet=False)


@pytest.mark.parametrize("seconds", [-3600, 3600])
def test_what_a_killed_program_left_asks_nobody(journal, request_file, seconds):
    then = time.time() + seconds
    os.utime(request_file, (then, then))
    assert not is_asked_to_stop(journal)


def test_who_asks_again_gives_the_citizen_another_minute(journal, request_file):
    kiosk = Kiosk(journal)
    assert not kiosk.ends(quiet=False)
    request_file.unlink()
    assert not kiosk.ends(quiet=False)
    kiosk.now = 100
    request_file.touch()
    assert not kiosk.ends(quiet=False)


def test_it_asks_until_the_kiosk_has_ended_and_leaves_nothing(journal):
    asked = []

    def runs():
        asked.append(is_asked_to_stop(journal))
        return len(asked) < 3

    assert stopped(journal, runs, 30)
    assert asked == [False, True, True]
    assert list(journal.parent.iterdir()) == []


def test_a_kiosk_that_never_ends_is_told(journal):
    assert not stopped(journal, lambda: True, 0)
    assert list(journal.parent.iterdir()) == []
