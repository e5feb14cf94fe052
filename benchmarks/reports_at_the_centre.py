"""The figures of a period at the centre, made of its sums, against one GROUP BY over the raw answers.

*Ours* is all that a report tells of a period (units, levels, reasons, flags, days, hours, dossiers), as the
pages ask for it; and beside it the same without days and hours, as `GET /v1/tally` asks for it, for the
GROUP BY does not tell those either. The *limit*, which a centre without sums would pay, is one `GROUP BY
department, criterion, level` over a table with a row for each answer, in the same PostgreSQL; with an index
by day the note says what that takes. Both count the same ballots, and their totals are compared. The
ballots go through the centre's own sums; only their lines are left out.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random

import psycopg

from benchmarks.centre import batches_of, durable_postgresql, enrolled, journal_like
from benchmarks.journals import simulated_lines
from benchmarks.measure import (
    Figure,
    NotMeasuredError,
    Size,
    Wanted,
    at_least,
    at_most,
    in_turns,
    of_turns,
)
from central import devices, figures, ingest
from central.rollup import Kind, Sums
from central.store import Store
from kiosk.domain.canonical import canonical
from kiosk.domain.entries import QuestionnaireShown, entry_of
from kiosk.domain.figures import Figures, Period

_KIOSKS = 20
_YEAR = Period(date(2025, 1, 1), date(2025, 12, 31), figures.TIME_ZONE)
_MONTH = Period(date(2025, 6, 1), date(2025, 6, 30), figures.TIME_ZONE)
_WEIGHTS = (4.0, 2.0, 1.0)
_RAW = """CREATE UNLOGGED TABLE raw_answers (day date NOT NULL, journal integer NOT NULL,
department text NOT NULL, questionnaire text NOT NULL, criterion text NOT NULL, level text NOT NULL)"""
_GROUP = """SELECT department, criterion, level, count(*) FROM raw_answers WHERE day BETWEEN %s AND %s
GROUP BY department, criterion, level"""


def measure(size: Size) -> Iterator[Figure]:
    """A month and a year, and whether that stays as the answers grow."""
    sizes = (30_000, 60_000) if not size.long else (1_000_000, 10_000_000)
    turns = size.of(short=1, long=7)
    with ExitStack() as stack:
        template = simulated_lines(size.folder, 20)
        smaller, centre = (stack.enter_context(_with_answers(answers, template)) for answers in sizes)
        grown = in_turns(turns, lambda: _milliseconds(centre), lambda: _milliseconds(smaller))
        note = f"a month at {sizes[1]:,} stored answers, against at {sizes[0]:,}"
        yield of_turns("report at the centre, as answers grow", grown, "ms", at_most(1.5), note)
        centre.compare(_MONTH)
        for name, period, wanted in (("a month", _MONTH, at_least(100)), ("a year", _YEAR, at_least(25))):
            yield _figure(centre, f"report at the centre, {name}", period, wanted, turns)
            counts = f"report at the centre, {name}, without days and hours"
            yield _figure(centre, counts, period, wanted, turns, over_time=False)


@contextmanager
def _with_answers(answers: int, template: Sequence[str]) -> Iterator[_Centre]:
    """A centre on a PostgreSQL of its own, with so many answers."""
    with durable_postgresql() as url:
        centre = _Centre(url, template)
        try:
            centre.grow(answers)
            yield centre
        finally:
            centre.store.close()


def _milliseconds(centre: _Centre) -> float:
    """Of a month's report."""
    return 1000 * _timed(lambda: centre.ours(_MONTH))


def _figure(
    centre: _Centre, name: str, period: Period, wanted: Wanted, turns: int, *, over_time: bool = True
) -> Figure:
    found = in_turns(
        turns,
        lambda: 1 / _timed(lambda: centre.ours(period, over_time=over_time)),
        lambda: 1 / _timed(lambda: centre.raw(period)),
    )
    indexed = centre.raw_by_index(period)
    note = (
        f"{centre.answers:,} stored answers; with an index by day the GROUP BY takes {1000 * indexed:,.0f} ms"
    )
    return of_turns(name, found, "reports/s", wanted, note)


