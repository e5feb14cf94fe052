"""A PC whose clock is wrong, is put right, and jumps back and forth while citizens rate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from kiosk.cli.counter import opened
from kiosk.config import Config, load, override_of
from kiosk.domain.desk import Desk
from kiosk.domain.entries import BallotClosed, Entry
from kiosk.domain.tally import Period
from kiosk.journal import Journal
from kiosk.journal.machine_parts import machine_parts
from kiosk.secrets import Pins
from tests.campaign.promise import Effort, Promise
from tests.campaign.real_centre import ZONE, RealCentre, counted_by_kiosk, with_a_centre
from tests.faults.desk_process import touch
from tests.faults.killed_desk import EXAMPLE
from tests.journal.kit import lines, verified

_MINUTE, _DAY = 60, 86_400
_BEGIN = datetime(2026, 11, 2, 8)  # of the agency's zone, given below


class JumpingClock:
    """The true time, and a wall clock that is off by so much."""

    def __init__(self, config: Config) -> None:
        self.true = _BEGIN.replace(tzinfo=config.zone)
        self.off = timedelta()
        self._began = self.true

    def now(self) -> datetime:
        return self.true + self.off

    def timestamp(self) -> float:
        return self.now().timestamp()

    def monotonic(self) -> float:
        return (self.true - self._began).total_seconds()

    def show(self, moment: datetime) -> None:
        """Let the wall clock say this now."""
        self.off = moment - self.true


class WatchedCommitter:
    """Writes at once, and remembers which ballots were given on which true day."""

    def __init__(self, journal: Journal, clock: JumpingClock, given: Counter[date]) -> None:
        self._journal, self._clock, self._given = journal, clock, given
        self.confirmed: list[Entry] = []

    def commit(self, entries: Sequence[Entry], done: Callable[[bool], None]) -> None:
        self._journal.append(entries)
        self.confirmed += entries
        for entry in entries:
            if isinstance(entry, BallotClosed) and entry.answers:
                self._given[self._clock.true.date()] += 1
        done(True)


class Counterwork:
    """A counter over several days: each boot may begin with a wrong clock, and ends with the right one."""

    def __init__(self, path: Path, chance: Random) -> None:
        loaded = load(EXAMPLE, [override_of(f"journal.path={path}"), override_of("device.id=quay-1")])
        self.config = replace(loaded, desk=replace(loaded.desk, hours=None))
        self.clock, self.chance = JumpingClock(self.config), chance
        self.given: Counter[date] = Counter()
        self.confirmed: list[Entry] = []

    def boot(self, shown: datetime | None, jumps: Sequence[datetime | None]) -> None:
        """Start with the clock at `shown`, rate and jump, None being the right time, and end with that."""
        self.clock.show(shown or self.clock.true)
        with opened(self.config, self.clock, simulated=False) as counter:
            committer = WatchedCommitter(counter.journal, self.clock, self.given)
            desk = Desk(
                self.config.questionnaire,
                self.config.desk,
                clock=self.clock,
                committer=committer,
                pins=Pins(),
                shift=counter.shift,
                last_department=counter.last_department,
                clock_watch=counter.clock_watch,
            )
            for jump in (*jumps, None):
                self._rate(desk, self.chance.randint(3, 40))
                self.clock.show(jump or self.clock.true)
            self._rate(desk, 10)
            self._leave(desk)
            self.confirmed += committer.confirmed

    def _rate(self, desk: Desk, touches: int) -> None:
        for _ in range(touches):
            touch(desk, self.chance)
            self.clock.true += timedelta(seconds=self.chance.randint(1, 9))
            desk.tick()

    def _leave(self, desk: Desk) -> None:
        """Nobody touches anything: what is under way closes, and a step of the clock is written."""
        for _ in range(8):
            self.clock.true += timedelta(seconds=40)
            desk.tick()

    def next_day(self) -> None:
        self.clock.true = (self.clock.true + timedelta(days=self.chance.randint(1, 3))).replace(
            hour=8, minute=0
        )


def _somewhen(clock: JumpingClock, chance: Random) -> datetime | None:
    """Minutes or days away, 1970, 2100, or the right time."""
    off = chance.choice((3, 40, 90, -3, -40, -90)) * _MINUTE
    far = chance.choice((1, 7, 400, -1, -7, -400)) * _DAY
    return chance.choice(
        (
            None,
            clock.true + timedelta(seconds=off),
            clock.true + timedelta(seconds=far),
            clock.true.replace(year=1970, month=1, day=1),
            clock.true.replace(year=2100, month=6, day=30),
        )
    )


def _jumps(effort: Effort) -> Iterator[str | None]:
    yield from _histories(effort, effort.times(short=10, long=200), _any_history)


def _any_history(counter: Counterwork) -> None:
    for _ in range(counter.chance.randint(2, 4)):
        jumps = [_somewhen(counter.clock, counter.chance) for _ in range(counter.chance.randint(0, 4))]
        counter.boot(_somewhen(counter.clock, counter.chance), jumps)
        counter.next_day()


def _boots_in_1970(effort: Effort) -> Iterator[str | None]:
    yield from _histories(effort, effort.times(short=4, long=100), _boot_in_1970)


def _boot_in_1970(counter: Counterwork) -> None:
    counter.boot(None, [])
    counter.next_day()
    counter.boot(counter.clock.true.replace(year=1970, month=1, day=1), [])
    counter.next_day()
    counter.boot(None, [])


def _histories(effort: Effort, times: int, history: Callable[[Counterwork], None]) -> Iterator[str | None]:
    def case(centre: RealCentre, folder: Path, chance: Random) -> None:
        counter = Counterwork(folder / "journal.db", chance)
        history(counter)
        _check(counter, centre)

    yield from with_a_centre(effort, times, case)


def _check(counter: Counterwork, centre: RealCentre) -> None:
    path = counter.config.journal.path
    assert verified(path).sound
    ids = [entry.id for entry in counter.confirmed]
    held = [line for line in lines(path) if any(f'"{one}"' in line for one in ids)]
    assert len(held) == len(ids), "something confirmed is gone"
    assert all(f'"{one}"' in line for one, line in zip(ids, held, strict=True)), "the order changed"
    centre.ship(path, centre.enrol("quay-1"), counter.clock.true, tuple(machine_parts()))
    days = sorted(counter.given)
    for day in (days[0] - timedelta(1), *days, days[-1] + timedelta(1)):
        period = Period(day, day, ZONE)
        by_kiosk, by_centre = counted_by_kiosk(path, period), centre.counted(period)
        assert by_kiosk == by_centre, f"kiosk and centre differ about {day}"
        collected = by_kiosk["total"]["collected"]
        assert collected == counter.given[day], f"{collected} ballots on {day}, {counter.given[day]} given"


PROMISES = (
    Promise(
        "Whatever the clock jumps to (minutes, days, 1970, 2100, back and forth), once it is right again"
        " each ballot counts for the day it was given on, at the kiosk and at the centre alike; order is"
        " kept, nothing is lost.",
        _jumps,
    ),
    Promise(
        "A PC that boots in 1970 and is corrected after some ballots has them all, in order, and each"
        " counts for the day it was given on.",
        _boots_in_1970,
    ),
)
