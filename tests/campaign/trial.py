"""Tries one promise, in a process of its own, and says what came of it."""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.campaign.promise import Effort, NotTriedError, Promise
from tests.campaign.promises import promises_of

_SAYS_SO_EVERY_SECONDS = 60.0
_FAILURES_TOLD = 10


@dataclass(frozen=True)
class Trial:
    """What came of one promise; `told` are the first sentences of what broke.

    Without a case nothing was tried, and `not_tried` says what this machine lacks for it.
    """

    promise: str
    cases: int
    failures: int
    seconds: float
    told: tuple[str, ...] = ()
    not_tried: str = ""

    @property
    def held(self) -> bool:
        """Whether it was tried and never broke: nothing tried is no proof."""
        return self.cases > 0 and self.failures == 0

    @property
    def broke(self) -> bool:
        """Whether a case broke; nothing tried for no reason is as bad."""
        return not self.held and not self.not_tried

    @property
    def verdict(self) -> str:
        """One word for it."""
        return "held" if self.held else "NOT TRIED" if self.not_tried else "BROKE"


def tried(subject: str, number: int, *, long: bool, seed: int) -> Trial:
    """Try one promise of a subject in a folder that is gone afterwards."""
    promise = promises_of(subject)[number]
    with tempfile.TemporaryDirectory(prefix="hai-long-campaign-") as folder:
        return try_promise(promise, Effort(long, seed, Path(folder)))


def try_promise(promise: Promise, effort: Effort) -> Trial:
    """Count its cases; a case that raises is one that broke, and the last one."""
    began = told_at = time.monotonic()
    cases, failures = 0, 0
    told: list[str] = []
    try:
        for broken in promise.run(effort):
            cases += 1
            if broken is not None:
                failures += 1
                told.append(broken)
                if failures <= _FAILURES_TOLD:
                    say(f"    broke: {broken}")
            if time.monotonic() - told_at > _SAYS_SO_EVERY_SECONDS:
                told_at = time.monotonic()
                say(f"    … {cases:,} cases, {failures} failures: {promise.name}")
    except NotTriedError as reason:
        if not failures:  # half a promise is none
            return Trial(promise.name, 0, 0, time.monotonic() - began, not_tried=str(reason))
    except (Exception, pytest.fail.Exception):  # noqa: BLE001  whatever it was, the campaign goes on and tells it
        cases, failures = cases + 1, failures + 1
        told.append(f"seed {effort.seed}: {traceback.format_exc()}")
    return Trial(promise.name, cases, failures, time.monotonic() - began, tuple(told[:_FAILURES_TOLD]))


def say(line: str) -> None:
    """One line at once, from any process."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
