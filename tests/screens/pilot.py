"""A finger and a watch for the kiosk's real window: frames are stepped by hand, time is told."""

import weakref

from kivy.animation import Animation
from kivy.app import App
from kivy.base import EventLoop, runTouchApp, stopTouchApp
from kivy.clock import Clock
from kivy.core.window import Keyboard, Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from kivy.input.motionevent import MotionEvent

from tests.screens.reading import words_of

LAPTOP, FULL_HD, PORTRAIT = (1366, 768), (1920, 1080), (1080, 1920)
DEAF = 0.4  # a little longer than the screens are deaf after a change


class Time:
    """The seconds that the desk, the gate and Kivy's clock agree on."""

    def __init__(self, start):
        self.seconds = start

    def __call__(self):
        return self.seconds


class Event(MotionEvent):
    def depack(self, args):
        self.sx, self.sy = args
        super().depack(args)


class Finger:
    """A touch that goes the whole way: event loop, window, grabs."""

    _count = 0

    def __init__(self, pilot, x, y, *, button=None):

        Finger._count += 1
        self._pilot = pilot
        self.event = Event("test", Finger._count, self._share(x, y), is_touch=True, type_id="touch")
        self.event.profile = ["pos"]
        if button:
            self.event.profile = ["pos", "button"]
            self.event.button = button

    def down(self):
        return self._post("begin")

    def slide(self, x, y):
        self.event.move(self._share(x, y))
        return self._post("update")

    def up(self):
        self.event.update_time_end()
        self._post("end")
        self._pilot.frame()
        return self

    @property
    def on(self):
        """The widgets that hold this finger."""
        return [held() for held in self.event.grab_list if held() is not None]

    def _share(self, x, y):
        return x / self._pilot.window.width, y / self._pilot.window.height

    def _post(self, kind):

        EventLoop.post_dispatch_input(kind, self.event)
        return self


class Pilot:
    """Runs one kiosk at a time in the one window."""

    def __init__(self):

        self.window, self.app, self.looking = Window, None, False
        Window.bind(on_draw=self._spare_drawing, on_flip=self._spare_drawing)
        Clock.time = self.time = Time(Clock.time())  # no event may be dated in the future

    def _spare_drawing(self, *_):
        """Rasterising in software is nearly all of a frame's time; pictures are drawn when one looks."""
        return not self.looking

    def start(self, app, size):

        if tuple(self.window.size) != size:
            self.window.size = size
        self.app = app
        app._run_prepare()
        runTouchApp(embedded=True)
        self.hear_again()

    def stop(self):
        self.window.unbind(on_draw=self._spare_drawing, on_flip=self._spare_drawing)
        self.stop_app()

    def stop_app(self):
        """Ends the program, as leaving Kivy's loop would."""
        if self.app is None:
            return
        for widget in self.app.root.walk():
            Animation.cancel_all(widget)
        self.app.dispatch("on_stop")
        self.window.remove_widget(self.app.root)
        EventLoop.touches.clear()
        stopTouchApp()
        App._running_app = None
        self.app = None

    def frame(self, count=1):

        for _ in range(count):
            EventLoop.idle()

    def wait(self, seconds):
        """Lets time pass in steps like the desk's ticks."""
        end = self.time.seconds + seconds
        while self.time.seconds < end:
            self.time.seconds = min(end, self.time.seconds + 0.25)
            self.frame()

    def hear_again(self):
        """Lets the time pass in which the screens are deaf."""
        self.time.seconds += DEAF
        self.frame()

    def middle_of(self, widget):
        return widget.to_window(*widget.center)

    def press(self, widget):
        """A finger comes down on a widget and is really on it."""
        finger = Finger(self, *self.middle_of(widget)).down()
        if widget not in finger.on:
            raise AssertionError(f"meant for {name(widget)}, landed on {[name(one) for one in finger.on]}")
        return finger

    def tap(self, widget):
        """A whole tap, after the time in which the screen is deaf."""
        self.hear_again()
        self.press(widget).up()

    def key(self, name_of_key):
        """A key as SDL reports it: to listeners, then to the window. Returns whether the kiosk took it."""
        code = Keyboard.keycodes[name_of_key]
        taken = self.window.dispatch("on_key_down", code, 0, "", [])
        taken = taken or self.window.dispatch("on_keyboard", code, 0, "", [])
        self.frame()
        return taken

    def pixels(self):
        """RGBA of what stands on the screen, once every fade is over."""
        self.wait(DEAF)
        return self.pixels_now()

    def pixels_now(self):
        """RGBA of what stands on the screen at this moment."""
        self.looking = True
        self.window.canvas.ask_update()
        self.frame()
        self.looking = False
        return glReadPixels(0, 0, *self.window.size, GL_RGBA, GL_UNSIGNED_BYTE)

    def frames_drawn_in(self, seconds):
        """How many frames the screens ask to be drawn while so much time passes."""
        drawn = []

        def count(*_):
            drawn.append(self.time.seconds)

        self.looking = True
        self.window.bind(on_flip=count)
        self.wait(seconds)
        self.window.unbind(on_flip=count)
        self.looking = False
        return len(drawn)


def name(widget):
    """What a tester would call a widget: its class and what stands on it."""
    if isinstance(widget, weakref.ref):
        widget = widget()
    return f"{type(widget).__name__}{words_of(widget)}"
