"""What the centre tells of a period, made of sums alone: its cost does not grow with the ballots."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, select

from central import catalogue, over_time, papers, questionnaires, returned, totals
from central.catalogue import Catalogue
from central.over_time import Worth, Worths
from central.parts import parts_of
from central.rollup import NO_ANSWERS, Kind
from central.said import HOURS, KINDS, LEVELS
from central.schema import journals
from central.schema import papers as papers_table
from central.store import Store
from central.together import Ask, Form, Rows, beside, read_names_anew, together
from central.view import View, view
from kiosk.domain.figures import (
    BallotGroup,
    DayCount,
    Figures,
    FlagCount,
    Head,
    HourCount,
    Period,
    ReasonCount,
    Unit,
)
from kiosk.domain.questionnaire import Questionnaire

TIME_ZONE = "Asia/Ho_Chi_Minh"
Row = Sequence[Any]
WorthOf = Callable[[str, str | None], Worth]


def of_period(
    store: Store,
    period: Period,
    *,
    agency: str | None = None,
    simulated: bool | None = None,
    over_time: bool = True,
) -> Figures:
    """A period of real journals or of simulated ones, never of both, as one agency or all of them know it.

    Without a wish: the real ones, or the simulated ones where the centre holds no real journal at all.
    `over_time`: with days and hours, which cost most. Raises CatalogueError where there is no such agency.
    """
    with store.reading() as connection, together(connection, ends=True) as ask:
        return _told(connection, ask, period, agency, simulated, over_time=over_time)


def told(
    connection: Connection,
    period: Period,
    *,
    agency: str | None = None,
    simulated: bool | None = None,
    over_time: bool = True,
    alone: bool = False,
) -> Figures:
    """The same within a transaction; `alone` where it has tables that no other connection sees."""
    if alone:
        read_names_anew(connection)
    with together(connection) as ask:
        return _told(connection, ask, period, agency, simulated, over_time=over_time, alone=alone)


def _told(
    connection: Connection,
    ask: Ask,
    period: Period,
    agency: str | None,
    simulated: bool | None,
    *,
    over_time: bool,
    alone: bool = False,
) -> Figures:
    kinds_of_journals = ask(_KINDS_OF_JOURNALS)
    sheets = ask(_A_SHEET) if simulated is None else tuple
    agencies = ask(catalogue.AGENCIES)
    with beside(connection, ask, most=2 if over_time and not alone else 0) as elsewhere:
        known = catalogue.tree_by(ask, agencies)
        held = {kind for (kind,) in kinds_of_journals()}
        if simulated is None:
            simulated = True in held and not (False in held or sheets())
        seen = view(known, agency, period)
        by_time = elsewhere if over_time else None
        asked = _Asked(ask, by_time, seen, simulated=simulated, one_kind=held <= {simulated})
        return _Period(connection, ask, known, seen, simulated=simulated).figures(asked)


_KINDS_OF_JOURNALS = select(journals.c.simulated).distinct()
_A_SHEET = select(papers_table.c.no).limit(1)


def holds(store: Store, *, simulated: bool) -> bool:
    """Whether the centre holds any real journal, or any simulated one. Paper ballots are real ones."""
    with store.reading() as connection:
        journal = connection.execute(select(journals.c.no).where(journals.c.simulated == simulated)).first()
        return journal is not None or (not simulated and papers.newest_no(connection) > 0)


class _Asked:
    """All that a report wants of the database, on its way.

    Days and hours, each of which takes as long as all else, leave first where `by_time` is asked for them:
    found while all else is. Ballots are fetched before the rest leaves: put together while that is found.
    """

    def __init__(self, ask: Ask, by_time: Ask | None, seen: View, *, simulated: bool, one_kind: bool) -> None:
        at = seen.standpoint
        parts, days = parts_of(seen.period)
        values = {**days, **seen.values(), "simulated": simulated}
        scope = totals.Scope(at, parts, one_kind)
        form = Form.KNOWN if at.placed else Form.PREPARED
        self.hours: Rows = by_time(totals.hours(scope), values, form) if by_time else tuple
        self.days: Rows = by_time(totals.days(scope), values, form) if by_time else tuple
        self.ballots = ask(totals.ballots(scope), values, form)()
        self.answered = ask(totals.answered(scope), values, form)
        self.questionnaires = ask(questionnaires.asked(at), values, form)
        self.returned = returned.Asked(ask, seen, values, simulated=simulated)
        self.papers: Rows = tuple if simulated else ask(papers.standing(at), values, form)


class _Period:
    """One period in one view."""

    def __init__(
        self, connection: Connection, ask: Ask, known: Catalogue, seen: View, *, simulated: bool
    ) -> None:
        self._connection, self._ask = connection, ask
        self._known = known
        self._view = seen
        self._simulated = simulated
        codes = seen.codes()
        self._unit = cache(lambda typed: seen.code_of(typed, codes))

    def figures(self, rows: _Asked) -> Figures:
        period = self._view.period
        ballots = self._ballots(rows.ballots)
        collected = [(unit, kind, number) for unit, kind, number in ballots if kind.answers != NO_ANSWERS]
        answered = rows.answered()
        named = {(family, version) for _, family, _, _, version in answered}
        those = [questionnaires.Asked(*row) for row in rows.questionnaires()]
        asked = questionnaires.in_force(self._ask, those, period, named)
        dossiers = rows.returned.told(self._known)
        paper, cut = papers.counted(rows.papers(), self._view)
        asked = self._with_paper(asked, {one.questionnaire for one in paper})
        worth_of = cache(Worths(asked, {version for _, version in named}).of)
        met = {unit for unit, _, _ in ballots} | {one.unit for one in dossiers} | {one.unit for one in paper}
        return Figures(
            period=period,
            simulated=self._simulated,
            units=tuple(self._units(asked, met)),
            questionnaires=tuple(asked),
            groups=tuple(_grouped(ballots)),
            dossiers=tuple(dossiers),
            reasons=tuple(_reasons(collected)),
            flags=tuple(_flags(collected)),
            heads=tuple(_heads(answered)),
            papers=paper,
            papers_cut=cut,
            days=tuple(self._days(rows.days(), worth_of)),
            hours=tuple(self._hours(rows.hours(), worth_of)),
        )

    def _with_paper(self, asked: list[Questionnaire], versions: set[str]) -> list[Questionnaire]:
        """What was printed on paper ballots counts as older than all that kiosks asked in the period."""
        lacking = versions - {one.version for one in asked}
        return [*questionnaires.of_versions_by(self._ask, lacking), *asked] if lacking else asked

    def _ballots(self, rows: Sequence[Row]) -> list[tuple[str, Kind, int]]:
        kinds = KINDS.by(self._connection, self._ask, {row[0] for row in rows})
        if not self._view.standpoint.by_department:
            return [(unit, kinds[alike], number) for alike, number, unit in rows if alike in kinds]
        return [
            (self._unit(kind.department), kind, number)
            for alike, number in rows
            if (kind := kinds.get(alike))
        ]

    def _days(self, rows: Sequence[Row], worth_of: WorthOf) -> Iterable[DayCount]:
        if not self._view.standpoint.by_department:
            return over_time.days(
                ((day, unit), worth_of(*asked), number) for day, unit, *asked, number in rows
            )
        alikes = {alike for _, alike, _ in rows}
        levels = LEVELS.by(self._connection, self._ask, alikes)
        about = {
            alike: (self._unit(one.department or ""), worth_of(one.questionnaire, one.level))
            for alike in alikes
            if (one := levels.get(alike))
        }
        those = ((day, about[alike], number) for day, alike, number in rows if alike in about)
        return over_time.days(((day, unit), worth, number) for day, (unit, worth), number in those)

    def _hours(self, rows: Sequence[Row], worth_of: WorthOf) -> Iterable[HourCount]:
        hours = HOURS.by(self._connection, self._ask, {alike for alike, _ in rows})
        those = ((hours[alike], number) for alike, number in rows if alike in hours)
        return over_time.hours(
            (hour, worth_of(one.questionnaire, one.level), number) for (hour, one), number in those
        )

    def _units(self, asked: Sequence[Questionnaire], met: set[str]) -> Iterable[Unit]:
        """In the newest questionnaire's order, then what the catalogue has, then codes that none knows."""
        found = {one.code: one for one in self._view.units}
        if self._view.standpoint.by_department:
            names = {one.code: one.name for one in self._view.departments}
            for one in (one for questionnaire in reversed(asked) for one in questionnaire.departments):
                code = self._unit(one.code)
                found.setdefault(code, Unit(code, names.get(code, one.name)))
            period = self._view.period
            for department in self._view.departments:
                if department.valid_from <= period.last and department.valid_to >= period.first:
                    found.setdefault(department.code, Unit(department.code, department.name))
        for code in sorted(met):
            found.setdefault(code, Unit(code, self._view.name_of(code)))
        return found.values()


