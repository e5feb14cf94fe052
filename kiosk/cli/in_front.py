"""What stands before the citizen: the desk on its screens, from the first view to the end of the program.

Import it after `kiosk.ui.boot.prepare`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

from kiosk.cli.administration import Administrator
from kiosk.cli.errors import CommandError
from kiosk.cli.invite import called, invite_token
from kiosk.cli.screens import labels_of
from kiosk.cli.watched import Watched, is_quiet
from kiosk.config import Config, Message
from kiosk.domain.desk import Desk
from kiosk.domain.ports import Clock, PinCheck
from kiosk.stopping import Stopping
from kiosk.ui.app import KioskApp
from kiosk.ui.committer import ScreenCommitter
from kiosk.ui.opening import Opening
from kiosk.ui.settings import DisplaySettings
from kiosk.ui.window_thread import after_the_start, at_each_tick, soon
from sync.status import SyncStatus

if TYPE_CHECKING:
    from kiosk.cli.behind import Behind


def show(
    *,
    config: Config,
    clock: Clock,
    pins: PinCheck,
    display: DisplaySettings,
    behind: Behind,
    opening: Opening,
    is_ending: Callable[[], bool],
    watched: Watched | None,
) -> None:
    """Put the desk in the place of the opening, and stay until it ends; `is_ending`: it should, at once."""
    desk = _desk(config, clock, behind, pins)
    shipping = behind.shipping
    with closing(Administrator(config, clock, shipping.status, os.environ)) as administrator:
        app = _app(config, desk, display, shipping.status, administrator)

        def started(_app: KioskApp) -> None:
            opening.give_way()
            if is_ending():
                app.stop()

        app.bind(on_start=started)
        after_the_start(shipping.begin)
        at_each_tick(_looking_after(Stopping(config.journal.path), watched, desk, app))

        def invite() -> None:
            if desk.view().busy:
                soon(invite)
            else:
                desk.invite()
                app.refresh()

        with called(config, invite_token(config), partial(soon, invite)):
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


def _desk(config: Config, clock: Clock, behind: Behind, pins: PinCheck) -> Desk:
    counter = behind.counter
    return Desk(
        config.questionnaire,
        config.desk,
        clock=clock,
        committer=ScreenCommitter(behind.writer),
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
