"""The catalogue: agencies in a tree, their departments by whatever code was typed, and whose each device was.

Validity is in days, both inclusive; what has no end stands from year 1 to year 9999. A device without an
agency on a ballot's day belongs to UNPLACED, which is shown and never lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from central.schema import agencies, aliases, departments, placings
from central.together import Ask, Rows, together
from kiosk.domain.figures import Unit

UNPLACED = Unit("chua-xep", "Chưa xếp")
AGENCIES = select(agencies).order_by(agencies.c.code)
_ALIASES = select(aliases.c.agency, aliases.c.alias, aliases.c.department).order_by(aliases.c.alias)
_DEPARTMENTS = select(departments).order_by(departments.c.agency, departments.c.code)
FIRST_DAY, LAST_DAY = date.min, date.max


class CatalogueError(Exception):
    """What can't stand in a catalogue; the text is one sentence a fault, a line each."""


@dataclass(frozen=True)
class Agency:
    """An agency; `parent` is the code of the one above it."""

    code: str
    name: str
    parent: str | None = None
    valid_from: date = FIRST_DAY
    valid_to: date = LAST_DAY


@dataclass(frozen=True)
class Department:
    """What is rated in an agency. `aliases` are other codes that were typed for it, in any spelling."""

    agency: str
    code: str
    name: str
    aliases: tuple[str, ...] = ()
    valid_from: date = FIRST_DAY
    valid_to: date = LAST_DAY


@dataclass(frozen=True)
class Placing:
    """The agency of a device from one day to another."""

    device: str
    agency: str
    valid_from: date = FIRST_DAY
    valid_to: date = LAST_DAY


@dataclass(frozen=True)
class Catalogue:
    """All of it, or what is to be added."""

    agencies: Mapping[str, Agency] = field(default_factory=dict)
    departments: Mapping[tuple[str, str], Department] = field(default_factory=dict)
    placings: tuple[Placing, ...] = ()

    def with_all_of(self, other: Catalogue) -> Catalogue:
        """The same with what another says: that stands, and a device that it names is placed as it says."""
        named = {one.device for one in other.placings}
        return Catalogue(
            {**self.agencies, **other.agencies},
            {**self.departments, **other.departments},
            (*(one for one in self.placings if one.device not in named), *other.placings),
        )

    def units_of(self, agency: str) -> list[Agency]:
        """The agencies right below this one."""
        return [one for one in self.agencies.values() if one.parent == agency]

    def departments_of(self, agency: str) -> list[Department]:
        """The departments of an agency."""
        return [one for one in self.departments.values() if one.agency == agency]


def normal(code: str) -> str:
    """A code without what people spell differently: case, marks, spaces, dashes. "Tư pháp" is "tu-phap"."""
    plain = unicodedata.normalize("NFD", code.casefold().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "-", letters).strip("-")


def canonical_codes(those: Iterable[Department]) -> dict[str, str]:
    """The codes of one agency's departments by everything, in normal form, that means them."""
    by_alias = {}
    own = {}
    for one in those:
        own[normal(one.code)] = one.code
        by_alias.update({normal(alias): one.code for alias in one.aliases})
    return {**by_alias, **own}


def tree(connection: Connection) -> Catalogue:
    """The agencies and departments, in the order of codes, without the placings of devices."""
    with together(connection) as ask:
        return tree_by(ask, ask(AGENCIES))


def tree_by(ask: Ask, those: Rows) -> Catalogue:
    """The same beside other questions, where AGENCIES was asked already."""
    found = {code: Agency(code, *rest) for code, *rest in those()}
    if not found:  # departments and aliases are of agencies
        return Catalogue()
    named, typed = ask(_DEPARTMENTS), ask(_ALIASES)
    others: dict[tuple[str, str], list[str]] = {}
    for agency, alias, department in typed():
        others.setdefault((agency, department), []).append(alias)
    return Catalogue(
        found,
        {
            (agency, code): Department(agency, code, name, tuple(others.get((agency, code), ())), *validity)
            for agency, code, name, *validity in named()
        },
    )


def read(connection: Connection) -> Catalogue:
    """The whole catalogue, in the order of codes."""
    rows = connection.execute(select(placings).order_by(placings.c.device, placings.c.valid_from))
    return replace(tree(connection), placings=tuple(Placing(*row) for row in rows))


def add(connection: Connection, more: Catalogue) -> None:
    """Add to the catalogue, or change, what stands in `more`; what it does not name stays as it is.

    Raises CatalogueError, and then nothing is changed.
    """
    whole = read(connection).with_all_of(more)
    faults = list(_faults(whole))
    if faults:
        raise CatalogueError("\n".join(faults))
    for table in (placings, aliases, departments, agencies):
        connection.execute(delete(table))
    _insert(connection, whole)


