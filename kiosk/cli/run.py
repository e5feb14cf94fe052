"""`kiosk`: the screens in front of the desk, the journal behind it, the shipper beside it."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

from kiosk.cli.administration import Administrator
from kiosk.cli.arguments import Arguments
from kiosk.cli.counter import Counter, opened
from kiosk.cli.display import refuse_without_display, refuse_without_opengl
from kiosk.cli.errors import CommandError
from kiosk.cli.first_start import configured
from kiosk.cli.invite import called, invite_token
from kiosk.cli.journals import journal_told
from kiosk.cli.log import log_file, start_log
from kiosk.cli.screens import display_of, labels_of
from kiosk.cli.shipping import Shipping, shipped
from kiosk.cli.watched import Watched, is_quiet
from kiosk.cli.window import add_window
from kiosk.clock import SystemClock
from kiosk.config import Config, Message
from kiosk.domain.desk import Desk
from kiosk.journal import JournalWriter
from kiosk.secrets import Pins, read_pins
from kiosk.stopping import Stopping
from kiosk.ui import boot
from kiosk.ui.settings import DisplaySettings
from sync.status import SyncStatus

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp

add_arguments = add_window

_log = logging.getLogger(__name__)


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
    config = configured(arguments)
    refuse_without_display(os.environ)
    ending = _Ending()
    signal.signal(signal.SIGTERM, ending)
    pins = read_pins(config.pins_file)
    clock = SystemClock(config.zone)
    watched = Watched.by_environment(config, clock)
    with opened(config, clock, simulated=arguments.training) as counter:
        start_log(log_file(config.journal.path))
        if watched:
            watched.note(counter.journal)
        _begin(config, clock, counter)
        display = display_of(config, windowed=arguments.windowed)
        with shipped(config) as shipping, closing(JournalWriter(counter.journal)) as writer:
            _show(
                config=config,
                clock=clock,
                counter=counter,
                pins=pins,
                writer=writer,
                display=display,
                shipping=shipping,
                ending=ending,
                watched=watched,
                token=invite_token(config),
            )
    return watched.status if watched else 0


def _begin(config: Config, clock: SystemClock, counter: Counter) -> None:
    """Say what was found, and forget what the configuration wants forgotten."""
    journal = counter.journal
    _log.info("Journal %s of %s, entry %d", journal.identity.journal, config.device.id, journal.head.seq)
    for fault in journal.faults:
        _log.warning("%s", fault.sentence)
    if config.journal.retention_days:
        gone = journal.forget(days=config.journal.retention_days, today=clock.now().date())
        _log.info("Retention removed %d entries", gone)


def _show(
    *,
    config: Config,
    clock: SystemClock,
    counter: Counter,
    pins: Pins,
    writer: JournalWriter,
    display: DisplaySettings,
    shipping: Shipping,
    ending: _Ending,
    watched: Watched | None,
    token: str | None,
) -> None:
    """Open the window and stay until it ends."""
    boot.prepare(display)
    refuse_without_opengl("kiosk.ui.app")
    from kiosk.ui.window_thread import after_the_start, at_each_tick, soon  # noqa: PLC0415

    desk = _desk(config, clock, counter, pins, writer)
    with closing(Administrator(config, clock, shipping.status, os.environ)) as administrator:
        app = _app(config, desk, display, shipping.status, administrator)
        app.bind(on_start=lambda _app: ending.asked and app.stop())
        after_the_start(shipping.begin)
        at_each_tick(_looking_after(Stopping(config.journal.path), watched, desk, app))

        def invite() -> None:
            if desk.view().busy:
                soon(invite)
            else:
                desk.invite()
                app.refresh()

        with called(config, token, lambda: soon(invite)):
            app.run()
        if watched:
            watched.end()


def _looking_after(
    stopping: Stopping, watched: Watched | None, desk: Desk, app: KioskApp
) -> Callable[[], None]:
    """What is looked at four times a second: whether the program should end, or be started anew."""

    def tick() -> None:
        view = desk.view()
        stopping.tick(app.stop, quiet=is_quiet(view))
        if watched:
            watched.tick(view, app.stop)

    return tick


def _desk(config: Config, clock: SystemClock, counter: Counter, pins: Pins, writer: JournalWriter) -> Desk:
    from kiosk.ui.committer import ScreenCommitter  # noqa: PLC0415

    return Desk(
        config.questionnaire,
        config.desk,
        clock=clock,
        committer=ScreenCommitter(writer),
        pins=pins,
        shift=counter.shift,
        dossiers=counter.dossiers,
        last_department=counter.last_department,
        simulated=counter.journal.identity.simulated,
        clock_watch=counter.clock_watch,
    )


def _app(
    config: Config,
    desk: Desk,
    display: DisplaySettings,
    sync_status: Callable[[], SyncStatus],
    administrator: Administrator,
) -> KioskApp:
    """The program of the window; raises CommandError where it can't draw what the configuration wants."""
    from kiosk.ui.app import KioskApp  # noqa: PLC0415

    try:
        return KioskApp(
            desk=desk,
            labels=labels_of(config),
            sync_status=sync_status,
            display=display,
            languages=config.desk.languages,
            administration=administrator,
        )
    except ValueError as error:
        from kiosk.check.screen_sentences import in_both  # noqa: PLC0415 - no start waits for it

        told = in_both(str(error))
        raise CommandError(Message(f"{config.file}: {told.vi}", f"{config.file}: {told.en}")) from error
