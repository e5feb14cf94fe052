"""What a citizen sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.desk_view import Screen
from kiosk.ui.canned import CannedDesk
from kiosk.ui.gallery.scene import (
    CITIZEN,
    INVITED,
    LARGE_INVITED,
    LARGE_SIMULATED,
    NORMAL,
    SIMULATED,
    Scene,
)

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp


def _stuck(canned: CannedDesk, seconds: float) -> None:
    desk = canned.rated(1)
    canned.shelf.stuck = True
    desk.tap("satisfied")
    canned.wait(seconds)


def _still_there(canned: CannedDesk) -> None:
    canned.rated(1)
    canned.wait_for(Screen.STILL_THERE)
    canned.wait(8)


def _press(app: KioskApp, number: int) -> None:
    app.sheet.cards[number].depth = 1.0


def _choose(app: KioskApp) -> None:
    for number in (1, 4):
        app.sheet.chips[number].toggle()


SCENES = (
    Scene("invitation", lambda c: c.on_duty(), manners=(INVITED, LARGE_INVITED)),
    Scene("rating-1", lambda c: c.rated(0), manners=(*CITIZEN, SIMULATED, LARGE_SIMULATED)),
    Scene("rating-1-unsent", lambda c: c.rated(0), manners=(NORMAL,), waiting=12),
    Scene("rating-2", lambda c: c.rated(1)),
    Scene("rating-2-pressed", lambda c: c.rated(1), lambda app: _press(app, 1)),
    Scene("rating-2-waiting", lambda c: _stuck(c, 1), lambda app: _press(app, 2)),
    Scene("rating-4", lambda c: c.rated(3)),
    Scene("reasons", lambda c: c.rated(4)),
    Scene("reasons-chosen", lambda c: c.rated(4), _choose),
    Scene("still-there", _still_there),
    Scene("thanks", lambda c: c.rated(4).skip_reasons()),
    Scene("out-of-service", lambda c: _stuck(c, 6), manners=(NORMAL,)),
)