class _Centre:
    """A centre's database with sums, and the same answers one by one."""

    def __init__(self, url: str, template: Sequence[str]) -> None:
        self.store, self.answers = Store.open(url), 0
        self._url, self._chance = url, Random(3)
        asked = next(
            one for one in map(entry_of, template) if isinstance(one, QuestionnaireShown)
        ).questionnaire
        self._version = asked.version
        self._departments = [one.code for one in asked.departments]
        self._criteria = [one.code for one in asked.criteria]
        levels = list(product([one.code for one in asked.levels], repeat=len(self._criteria)))
        weights = [_WEIGHTS[asked.levels.index(asked.level(one[0]))] for one in levels]
        self._answers, self._weights = levels, weights
        names = [f"quay-{number}" for number in range(_KIOSKS)]
        enrolled(url, names)
        for name in names:
            self._take(template, name)
        with psycopg.connect(url) as connection:
            connection.execute(_RAW)
            rows = connection.execute("SELECT no FROM journals ORDER BY no").fetchall()
        self._journals = [int(no) for (no,) in rows]

    def grow(self, answers: int) -> None:
        """Add ballots, alike on every day of the year and at every kiosk, until there are so many answers."""
        days = (_YEAR.last - _YEAR.first).days + 1
        a_day = round((answers - self.answers) / len(self._criteria) / days / _KIOSKS)
        with psycopg.connect(self._url) as connection:
            for journal in self._journals:
                sums = Sums()
                with connection.cursor() as cursor, cursor.copy("COPY raw_answers FROM STDIN") as copy:
                    for number in range(days):
                        copy.write(
                            "".join(self._day(sums, journal, _YEAR.first + timedelta(days=number), a_day))
                        )
                with self.store.writing() as writing:
                    sums.write(writing)
            connection.commit()
            connection.autocommit = True
            connection.execute("VACUUM ANALYZE")
        self.answers += a_day * days * _KIOSKS * len(self._criteria)

    def _day(self, sums: Sums, journal: int, day: date, ballots: int) -> Iterator[str]:
        department = self._departments[journal % len(self._departments)]
        begin = f"{day}\t{journal}\t{department}\t{self._version}\t"
        for levels in self._chance.choices(self._answers, self._weights, k=ballots):
            given = dict(zip(self._criteria, levels, strict=True))
            kind = Kind(department, self._version, invited=False, valid=True, answers=canonical(given))
            hour = 8 + self._chance.randrange(8)
            sums.add(
                journal, kind, f"{journal}-{day}", datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
            )
            yield "".join(f"{begin}{criterion}\t{level}\n" for criterion, level in given.items())

    def ours(self, period: Period, *, over_time: bool = True) -> Figures:
        """All that a report tells, or all but days and hours."""
        return figures.of_period(self.store, period, simulated=True, over_time=over_time)

    def raw(self, period: Period) -> list[tuple[str, str, str, int]]:
        """The counts, answer by answer."""
        with psycopg.connect(self._url) as connection:
            return connection.execute(_GROUP, (period.first, period.last)).fetchall()

    def raw_by_index(self, period: Period) -> float:
        """How long that takes where the answers have an index by day."""
        with psycopg.connect(self._url) as connection:
            connection.execute("CREATE INDEX IF NOT EXISTS raw_day ON raw_answers (day)")
            connection.commit()
            connection.execute("ANALYZE raw_answers")
            seconds = _timed(lambda: connection.execute(_GROUP, (period.first, period.last)).fetchall())
            connection.execute("DROP INDEX raw_day")
        return seconds

    def compare(self, period: Period) -> None:
        """Raise NotMeasuredError unless both count the same answers."""
        ours = sum(len(group.answers) * group.count for group in self.ours(period).groups)
        raw = sum(number for *_, number in self.raw(period))
        if ours != raw:
            raise NotMeasuredError(f"the sums say {ours} answers, the raw rows {raw}")

    def _take(self, template: Sequence[str], name: str) -> None:
        with self.store.reading() as connection:
            device = devices.with_name(connection, name)
        if device is None:
            raise NotMeasuredError(f"{name} is not enrolled")
        for batch in batches_of(journal_like(template, name), name):
            ingest.take(self.store, device, batch, now=datetime.now(UTC))


def _timed(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun
