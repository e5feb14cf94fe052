"""What the centre knows of each device, for those who look after them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from central.findings import Finding
from central.schema import devices, findings, journals


@dataclass(frozen=True)
class DeviceState:
    """A device. `contact` is the hour of its last batch; `through` the highest seq of its newest journal."""

    name: str
    training: bool
    revoked: bool
    contact: datetime | None
    journal: str | None
    through: int
    findings: Mapping[Finding, int]


def states(connection: Connection) -> list[DeviceState]:
    """Every device by name; times are aware, in UTC."""
    found = _findings(connection)
    rows = connection.execute(
        select(devices, journals.c.head_seq)
        .join(journals, journals.c.journal == devices.c.journal, isouter=True)
        .order_by(devices.c.device)
    )
    return [
        DeviceState(
            name=row.device,
            training=row.training,
            revoked=row.revoked,
            contact=_time_of(row.contact_hour),
            journal=row.journal,
            through=row.head_seq or 0,
            findings=found.get(row.device, {}),
        )
        for row in rows
    ]


def _time_of(hour: int | None) -> datetime | None:
    return None if hour is None else datetime.fromtimestamp(hour * 3600, tz=UTC)


def _findings(connection: Connection) -> dict[str, dict[Finding, int]]:
    rows = connection.execute(
        select(journals.c.device, findings.c.kind, func.count())
        .join(journals, journals.c.no == findings.c.journal)
        .group_by(journals.c.device, findings.c.kind)
    )
    found: dict[str, dict[Finding, int]] = {}
    for device, kind, number in rows:
        found.setdefault(device, {})[Finding(kind)] = number
    return found
