"""What somebody answered so far. Standard library only: the screens hold it as well."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

MOST_DEPARTMENTS = 40
_LONGEST_CODE = 40


class Step(StrEnum):
    """The steps, in their order."""

    LANGUAGE = "language"
    CENTRE = "centre"
    PLACE = "place"
    DEPARTMENTS = "departments"
    PINS = "pins"
    TOUCH = "touch"
    SUMMARY = "summary"


@dataclass(frozen=True)
class DepartmentAnswer:
    """A department; `names` are those in further languages. Without a code it gets one from its name."""

    name: str
    code: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answers:
    """Everything that is asked. A code of `pins` is a department's or `admin`; they are to be set.

    `endpoint` is empty where entries travel by USB stick; `code` is the centre's one-time code, empty for
    later. `device` is as the centre said it for that code (`device_told`), else as it was typed.
    """

    endpoint: str = ""
    code: str = field(default="", repr=False)
    device: str = ""
    device_told: bool = False
    agency: str = ""
    unit: str = ""
    counter: str = ""
    departments: tuple[DepartmentAnswer, ...] = ()
    pins: Mapping[str, str] = field(default_factory=dict, repr=False)
    pins_kept: frozenset[str] = frozenset()
    """Codes whose PIN is set already, from a former time."""
    enrolled: bool = False
    """This PC has a token already."""
    keeps_codes: bool = False
    """A department that is named otherwise keeps its code: ballots were counted under it."""
    touch_works: bool = False

    def with_text(self, name: str, text: str) -> Answers:
        """These, with another text for the answer of this name."""
        changed: dict[str, Any] = {name: text}
        return replace(self, **changed)

    def with_department(self, name: str) -> Answers:
        """These and one more department."""
        return replace(self, departments=(*self.departments, DepartmentAnswer(name, self._free_code(name))))

    def renamed(self, code: str, name: str) -> Answers:
        """These, with another name for a department."""
        former = self.department(code)
        if name == former.name:
            return self
        new = DepartmentAnswer(name, code if self.keeps_codes else self._free_code(name, but=code))
        pins = {new.code if of == code else of: pin for of, pin in self.pins.items()}
        departments = tuple(new if one.code == code else one for one in self.departments)
        return replace(self, departments=departments, pins=pins)

    def without(self, code: str) -> Answers:
        """These, without a department and its PIN."""
        left = tuple(one for one in self.departments if one.code != code)
        return replace(self, departments=left, pins={of: pin for of, pin in self.pins.items() if of != code})

    def with_pin(self, code: str, pin: str) -> Answers:
        """These and a PIN to be set."""
        return replace(self, pins={**self.pins, code: pin})

    def has_pin(self, code: str) -> bool:
        """Whether there will be a PIN for it."""
        return code in self.pins or code in self.pins_kept

    def department(self, code: str) -> DepartmentAnswer:
        """The department of a code."""
        return next(one for one in self.departments if one.code == code)

    def _free_code(self, name: str, but: str = "") -> str:
        taken = {one.code for one in self.departments} - {but} | {"admin"}
        return free_code(name, taken)


def free_code(name: str, taken: set[str]) -> str:
    """A code for a name that none of the others has: "Địa chính" gives "dia-chinh", then "dia-chinh-2"."""
    plain = code_of(name)
    code, number = plain, 1
    while code in taken:
        number += 1
        code = f"{plain}-{number}"
    return code


def code_of(name: str) -> str:
    """A name in small Latin letters and digits with hyphens between; never empty."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    kept = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in _unmarked(letters))
    return "-".join(kept.split())[:_LONGEST_CODE].rstrip("-") or "bo-phan"


def _unmarked(letters: str) -> str:
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
