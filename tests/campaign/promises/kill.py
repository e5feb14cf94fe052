"""kill -9 at random moments under traffic: of the bare desk, and of the kiosk with its window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from build_spec.demo.display import virtual_display
from build_spec.demo.programs import kiosk_for, running_centre
from build_spec.demo.touchscreen import open_screen
from tests.campaign.machine import needs
from tests.campaign.promise import Effort, Promise, broken_by
from tests.faults.killed_desk import kill_again_and_again
from tests.journey.conftest import SIZE, Counter
from tests.journey.test_killed_in_mid_traffic import kill_in_mid_traffic
from tests.postgresql import PostgresqlServer, running_server

_LIVES_OF_A_DESK = 50
_LIVES_OF_A_WINDOW = 5
_LANES = 4


def _bare_desk(effort: Effort) -> Iterator[str | None]:
    def kill(folder: Path, seed: int) -> None:
        kill_again_and_again(folder / "journal.db", _LIVES_OF_A_DESK, seed)

    yield from _killed(kill, effort, effort.times(short=200, long=10_000), _LIVES_OF_A_DESK)


def _with_its_window(effort: Effort) -> Iterator[str | None]:
    needs("postgresql", "xvfb", "libgl1")
    with running_server() as server:

        def kill(folder: Path, seed: int) -> None:
            _kill_a_window(server, folder, seed)

        yield from _killed(kill, effort, effort.times(short=10, long=500), _LIVES_OF_A_WINDOW)


def _killed(
    kill: Callable[[Path, int], None], effort: Effort, kills: int, lives: int
) -> Iterator[str | None]:
    """So many kills in all, a journal each for so many lives; a journal's end is judged after its last."""
    seeds = range(effort.seed, effort.seed + kills // lives)

    def judged(seed: int) -> str | None:
        folder = effort.folder / f"{seed}"
        folder.mkdir()
        with broken_by(seed) as broken:
            kill(folder, seed)
        return broken.sentence

    with ThreadPoolExecutor(_LANES) as lanes:
        for sentence in lanes.map(judged, seeds):
            yield from (sentence, *[None] * (lives - 1))


def _kill_a_window(server: PostgresqlServer, folder: Path, seed: int) -> None:
    with (
        server.fresh_database() as database,
        running_centre(folder, database) as centre,
        virtual_display(*SIZE, log=folder / "xvfb.log") as name,
        open_screen(name) as screen,
    ):
        centre.enrol("binhduong-01", folder / "token")
        kiosk = kiosk_for(centre, folder / "token", folder / "journal.sqlite")
        kill_in_mid_traffic(Counter(kiosk, centre, screen, folder), _LIVES_OF_A_WINDOW, Random(seed))


PROMISES = (
    Promise(
        "A counter killed (kill -9) at any moment under traffic loses no confirmed tap, its chain holds, and"
        " the next start resumes the shift without a hand.",
        _bare_desk,
    ),
    Promise(
        "A kiosk killed (kill -9) while fingers are on its window has every answer after which the page"
        " turned, once, and the centre counts the same.",
        _with_its_window,
    ),
)
