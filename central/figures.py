"""The tally of a period, made of the rollup alone."""

from __future__ import annotations

import json

from sqlalchemy import Connection, func, select

from central import questionnaires
from central.schema import journals, rollup
from central.store import Store
from kiosk.domain.tally import BallotGroup, Period, Tally, tally

TIME_ZONE = "Asia/Ho_Chi_Minh"


def of_period(store: Store, period: Period, *, simulated: bool | None = None) -> Tally:
    """The tally of a period, of real journals or of simulated ones, never of both.

    Without a wish: the real ones, or the simulated ones where the centre holds no real journal at all.
    """
    with store.reading() as connection:
        if simulated is None:
            simulated = not _any_journal(connection, simulated=False) and _any_journal(
                connection, simulated=True
            )
        groups = _groups(connection, period, simulated=simulated)
        asked = questionnaires.in_force(connection, period.first, period.last, simulated=simulated)
    return tally(groups, asked, period, simulated=simulated)


def holds(store: Store, *, simulated: bool) -> bool:
    """Whether the centre holds any real journal, or any simulated one."""
    with store.reading() as connection:
        return _any_journal(connection, simulated=simulated)


def _any_journal(connection: Connection, *, simulated: bool) -> bool:
    return (
        connection.execute(select(journals.c.no).where(journals.c.simulated == simulated)).first() is not None
    )


def _groups(connection: Connection, period: Period, *, simulated: bool) -> list[BallotGroup]:
    alike = (
        rollup.c.department,
        rollup.c.questionnaire,
        rollup.c.invited,
        rollup.c.valid,
        rollup.c.answers,
    )
    rows = connection.execute(
        select(*alike, func.sum(rollup.c.number))
        .join(journals, journals.c.no == rollup.c.journal)
        .where(journals.c.simulated == simulated, rollup.c.day.between(period.first, period.last))
        .group_by(*alike)
        .order_by(*alike)
    )
    return [
        BallotGroup(department, questionnaire, invited, valid, json.loads(answers), int(number))
        for department, questionnaire, invited, valid, answers, number in rows
    ]
