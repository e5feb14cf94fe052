"""A disk that is full, broken, read-only or slow, at every call that reaches it."""

from __future__ import annotations

import errno
import itertools
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from tests.campaign.lanes import in_lanes
from tests.campaign.promise import Effort, Promise
from tests.faults import disk

_ERRORS = {"full": errno.ENOSPC, "broken": errno.EIO, "read-only": errno.EROFS}
_TIMES = (1, disk.FOR_EVER)
_WORKS = ("a first day", "retention")
_STARTS = ("a first day", "salvage", "a new name")
_AT_ONCE = 30

_Case = tuple[str, str, int, int, int]  # as tests.faults.failing_disk takes it


def _is_slow(effort: Effort) -> Iterator[str | None]:
    library = disk.compiled(effort.folder)
    slowness = (20, 50, 100, 200, 400, 800, 1500, 1900, 2500, 4000, 8000) if effort.long else (50, 1900)
    cases = [("is slow", "a first day", milliseconds, 0, 0) for milliseconds in slowness]
    yield from in_lanes(_tried, [(library, [case]) for case in cases])


def _fails(when: str, scenes: tuple[str, ...], error: str, effort: Effort) -> Iterator[str | None]:
    library = disk.compiled(effort.folder)
    cases: list[_Case] = []
    for scene in scenes:
        [calls] = _answers(library, [(when, scene, 0, 0, 0)])
        points = itertools.product(range(1, calls + 1), _TIMES)
        cases += [(when, scene, at, _ERRORS[error], times) for at, times in points]
    if not effort.long:
        cases = Random(effort.seed).sample(cases, 12)
    at_once = effort.times(short=3, long=_AT_ONCE)
    chunks = [(library, cases[first : first + at_once]) for first in range(0, len(cases), at_once)]
    yield from in_lanes(_tried, chunks)


def _tried(library: Path, cases: list[_Case]) -> list[str | None]:
    return list(itertools.chain.from_iterable(_answers(library, cases)))


def _answers(library: Path, cases: list[_Case]) -> list[Any]:
    """What a process with a failing disk says to each case."""
    process = disk.started_with(
        library,
        "tests.faults.failing_disk",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        said, log = process.communicate("".join(f"{json.dumps(case)}\n" for case in cases))
    answers = [json.loads(line) for line in said.splitlines()]
    if len(answers) == len(cases):
        return answers
    # The process itself ended: the case that it was at is the one that broke.
    return [*answers, [f"the counter's process ended at {cases[len(answers)]}: {log[-800:]}"]]


_WORKING = {
    "full": "A disk that gets full under a working counter, at any call, brings “out of service” and no"
    " thanks; the desk comes back by itself, nothing confirmed is lost, nothing is there twice.",
    "broken": "A disk that fails (I/O error) under a working counter, at any call, syncs included, loses"
    " nothing confirmed, even if the power goes next.",
    "read-only": "A disk that turns read-only under a working counter, at any call, loses nothing confirmed.",
}
_START = "at any call of a start, a salvage or a new enrolment loses nothing, and the next start is clean."
_STARTING = {
    "full": f"A disk that is full {_START}",
    "broken": f"A disk that fails {_START}",
    "read-only": f"A disk that is read-only {_START}",
}


def _promise(when: str, scenes: tuple[str, ...], error: str, sentence: str) -> Promise:
    return Promise(sentence, lambda effort: _fails(when, scenes, error, effort))


PROMISES = (
    *(_promise("works", _WORKS, error, sentence) for error, sentence in _WORKING.items()),
    *(_promise("starts", _STARTS, error, sentence) for error, sentence in _STARTING.items()),
    Promise(
        "A disk that takes seconds for each call brings “out of service”, never thanks before the entry is"
        " durable; what comes late stays, and the desk comes back by itself.",
        _is_slow,
    ),
)
