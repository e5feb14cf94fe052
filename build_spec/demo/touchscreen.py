"""A finger, a keyboard and an eye on an X display, from outside the program that is shown there.

The events are the X server's own (XTest), so they take the way of a real touch: server, SDL, Kivy.
"""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from Xlib import XK, X, protocol
from Xlib.display import Display
from Xlib.ext import xtest

TOUCH_SECONDS = 0.04  # how long a finger stays down
LOOK_SECONDS = 0.05  # how often the eye looks
BYTES_PER_PIXEL = 4


class TouchScreen:
    """A display as a person before it has it: touch a place, press a key, look."""

    def __init__(self, display: Display) -> None:
        """`open_screen` makes one."""
        self._display = display
        self._root = display.screen().root
        self.width, self.height = display.screen().width_in_pixels, display.screen().height_in_pixels

    def touch(self, x: int, y: int) -> None:
        """Touch a place and lift the finger; pixels from the top left."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self._display, X.ButtonPress, detail=1)
        self._display.sync()
        time.sleep(TOUCH_SECONDS)
        xtest.fake_input(self._display, X.ButtonRelease, detail=1)
        self._display.sync()

    def press(self, key: str) -> None:
        """Press and release a key by its X name: Escape, F1, F8."""
        code = self._display.keysym_to_keycode(XK.string_to_keysym(key))
        for kind in (X.KeyPress, X.KeyRelease):
            xtest.fake_input(self._display, kind, detail=code)
        self._display.sync()

    def focus(self) -> None:
        """Give the keyboard to the topmost window, as a window manager would."""
        window = self._windows()[-1]
        window.set_input_focus(X.RevertToParent, X.CurrentTime)
        self._display.sync()

    def ask_to_close(self) -> None:
        """Ask the topmost window to close, as a window manager does on Alt-F4."""
        window = self._windows()[-1]
        delete = self._display.intern_atom("WM_DELETE_WINDOW")
        protocols = self._display.intern_atom("WM_PROTOCOLS")
        message = protocol.event.ClientMessage(
            window=window, client_type=protocols, data=(32, [delete, X.CurrentTime, 0, 0, 0])
        )
        window.send_event(message)
        self._display.sync()

    def shows_a_window(self) -> bool:
        """Whether any program shows a window."""
        return bool(self._windows())

    def picture(self) -> bytes:
        """What is to be seen now: rows from the top, pixels of blue, green, red and one more byte."""
        image = self._root.get_image(0, 0, self.width, self.height, X.ZPixmap, 0xFFFFFFFF)
        data: bytes = image.data
        return data

    def wait_until_still(self, seconds: float, timeout: float = 20.0) -> bytes:
        """Look until the picture has not changed for so many seconds; gives the picture.

        Raises TimeoutError when it never rests.
        """
        deadline = time.monotonic() + timeout
        last, still_since = self.picture(), time.monotonic()
        while time.monotonic() - still_since < seconds:
            time.sleep(LOOK_SECONDS)
            now = self.picture()
            if now != last:
                last, still_since = now, time.monotonic()
            if time.monotonic() > deadline:
                raise TimeoutError("the screen never stood still")
        return last

    def save(self, path: Path) -> None:
        """Write what is to be seen as a PNG file."""
        path.write_bytes(png(self.picture(), self.width, self.height))

    def _windows(self) -> list[Any]:
        """The visible top windows, the uppermost last."""
        children = self._root.query_tree().children
        return [child for child in children if child.get_attributes().map_state == X.IsViewable]


@contextmanager
def open_screen(name: str) -> Iterator[TouchScreen]:
    """The screen of a display (":1"), until the end of the block."""
    display = Display(name)
    try:
        yield TouchScreen(display)
    finally:
        display.close()


def png(pixels: bytes, width: int, height: int) -> bytes:
    """A PNG file of a picture as `TouchScreen.picture` gives it."""
    rgb = bytearray(width * height * 3)
    for channel in range(3):
        rgb[channel::3] = pixels[2 - channel :: BYTES_PER_PIXEL]
    row = width * 3
    rows = b"".join(b"\0" + rgb[start : start + row] for start in range(0, len(rgb), row))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)  # 8 bits, RGB
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_part(kind, data) for kind, data in parts)


def _png_part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
