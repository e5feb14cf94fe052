"""What the centre holds of this journal, found out with empty batches: asking changes nothing there."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime

from kiosk.cli.shipping import centre_of, source_of, token_of
from kiosk.config import Config
from sync.answers import Acknowledged, Answer, Busy, Centre, Failed, NotHeld, Refused
from sync.batching import next_batch
from sync.search import Search
from sync.source import Source, SourceError
from sync.status import Fault
from sync.wire import Batch, Header

_NOBODYS_HASH = b"?" * 32


@dataclass(frozen=True)
class Held:
    """What the centre holds of our chain, or why nobody knows.

    `through` is the last entry of our chain that it holds, `known` the highest seq that it has of this
    journal, on whatever chain, and `acknowledged` our watermark.
    """

    through: int | None = None
    known: int | None = None
    acknowledged: int = 0
    fault: Fault | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all that the centre has, or had acknowledged, is held as it stands here."""
        return self.through is not None and self.through >= max(self.known or 0, self.acknowledged)

    @property
    def first_other(self) -> int | None:
        """The first entry in whose place the centre has another one, or that is missing here."""
        if self.through is None or self.known is None or self.through >= self.known:
            return None
        return self.through + 1


class _NoAnswerError(Exception):
    """The centre did not say: why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def ask(config: Config) -> Held:
    """Ask the centre through which entry it holds our chain; raises CommandError where none can be asked."""
    token_of(config)
    with closing(centre_of(config)) as centre, source_of(config) as source:
        return held_of(source, centre)


def held_of(source: Source, centre: Centre) -> Held:
    """Ask for the newest entry that the centre may hold, and where it does not, for the last one it does.

    The watermark alone is not believed: whoever rewrites what was sent can lower it too.
    """
    try:
        known = _known(source, centre)
        acknowledged, last = source.acknowledged_through(), source.last()
        newest = min(max(known, acknowledged), last)
        search = Search(low=source.kept_from() - 1, high=newest, hint=newest)
        while (seq := search.question()) is not None:
            if _holds(source, centre, seq):
                search.held(seq)
            else:
                search.missing(seq)
    except _NoAnswerError as none:
        return Held(fault=none.fault)
    return Held(through=search.low, known=known, acknowledged=acknowledged)


def _known(source: Source, centre: Centre) -> int:
    """The highest seq of this journal that the centre has: its answer to a hash that no entry has."""
    header = Header(
        device=source.device(),
        journal=source.journal(),
        first=2,
        kept_from=1,
        count=0,
        prev=_NOBODYS_HASH,
        sent_at=datetime.now(UTC),
        health=source.health(),
    )
    match centre.post(Batch(header, ())):
        case NotHeld(known_through=known):
            return known
        case Acknowledged():
            raise _NoAnswerError(Fault.NOT_BELIEVED)
        case other:
            raise _no_answer(other)


def _holds(source: Source, centre: Centre, seq: int) -> bool:
    """Whether the centre holds the entry at `seq` with our hash."""
    try:
        batch = _question(source, seq)
    except (LookupError, SourceError):
        return False  # what is missing here, or has no hash, is held nowhere
    match centre.post(batch):
        case Acknowledged():
            return True
        case NotHeld():
            return False
        case other:
            raise _no_answer(other)


def _question(source: Source, seq: int) -> Batch:
    return next_batch(source, seq, through=seq, sent_at=datetime.now(UTC), most=1)


def _no_answer(answer: Answer) -> _NoAnswerError:
    match answer:
        case Refused(fault=fault) | Failed(fault=fault):
            return _NoAnswerError(fault)
        case Busy():
            return _NoAnswerError(Fault.BUSY)
    return _NoAnswerError(Fault.TOO_LARGE)
