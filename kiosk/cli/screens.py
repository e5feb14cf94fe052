"""How the configuration looks to the screens: the settings that `kiosk.ui` is given."""

from __future__ import annotations

import os

from kiosk.cli.bare_x import whole_screen
from kiosk.config import Config
from kiosk.config.settings import NoticeSettings
from kiosk.ui.settings import DisplaySettings, Labels, Notice


def labels_of(config: Config) -> Labels:
    """The names that the screens show."""
    agency, device = config.agency, config.device
    return Labels(agency.name, agency.unit, device.counter, device.id)


def display_of(config: Config, *, windowed: tuple[int, int] | None = None) -> DisplaySettings:
    """Where the window stands and what it does by itself.

    `windowed` is a size in pixels for developers, with the pointer to be seen.
    """
    size, position = windowed or config.display.size, config.display.position
    filled = None if size else whole_screen(os.environ)
    if filled:
        size, position = filled
    return DisplaySettings(
        size=size,
        position=position,
        show_cursor=windowed is not None,
        dark_after_seconds=config.display.dark_after_seconds,
        invite_key=config.display.invite_key,
        shift_key=config.display.shift_key,
        sounds=config.display.sounds,
        attract_seconds=config.display.attract_seconds,
        notice=_notice_of(config.notice),
        languages_folder=config.display.languages_folder,
        diagonal_inches=config.display.diagonal_inches,
    )


def _notice_of(settings: NoticeSettings | None) -> Notice | None:
    if settings is None:
        return None
    return Notice(settings.titles, settings.texts, settings.every_seconds, settings.for_seconds)