def place(connection: Connection, device: str, agency: str | None, *, since: date) -> None:
    """Let a device belong to an agency from this day on, or to none; what it was before stays.

    Raises CatalogueError where there is no such agency.
    """
    known = connection.scalar(select(agencies.c.code).where(agencies.c.code == agency))
    if agency is not None and known is None:
        raise CatalogueError(_no_agency(f"device {device}", agency))
    own = placings.c.device == device
    connection.execute(delete(placings).where(own, placings.c.valid_from >= since))
    if since > FIRST_DAY:
        before = since - timedelta(days=1)
        connection.execute(update(placings).where(own, placings.c.valid_to >= since).values(valid_to=before))
    if agency is not None:
        connection.execute(
            insert(placings).values(device=device, agency=agency, valid_from=since, valid_to=LAST_DAY)
        )


def subtree(connection: Connection, code: str) -> frozenset[str]:
    """The codes of an agency and all below it."""
    tree = select(agencies.c.code).where(agencies.c.code == code).cte(recursive=True)
    tree = tree.union(select(agencies.c.code).where(agencies.c.parent == tree.c.code))
    return frozenset({code, *connection.execute(select(tree.c.code)).scalars()})


def _insert(connection: Connection, whole: Catalogue) -> None:
    of_departments = [vars(one) for one in whole.departments.values()]
    rows = {
        agencies: [vars(one) for one in _parents_first(whole.agencies)],
        departments: [{k: v for k, v in one.items() if k != "aliases"} for one in of_departments],
        aliases: [
            {"agency": one.agency, "alias": alias, "department": one.code}
            for one in whole.departments.values()
            for alias in sorted({normal(alias) for alias in one.aliases})
        ],
        placings: [vars(one) for one in whole.placings],
    }
    for table, those in rows.items():
        if those:
            connection.execute(insert(table), those)


def _parents_first(those: Mapping[str, Agency]) -> list[Agency]:
    ordered: dict[str, Agency] = {}
    left = dict(those)
    while left:
        ready = {code: one for code, one in left.items() if one.parent is None or one.parent in ordered}
        ordered.update(ready)
        left = {code: one for code, one in left.items() if code not in ready}
    return list(ordered.values())


def _faults(whole: Catalogue) -> Iterator[str]:
    """What is wrong with a catalogue, in one sentence each."""
    for agency in whole.agencies.values():
        yield from _faults_of_agency(whole, agency)
    for department in whole.departments.values():
        who = f"department {department.code} of {department.agency}"
        if department.agency not in whole.agencies:
            yield _no_agency(who, department.agency)
        yield from _backwards(who, department)
        if not normal(department.code) or not department.name.strip():
            yield f"{who}: a department has a code and a name: write both."
    for code in whole.agencies:
        yield from _ambiguous(code, whole.departments_of(code))
    yield from _faults_of_placings(whole)


def _faults_of_agency(whole: Catalogue, agency: Agency) -> Iterator[str]:
    who = f"agency {agency.code}"
    if not normal(agency.code) or not agency.name.strip():
        yield f"{who}: an agency has a code and a name: write both."
    if agency.code == UNPLACED.code:
        yield f"{who}: this code is kept for devices without an agency: choose another."
    yield from _backwards(who, agency)
    above, passed = agency.parent, {agency.code}
    while above is not None and above not in passed:
        if above not in whole.agencies:
            yield _no_agency(who, above)
            return
        passed.add(above)
        above = whole.agencies[above].parent
    if above is not None:
        yield f"{who}: it stands below itself: correct its parent."


def _ambiguous(agency: str, those: list[Department]) -> Iterator[str]:
    """Codes that would mean two departments."""
    means: dict[str, str] = {}
    for one in those:
        for code in {normal(code) for code in (one.code, *one.aliases)}:
            other = means.setdefault(code, one.code)
            if other != one.code:
                yield f"agency {agency}: {code} means both {other} and {one.code}: leave it to one of them."


def _faults_of_placings(whole: Catalogue) -> Iterator[str]:
    ends: dict[str, date] = {}
    for one in sorted(whole.placings, key=lambda one: (one.device, one.valid_from)):
        if one.agency not in whole.agencies:
            yield _no_agency(f"device {one.device}", one.agency)
        yield from _backwards(f"device {one.device}", one)
        if one.device in ends and ends[one.device] >= one.valid_from:
            yield f"device {one.device}: it is placed twice on {one.valid_from}: let one placing end before."
        ends[one.device] = one.valid_to


def _backwards(who: str, one: Agency | Department | Placing) -> Iterator[str]:
    if one.valid_to < one.valid_from:
        yield f"{who}: it ends on {one.valid_to}, before it begins on {one.valid_from}: correct a day."


def _no_agency(whose: str, agency: str) -> str:
    return f"{whose}: there is no agency {agency} in the catalogue: add it, or correct the code."
