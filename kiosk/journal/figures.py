"""All that a journal tells of a period, as reports want it (see `kiosk.domain.figures`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from kiosk.domain.figures import DayCount, Figures, FlagCount, Head, HourCount, ReasonCount, Unit
from kiosk.domain.questionnaire import Questionnaire
from kiosk.domain.tally import BallotGroup, Period
from kiosk.journal import newest
from kiosk.journal.chain import Link
from kiosk.journal.closed import Alike, closed_ballots
from kiosk.journal.effective import ALL
from kiosk.journal.period import dossiers, questionnaires

_Sums = tuple[int, int, int]  # ballots, answers, answers that count as satisfied


def figures(connection: Connection, period: Period, head: Link) -> Figures:
    """A period as the entries up to `head` tell it."""
    closed = closed_ballots(connection, period.first, period.last, head.seq)
    named = {alike.questionnaire for alike in closed}
    asked = questionnaires(connection, period.first, period.last, named, head.seq)
    collected = [alike for alike in closed if alike.answers]
    returned = dossiers(connection, period.first, period.last, _by_shift(collected), head.seq)
    opened = newest.identity(connection)
    days, hours = _times(collected, asked)
    return Figures(
        period=period,
        simulated=opened.simulated,
        units=_units(asked, closed),
        questionnaires=tuple(asked),
        groups=tuple(grouped(closed)),
        dossiers=tuple(returned),
        reasons=tuple(_reasons(collected)),
        flags=tuple(_flags(collected)),
        days=days,
        hours=hours,
        heads=(Head(opened.journal, head.seq, head.hash.hex()),),
    )


def ballot_groups(connection: Connection, first_day: date, last_day: date) -> list[BallotGroup]:
    """The ballots closed in a period, alike ones counted; lines that can't be understood are left aside."""
    return grouped(closed_ballots(connection, first_day, last_day, ALL))


def grouped(closed: Iterable[Alike]) -> list[BallotGroup]:
    """As a tally wants them: whatever their reasons, flags and hours."""
    counts: Counter[tuple[str, str, bool, bool, tuple[tuple[str, str], ...]]] = Counter()
    for alike in closed:
        key = (alike.department, alike.questionnaire, alike.invited, alike.valid, alike.answers)
        counts[key] += alike.count
    return [
        BallotGroup(department, questionnaire, invited, valid, dict(answers), count)
        for (department, questionnaire, invited, valid, answers), count in sorted(counts.items())
    ]


def _units(asked: Sequence[Questionnaire], closed: Iterable[Alike]) -> tuple[Unit, ...]:
    """The newest questionnaire's order and names, then what older ones add, then codes that none knows."""
    found: dict[str, Unit] = {}
    for questionnaire in reversed(asked):
        for one in questionnaire.departments:
            found.setdefault(one.code, Unit(one.code, one.name))
    for code in sorted({alike.department for alike in closed}):
        found.setdefault(code, Unit(code, code))
    return tuple(found.values())


def _by_shift(collected: Iterable[Alike]) -> Counter[str]:
    ballots = Counter[str]()
    for alike in collected:
        for (_, shift), count in alike.moments.items():
            if shift is not None:
                ballots[shift] += count
    return ballots


def _reasons(collected: Iterable[Alike]) -> Iterator[ReasonCount]:
    counts = Counter[tuple[str, str, str]]()
    for alike in collected:
        for reason in alike.reasons:
            counts[alike.department, alike.questionnaire, reason] += alike.count
    return (ReasonCount(*named, ballots) for named, ballots in sorted(counts.items()))


def _flags(collected: Iterable[Alike]) -> Iterator[FlagCount]:
    counts = Counter[tuple[str, str, int]]()
    for alike in collected:
        for rule, version in alike.flags:
            counts[alike.department, rule, version] += alike.count
    return (FlagCount(*named, ballots) for named, ballots in sorted(counts.items()))


def _times(
    collected: Iterable[Alike], asked: Sequence[Questionnaire]
) -> tuple[tuple[DayCount, ...], tuple[HourCount, ...]]:
    """By day and unit, and by hour of the week; an hour that can't be understood is left aside."""
    days: dict[tuple[date, str], _Sums] = defaultdict(lambda: (0, 0, 0))
    hours: dict[tuple[int, int], _Sums] = defaultdict(lambda: (0, 0, 0))
    known: dict[str, tuple[date, int] | None] = {}
    for alike in collected:
        answers, satisfied = _worth(alike, asked)
        for (text, _), ballots in alike.moments.items():
            if text not in known:
                known[text] = _day_and_hour(text)
            if when := known[text]:
                day, hour = when
                sums = (ballots, ballots * answers, ballots * satisfied)
                days[day, alike.department] = _plus(days[day, alike.department], sums)
                hours[day.weekday(), hour] = _plus(hours[day.weekday(), hour], sums)
    return (
        tuple(DayCount(*named, *sums) for named, sums in sorted(days.items())),
        tuple(HourCount(*named, *sums) for named, sums in sorted(hours.items())),
    )


def _worth(alike: Alike, asked: Sequence[Questionnaire]) -> tuple[int, int]:
    """Answers on the ballot's own scale, and how many of them count as satisfied: as a tally counts them."""
    by_version = {one.version: one for one in asked}
    shown = by_version.get(alike.questionnaire, asked[-1] if asked else None)
    levels = [level for _, code in alike.answers if shown and (level := shown.level(code))]
    return len(levels), sum(level.satisfied for level in levels)


def _plus(sums: _Sums, more: _Sums) -> _Sums:
    return sums[0] + more[0], sums[1] + more[1], sums[2] + more[2]


def _day_and_hour(text: str) -> tuple[date, int] | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.date(), moment.hour
