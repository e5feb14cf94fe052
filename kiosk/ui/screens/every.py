"""Which sheet draws which screen, and when a view needs another sheet.

A sheet's module is imported when it is first asked for: no start waits for the others.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from kiosk.domain.desk_view import DeskView, Screen
from kiosk.ui.screens.sheet import Cover, Sheet


def sheet_of(screen: Screen) -> type[Sheet]:  # noqa: C901, PLR0911  one for each screen
    """What draws a screen of the desk."""
    match screen:
        case Screen.CLOSED:
            from kiosk.ui.screens.closed import ClosedSheet

            return ClosedSheet
        case Screen.LOGIN:
            from kiosk.ui.screens.login import LoginSheet

            return LoginSheet
        case Screen.PIN:
            from kiosk.ui.screens.pin import PinSheet

            return PinSheet
        case Screen.INVITATION:
            from kiosk.ui.screens.message import InvitationSheet

            return InvitationSheet
        case Screen.RATING:
            from kiosk.ui.screens.rating import RatingSheet

            return RatingSheet
        case Screen.REASONS:
            from kiosk.ui.screens.reasons import ReasonsSheet

            return ReasonsSheet
        case Screen.STILL_THERE:
            from kiosk.ui.screens.still_there import StillThereSheet

            return StillThereSheet
        case Screen.THANKS:
            from kiosk.ui.screens.message import ThanksSheet

            return ThanksSheet
        case Screen.SHIFT:
            from kiosk.ui.screens.shift import ShiftSheet

            return ShiftSheet
        case Screen.DOSSIERS:
            from kiosk.ui.screens.dossiers import DossiersSheet

            return DossiersSheet
        case Screen.ADMIN:
            from kiosk.ui.screens.admin.sheet import AdminSheet

            return AdminSheet
        case Screen.OUT_OF_SERVICE:
            from kiosk.ui.screens.message import OutOfServiceSheet

            return OutOfServiceSheet


def cover_of(cover: Cover) -> type[Sheet]:
    """What lies over a screen of the desk."""
    if cover == "languages":
        from kiosk.ui.screens.languages import LanguagesSheet

        return LanguagesSheet
    from kiosk.ui.screens.notice import NoticeSheet

    return NoticeSheet


def importing_all() -> Iterator[None]:
    """Imports one more with each step, while nobody waits: no touch should wait for a slow disk."""
    for screen in Screen:
        sheet_of(screen)
        yield
    for cover in get_args(Cover):
        cover_of(cover)
        yield


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
