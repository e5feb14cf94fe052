"""Citizens without end before the kiosk's real window and journal; tells how much memory the process holds.

    python -m benchmarks.many_ballots JOURNAL BALLOTS SEEN_AFTER [CRITERIA]

Touches go the whole way (event loop, window, widgets, desk, writer's thread, disk); the clock is told, so
that nobody waits for a fade. One ballot in ten is drawn as well: without a graphics card that takes most of
the time, and a process that draws less often holds the more. Prints twice, after `SEEN_AFTER` ballots, when
every screen has been seen, and at the end: the least and the most that the process held, in MB, at the end of
any of the last hundred ballots, and how many blocks Python holds. Fewer `CRITERIA` take less time.
"""

import gc
import os
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tests.screens.window import open_window

# The software renderer draws at once: with threads of its own it keeps the more pictures under way, the
# busier a machine is, up to some hundred megabytes.
os.environ["LP_NUM_THREADS"] = "0"
open_window()  # before anything else imports Kivy

from benchmarks.machine import resident  # noqa: E402
from kiosk.domain.desk_view import Screen  # noqa: E402
from kiosk.journal import Journal, JournalWriter  # noqa: E402
from kiosk.ui.canned import TOWN  # noqa: E402
from kiosk.ui.committer import ScreenCommitter  # noqa: E402
from tests.screens.counter import Counter  # noqa: E402
from tests.screens.pilot import Finger, Pilot  # noqa: E402

DRAWN_EVERY = 10
LOOKS = 100
PATIENCE_SECONDS = 30
BREATH_SECONDS = 0.001
# A laptop's, halved: without a graphics card most of the time goes into pictures of sheets.
SMALL = (683, 384)


class Citizens:
    """They answer, name no reason, and touch the thanks away."""

    def __init__(self, counter: Counter) -> None:
        self._counter, self._ballots = counter, 0

    def give(self, ballots: int) -> None:
        """So many ballots more."""
        for _ in range(ballots):
            self._give_one()

    def _give_one(self) -> None:
        counter = self._counter
        counter.pilot.looking = self._ballots % DRAWN_EVERY == 0
        while counter.view.screen is Screen.RATING:
            self.tap(self._card)
        if counter.view.screen is Screen.REASONS:
            self.tap(partial(counter.find, "Bỏ qua"))
        self.tap(None)
        counter.pilot.looking = False
        self._ballots += 1

    def _card(self) -> object:
        """Another one each time."""
        cards = self._counter.sheet.cards
        return cards[(self._ballots + self._counter.view.position) % len(cards)]

    def tap(self, find: Callable[[], object] | None) -> None:
        """Touch what is found, or where nothing is, and wait until what that leads to is on the disk."""
        pilot, view = self._counter.pilot, self._counter.view
        pilot.hear_again()  # the sheet that is touched is the one that stands after this
        if find is None:
            Finger(pilot, pilot.window.width / 2, pilot.window.height / 2).down().up()
        else:
            pilot.press(find()).up()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._counter.desk.view().busy or self._counter.view == view:
            time.sleep(BREATH_SECONDS)  # for the writer's thread
            pilot.frame()
            if time.monotonic() > deadline:
                raise TimeoutError("a touch leads nowhere")
        pilot.frame(3)  # the screen follows the desk


def _held_after(citizens: Citizens) -> float:
    """MB that the process holds after one ballot more."""
    citizens.give(1)
    return resident(os.getpid())


def _journal(file: Path, now: datetime) -> Journal:
    return Journal.open(file, device="quay-1", simulated=True, now=now, step_minutes=15)


def main() -> None:
    """Give the ballots and say how much memory that took."""
    file, ballots, seen_after, *criteria = Path(sys.argv[1]), *map(int, sys.argv[2:])
    asked = replace(TOWN, criteria=TOWN.criteria[: criteria[0] if criteria else None])
    now = datetime.now(UTC).astimezone()
    gc.freeze()  # as the kiosk does
    pilot = Pilot()
    with _journal(file, now) as journal, closing(JournalWriter(journal)) as writer:
        counter = Counter(
            pilot, committer=ScreenCommitter(writer), simulated=True, questionnaire=asked, size=SMALL
        )
        citizens = Citizens(counter)
        citizens.tap(partial(counter.find, "Địa chính"))
        for more in (seen_after, ballots - seen_after):
            looks = min(more, LOOKS)
            citizens.give(more - looks)
            held = [_held_after(citizens) for _ in range(looks)]
            print(min(held), max(held), sys.getallocatedblocks(), flush=True)
        pilot.stop()


if __name__ == "__main__":
    main()
