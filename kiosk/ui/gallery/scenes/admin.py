"""What an administrator sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.ui.canned import PIN, CannedDesk
from kiosk.ui.gallery.canned_administration import CannedAdministration
from kiosk.ui.gallery.scene import NORMAL, SIMULATED, Manner, Scene

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp

ADMINISTRATOR = (NORMAL,)
WORKING, RUNNING = CannedAdministration(), CannedAdministration(running=True)
LACKING = CannedAdministration(drives=())


def _inside(canned: CannedDesk) -> None:
    canned.on_duty()
    canned.desk.ask_admin()
    canned.desk.enter_pin(PIN)


def _touching(*words: str) -> Callable[[KioskApp], None]:
    """Touches one after the other what says these words of the administrator's texts."""

    def touch(app: KioskApp) -> None:
        for word in words:
            page = app.sheet.page
            said = page.texts(f"admin.{word}", name="KINGSTON", count=3, year=2026)
            next(action for part, action in page.choices if part.text == said)()

    return touch


def _all_troubles(app: KioskApp) -> None:
    """How many more there are depends on the size of the screen."""
    _part, action = app.sheet.page.choices[-1]
    action()


def _dates(app: KioskApp) -> None:
    _touching("report", "other_days")(app)
    for digit in "0101202631022026":
        app.sheet.key(digit)


def _second_leaf(app: KioskApp) -> None:
    _touching("report", "second_half")(app)
    app.sheet.key("pagedown")


def _focused(app: KioskApp) -> None:
    for _ in range(3):
        app.sheet.key("tab")


def _scene(
    name: str,
    then: Callable[[KioskApp], None] | None = None,
    administration: CannedAdministration = WORKING,
    manners: tuple[Manner, ...] = ADMINISTRATOR,
) -> Scene:
    return Scene(f"admin-{name}", _inside, then, manners=manners, administration=administration)


SCENES = (
    _scene("status"),
    _scene("status-good", _focused, CannedAdministration(sound=True), (NORMAL, SIMULATED)),
    _scene("troubles", _all_troubles),
    _scene("connection", _touching("connection")),
    _scene("connection-running", _touching("connection"), RUNNING),
    _scene("verify", _touching("verify")),
    _scene("verify-running", _touching("verify"), RUNNING),
    _scene("sticks", _touching("stick")),
    _scene("sticks-none", _touching("stick"), LACKING),
    _scene("export", _touching("stick", "write_to")),
    _scene("export-running", _touching("stick", "write_to"), RUNNING),
    _scene("export-stopping", _touching("stick", "write_to", "stop"), RUNNING),
    _scene("counts", _touching("counts")),
    _scene("periods", _touching("report")),
    _scene("dates", _dates),
    _scene("report", _touching("report", "second_half")),
    _scene("report-2", _second_leaf),
    _scene("leave", _touching("leave")),
    _scene("end-shift", _touching("leave", "end_shift")),
    _scene("exit", _touching("leave", "exit")),
)
