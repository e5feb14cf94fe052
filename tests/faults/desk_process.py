"""A counter in a process of its own: real start, desk and writer thread, and fingers that never rest."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from queue import SimpleQueue

from kiosk.cli.counter import opened
from kiosk.clock import SystemClock
from kiosk.domain.desk import Desk
from kiosk.domain.desk_view import Screen
from kiosk.journal import JournalWriter
from kiosk.secrets import Pins


class MorningClock(SystemClock):
    """The machine's clock, but each start is at eight: a campaign over midnight is about something else."""

    def __init__(self, zone):
        super().__init__(zone)
        self._eight = datetime(2026, 11, 20, 8, tzinfo=zone) - timedelta(seconds=self.monotonic())

    def now(self):
        return self._eight + timedelta(seconds=self.monotonic())


class ToldCommitter:
    """Hands `done` back to the desk's thread, and then says which entries were confirmed."""

    def __init__(self, writer, pipe):
        self._writer, self._pipe, self._answers = writer, pipe, SimpleQueue()

    def commit(self, entries, done):
        said = [(entry.kind, entry.id) for entry in entries]
        self._writer.commit(entries, lambda ok: self._answers.put((ok, done, said)))

    def answer(self):
        ok, done, said = self._answers.get()
        if ok:
            self._pipe.send(said)
        done(ok)


def rate_for_ever(config, seed, pipe):
    """Citizens tap, skip, go back and change their minds as fast as the journal takes it."""
    chance = random.Random(seed)
    clock = MorningClock(config.zone)
    with opened(config, clock, simulated=False) as counter:
        committer = ToldCommitter(JournalWriter(counter.journal), pipe)
        desk = Desk(
            config.questionnaire,
            replace(config.desk, hours=None),
            clock=clock,
            committer=committer,
            pins=Pins(),
            shift=counter.shift,
        )
        while True:
            touch(desk, chance)
            while desk.view().busy:
                committer.answer()


def touch(desk, chance):
    """One touch of what the screen offers."""
    view = desk.view()
    if view.screen is Screen.LOGIN:
        desk.choose_department(chance.choice(view.questionnaire.departments).code)
    elif view.screen is Screen.RATING:
        level = chance.choice(view.questionnaire.levels).code
        chance.choice([desk.skip, desk.back, *[lambda: desk.tap(level)] * 6])()
    elif view.screen is Screen.REASONS:
        desk.send_reasons([one.code for one in view.questionnaire.reasons if chance.random() < 0.3])
    else:
        desk.cancel()
