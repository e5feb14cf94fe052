"""What holds the sheet on the screen: guards it from touches, fades one into the next, goes dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.animation import Animation
from kivy.core.window import Window
from kivy.graphics import ClearBuffers, ClearColor, Color, Fbo, Rectangle
from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from kiosk.ui.corner import Corner
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Motion, rgb
from kiosk.ui.touch import TapGate


class Stage(Widget):
    """The root of the window. `touched` is called for every finger that comes down.

    A cross-fade lays a picture of the old sheet over the new one: the new one takes touches at once.
    """

    veil = NumericProperty(0.0)  # opacity of the picture of the sheet before
    sheet: Sheet | None = None
    dark = False

    def __init__(self, gate: TapGate, touched: Callable[[], None], corner: Corner) -> None:
        super().__init__()
        self.gate, self._touched, self._corner = gate, touched, corner
        self._picture: Any = None
        self._veil_colour: Any = None
        self._input_open = True

    def play(self, sheet: Sheet, *, fade: bool, settle: bool = True) -> None:
        """Puts a sheet in the place of the one before.

        `settle`: what is touched within a moment was meant for the one before, and is not taken.
        """
        former, self.sheet = self.sheet, sheet
        self._drop_veil()
        self.clear_widgets()  # first: a canvas that was drawn elsewhere would not leave this one
        picture = self._picture_of(former) if former and fade and former.size == sheet.size else None
        self.size = sheet.size
        Window.clearcolor = _ground(sheet)
        self.add_widget(sheet)
        if settle:
            self.gate.close()
        if picture is not None:
            self._raise_veil(picture)

    def open_input(self, is_open: bool) -> None:
        """Whether touches reach the sheet at all: not while a commit is under way."""
        self._input_open = is_open

    def go_dark(self) -> None:
        """Blackens the screen; the touch that wakes it presses nothing."""
        self.dark = True
        self.canvas.after.clear()
        with self.canvas.after:
            Color(0, 0, 0, 1)
            Rectangle(size=self.size)

    def wake(self) -> None:
        """Shows the sheet again, and lets no touch through for a moment."""
        if self.dark:
            self.dark = False
            self.canvas.after.clear()
            self.gate.close()

    def on_touch_down(self, touch: Any) -> bool:
        """Lets through what the gate admits."""
        self._touched()
        if self.dark:
            self.wake()
            return True
        if self.sheet:
            self._corner.down(touch, self.sheet.look.frame)
        if self._input_open and self.gate.admits(touch):
            super().on_touch_down(touch)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """What was not admitted is grabbed by nobody, and those that grabbed hear of it themselves."""
        if self.sheet:
            self._corner.moved(touch, self.sheet.look.frame)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """Lets the next finger in."""
        self._corner.up(touch)
        self.gate.lifted(touch)
        return True

    def on_veil(self, _: Any, opacity: float) -> None:
        """One step of a cross-fade."""
        if self._veil_colour:
            self._veil_colour.a = opacity

    def _raise_veil(self, picture: Any) -> None:
        with self.canvas.after:
            self._veil_colour = Color(1, 1, 1, 1)
            Rectangle(size=self.size, texture=picture)
        self.veil = 1.0
        fade = Animation(veil=0.0, duration=Motion.fade)
        fade.bind(on_complete=lambda *_: self._drop_veil())
        fade.start(self)

    def _drop_veil(self) -> None:
        Animation.cancel_all(self, "veil")
        if not self.dark:
            self.canvas.after.clear()
        self._veil_colour = None

    def _picture_of(self, sheet: Sheet) -> Any:
        """The sheet as a texture; one buffer serves every fade."""
        size = int(sheet.width), int(sheet.height)
        if self._picture is None or tuple(self._picture.size) != size:
            self._picture = Fbo(size=size)
        self._picture.clear()
        with self._picture:
            ClearColor(*_ground(sheet))
            ClearBuffers()
        self._picture.add(sheet.canvas)
        self._picture.draw()
        self._picture.remove(sheet.canvas)
        return self._picture.texture


def _ground(sheet: Sheet) -> tuple[float, float, float, float]:
    """Painted by clearing: without a graphics card a rectangle of all the screen takes a third of a frame."""
    return (*rgb(sheet.look.palette.page), 1.0)
