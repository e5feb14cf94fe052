"""The catalogue as a file that people write: TOML, or CSV as a spreadsheet saves it.

[[agencies]]                                  what,code,name,agency,valid_from,valid_to,aliases
code = "xa-a"                                 agency,xa-a,UBND xã A,tinh,,,
name = "UBND xã A"                            department,tu-phap,Tư pháp,xa-a,,,tu-phap-ho-tich;ho-tich
parent = "tinh"                               device,quan-1,,xa-a,2025-07-01,,
valid_from = 2025-07-01

[[agencies.departments]]
code = "tu-phap"
name = "Tư pháp"
aliases = ["tu-phap-ho-tich"]

[[devices]]
code = "quan-1"
agency = "xa-a"
"""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from central.catalogue import FIRST_DAY, LAST_DAY, Agency, Catalogue, CatalogueError, Department, Placing

_COLUMNS = ("what", "code", "name", "agency", "valid_from", "valid_to", "aliases")
_MOST_BYTES = 20 * 1024 * 1024

Members = Mapping[str, Any]


def load(path: Path) -> Catalogue:
    """The catalogue in a file, .csv or .toml; raises CatalogueError, and OSError where it can't be read."""
    data = path.read_bytes()
    if len(data) > _MOST_BYTES:
        raise CatalogueError(f"{path}: the file is larger than any catalogue: choose another.")
    try:
        text = data.decode("utf-8-sig")
        rows = _csv(text) if path.suffix.lower() == ".csv" else _toml(tomllib.loads(text))
        return _catalogue(path, rows)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, csv.Error) as error:
        raise CatalogueError(f"{path}: {error}: save it as UTF-8, in TOML or CSV.") from None


def dump(whole: Catalogue) -> str:
    """The whole catalogue as TOML, which `load` takes again."""
    lines: list[str] = []
    for agency in whole.agencies.values():
        parent = {"parent": agency.parent} if agency.parent else {}
        lines += _table("agencies", {"code": agency.code, "name": agency.name, **parent}, agency)
        for one in whole.departments_of(agency.code):
            others = {"aliases": list(one.aliases)} if one.aliases else {}
            lines += _table("agencies.departments", {"code": one.code, "name": one.name, **others}, one)
    for placing in whole.placings:
        lines += _table("devices", {"code": placing.device, "agency": placing.agency}, placing)
    return "\n".join(lines)


def _table(name: str, members: Members, valid: Agency | Department | Placing) -> list[str]:
    days = {"valid_from": (valid.valid_from, FIRST_DAY), "valid_to": (valid.valid_to, LAST_DAY)}
    return [
        f"[[{name}]]",
        *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in members.items()),
        *(f"{key} = {day}" for key, (day, always) in days.items() if day != always),
        "",
    ]


def _csv(text: str) -> Iterator[tuple[str, Members]]:
    """Each row with where it stands; a spreadsheet may part columns by semicolons."""
    first = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    for row in rows:
        found = {key: value.strip() for key, value in row.items() if key and value and value.strip()}
        if "aliases" in found:
            found["aliases"] = found["aliases"].replace(";", "|").split("|")
        yield f"row {rows.line_num}", found


def _toml(members: Members) -> Iterator[tuple[str, Members]]:
    for place, agency in _tables(members, "agencies"):
        own = {key: value for key, value in agency.items() if key not in {"departments", "parent"}}
        yield place, {"what": "agency", "agency": agency.get("parent"), **own}
        for inner, department in _tables(agency, "departments"):
            yield f"{place}, {inner}", {"what": "department", **department, "agency": agency.get("code")}
    for place, device in _tables(members, "devices"):
        yield place, {"what": "device", **device}


def _tables(members: Members, name: str) -> Iterable[tuple[str, Members]]:
    those = members.get(name, [])
    if not isinstance(those, list) or not all(isinstance(one, dict) for one in those):
        raise csv.Error(f"{name} is no list of tables")
    return ((f"{name} {number}", one) for number, one in enumerate(those, 1))


def _catalogue(path: Path, rows: Iterable[tuple[str, Members]]) -> Catalogue:
    agencies: dict[str, Agency] = {}
    departments: dict[tuple[str, str], Department] = {}
    placings: list[Placing] = []
    faults = []
    for place, row in rows:
        try:
            days = _day(row, "valid_from", FIRST_DAY), _day(row, "valid_to", LAST_DAY)
            code = _word(row, "code")
            _known_members(row)
            match row.get("what"):
                case "agency":
                    agencies[code] = Agency(code, _word(row, "name"), row.get("agency"), *days)
                case "department":
                    agency, name = _word(row, "agency"), _word(row, "name")
                    departments[agency, code] = Department(agency, code, name, _aliases(row), *days)
                case "device":
                    placings.append(Placing(code, _word(row, "agency"), *days))
                case other:
                    faults.append(f"{path}, {place}: {other} is neither agency, department nor device.")
        except ValueError as error:
            faults.append(f"{path}, {place}: {error}.")
    if faults:
        raise CatalogueError("\n".join(faults))
    return Catalogue(agencies, departments, tuple(placings))


def _known_members(row: Members) -> None:
    unknown = row.keys() - set(_COLUMNS)
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))} means nothing here: remove it")


def _word(row: Members, key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise ValueError(f"{key} is missing: write it")
    return value


def _aliases(row: Members) -> tuple[str, ...]:
    those = row.get("aliases", [])
    if not isinstance(those, list) or not all(isinstance(one, str) for one in those):
        raise ValueError("aliases is no list of codes")
    return tuple(those)


def _day(row: Members, key: str, always: date) -> date:
    value = row.get(key, always)
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"{key} is no day: 2025-07-01 is") from None
