"""What a citizen sees."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.desk_view import Screen
from kiosk.domain.office import OfficeHours
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
from kiosk.ui.settings import DisplaySettings, Notice

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp

HILLS = (("hmn", "Hmoob"), ("rad", "Êđê"), ("jra", "Jrai"), ("tyz", "Tày"))
"""Languages that elders speak where they read no Vietnamese; each named in itself."""
NOTICE = Notice(
    {"vi": "Từ góp ý của Ông/Bà", "en": "From your ratings"},
    {
        "vi": "Từ tháng 11, bộ phận Hộ tịch nhận hồ sơ cả chiều thứ Sáu. Tại bàn viết đã có người hướng dẫn.",
        "en": "From November the civil status desk opens on Friday afternoons too. We help you with forms.",
    },
)
OFFICE = DeskSettings(
    hours=OfficeHours(frozenset(range(5)), ((time(7, 30), time(11, 30)), (time(13, 30), time(17))))
)
EVENING = 12 * 3600


def _stuck(canned: CannedDesk, seconds: float) -> None:
    desk = canned.rated(1)
    canned.shelf.stuck = True
    desk.tap("satisfied")
    canned.wait(seconds)


def _still_there(canned: CannedDesk) -> None:
    canned.rated(1)
    canned.wait_for(Screen.STILL_THERE)
    canned.wait(8)


def _invite(canned: CannedDesk) -> None:
    canned.on_duty().invite()
    canned.desk.set_easy(canned.easy)
    canned.wait(20)


def _wait_for_evening(canned: CannedDesk) -> None:
    canned.clock.advance(EVENING)
    canned.wait_for(Screen.CLOSED)


def _press(app: KioskApp, number: int) -> None:
    app.sheet.cards[number].depth = 1.0


def _choose(app: KioskApp) -> None:
    for number in (1, 4):
        app.sheet.chips[number].toggle()


SCENES = (
    Scene("invitation", lambda c: c.on_duty(), manners=(INVITED, LARGE_INVITED)),
    Scene("rating-1", lambda c: c.rated(0), manners=(*CITIZEN, SIMULATED, LARGE_SIMULATED)),
    Scene("rating-1-unsent", lambda c: c.rated(0), manners=(NORMAL,), waiting=12),
    Scene("rating-1-beckoning", lambda c: c.rated(0), lambda a: a.sheet.beckon(), (NORMAL,), seconds=0.5),
    Scene("rating-1-armed", _invite, manners=(INVITED, LARGE_INVITED)),
    Scene("rating-1-many-languages", lambda c: c.rated(0), further_languages=HILLS),
    Scene("languages-3", lambda c: c.rated(0), lambda a: a.cover("languages"), further_languages=HILLS[:1]),
    Scene("languages-6", lambda c: c.rated(0), lambda a: a.cover("languages"), further_languages=HILLS),
    Scene(
        "notice", lambda c: c.rated(0), None, (NORMAL,), display=DisplaySettings(notice=NOTICE), seconds=91
    ),
    Scene("closed", _wait_for_evening, manners=(NORMAL,), settings=OFFICE),
    Scene("closed-6", _wait_for_evening, manners=(NORMAL,), settings=OFFICE, further_languages=HILLS),
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
