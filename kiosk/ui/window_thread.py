"""Work on the thread of the window, for parts that know nothing of Kivy. Import it after `boot.prepare`."""

from __future__ import annotations

from collections.abc import Callable

from kivy.clock import Clock

from kiosk.ui.theme import Motion


def at_each_tick(do: Callable[[], None]) -> None:
    """Calls `do` a few times a second, as long as the window's thread goes on."""
    Clock.schedule_interval(lambda _dt: do(), Motion.tick)


def after_the_start(do: Callable[[], None]) -> None:
    """Calls `do` once the first screen stands: nobody waits for what is not needed to show it."""
    Clock.schedule_once(lambda _dt: do(), Motion.deaf)


def soon(do: Callable[[], None]) -> None:
    """Calls `do` once, in a later frame; from any thread."""
    Clock.schedule_once(lambda _dt: do())
