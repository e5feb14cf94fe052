"""Whatever answers instead of the centre, or does something with what it says, over http and https."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from random import Random

from sync.status import Fault
from tests.campaign.network.line import PATIENT, TIME_OUT, Line, line
from tests.campaign.network.troubles import Scene, Trouble, troubles
from tests.campaign.promise import Effort, Promise
from tests.sync.scripted_server import ScriptedServer

_AT_ONCE = 12
_LONGEST_WAITED_FOR = 5.0


def _answers(effort: Effort, *, encrypted: bool) -> Iterator[str | None]:
    those = list(troubles(every=effort.long))
    if not effort.long:
        those = Random(effort.seed).sample(those, 30)
    with ExitStack() as stack:
        here = stack.enter_context(line(effort.folder / "line", encrypted=encrypted))
        elsewhere = stack.enter_context(ScriptedServer(_tls(here)).running())
        desks = [f"desk-{number}" for number in range(len(those))]
        here.enrol(*desks)
        pool = stack.enter_context(ThreadPoolExecutor(_AT_ONCE))
        yield from pool.map(lambda desk, trouble: _tried(here, desk, trouble, elsewhere), desks, those)
        yield f"{len(elsewhere.requests)} requests followed a redirect" if elsewhere.requests else None
        yield here.leaks()


def _tried(here: Line, desk: str, trouble: Trouble, elsewhere: ScriptedServer) -> str | None:
    with ScriptedServer(_tls(here)).running() as front:
        front.will(here.centre.passing)
        scene = Scene(here.centre, front, elsewhere.url, TIME_OUT)

        def mend() -> None:
            front.will(here.centre.passing)
            if (trouble.longest_wait or 0) > _LONGEST_WAITED_FOR:
                here.desks.wake(desk)

        wrong = here.survives(
            desk,
            front.url,
            trouble.faults,
            breaks=lambda: front.will(trouble.answer(scene)),
            mends=mend,
            meanwhile=lambda since: _wait_of(here, desk, trouble, since),
            seconds=TIME_OUT if Fault.TIMEOUT in trouble.faults else PATIENT,
        )
    return wrong and f"{trouble.name}: {wrong}"


def _wait_of(here: Line, desk: str, trouble: Trouble, since: int) -> str | None:
    """Whether the desk waits no longer than it may."""
    if trouble.longest_wait is None:
        return None
    waits = [status["wait"] for status in here.desks.seen(desk)[since:] if status.get("wait")]
    longest = max(waits, default=0.0)
    return f"it waits {longest:.0f} s" if longest > trouble.longest_wait else None


def _tls(here: Line):
    return here.server_side() if here.encrypted else None


def _promise(kind: str, *, encrypted: bool) -> Promise:
    return Promise(
        f"Whatever answers over {kind} instead of the centre, or changes what it says, each line arrives "
        "once, the fault has its right name, no redirect is followed, and the queue moves again by itself.",
        lambda effort: _answers(effort, encrypted=encrypted),
    )


PROMISES = (_promise("http", encrypted=False), _promise("https", encrypted=True))
