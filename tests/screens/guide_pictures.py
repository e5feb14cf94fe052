"""The pictures of `kiosk setup` and of the hardware check that docs/it.md shows: `make guide`.

`python -m tests.screens.guide_pictures [FOLDER]` draws them, in half their size and few colours.
"""

import sys
from pathlib import Path

from PIL import Image

from tests.screens.window import open_window

if __name__ == "__main__":
    open_window()  # before anything imports Kivy

from build_spec.guide import FOLDER
from kiosk.ui.hardware.app import HardwareApp
from kiosk.ui.hardware.bench import Step
from tests.screens import setup_scenes
from tests.screens.pilot import LAPTOP, Pilot
from tests.screens.references import few_colours
from tests.screens.test_hardware import Bench, settle

SETUP = {
    "setup-centre": "centre",
    "setup-agency": "agency",
    "setup-departments": "departments",
    "setup-pins": "pins",
    "setup-touch": "half-touched",
    "setup-finished": "finished",
}
HARDWARE = {"hardware-edges": Step.EDGES, "hardware-targets": Step.TARGETS, "hardware-size": Step.SIZE}


def main(folder=FOLDER):
    """Draw all of them."""
    pilot = Pilot()
    for name, scene in SETUP.items():
        setup_scenes.shown(pilot, scene, size=LAPTOP, language="vi", answers=setup_scenes.FULL)
        keep(pilot, Path(folder, f"{name}.png"))
    for name, step in HARDWARE.items():
        app = HardwareApp(bench=Bench(), language="vi", sounds=False, wall=pilot.time, monotonic=pilot.time)
        app._at = list(Step).index(step)
        pilot.start(app, LAPTOP)
        settle(pilot)
        keep(pilot, Path(folder, f"{name}.png"))


def keep(pilot, file):
    """Write what is on the screen."""
    image = Image.frombytes("RGBA", LAPTOP, pilot.pixels()).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    few_colours(image.convert("RGB").reduce(2)).save(file, optimize=True)
    pilot.stop_app()


if __name__ == "__main__":
    main(*sys.argv[1:])
