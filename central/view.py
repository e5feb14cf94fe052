"""From where a period is looked at: from one agency, from above several, or from nowhere in particular.

by department    a leaf agency, or everything where there is no catalogue: units are departments
from above       units are the agencies right below, each pooled with all below it; what belongs to the agency
                 itself is a unit, too. Without an agency all is told, devices without one as UNPLACED
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from central import catalogue
from central.catalogue import UNPLACED, Catalogue, CatalogueError, Department, normal
from central.parts import FIRST, LAST
from central.schema import agencies, journals, placings
from kiosk.domain.figures import Period, Unit

_AGENCY = bindparam("agency", type_=Text)


@dataclass(frozen=True)
class Standpoint:
    """What a view's queries have in common with those of others: their words, without values.

    `placed`: of devices that belong to agencies; `named`: to one, or below it; `whole`: and of all others.
    """

    by_department: bool = True
    placed: bool = False
    named: bool = False
    whole: bool = False

    @property
    def below(self) -> CTE:
        """The agencies that belong to a placed view; from above each with its unit."""
        return _leaf() if self.by_department else _below(named=self.named)

    def of(self, query: Select[Any], day: Column[Any]) -> Select[Any]:
        """A query over journals, with what belongs to this view on its `day`."""
        if not self.placed:
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
        if not self.placed:
            return query
        return query.join(self.below, self.below.c.agency == agency, isouter=self.whole)

    def unit(self, department: ColumnElement[Any]) -> ColumnElement[Any]:
        """The unit of a row of such a query: what was typed as department, or an agency's code."""
        return department if self.by_department else func.coalesce(self.below.c.unit, UNPLACED.code)

    def movers(self) -> Select[Any] | None:
        """The numbers of journals whose device changed its agency within the period."""
        if not self.placed:
            return None
        moved = or_(
            and_(placings.c.valid_from > FIRST, placings.c.valid_from <= LAST),
            and_(placings.c.valid_to >= FIRST, placings.c.valid_to < LAST),
        )
        return select(journals.c.no).join(placings, placings.c.device == journals.c.device).where(moved)

    def families(self) -> Select[Any] | None:
        """The families of the journals that may have something to tell here; None for all."""
        if not self.placed or self.whole:
            return None
        within = and_(placings.c.valid_from <= LAST, placings.c.valid_to >= FIRST)
        return (
            select(journals.c.family)
            .join(placings, and_(placings.c.device == journals.c.device, within))
            .join(self.below, self.below.c.agency == placings.c.agency)
        )


@dataclass(frozen=True)
class View:
    """A period from a standpoint; `agency` is what a named one is named by."""

    period: Period
    units: tuple[Unit, ...] = ()
    departments: tuple[Department, ...] = ()
    standpoint: Standpoint = Standpoint()
    agency: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def values(self) -> dict[str, object]:
        """What queries from its standpoint want."""
        return {"first": self.period.first, "last": self.period.last, "agency": self.agency}

    def codes(self) -> Mapping[str, str]:
        """The departments' codes by their normal forms and aliases; empty where there is no catalogue."""
        return catalogue.canonical_codes(self.departments)

    def code_of(self, typed: str, codes: Mapping[str, str]) -> str:
        """The unit that a row belongs to."""
        if not (self.standpoint.by_department and self.standpoint.placed):
            return typed
        form = normal(typed)
        return codes.get(form, form or typed)

    def name_of(self, code: str) -> str:
        """The name of a unit that neither the catalogue's validity nor a questionnaire has for the period."""
        return self.names.get(code, code)


def view(known: Catalogue, agency: str | None, period: Period) -> View:
    """The view of a period from an agency, or of all; raises CatalogueError where there is no such agency."""
    if agency is None:
        return _of_all(known, period)
    if agency not in known.agencies:
        raise CatalogueError(f"There is no agency {agency} in the catalogue: choose another code.")
    if not known.units_of(agency):
        return _of_leaf(known, agency, period)
    return _from_above(known, agency, period, whole=False)


def _of_all(known: Catalogue, period: Period) -> View:
    if not known.agencies:
        return View(period)
    tops = [one for one in known.agencies.values() if one.parent is None]
    only = tops[0].code if len(tops) == 1 and known.units_of(tops[0].code) else None
    return _from_above(known, only, period, whole=True)


def _from_above(known: Catalogue, agency: str | None, period: Period, *, whole: bool) -> View:
    units = _units(known, agency, period)
    here = Standpoint(by_department=False, placed=True, named=agency is not None, whole=whole)
    return View(period, units, standpoint=here, agency=agency, names=_names(known))


def _of_leaf(known: Catalogue, agency: str, period: Period) -> View:
    departments = known.departments_of(agency)
    names = {one.code: one.name for one in departments}
    here = Standpoint(placed=True, named=True)
    return View(period, departments=tuple(departments), standpoint=here, agency=agency, names=names)


def _names(known: Catalogue) -> Mapping[str, str]:
    return {UNPLACED.code: UNPLACED.name, **{one.code: one.name for one in known.agencies.values()}}


def _units(known: Catalogue, agency: str | None, period: Period) -> tuple[Unit, ...]:
    return tuple(
        Unit(one.code, one.name)
        for one in known.agencies.values()
        if one.parent == agency and one.valid_from <= period.last and one.valid_to >= period.first
    )


@cache
def _leaf() -> CTE:
    return select(agencies.c.code.label("agency")).where(agencies.c.code == _AGENCY).cte("below")


@cache
def _below(*, named: bool) -> CTE:
    """Every agency under the named one, or under none, with the one right below it that it belongs to."""
    code = agencies.c.code
    top = select(code.label("agency"), code.label("unit")).where(
        or_(agencies.c.parent == _AGENCY, code == _AGENCY) if named else agencies.c.parent.is_(None)
    )
    below = top.cte("below", recursive=True)
    further = select(code, below.c.unit).join(below, below.c.agency == agencies.c.parent)
    return below.union_all(further.where(below.c.agency != _AGENCY) if named else further)
