"""Draws every screen with canned data: `python -m kiosk.ui.gallery OUT [--size 1366x768]`.

The desk behind it is the real one. It needs no display: the offscreen driver draws the same pixels.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.domain.desk_state import DeskSettings
from kiosk.domain.entries import Mode
from kiosk.domain.questionnaire import Questionnaire
from kiosk.ui import boot
from kiosk.ui.canned import CITY, LABELS, PROVINCE, TOWN, CannedDesk
from kiosk.ui.settings import DisplaySettings
from sync.status import SyncStatus

if TYPE_CHECKING:
    from kiosk.ui.app import KioskApp

SIZES = ((1366, 768), (1920, 1080), (1080, 1920))
OPEN, INVITED = DeskSettings(), DeskSettings(mode=Mode.INVITED)


@dataclass(frozen=True)
class Scene:
    """One picture. `before` brings the desk there; `then` does what only the screen knows."""

    name: str
    before: Callable[[CannedDesk], object]
    then: Callable[[KioskApp], object] | None = None
    questionnaire: Questionnaire = TOWN
    settings: DeskSettings = OPEN
    simulated: bool = False
    waiting: int = 0

    @property
    def citizen(self) -> bool:
        """Whether a citizen sees it, who may want large type."""
        return not self.name.startswith(("login", "pin", "shift", "dossiers"))


def _easy(canned: CannedDesk, answers: int, language: str = "vi") -> None:
    desk = canned.rated(answers)
    desk.set_easy(True)
    desk.set_language(language)


def _english(canned: CannedDesk, answers: int) -> None:
    canned.rated(answers).set_language("en")


def _stuck(canned: CannedDesk, seconds: float) -> None:
    desk = canned.rated(1)
    canned.shelf.stuck = True
    desk.tap("satisfied")
    canned.wait(seconds)


def _pin(canned: CannedDesk, wrong: int) -> None:
    canned.desk.choose_department(canned.desk.view().questionnaire.departments[0].code)
    for _ in range(wrong):
        canned.desk.enter_pin("0000")


def _thanks(canned: CannedDesk, *, easy: bool = False) -> None:
    desk = canned.rated(4)
    desk.set_easy(easy)
    desk.skip_reasons()


def _dossiers(canned: CannedDesk) -> None:
    desk = canned.on_duty()
    desk.open_shift_menu()
    desk.ask_dossiers()


def _still_there(canned: CannedDesk, *, easy: bool = False) -> None:
    canned.rated(1).set_easy(easy)
    canned.wait(114 if easy else 38)


def _press(app: KioskApp, number: int) -> None:
    app.sheet.cards[number].depth = 1.0


def _choose(app: KioskApp) -> None:
    for number in (1, 4):
        app.sheet.chips[number].toggle()


def _type(app: KioskApp, digits: str) -> None:
    for digit in digits:
        app.sheet.key(digit)


SCENES = (
    Scene("login-3", lambda _: None),
    Scene("login-12", lambda _: None, questionnaire=CITY),
    Scene("login-14", lambda _: None, questionnaire=PROVINCE, simulated=True),
    Scene("pin", lambda c: _pin(c, 0), lambda app: _type(app, "258")),
    Scene("pin-wrong", lambda c: _pin(c, 1)),
    Scene("pin-wait", lambda c: _pin(c, 4), simulated=True),
    Scene("invitation", lambda c: c.on_duty(), settings=INVITED),
    Scene("invitation-easy", lambda c: c.on_duty().set_easy(True), settings=INVITED),
    Scene("rating-1", lambda c: c.rated(0)),
    Scene("rating-1-simulated", lambda c: c.rated(0), simulated=True, waiting=12),
    Scene("rating-1-english", lambda c: _english(c, 0), simulated=True),
    Scene("rating-1-easy", lambda c: _easy(c, 0), simulated=True),
    Scene("rating-2-pressed", lambda c: c.rated(1), lambda app: _press(app, 1)),
    Scene("rating-2-easy-english", lambda c: _easy(c, 1, "en")),
    Scene("rating-2-waiting", lambda c: _stuck(c, 1), lambda app: _press(app, 2)),
    Scene("rating-4", lambda c: c.rated(3)),
    Scene("rating-4-easy", lambda c: _easy(c, 3), lambda app: _press(app, 2)),
    Scene("reasons", lambda c: c.rated(4), _choose),
    Scene("reasons-english", lambda c: _english(c, 4)),
    Scene("reasons-easy", lambda c: _easy(c, 4), _choose),
    Scene("still-there", _still_there),
    Scene("still-there-easy", lambda c: _still_there(c, easy=True)),
    Scene("thanks", _thanks),
    Scene("thanks-easy", lambda c: _thanks(c, easy=True)),
    Scene("shift", lambda c: c.on_duty().open_shift_menu()),
    Scene("shift-invited", lambda c: c.on_duty().open_shift_menu(), settings=INVITED, simulated=True),
    Scene("dossiers", _dossiers),
    Scene("dossiers-typed", _dossiers, lambda app: _type(app, "1234")),
    Scene("out-of-service", lambda c: _stuck(c, 6)),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draws the pictures; returns the exit status."""
    parser = argparse.ArgumentParser(prog="kiosk.ui.gallery", description="Draw every screen as a PNG.")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--size", type=_size, action="append", help="WIDTHxHEIGHT, may be repeated")
    parser.add_argument("--only", default="", help="only scenes whose name begins so")
    chosen = parser.parse_args(arguments)
    sizes = chosen.size or SIZES
    os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
    # The offscreen driver never enlarges its picture: the window begins at the largest.
    largest = max(width for width, _ in sizes), max(height for _, height in sizes)
    boot.prepare(DisplaySettings(size=largest, frames_per_second=0))
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for width, height in sizes:
        for scene in SCENES:
            if scene.name.startswith(chosen.only):
                _draw(scene, (width, height), chosen.folder / f"{scene.name}-{width}x{height}.png")
    return 0


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form 1366x768")
    return int(width), int(height)


def _draw(scene: Scene, size: tuple[int, int], path: Path) -> None:
    from kiosk.ui.snapshot import running, save_png  # noqa: PLC0415 - only after boot.prepare

    canned = CannedDesk(scene.questionnaire, scene.settings, simulated=scene.simulated)
    scene.before(canned)
    status = SyncStatus(waiting=scene.waiting)
    with running(canned.desk, LABELS, status, size) as app:
        if scene.then:
            scene.then(app)
        save_png(path)


if __name__ == "__main__":
    sys.exit(main())
