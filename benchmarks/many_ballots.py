"""Citizens without end before the kiosk's real window and journal; tells how much memory the process holds.

    python benchmarks/many_ballots.py JOURNAL BALLOTS SEEN_AFTER

Touches go the whole way (event loop, window, widgets, desk, writer's thread, disk); the clock is told, so
that nobody waits for a fade. One ballot in a hundred is drawn as well. Prints the memory in MB after
`SEEN_AFTER` ballots, when every screen has been seen, and at the end.
"""

import gc
import os
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from tests.screens.window import open_window

open_window()  # before anything else imports Kivy

from benchmarks.machine import resident  # noqa: E402
from kiosk.domain.desk_view import Screen  # noqa: E402
from kiosk.journal import Journal, JournalWriter  # noqa: E402
from kiosk.ui.committer import ScreenCommitter  # noqa: E402
from tests.screens.counter import Counter  # noqa: E402
from tests.screens.pilot import Finger, Pilot  # noqa: E402

DRAWN_EVERY = 100
PATIENCE_SECONDS = 30


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
            cards = counter.sheet.cards
            self.tap(cards[(self._ballots + counter.view.position) % len(cards)])
        if counter.view.screen is Screen.REASONS:
            self.tap(counter.find("Bỏ qua"))
        self.tap(None)
        counter.pilot.looking = False
        self._ballots += 1

    def tap(self, widget: object) -> None:
        """Touch it, or where nothing is, and wait until what that leads to is on the disk."""
        pilot, view = self._counter.pilot, self._counter.view
        if widget is None:
            pilot.hear_again()
            Finger(pilot, pilot.window.width / 2, pilot.window.height / 2).down().up()
        else:
            pilot.tap(widget)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self._counter.desk.view().busy or self._counter.view == view:
            pilot.frame()
            if time.monotonic() > deadline:
                raise TimeoutError("a touch leads nowhere")
        pilot.frame(3)  # the screen follows the desk


def _journal(file: Path, now: datetime) -> Journal:
    return Journal.open(file, device="quay-1", simulated=True, now=now, step_minutes=15)


def main() -> None:
    """Give the ballots and say how much memory that took."""
    file, ballots, seen_after = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    now = datetime.now(UTC).astimezone()
    pilot = Pilot()
    with _journal(file, now) as journal, closing(JournalWriter(journal)) as writer:
        counter = Counter(pilot, committer=ScreenCommitter(writer), simulated=True)
        citizens = Citizens(counter)
        citizens.tap(counter.find("Địa chính"))
        for more in (seen_after, ballots - seen_after):
            citizens.give(more)
            gc.collect()
            print(resident(os.getpid()), flush=True)
        pilot.stop()


if __name__ == "__main__":
    main()
