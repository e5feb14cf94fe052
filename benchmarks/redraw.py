"""How long one full redraw of the rating screen takes, as often as a line comes in; each answer a line in
seconds.

python benchmarks/redraw.py WIDTH HEIGHT
"""

import sys
import time

from kiosk.ui import boot
from kiosk.ui.settings import DisplaySettings

DISPLAY = DisplaySettings(size=(int(sys.argv[1]), int(sys.argv[2])), frames_per_second=0)
boot.prepare(DISPLAY)

from kivy.core.window import Window  # noqa: E402
from kivy.graphics.opengl import glFinish  # noqa: E402

from kiosk.domain.desk_state import DeskSettings  # noqa: E402
from kiosk.ui import snapshot  # noqa: E402
from kiosk.ui.canned import LABELS, TOWN, CannedDesk  # noqa: E402
from sync.status import SyncStatus  # noqa: E402


def redraw() -> float:
    """The seconds that it takes until the picture is on its way to the display."""
    begun = time.perf_counter()
    Window.dispatch("on_draw")
    glFinish()
    Window.dispatch("on_flip")
    return time.perf_counter() - begun


def main() -> None:
    """Answer each line."""
    canned = CannedDesk(TOWN, DeskSettings())
    desk = canned.on_duty()
    with snapshot.running(desk, LABELS, SyncStatus(), languages=("vi", "en"), display=DISPLAY):
        snapshot.pixels()
        Window.unbind(on_draw=snapshot._spare)  # noqa: SLF001  drawing is what is measured
        redraw()
        print("ready", flush=True)
        for _ in sys.stdin:
            print(redraw(), flush=True)


main()
