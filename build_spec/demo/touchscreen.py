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
LOOK_SECONDS = 0.03  # how often the eye looks
BYTES_PER_PIXEL = 4


class TouchScreen:
    """A display as a person before it has it: touch a place, press a key, look."""

    def __init__(self, name: str, display: Display) -> None:
        """`open_screen` makes one."""
        self.name = name
        self._display = display
        self._root = display.screen().root
        self._depth = display.screen().root_depth
        self.width, self.height = display.screen().width_in_pixels, display.screen().height_in_pixels

    def touch(self, x: int, y: int) -> None:
        """Touch a place and lift the finger; pixels from the top left."""
        self.put_finger(x, y)
        time.sleep(TOUCH_SECONDS)
        self.lift_finger()

    def put_finger(self, x: int, y: int) -> None:
        """Touch a place and stay there."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self._display, X.ButtonPress, detail=1)
        self._display.sync()

    def move_finger(self, x: int, y: int) -> None:
        """Slide to a place, on the glass or above it."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        self._display.sync()

    def lift_finger(self) -> None:
        """Touch no more."""
        xtest.fake_input(self._display, X.ButtonRelease, detail=1)
        self._display.sync()

    def press(self, key: str, holding: str | None = None) -> None:
        """Press and release a key by its X name (Escape, F1, Return), maybe while another one is held."""
        names = [name for name in (holding, key) if name]
        codes = [self._display.keysym_to_keycode(XK.string_to_keysym(name)) for name in names]
        for code in codes:
            xtest.fake_input(self._display, X.KeyPress, detail=code)
        for code in reversed(codes):
            xtest.fake_input(self._display, X.KeyRelease, detail=code)
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

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """The display answers no other program, which it keeps waiting in the middle of drawing."""
        self._display.grab_server()
        self._display.sync()
        try:
            yield
        finally:
            self._display.ungrab_server()
            self._display.sync()

    @contextmanager
    def another_window(self, *, whole: bool) -> Iterator[None]:
        """Another program's window on top, with the keyboard: over the whole screen, or in its corner."""
        width, height = (self.width, self.height) if whole else (40, 40)
        corner = (self.width - width, self.height - height)
        window = self._root.create_window(
            *corner, width, height, 0, self._depth, background_pixel=0, override_redirect=True
        )
        window.map()
        self._display.sync()
        window.set_input_focus(X.RevertToNone, X.CurrentTime)
        self._display.sync()
        try:
            yield
        finally:
            window.destroy()
            self._display.sync()

    def shows_a_window(self) -> bool:
        """Whether any program shows a window."""
        return bool(self._windows())

    def picture(self, rows: range | None = None) -> bytes:
        """What is to be seen now, or some rows of it: pixels of blue, green, red and one more byte."""
        rows = range(self.height) if rows is None else rows
        image = self._root.get_image(0, rows.start, self.width, len(rows), X.ZPixmap, 0xFFFFFFFF)
        data: bytes = image.data
        return data

    def pixel(self, x: int, y: int) -> bytes:
        """What is to be seen now at one place."""
        data: bytes = self._root.get_image(x, y, 1, 1, X.ZPixmap, 0xFFFFFFFF).data
        return data

    def find(self, colour: str) -> tuple[int, int] | None:
        """The middle of the thing that has this colour ("#86CDB1"); None where nothing has it."""
        red, green, blue = bytes.fromhex(colour.removeprefix("#"))
        pixels, wanted = self.picture(), bytes((blue, green, red))
        row = self.width * BYTES_PER_PIXEL
        rows = [y for y in range(self.height) if _columns(pixels[y * row : (y + 1) * row], wanted)]
        if not rows:
            return None
        y = (rows[0] + rows[-1]) // 2
        left, right = _columns(pixels[y * row : (y + 1) * row], wanted) or (0, 0)
        return (left + right) // 2, y

    def changes(self, before: bytes, rows: range, *, within: float) -> bool:
        """Look until these rows differ from a former picture; False where they do not in so many seconds."""
        deadline = time.monotonic() + within
        while self.picture(rows) == before:
            if time.monotonic() > deadline:
                return False
            time.sleep(LOOK_SECONDS)
        return True

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
        yield TouchScreen(name, display)
    finally:
        display.close()


def _columns(row: bytes, colour: bytes) -> tuple[int, int] | None:
    """The first and the last pixel of this colour in a row of pixels."""
    found = [at for at in (row.find(colour), row.rfind(colour)) if at >= 0 and at % BYTES_PER_PIXEL == 0]
    return (found[0] // BYTES_PER_PIXEL, found[-1] // BYTES_PER_PIXEL) if found else None


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
