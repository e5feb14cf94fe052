"""One commit at a time, and what the desk must know of it: is one under way, and for how long."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.domain.entries import Entry
from kiosk.domain.ports import Clock, Committer

WAITING_AFTER_SECONDS = 0.5  # a waiting sign
OUT_OF_SERVICE_AFTER_SECONDS = 5.0
RETRY_AFTER_SECONDS = 5.0


class CommitGate:
    """Input is closed while `busy`; what a commit leads to happens only once it is durable."""

    def __init__(self, committer: Committer, clock: Clock) -> None:
        self._committer = committer
        self._clock = clock
        self._since: float | None = None

    @property
    def busy(self) -> bool:
        """Whether a commit is under way."""
        return self._since is not None

    @property
    def waiting(self) -> bool:
        """Whether the commit under way takes long enough to say so."""
        return self._for() > WAITING_AFTER_SECONDS

    @property
    def overdue(self) -> bool:
        """Whether the commit under way takes so long that the desk is out of service."""
        return self._for() > OUT_OF_SERVICE_AFTER_SECONDS

    def commit(self, entries: Sequence[Entry], done: Callable[[bool], None]) -> None:
        """Commit, and call `done` with whether the entries are durable."""
        self._since = self._clock.monotonic()

        def opened_again(ok: bool) -> None:
            self._since = None
            done(ok)

        self._committer.commit(entries, opened_again)

    def _for(self) -> float:
        return 0.0 if self._since is None else self._clock.monotonic() - self._since
