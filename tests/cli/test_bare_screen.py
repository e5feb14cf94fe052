"""On an X server without a window manager the kiosk fills the screen all the same."""

import os
import subprocess
import sys

import pytest

from kiosk.cli.bare_x import whole_screen
from tests.cli.kit import PATIENCE_SECONDS

LOOK = """
import subprocess, sys, time
from Xlib import display
kiosk = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
root = display.Display().screen().root
black, deadline = b"\\0\\0\\0", time.monotonic() + 60
def drawn():
    wide, high = root.get_geometry().width, root.get_geometry().height
    corners = [(x, y) for x in (0, wide - 1) for y in (0, high - 1)]
    return [root.get_image(x, y, 1, 1, 2, 0xFFFFFFFF).data[:3] != black for x, y in corners]
try:
    while not all(drawn()) and time.monotonic() < deadline:
        time.sleep(0.1)
    print(drawn())
finally:
    kiosk.terminate()
    kiosk.wait()
"""


@pytest.mark.parametrize(
    "command", [("run", "--training"), ("check", "--hardware"), ("setup",)], ids="-".join
)
def test_the_window_reaches_all_four_corners(kiosk, command):
    server = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24"]
    own = [*command, "--config", str(kiosk.folder / "new.toml")]  # setup takes no --set
    words = [sys.executable, "-m", "kiosk", *(own if command == ("setup",) else kiosk.words(*command))]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SDL_")}
    told = subprocess.run(
        [*server, sys.executable, "-c", LOOK, *words],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        timeout=2 * PATIENCE_SECONDS,
    )
    assert told.stdout.strip() == "[True, True, True, True]", told.stderr


def test_without_an_x_server_nothing_is_asked(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":7654")
    assert whole_screen({"DISPLAY": ":7654"}) is None
    assert whole_screen({}) is None
    assert whole_screen({"DISPLAY": ":0", "SDL_VIDEODRIVER": "offscreen"}) is None
