"""What a kiosk does for its watchdog: beats through a real pipe, and ends while nobody is there."""

import os
from datetime import datetime, time, timedelta

import pytest

from kiosk.cli.watched import Watched, next_restart
from kiosk.config import load, override_of
from kiosk.domain.entries import Mode
from kiosk.heartbeat import START_AGAIN, Heartbeat
from kiosk.watchdog import only_one
from tests.cli.kit import EXAMPLE
from tests.domain.desk_kit import HANOI, Counter

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("at", "now", "due"),
    [
        (time(3, 30), NOON, datetime(2026, 11, 21, 3, 30, tzinfo=HANOI)),
        (time(18, 0), NOON, datetime(2026, 11, 20, 18, 0, tzinfo=HANOI)),
        (time(12, 30), NOON, datetime(2026, 11, 21, 12, 30, tzinfo=HANOI)),  # it has only just started
        (time(12, 0), NOON - timedelta(seconds=2), datetime(2026, 11, 21, 12, 0, tzinfo=HANOI)),
        (None, NOON, None),
    ],
)
def test_the_next_restart_is_an_hour_away_at_least(at, now, due):
    assert next_restart(at, now) == due


class Kiosk:
    """A desk that is watched through a pipe, and started anew at six in the evening."""

    def __init__(self, folder, **settings):
        self.journal = folder / "journal.sqlite"
        words = (f"journal.path={self.journal}", "watchdog.restart_at=18:00")
        self.counter = Counter(**settings).at_work()
        self.heard, pipe = os.pipe()
        self.watched = Watched(
            Heartbeat(pipe), load(EXAMPLE, [override_of(word) for word in words]), self.counter.clock
        )

    def ends(self):
        """Whether it ends at this tick."""
        ended = []
        self.watched.tick(self.counter.desk.view(), lambda: ended.append(True))
        return bool(ended)

    def loses_its_watchdog(self):
        os.close(self.heard)
        while not self.watched._heartbeat.alone:
            assert not self.ends()


@pytest.fixture
def kiosk(tmp_path):
    return Kiosk(tmp_path)


def test_it_beats_at_each_tick_and_tells_its_farewell(kiosk):
    assert not kiosk.ends()
    assert os.read(kiosk.heard, 100) == b"."
    os.set_blocking(kiosk.heard, False)
    kiosk.watched.end()
    assert os.read(kiosk.heard, 100) == b"0", "a program that ends at once would take its farewell along"


def test_at_its_hour_it_asks_to_be_started_anew(kiosk):
    kiosk.counter.clock.wall = NOON.replace(hour=17, minute=59)
    assert not kiosk.ends()
    kiosk.counter.clock.wall = NOON.replace(hour=18)
    assert kiosk.ends()
    assert kiosk.watched.status == START_AGAIN


def test_it_waits_for_the_citizen_who_is_under_way(kiosk):
    kiosk.counter.clock.wall = NOON.replace(hour=18)
    kiosk.counter.desk.tap("sat")
    assert not kiosk.ends()
    kiosk.counter.wait(60)
    assert kiosk.ends()


def test_it_waits_for_the_citizen_who_was_invited(tmp_path):
    kiosk = Kiosk(tmp_path, mode=Mode.INVITED)
    kiosk.counter.clock.wall = NOON.replace(hour=18)
    kiosk.counter.desk.invite()
    assert not kiosk.ends()


def test_without_its_watchdog_it_stays_until_another_one_takes_its_place(kiosk):
    kiosk.loses_its_watchdog()
    assert not any(kiosk.ends() for _ in range(20))
    with only_one(kiosk.journal):
        assert any(kiosk.ends() for _ in range(20))
    assert kiosk.watched.status == 0
