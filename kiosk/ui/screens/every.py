"""Which sheet draws which screen, and when a view needs another sheet."""

from __future__ import annotations

from kiosk.domain.desk_view import DeskView, Screen
from kiosk.ui.screens.closed import ClosedSheet
from kiosk.ui.screens.dossiers import DossiersSheet
from kiosk.ui.screens.languages import LanguagesSheet
from kiosk.ui.screens.login import LoginSheet
from kiosk.ui.screens.message import InvitationSheet, OutOfServiceSheet, ThanksSheet
from kiosk.ui.screens.notice import NoticeSheet
from kiosk.ui.screens.pin import PinSheet
from kiosk.ui.screens.rating import RatingSheet
from kiosk.ui.screens.reasons import ReasonsSheet
from kiosk.ui.screens.sheet import Cover, Sheet
from kiosk.ui.screens.shift import ShiftSheet
from kiosk.ui.screens.still_there import StillThereSheet

SHEETS: dict[Screen, type[Sheet]] = {
    Screen.CLOSED: ClosedSheet,
    Screen.LOGIN: LoginSheet,
    Screen.PIN: PinSheet,
    Screen.INVITATION: InvitationSheet,
    Screen.RATING: RatingSheet,
    Screen.REASONS: ReasonsSheet,
    Screen.STILL_THERE: StillThereSheet,
    Screen.THANKS: ThanksSheet,
    Screen.SHIFT: ShiftSheet,
    Screen.DOSSIERS: DossiersSheet,
    Screen.OUT_OF_SERVICE: OutOfServiceSheet,
}
"""All but the administrator's."""
COVERS: dict[Cover, type[Sheet]] = {"languages": LanguagesSheet, "notice": NoticeSheet}


def sheet_of(screen: Screen) -> type[Sheet]:
    """What draws a screen."""
    if screen is Screen.ADMIN:
        from kiosk.ui.screens.admin.sheet import AdminSheet  # noqa: PLC0415 - a dozen pages no start waits for

        return AdminSheet
    return SHEETS[screen]


def page_of(view: DeskView) -> tuple[object, ...]:
    """What a sheet is built for; a view that differs in this needs another sheet."""
    return (
        view.screen,
        view.language,
        view.easy,
        view.department,
        view.criterion,
        view.position,
        view.can_go_back,
        view.pin_for,
        view.scrambled,
        view.questionnaire.version,
    )
