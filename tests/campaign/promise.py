"""What the campaign tries: a promise is one sentence, and cases that may break it."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Effort:
    """How hard to try: `long` or short, from which `seed`, with files in an empty `folder` of its own."""

    long: bool
    seed: int
    folder: Path

    def times(self, *, short: int, long: int) -> int:
        """Of two numbers of cases, the one that was asked for."""
        return long if self.long else short


class NotTriedError(Exception):
    """This machine lacks something that the promise needs; one sentence says what."""


@dataclass(frozen=True)
class Promise:
    """One English sentence, as docs/reliability.md prints it, and what tries it.

    Each value that `run` yields is one case: None where the promise held, else one sentence that says what
    broke, with the seed to repeat it. An exception is a case that broke, too, and the last one.
    """

    name: str
    run: Callable[[Effort], Iterator[str | None]]


@dataclass
class Broken:
    """What a case broke; None where it held."""

    sentence: str | None = None


@contextmanager
def broken_by(seed: object) -> Iterator[Broken]:
    """A case whose check asserts: what it says, where, and the seed to repeat it, as one sentence."""
    broken = Broken()
    try:
        yield broken
    except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001  the campaign goes on and tells it
        where = traceback.extract_tb(error.__traceback__)[-1]
        said = str(error) or where.line
        place = f"{Path(where.filename).name}:{where.lineno}"
        broken.sentence = f"{type(error).__name__} at {place}: {said} (seed {seed})"
