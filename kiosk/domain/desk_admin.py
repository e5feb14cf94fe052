"""The desk's calls for the administrator, whose screens lie over the counter's and change nothing beneath.

What the counter shows waits there: a desk that is out of service, or comes back, does so behind them.
"""

from __future__ import annotations

from kiosk.domain.desk_clerk import ClerkCalls, is_plausible
from kiosk.domain.desk_view import Screen
from kiosk.domain.ports import ADMIN

_WAY_IN = (Screen.CLOSED, Screen.LOGIN, Screen.RATING, Screen.INVITATION, Screen.SHIFT)


class AdministratorCalls(ClerkCalls):
    """What an administrator can do at the counter."""

    def ask_admin(self) -> None:
        """Ask for the administrator's PIN; not while a citizen is under way.

        Out of service it is asked even while a commit hangs. Where no PIN was ever set the screen can only
        say so.
        """
        if self._state.over:
            return
        if self._is_out_of_service or (self._offers(*_WAY_IN) and not self._state.under_way):
            self.touched()
            self._state.forget_manner()
            self._pin_pad.ask(ADMIN)
            self._state.over = Screen.PIN

    def enter_pin(self, pin: str) -> None:
        """Try a PIN for the department or the administrator that is asked about."""
        if self._state.over is not Screen.PIN:
            super().enter_pin(pin)
            return
        self.touched()
        if self._pin_pad.has_admin and self._pin_pad.opens(pin):
            self._state.over = Screen.ADMIN

    def cancel(self) -> None:
        """Leave a screen of the clerk or the administrator, or the thanks, without doing anything.

        A PIN, and the administrator's pages, are left for what stood before them.
        """
        if self._state.over:
            self.touched()
            self._state.over = None
        else:
            super().cancel()

    def close_shift(self, dossiers: int | None) -> None:
        """End the shift; `dossiers` returned since login, None where nobody gives a number.

        From SHIFT by way of the PIN where the department has one, from a DOSSIERS that ends the shift, and
        from ADMIN, which stays; not while out of service.
        """
        if not self._offers(Screen.ADMIN):
            super().close_shift(dossiers)
        elif not self._is_out_of_service and is_plausible(dossiers):
            self._end_shift(dossiers)

    def _tick_administrator(self) -> None:
        """Leave what the administrator left; meanwhile only what is out of service goes on."""
        state = self._state
        left = self._is_left() if state.over is Screen.PIN else state.idle_for >= self._settings.admin_seconds
        if left:
            state.over = None
