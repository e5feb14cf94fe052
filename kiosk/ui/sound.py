"""The one sound: soft, the same whatever was touched, after the journal has it.

It is loaded once the first screen stands, and played by SDL's own thread. Without an audio device the kiosk
is silent, and says so once in the log.
"""

from __future__ import annotations

import logging
import os
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

from kiosk.ui.assets import ASSETS

RECEIVED = ASSETS / "sounds/received.wav"
_LINUX_DEVICES = Path("/dev/snd")

log = logging.getLogger(__name__)


class Chime:
    """Plays the sound. `wanted`: whether the configuration has sounds at all."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted

    @property
    def audible(self) -> bool:
        """Whether there is anything to play it on; loads it, which takes its time, when first asked."""
        return self._sound is not None

    @cached_property
    def _sound(self) -> Any:
        sound = _loaded() if self._wanted and _may_have_device() else None
        if self._wanted and sound is None:
            log.info("no audio device: the kiosk makes no sound")
        return sound

    def play(self) -> None:
        """Plays it, from its beginning; returns at once."""
        if self._sound:
            self._sound.play()


def _may_have_device() -> bool:
    """Whether it is worth asking SDL: ALSA complains at length on stderr where there is no device at all."""
    return not sys.platform.startswith("linux") or "SDL_AUDIODRIVER" in os.environ or _LINUX_DEVICES.exists()


def _loaded() -> Any:
    """The sound, ready to be played, or None without a device."""
    from kivy.core.audio import SoundLoader  # noqa: PLC0415 - looks for audio when it is imported

    kivys = logging.getLogger("kivy")
    kivys.addFilter(_is_no_complaint)
    try:
        sound = SoundLoader.load(str(RECEIVED))
    finally:
        kivys.removeFilter(_is_no_complaint)
    return sound if sound and sound.length > 0 else None


def _is_no_complaint(record: logging.LogRecord) -> bool:
    """Kivy calls a missing device critical, which it is not."""
    return "AudioSDL2" not in record.getMessage()
