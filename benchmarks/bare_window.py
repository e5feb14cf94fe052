"""A window of Kivy's with one button and nothing else: what no program with Kivy can be faster than.

python benchmarks/bare_window.py WIDTH HEIGHT [MODULE …]     the modules are imported first
"""

import os
import sys
from importlib import import_module

os.environ.update(
    KIVY_NO_ARGS="1",
    KIVY_NO_CONFIG="1",
    KIVY_NO_FILELOG="1",
    KIVY_LOG_MODE="PYTHON",
    SDL_NO_SIGNAL_HANDLERS="1",
)

for module in sys.argv[3:]:
    import_module(module)

from kivy.config import Config  # noqa: E402

for key, value in {
    "width": sys.argv[1],
    "height": sys.argv[2],
    "position": "custom",
    "left": 0,
    "top": 0,
    "borderless": 1,
    "multisamples": 0,
    "maxfps": 60,
}.items():
    Config.set("graphics", key, str(value))
for name, _ in Config.items("input"):
    Config.remove_option("input", name)
Config.set("input", "mouse", "mouse,disable_multitouch,disable_hover")

from kivy.app import App  # noqa: E402
from kivy.core.window import Window  # noqa: E402
from kivy.uix.button import Button  # noqa: E402


class Bare(App):  # type: ignore[misc]  # Kivy brings no types
    def build(self) -> Button:
        Window.clearcolor = (0.9, 0.9, 0.9, 1)
        return Button(text="Xin chào", size_hint=(0.5, 0.5), pos_hint={"center_x": 0.5, "center_y": 0.5})


Bare().run()
