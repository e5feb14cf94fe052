"""What can be touched: shows the finger at once, acts when the finger is lifted inside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.animation import Animation
from kivy.clock import Clock
from kivy.graphics import Color, PopMatrix, PushMatrix, Rectangle, Translate
from kivy.properties import NumericProperty

from kiosk.ui.frame import Box
from kiosk.ui.look import Look
from kiosk.ui.theme import Motion, Space
from kiosk.ui.widgets.panel import Shadow, Surface
from kiosk.ui.widgets.part import Part

Action = Callable[[], None]


class Tappable(Part):
    """Calls its `action` when a finger that came down on it is lifted on it.

    `reach`: by how many units more than is seen can be hit above and below.
    """

    def __init__(self, look: Look, box: Box, action: Action, *, reach: float = 0) -> None:
        super().__init__(look, box)
        self._action, self._reach = action, look.frame.px(reach)

    def show_finger(self, on_it: bool) -> None:
        """For what shows that a finger is on it."""

    def let_go(self) -> None:
        """For what stays pressed after a tap: the desk is ready for the next."""

    def holds(self, x: float, y: float) -> bool:
        """Whether a finger at this point of the window is on it."""
        return bool(self.x <= x < self.right and self.y - self._reach <= y < self.top + self._reach)

    def on_touch_down(self, touch: Any) -> bool:
        """A finger comes down."""
        if not self.holds(*touch.pos):
            return False
        touch.grab(self)
        self.show_finger(on_it=True)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        """The finger slides: off it, and maybe back."""
        if touch.grab_current is not self:
            return False
        self.show_finger(on_it=self.holds(*touch.pos))
        return True

    def on_touch_up(self, touch: Any) -> bool:
        """The finger is lifted. On a sheet that has gone meanwhile nothing acts."""
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        if not self.holds(*touch.pos):
            self.show_finger(on_it=False)
        elif self.get_root_window():
            self._act()
        return True

    def _act(self) -> None:
        self._action()


class Touchable(Tappable):
    """A surface that can be tapped. Pressed looks the same whatever it says.

    After a tap it stays pressed until `let_go`: so it also looks while a commit is waited for.
    """

    depth = NumericProperty(0.0)  # 0 at rest, 1 pressed

    def __init__(
        self,
        look: Look,
        box: Box,
        action: Action,
        surface: Surface,
        *,
        raised: bool = False,
        reach: float = 0,
    ) -> None:
        super().__init__(look, box, action, reach=reach)
        self._target, self._tapped = 0.0, False
        self._shadow: Shadow | None = None
        with self.canvas.before:
            if raised and look.palette.shadow:
                self._shadow = Shadow(self, surface.radius)
            self._rest = self._layer(surface, 1.0)
            self._down = self._layer(surface, 0.0)  # its own is set when it is pressed
            PushMatrix()
            self._sink = Translate(0, 0)
        with self.canvas.after:
            PopMatrix()
        self._pressed = Surface.down(look.palette, surface.radius)
        # Painted once the sheet is seen, for which it is not needed: then no touch waits for it either.
        Clock.schedule_once(lambda _dt: self._texture(self._pressed))

    def _layer(self, surface: Surface, opacity: float) -> tuple[Color, Rectangle]:
        colour = Color(1, 1, 1, opacity)
        layer = Rectangle(pos=self.pos, texture=self._texture(surface))
        self._set_opacity((colour, layer), opacity)
        return colour, layer

    def _texture(self, surface: Surface) -> Any:
        return surface.texture(self.look, (int(self.width), int(self.height)))

    def _set_opacity(self, layer: tuple[Color, Rectangle], opacity: float) -> None:
        """What is not seen has no size: without a graphics card each of its pixels would cost its time."""
        layer[0].a = opacity
        layer[1].size = (int(self.width), int(self.height)) if opacity else (0, 0)

    def restyle(self, surface: Surface) -> None:
        """Takes another surface at rest."""
        self._rest[1].texture = self._texture(surface)

    @property
    def pressed(self) -> bool:
        """Whether it is shown pressed, or on its way there."""
        return self._target == 1.0

    def let_go(self) -> None:
        """Returns to rest after a tap; under a finger it stays as it is."""
        if self._tapped:
            self._tapped = False
            self._move_to(0.0)

    def show_finger(self, on_it: bool) -> None:
        """Pressed as long as the finger is on it."""
        self._move_to(float(on_it))

    def _act(self) -> None:
        self._tapped = True
        super()._act()

    def _move_to(self, depth: float) -> None:
        """Down at once, so that the next frame shows the finger; up softly."""
        if depth == self._target:
            return
        self._target = depth
        Animation.cancel_all(self, "depth")
        if depth:
            self.depth = depth
        else:
            Animation(depth=depth, duration=Motion.releasing).start(self)

    def on_depth(self, _: Any, depth: float) -> None:
        """Draws one step of being pressed or let go."""
        self._set_opacity(self._rest, 0.0 if depth == 1.0 else 1.0)
        self._down[1].texture = self._texture(self._pressed)
        self._set_opacity(self._down, depth)
        self._sink.y = -round(depth * self.look.frame.px(Space.pressed_drop))
        if self._shadow:
            self._shadow.show(1.0 - depth)
        self.show_depth(depth)

    def show_depth(self, depth: float) -> None:
        """For what else changes when it is pressed."""
