"""Hands the answer of a commit back to the thread of the screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kivy.clock import Clock

from kiosk.domain.entries import Entry
from kiosk.domain.ports import Committer


class ScreenCommitter:
    """A `Committer` whose `done` comes on the screens' thread, whichever thread the other one uses."""

    def __init__(self, inner: Committer) -> None:
        self._inner = inner

    def commit(self, entries: Sequence[Entry], done: Callable[[bool], None]) -> None:
        """Passes the entries on; `done` is called in a later frame."""
        self._inner.commit(entries, lambda ok: Clock.schedule_once(lambda _dt: done(ok)))
