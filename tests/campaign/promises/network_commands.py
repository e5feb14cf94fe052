"""What a person at the desk is told: the commands `kiosk sync --once` and `kiosk check`, as programs."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Any

from build_spec.demo.programs import Kiosk
from kiosk.check.sync_faults import MEANINGS
from sync.status import Fault
from tests.campaign.network.desks import go_on, new_journal
from tests.campaign.network.line import TIME_OUT, Line, line
from tests.campaign.network.recount import recount
from tests.campaign.network.troubles import Scene, Trouble, troubles
from tests.campaign.promise import Effort, Promise
from tests.sync.scripted_server import ScriptedServer

_AT_ONCE = 4
_PATIENCE_SECONDS = 180
# `kiosk check` asks one question: what concerns a batch with lines is not for it.
_NOT_FOR_A_QUESTION = {Fault.CONTRADICTION, Fault.TOO_LARGE, Fault.BAD_REQUEST, Fault.TIMEOUT}


def _told(effort: Effort) -> Iterator[str | None]:
    by_fault: dict[frozenset[Fault], list[Trouble]] = {}
    for trouble in troubles(every=False):
        by_fault.setdefault(trouble.faults, []).append(trouble)
    by_fault.pop(frozenset())
    random = Random(effort.seed)
    those = [random.choice(kinds) for faults, kinds in by_fault.items() if Fault.TIMEOUT not in faults]
    those = those if effort.long else random.sample(those, 2)
    with ExitStack() as stack:
        here = stack.enter_context(line(effort.folder / "line"))
        desks = [f"desk-{number}" for number in range(len(those))]
        here.enrol(*desks)
        pool = stack.enter_context(ThreadPoolExecutor(_AT_ONCE))
        for wrong in pool.map(lambda desk, trouble: _asked(here, desk, trouble), desks, those):
            yield from wrong
        yield here.leaks()


def _asked(here: Line, desk: str, trouble: Trouble) -> list[str | None]:
    """A case a command: what it says while the trouble lasts, and that it goes on afterwards."""
    journal, token = here.journal(desk), here.folder / f"{desk}.token"
    new_journal(journal, desk, 2)
    token.touch(0o600)
    token.write_text(here.tokens[desk])
    with ScriptedServer().running() as front:
        kiosk = Kiosk(
            {
                "device.id": desk,
                "journal.path": str(journal),
                "sync.endpoint": front.url,
                "sync.token_file": str(token),
            }
        )
        front.will(here.centre.passing)
        first = _run(kiosk, "sync", "--once")
        front.will(trouble.answer(Scene(here.centre, front, front.url, TIME_OUT)))
        go_on(journal, desk, 3, first=2)
        told, found = _run(kiosk, "sync", "--once"), _run(kiosk, "check")
        front.will(here.centre.passing)
        last = _run(kiosk, "sync", "--once")
    complete = first.get("complete") and last.get("complete")
    return [
        None if told.get("fault") in trouble.faults else f"{trouble.name}: kiosk sync says {told}",
        _wrong_with_check(found, trouble),
        None if complete else f"{trouble.name}: without it kiosk sync says {first}, {last}",
        recount(here.database, [journal]),
    ]


def _wrong_with_check(found: dict[str, Any], trouble: Trouble) -> str | None:
    if trouble.faults & _NOT_FOR_A_QUESTION or "409" in trouble.name or "acknowledgement" in trouble.name:
        return None
    (fault,) = trouble.faults
    told = [one["what"] for one in found.get("findings", []) if one["check"] == "centre"]
    right = f"{MEANINGS[fault][0].vi} ({fault})"
    return None if right in told else f"{trouble.name}: kiosk check says {told} instead of {right!r}"


def _run(kiosk: Kiosk, *words: str) -> dict[str, Any]:
    """The JSON that a command prints."""
    own = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    done = subprocess.run(
        kiosk.command(*words, "--format", "json"),
        check=False,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_SECONDS,
        env=own,
        cwd=Path("/"),
    )
    try:
        told: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return {"status": done.returncode, "stderr": done.stderr[-500:]}
    return told


PROMISES = (
    Promise(
        "kiosk sync --once and kiosk check give each fault of the way its own sentence, and sending goes on "
        "once it is gone.",
        _told,
    ),
)
