"""What a clerk sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.ui.canned import CITY, PROVINCE, CannedDesk
from kiosk.ui.gallery.scene import INVITED, NORMAL, SIMULATED, Scene

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp

CLERK = (NORMAL,)
RUN_BY = (NORMAL, INVITED, SIMULATED)


def _pin(canned: CannedDesk, wrong: int) -> None:
    canned.desk.choose_department(canned.desk.view().questionnaire.departments[0].code)
    for _ in range(wrong):
        canned.desk.enter_pin("0000")


def _shift(canned: CannedDesk) -> None:
    canned.on_duty().open_shift_menu()


def _dossiers(canned: CannedDesk) -> None:
    _shift(canned)
    canned.desk.ask_dossiers()


def _type(app: KioskApp, digits: str) -> None:
    for digit in digits:
        app.sheet.key(digit)


SCENES = (
    Scene("login-3", manners=(NORMAL, SIMULATED)),
    Scene("login-12", manners=CLERK, questionnaire=CITY),
    Scene("login-14", manners=CLERK, questionnaire=PROVINCE),
    Scene("pin", lambda c: _pin(c, 0), manners=CLERK),
    Scene("pin-typed", lambda c: _pin(c, 0), lambda app: _type(app, "258"), manners=CLERK),
    Scene("pin-wrong", lambda c: _pin(c, 1), manners=CLERK),
    Scene("pin-wait", lambda c: _pin(c, 4), manners=CLERK),
    Scene("shift", _shift, manners=RUN_BY),
    Scene("dossiers", _dossiers, manners=CLERK),
    Scene("dossiers-typed", _dossiers, lambda app: _type(app, "1234"), manners=CLERK),
)
