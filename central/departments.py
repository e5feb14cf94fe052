"""What is rated in an agency, for those who bring numbers of it in: codes, names and other spellings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from central import catalogue, questionnaires
from central.catalogue import Department, normal
from kiosk.domain.figures import Unit


@dataclass(frozen=True)
class Departments:
    """The departments of one agency; `spelled` has their codes by the normal form of all that means them."""

    units: tuple[Unit, ...]
    spelled: Mapping[str, str]

    def find(self, text: str) -> str | None:
        """The code of the department that somebody wrote so; None where there is none."""
        return self.spelled.get(normal(text))

    def name_of(self, code: str) -> str:
        """Its name, or the code itself."""
        return next((one.name for one in self.units if one.code == code), code)


def of_agency(connection: Connection, agency: str) -> Departments:
    """The catalogue's departments, and what the agency's kiosks asked about besides."""
    known = catalogue.tree(connection).departments_of(agency)
    codes = catalogue.canonical_codes(known)
    units = {one.code: Unit(one.code, one.name) for one in known}
    asked: list[Unit] = []
    for one in (one for each in questionnaires.of_agency(connection, agency) for one in each.departments):
        code = codes.get(normal(one.code), normal(one.code) or one.code)
        asked.append(Unit(code, one.name))
        units.setdefault(code, Unit(code, one.name))
    return Departments(tuple(units.values()), _spelled(known, codes, [*units.values(), *asked]))


def _spelled(
    known: Iterable[Department], codes: Mapping[str, str], units: Iterable[Unit]
) -> Mapping[str, str]:
    """A code goes before a name, and a name that two departments have means neither."""
    named: dict[str, set[str]] = {}
    for one in (*(Unit(one.code, one.name) for one in known), *units):
        named.setdefault(normal(one.name), set()).add(one.code)
    names = {name: next(iter(those)) for name, those in named.items() if len(those) == 1}
    return {**names, **{normal(one.code): one.code for one in units}, **codes}
