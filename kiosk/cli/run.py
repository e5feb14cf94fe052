"""`kiosk`: the screens in front of the desk, the journal behind it, the shipper beside it.

The window comes first: what is imported here is what it needs, and what can be refused before it (a faulty
configuration, a second kiosk on the same journal) is: docs/decisions/0037-a-window-at-once.md.
"""

from __future__ import annotations

import gc
import os
import signal
from contextlib import ExitStack
from typing import TYPE_CHECKING

from kiosk.cli.arguments import Arguments
from kiosk.cli.display import refuse_without_display, refuse_without_opengl
from kiosk.cli.first_start import configured
from kiosk.cli.journals import journal_told
from kiosk.cli.log import log_file, start_log
from kiosk.cli.screens import display_of
from kiosk.cli.watched import Watched
from kiosk.cli.window import add_window
from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.journal.lock import OwnerLock
from kiosk.secrets import read_pins
from kiosk.ui import boot

if TYPE_CHECKING:
    from kiosk.cli.behind import Behind
    from kiosk.ui.opening import Opening

add_arguments = add_window


class _Ending:
    """Remembers a SIGTERM that came before the window was there to take it.

    Raised as an exception it would come out of whatever runs then: half an import, half a transaction.
    """

    asked = False

    def __call__(self, _number: int, _frame: object) -> None:
        self.asked = True


@journal_told
def run(arguments: Arguments) -> int:
    """Run until somebody ends the program; with `START_AGAIN` where its watchdog is to start it anew."""
    gc.disable()  # what is imported stays: until that is done, to look for garbage among it is in vain
    config = configured(arguments)
    refuse_without_display(os.environ)
    ending = _Ending()
    signal.signal(signal.SIGTERM, ending)
    pins = read_pins(config.pins_file)
    clock = SystemClock(config.zone)
    watched = Watched.by_environment(config, clock)
    with OwnerLock(config.journal.path) as lock, ExitStack() as stack:
        start_log(log_file(config.journal.path))
        display = display_of(config, windowed=arguments.windowed)
        boot.prepare(display)
        gc.freeze()  # Kivy looks for garbage when it makes its window
        opening = _opening(config, clock)
        from kiosk.cli import in_front  # noqa: PLC0415 - all that draws: the opening is on the screen before

        def stand_behind() -> Behind:
            from kiosk.cli import behind  # noqa: PLC0415 - SQLAlchemy, on the thread that waits for the disk

            gc.freeze()  # it stays: no later look goes through it
            gc.enable()
            return behind.stand_behind(
                stack, config, clock, lock, simulated=arguments.training, watched=watched
            )

        in_front.show(
            config=config,
            clock=clock,
            pins=pins,
            display=display,
            behind=opening.meanwhile(stand_behind),
            opening=opening,
            is_ending=lambda: ending.asked,
            watched=watched,
        )
    return watched.status if watched else 0


def _opening(config: Config, clock: SystemClock) -> Opening:
    """Open the window, and say on it that the kiosk comes."""
    refuse_without_opengl("kiosk.ui.opening")
    from kiosk.ui.opening import Opening  # noqa: PLC0415 - it opens the window

    hours = config.desk.hours
    return Opening(night=hours is not None and not hours.hold(clock.now()))
