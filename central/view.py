"""From where a period is looked at: from one agency, from above several, or from nowhere in particular.

by department    a leaf agency, or everything where there is no catalogue: units are departments
from above       units are the agencies right below, each pooled with all below it; what belongs to the agency
                 itself is a unit, too. Without an agency all is told, devices without one as UNPLACED
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    Connection,
    Select,
    and_,
    func,
    or_,
    select,
)

from central import catalogue
from central.catalogue import UNPLACED, Catalogue, CatalogueError, Department, normal
from central.schema import agencies, journals, placings
from kiosk.domain.figures import Period, Unit


@dataclass(frozen=True)
class View:
    """A view: `below` has the agencies that belong to it, each with its unit; None: all by department."""

    period: Period
    units: tuple[Unit, ...] = ()
    departments: tuple[Department, ...] = ()
    below: CTE | None = None
    by_department: bool = True
    whole: bool = False
    names: Mapping[str, str] = field(default_factory=dict)

    def of(self, query: Select[Any], day: Column[Any]) -> Select[Any]:
        """A query over journals, with what belongs to this view on its `day`."""
        if self.below is None:
            return query
        placed = and_(
            placings.c.device == journals.c.device,
            day.between(placings.c.valid_from, placings.c.valid_to),
        )
        return query.join(placings, placed, isouter=self.whole).join(
            self.below, self.below.c.agency == placings.c.agency, isouter=self.whole
        )

    def entered(self, query: Select[Any], agency: ColumnElement[Any]) -> Select[Any]:
        """A query over what people entered for an `agency`, with what belongs to this view."""
        if self.below is None:
            return query
        return query.join(self.below, self.below.c.agency == agency, isouter=self.whole)

    def unit(self, department: ColumnElement[Any]) -> ColumnElement[Any]:
        """The unit of a row of such a query: what was typed as department, or an agency's code."""
        if self.by_department or self.below is None:
            return department
        return func.coalesce(self.below.c.unit, UNPLACED.code)

    def movers(self) -> Select[Any] | None:
        """The numbers of journals whose device changed its agency within the period."""
        if self.below is None:
            return None
        first, last = self.period.first, self.period.last
        moved = or_(
            and_(placings.c.valid_from > first, placings.c.valid_from <= last),
            and_(placings.c.valid_to >= first, placings.c.valid_to < last),
        )
        return select(journals.c.no).join(placings, placings.c.device == journals.c.device).where(moved)

    def families(self) -> Select[Any] | None:
        """The families of the journals that may have something to tell here; None for all."""
        if self.below is None or self.whole:
            return None
        within = and_(placings.c.valid_from <= self.period.last, placings.c.valid_to >= self.period.first)
        return (
            select(journals.c.family)
            .join(placings, and_(placings.c.device == journals.c.device, within))
            .join(self.below, self.below.c.agency == placings.c.agency)
        )

    def codes(self) -> Mapping[str, str]:
        """The departments' codes by their normal forms and aliases; empty where there is no catalogue."""
        return catalogue.canonical_codes(self.departments)

    def code_of(self, typed: str, codes: Mapping[str, str]) -> str:
        """The unit that a row belongs to."""
        if not self.by_department or self.below is None:
            return typed
        form = normal(typed)
        return codes.get(form, form or typed)

    def name_of(self, code: str) -> str:
        """The name of a unit that neither the catalogue's validity nor a questionnaire has for the period."""
        return self.names.get(code, code)


def view(connection: Connection, agency: str | None, period: Period) -> View:
    """The view of a period from an agency, or of all; raises CatalogueError where there is no such agency."""
    known = catalogue.tree(connection)
    if agency is None:
        return _of_all(known, period)
    if agency not in known.agencies:
        raise CatalogueError(f"There is no agency {agency} in the catalogue: choose another code.")
    if not known.units_of(agency):
        return _of_leaf(known, agency, period)
    units = _units(known, agency, period)
    return View(period, units, below=_below(agency), by_department=False, names=_names(known))


def _of_all(known: Catalogue, period: Period) -> View:
    if not known.agencies:
        return View(period)
    tops = [one for one in known.agencies.values() if one.parent is None]
    only = tops[0].code if len(tops) == 1 and known.units_of(tops[0].code) else None
    units = _units(known, only, period)
    below, names = _below(only), _names(known)
    return View(period, units, below=below, by_department=False, whole=True, names=names)


def _of_leaf(known: Catalogue, agency: str, period: Period) -> View:
    departments = known.departments_of(agency)
    below = select(agencies.c.code.label("agency")).where(agencies.c.code == agency).cte("below")
    names = {one.code: one.name for one in departments}
    return View(period, departments=tuple(departments), below=below, names=names)


def _names(known: Catalogue) -> Mapping[str, str]:
    return {UNPLACED.code: UNPLACED.name, **{one.code: one.name for one in known.agencies.values()}}


def _units(known: Catalogue, agency: str | None, period: Period) -> tuple[Unit, ...]:
    return tuple(
        Unit(one.code, one.name)
        for one in known.agencies.values()
        if one.parent == agency and one.valid_from <= period.last and one.valid_to >= period.first
    )


def _below(agency: str | None) -> CTE:
    """Every agency under this one, or under none, with the one right below it that it belongs to."""
    code = agencies.c.code
    top = select(code.label("agency"), code.label("unit")).where(
        agencies.c.parent.is_(None) if agency is None else or_(agencies.c.parent == agency, code == agency)
    )
    below = top.cte("below", recursive=True)
    further = select(code, below.c.unit).join(below, below.c.agency == agencies.c.parent)
    return below.union_all(further.where(below.c.agency != agency) if agency else further)
