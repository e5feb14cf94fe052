"""`kiosk watch`: the kiosk with a watchdog before it; what autostart starts."""

from __future__ import annotations

import signal

from kiosk.cli.arguments import Arguments
from kiosk.cli.errors import CommandError
from kiosk.cli.first_start import configured
from kiosk.cli.log import start_log, watchdog_log_file
from kiosk.cli.own_program import own_program
from kiosk.cli.window import add_window, passed_on
from kiosk.config import Message
from kiosk.stopping import is_asked_to_stop
from kiosk.watchdog import Limits, OtherWatchdogError, Watchdog, only_one

add_arguments = add_window


def run(arguments: Arguments) -> int:
    """Start `kiosk run`, and start it again whenever it freezes or ends unasked."""
    config = configured(arguments)
    journal = config.journal.path
    limits = Limits(config.watchdog.frozen_seconds, config.watchdog.start_seconds)
    command = [*own_program(), "run", *passed_on(arguments)]
    watchdog = Watchdog(command, limits, lambda: is_asked_to_stop(journal))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, watchdog.stop)
    journal.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with only_one(journal):
            start_log(watchdog_log_file(journal))
            return watchdog.run()
    except OtherWatchdogError as error:
        raise CommandError(
            Message(
                f"một kiosk watch khác đang trông {journal}; đóng nó lại trước",
                f"another kiosk watch looks after {journal}; end that one first",
            )
        ) from error
