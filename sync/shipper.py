"""Ships a journal to the centre: read, send, acknowledge, wait. Whatever happens, nothing is lost."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from random import Random

from sync.answers import Acknowledged, Answer, Busy, Centre, Failed, NotHeld, Refused, TooLarge
from sync.background import Background
from sync.batching import JournalDamagedError, next_batch
from sync.pace import Clock, Pace, SystemClock
from sync.search import Search
from sync.source import Source
from sync.status import SENTENCES, Fault, SyncStatus
from sync.wire import Batch, time_of

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class OnceResult:
    """What `Shipper.once` achieved. `complete`: the centre has acknowledged every entry."""

    complete: bool
    requests: int
    acknowledged: int
    """Entries that the centre acknowledged in this run, those sent again included."""
    waiting: int
    acknowledged_through: int
    fault: Fault | None
    detail: str


class _Turn(Enum):
    NOTHING_TO_DO = auto()
    WENT_ON = auto()
    FAILED = auto()


class Shipper:
    """Ships one journal to one centre. The caller sees to it that there is one shipper at a time.

    Use either `step`/`once` from one thread or `start` and `stop`. `report_status` gets a new snapshot after
    each step, on the thread that took it.
    """

    def __init__(
        self,
        source: Source,
        centre: Centre,
        report_status: Callable[[SyncStatus], None] = lambda _: None,
        *,
        pace: Pace | None = None,
        clock: Clock | None = None,
        random: Random | None = None,
    ) -> None:
        self._source = source
        self._centre = centre
        self._report_status = report_status
        self._pace = pace or Pace()
        self._clock = clock or SystemClock()
        self._random = random or Random()  # noqa: S311 - waits need no cryptography
        self._background = Background(self.step)
        self._status = SyncStatus()
        self._oldest: tuple[int, datetime | None] = (0, None)  # a seq and when that entry was written
        self._batch_lines = self._pace.batch_lines
        self._timely_lines = self._pace.batch_lines  # what a slow line carries within the time-out
        self._search: Search | None = None
        self._searches = 0  # since everything was last acknowledged
        self._failures = 0  # in a row
        self._heard_at: float | None = None
        self._wait = 0.0
        self._not_before = 0.0
        self._at_once = False
        self._requests = 0
        self._acknowledged = 0

    def start(self) -> None:
        """Ship in the background until `stop`."""
        self._background.start()

    def stop(self, seconds: float = 5.0) -> bool:
        """End after the request under way; return whether that was within the time."""
        return self._background.stop(seconds)

    def wake(self, *, at_once: bool = False) -> None:
        """Look at the journal now (a shift has ended); `at_once` also cuts a wait after a failure short."""
        self._at_once = self._at_once or at_once
        self._background.wake()

    def step(self) -> float:
        """Make at most one request and return the seconds until the next step. Never raises."""
        now = self._clock.monotonic()
        at_once, self._at_once = self._at_once, False
        if now < self._not_before and not at_once:
            return self._not_before - now
        heartbeat = self._heard_at is None or now - self._heard_at >= self._pace.heartbeat
        turn = self._turn(everything=False, even_empty=heartbeat or at_once or self._failures > 0)
        self._not_before = self._clock.monotonic() + self._wait if turn is _Turn.FAILED else 0.0
        return self._wait

    def once(self) -> OnceResult:
        """Ship everything now, without waiting, up to the first failure; at least one request is made.

        Remembered back-off and unfinished privacy steps do not hold it. Never raises, never sleeps.
        """
        self._requests = self._acknowledged = self._searches = 0
        self._batch_lines = self._pace.batch_lines
        turn = _Turn.WENT_ON
        while turn is _Turn.WENT_ON:
            turn = self._turn(everything=True, even_empty=self._requests == 0)
        status = self._status
        return OnceResult(
            complete=turn is not _Turn.FAILED and status.waiting == 0,
            requests=self._requests,
            acknowledged=self._acknowledged,
            waiting=status.waiting,
            acknowledged_through=status.acknowledged_through,
            fault=status.fault,
            detail=status.detail,
        )

    def _turn(self, *, everything: bool, even_empty: bool) -> _Turn:
        try:
            turn = self._try(everything=everything, even_empty=even_empty)
            self._count_waiting()
        except JournalDamagedError as error:
            turn = self._fail(Fault.JOURNAL_DAMAGED, str(error), self._pace.slowly(self._random))
        except Exception as error:  # noqa: BLE001 - a source may raise anything, and the thread must live
            first_line = next(iter(str(error).splitlines()), "")  # further ones may hold an entry
            turn = self._fail(Fault.JOURNAL_UNREADABLE, f"{type(error).__name__}: {first_line}")
        self._report_status(self._status)
        return turn

    def _try(self, *, everything: bool, even_empty: bool) -> _Turn:
        last, acknowledged = self._source.last(), self._source.acknowledged_through()
        if acknowledged > last:
            note = f"{acknowledged} acknowledged, {last} here"
            return self._fail(Fault.JOURNAL_SHORT, note, self._pace.slowly(self._random))
        if self._search and (seq := self._next_question(self._search)) is not None:
            return self._ask(self._search, seq)
        after = self._source.acknowledged_through()
        through = last if everything else min(self._source.finished_through(), last)
        if after >= through and not even_empty:
            self._wait = self._pace.looking(self._random)
            return _Turn.NOTHING_TO_DO
        return self._send(after, through)

    def _send(self, after: int, through: int) -> _Turn:
        batch = self._batch(after, through)
        answer = self._post(batch)
        if isinstance(answer, Acknowledged):
            return self._advance(batch, through, answer.clock_offset)
        if isinstance(answer, NotHeld):
            return self._begin_search(after, answer)
        if isinstance(answer, TooLarge) and len(batch.lines) > 1:
            self._batch_lines = len(batch.lines) // 2
            return self._go_on()
        if isinstance(answer, Failed) and answer.fault is Fault.TIMEOUT:
            self._timely_lines = max(self._pace.step_lines, len(batch.lines) // 2)
        return self._give_up(answer)

    def _next_question(self, search: Search) -> int | None:
        """Return what a search asks for next; where it has its answer, rewind there and return None."""
        search.removed_through(self._source.kept_from() - 1)
        seq = search.question()
        if seq is None:
            self._source.rewind(search.low)
            self._search = None
            self._status = replace(self._status, rewound=self._status.rewound + 1)
            _log.warning("The centre lacks what it had acknowledged: sending from entry %d", search.low + 1)
        return seq

    def _ask(self, search: Search, seq: int) -> _Turn:
        answer = self._post(self._batch(seq, seq))
        if isinstance(answer, Acknowledged):
            search.held(seq)
        elif isinstance(answer, NotHeld):
            search.missing(seq)
        else:
            return self._give_up(answer)
        self._hear(answer.clock_offset)
        return self._go_on()

    def _advance(self, batch: Batch, through: int, clock_offset: float | None) -> _Turn:
        self._hear(clock_offset)
        self._source.acknowledge(batch.through)
        self._acknowledged += len(batch.lines)
        self._timely_lines = min(self._timely_lines + self._pace.step_lines, self._pace.batch_lines)
        turn = self._go_on()
        if batch.through >= through:
            self._searches = 0
            self._batch_lines = self._pace.batch_lines  # what was too large is through
            self._wait = self._pace.looking(self._random)
        return turn

    def _begin_search(self, after: int, answer: NotHeld) -> _Turn:
        """The centre lacks entry `after`, so it was restored from a backup, or our journal was."""
        floor = self._source.kept_from() - 1
        self._searches += 1
        if after > floor:
            self._search = Search(low=floor, high=after - 1, hint=answer.known_through)
        if after <= floor or self._searches > self._pace.contradictions:
            return self._fail(Fault.CONTRADICTION, f"entry {after} is not held")
        self._hear(answer.clock_offset)
        return self._go_on()

    def _give_up(self, answer: Answer) -> _Turn:
        match answer:
            case Busy(seconds):
                wait = None if seconds is None else max(seconds, self._pace.busy_least)
                return self._fail(Fault.BUSY, wait=wait)
            case Refused(fault):
                return self._fail(fault, wait=self._pace.slowly(self._random))
            case Failed(fault, note):
                return self._fail(fault, note)
            case _:
                return self._fail(Fault.TOO_LARGE, wait=self._pace.slowly(self._random))

    def _batch(self, after: int, through: int) -> Batch:
        return next_batch(
            self._source,
            after,
            through=through,
            sent_at=self._clock.now(),
            most=min(self._batch_lines, self._timely_lines),
        )

    def _post(self, batch: Batch) -> Answer:
        self._requests += 1
        return self._centre.post(batch)

    def _go_on(self) -> _Turn:
        self._wait = self._pace.pause
        return _Turn.WENT_ON

    def _hear(self, clock_offset: float | None) -> None:
        """Note that the centre itself has answered."""
        if self._status.fault:
            _log.info("The centre answers again.")
        self._failures = 0
        self._heard_at = self._clock.monotonic()
        self._status = replace(
            self._status,
            last_contact=self._clock.now(),
            clock_offset=clock_offset,
            fault=None,
            fault_since=None,
            detail="",
            next_try=None,
        )

    def _fail(self, fault: Fault, note: str = "", wait: float | None = None) -> _Turn:
        """Note why this attempt failed; without a wait given, exponential back-off."""
        self._failures += 1
        self._wait = self._pace.backoff(self._failures, self._random) if wait is None else wait
        now = self._clock.now()
        detail = f"{SENTENCES[fault]} ({note})" if note else SENTENCES[fault]
        known = fault is self._status.fault
        if not known:
            _log.warning("Shipping waits (%s): %s", fault.value, detail)
        self._status = replace(
            self._status,
            fault=fault,
            fault_since=self._status.fault_since if known else now,
            detail=detail,
            next_try=now + timedelta(seconds=self._wait),
        )
        return _Turn.FAILED

    def _count_waiting(self) -> None:
        through = self._source.acknowledged_through()
        waiting = max(0, self._source.last() - through)
        if waiting and self._oldest[0] != through + 1:
            self._oldest = (through + 1, time_of(self._source.lines(through, 1)[0]))
        self._status = replace(
            self._status,
            waiting=waiting,
            oldest_waiting=self._oldest[1] if waiting else None,
            acknowledged_through=through,
        )