# Most of what one report reads the next one reads again.
@lru_cache(maxsize=20_000)
def _answers_of(said: str) -> Mapping[str, str]:
    found: dict[str, str] = json.loads(said)
    return found


def _grouped(ballots: Iterable[tuple[str, Kind, int]]) -> Iterable[BallotGroup]:
    """As a tally wants them: whatever their reasons and flags."""
    alike = defaultdict[tuple[str, str, bool, bool], dict[str, int]](dict)
    for unit, (_, questionnaire, invited, valid, answers, _, _), number in ballots:
        counts = alike[unit, questionnaire, invited, valid]
        counts[answers] = counts.get(answers, 0) + number
    for named, counts in sorted(alike.items()):
        for answers, number in sorted(counts.items()):
            yield BallotGroup(*named, _answers_of(answers), number)


def _reasons(collected: Iterable[tuple[str, Kind, int]]) -> Iterable[ReasonCount]:
    counts = Counter[tuple[str, str, str]]()
    for unit, kind, number in collected:
        for reason in kind.reasons:
            counts[unit, kind.questionnaire, reason] += number
    return (ReasonCount(*named, ballots) for named, ballots in sorted(counts.items()))


def _flags(collected: Iterable[tuple[str, Kind, int]]) -> Iterable[FlagCount]:
    counts = Counter[tuple[str, str, int]]()
    for unit, kind, number in collected:
        for rule, version in kind.flags:
            counts[unit, rule, version] += number
    return (FlagCount(*named, ballots) for named, ballots in sorted(counts.items()))


def _heads(answered: Iterable[Row]) -> Iterable[Head]:
    heads = {journal: Head(journal, seq, bytes(digest).hex()) for journal, _, seq, digest, _ in answered}
    return (heads[journal] for journal in sorted(heads))
