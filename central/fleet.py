"""What the server knows of each device, for those who look after them: fast for ten thousand."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)

from central.device_states import State, conditions
from central.findings import COLUMNS, Finding
from central.health import faults_in
from central.schema import devices, enrolments, journals, placings

_HOUR = 3600


class Sort(StrEnum):
    """By what a page is sorted; a device's name decides between equals."""

    NAME = "name"
    CONTACT = "contact"  # longest ago first
    WAITING = "waiting"  # longest waiting first
    VERSION = "version"
    AGENCY = "agency"


@dataclass(frozen=True)
class DeviceState:
    """A device. Times are aware, in UTC; `through` is the newest seq of its newest journal."""

    name: str
    agency: str | None
    training: bool
    revoked: bool
    states: tuple[State, ...]
    contact: datetime | None
    journal: str | None
    through: int
    waiting: int | None
    waiting_since: datetime | None
    faults: tuple[str, ...]
    version: str | None
    clock_offset: int | None
    shift_open: bool | None
    last_ballot: datetime | None
    findings: Mapping[Finding, int]
    code_until: datetime | None


@dataclass(frozen=True)
class Page:
    """Some rows, and what `page` takes as `after` for those that follow; None at the end."""

    rows: tuple[DeviceState, ...]
    next: str | None


@dataclass(frozen=True)
class Summary:
    """How many devices: all, in each state, and of each agency (all, and those to look at)."""

    devices: int
    by_state: Mapping[State, int]
    by_agency: Mapping[str | None, tuple[int, int]]


class CursorError(ValueError):
    """`after` is none that a page gave."""


def page(
    connection: Connection,
    *,
    now: datetime,
    today: date,
    agencies: Collection[str] | None = None,
    state: State | None = None,
    sort: Sort = Sort.NAME,
    after: str | None = None,
    limit: int = 100,
    search: str = "",
) -> Page:
    """Devices of these agencies (None: all) in this state, whose name holds `search`.

    `today` is the day by which devices belong to agencies. Raises CursorError for an odd `after`.
    """
    fleet = _Fleet(now, today)
    key = fleet.keys[sort]
    query = fleet.devices(agencies).order_by(key, devices.c.device).limit(limit + 1)
    if state is not None:
        query = query.where(fleet.conditions[state])
    if search:
        query = query.where(devices.c.device.icontains(search, autoescape=True))
    if after is not None:
        query = query.where(tuple_(key, devices.c.device) > tuple_(*map(literal, _cursor(after, sort))))
    rows = connection.execute(query.add_columns(key.label("sort_key"))).all()
    found = tuple(_device(row) for row in rows[:limit])
    return Page(found, _after(rows[limit - 1]) if len(rows) > limit else None)


def summary(
    connection: Connection, *, now: datetime, today: date, agencies: Collection[str] | None = None
) -> Summary:
    """Counts of all devices of these agencies; the parameters are those of `page`."""
    fleet = _Fleet(now, today)
    marked = fleet.devices(agencies).subquery()
    counted = [func.count().filter(marked.c[_flag(state)]).label(state.value) for state in State]
    rows = connection.execute(
        select(
            marked.c.agency,
            func.count().label("devices"),
            func.count().filter(_needs_look(marked)).label("looked_at"),
            *counted,
        ).group_by(marked.c.agency)
    ).all()
    return Summary(
        devices=sum(row.devices for row in rows),
        by_state={state: sum(getattr(row, state.value) for row in rows) for state in State},
        by_agency={row.agency: (row.devices, row.looked_at) for row in rows},
    )


def states(connection: Connection, *, now: datetime, today: date) -> list[DeviceState]:
    """Every device by name."""
    rows = connection.execute(_Fleet(now, today).devices(None).order_by(devices.c.device))
    return [_device(row) for row in rows]


def one(connection: Connection, name: str, *, now: datetime, today: date) -> DeviceState | None:
    """The device of this name; None where there is none."""
    row = connection.execute(_Fleet(now, today).devices(None).where(devices.c.device == name)).first()
    return _device(row) if row else None


class _Fleet:
    """The query of all devices at one moment, and the conditions of their states as SQL."""

    def __init__(self, now: datetime, today: date) -> None:
        self._seconds = int(now.timestamp())
        self._placed = and_(
            placings.c.device == devices.c.device,
            placings.c.valid_from <= today,
            placings.c.valid_to >= today,
        )
        self.conditions = conditions(now, today)
        self.keys: dict[Sort, ColumnElement[Any]] = {
            Sort.NAME: literal(0),
            Sort.CONTACT: func.coalesce(devices.c.contact_hour, -1),
            Sort.WAITING: func.coalesce(devices.c.waiting_since, 2**62),
            Sort.VERSION: func.coalesce(devices.c.version, ""),
            Sort.AGENCY: func.coalesce(placings.c.agency, ""),
        }

    def devices(self, agencies: Collection[str] | None) -> Select[Any]:
        """Each device with its agency, the head of its journal, and a column a state."""
        mine = true() if agencies is None else placings.c.agency.in_(sorted(agencies))
        return (
            select(
                devices,
                placings.c.agency,
                journals.c.head_seq,
                enrolments.c.expires,
                *(
                    case((condition, True), else_=False).label(_flag(state))
                    for state, condition in self._flags()
                ),
            )
            .join(placings, self._placed, isouter=True)
            .join(journals, journals.c.journal == devices.c.journal, isouter=True)
            .join(
                enrolments,
                and_(enrolments.c.device == devices.c.device, enrolments.c.expires > self._seconds),
                isouter=True,
            )
            .where(mine)
        )

    def _flags(self) -> list[tuple[State, ColumnElement[bool]]]:
        return [(state, self.conditions[state]) for state in State]


def _flag(state: State) -> str:
    return f"is_{state.value}"


def _needs_look(marked: Any) -> ColumnElement[bool]:
    passing = (State.FINE, State.NEW, State.REVOKED)
    return or_(*(marked.c[_flag(state)] for state in State if state not in passing))


def _cursor(after: str, sort: Sort) -> tuple[Any, str]:
    try:
        key, name = json.loads(after)
    except (ValueError, TypeError):
        raise CursorError("This is no place in the list.") from None
    kind = str if sort in (Sort.VERSION, Sort.AGENCY) else int
    if type(key) is not kind or not isinstance(name, str):
        raise CursorError("This is no place in the list.")
    return key, name


def _after(row: Row[Any]) -> str:
    return json.dumps([row.sort_key, row.device], ensure_ascii=False)


def _device(row: Row[Any]) -> DeviceState:
    return DeviceState(
        name=row.device,
        agency=row.agency,
        training=row.training,
        revoked=row.revoked,
        states=tuple(state for state in State if getattr(row, _flag(state))),
        contact=_moment(row.contact_hour, _HOUR),
        journal=row.journal,
        through=row.head_seq or 0,
        waiting=row.waiting,
        waiting_since=_moment(row.waiting_since),
        faults=faults_in(row.faults),
        version=row.version,
        clock_offset=row.clock_offset,
        shift_open=row.shift_open,
        last_ballot=_moment(row.last_ballot),
        findings={
            kind: number for kind, column in COLUMNS.items() if (number := getattr(row, column.name)) > 0
        },
        code_until=_moment(row.expires),
    )


def _moment(number: int | None, unit: int = 1) -> datetime | None:
    """A time kept as a number of units of so many seconds; None for what no calendar has."""
    try:
        return None if number is None else datetime.fromtimestamp(number * unit, tz=UTC)
    except (OverflowError, OSError, ValueError):
        return None
