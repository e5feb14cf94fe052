"""What is asked: departments, criteria in factors, levels, reasons; the version is the content's hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, TypeVar

from kiosk.domain.canonical import canonical
from kiosk.domain.records import dataclass

_Coded = TypeVar("_Coded", "Level", "Criterion", "Department", "Reason", "Factor")


@dataclass(frozen=True)
class Level:
    """One answer of the scale, best first; `satisfied` says whether it counts as satisfied."""

    code: str
    text: str
    texts: Mapping[str, str] = field(default_factory=dict, hash=False)
    satisfied: bool = True

    def text_in(self, language: str) -> str:
        """The words in a language, else the base text."""
        return self.texts.get(language, self.text)

    def members(self) -> dict[str, Any]:
        """The members of this level in a questionnaire line."""
        return {
            "code": self.code,
            "text": self.text,
            "texts": dict(self.texts),
            "satisfied": self.satisfied,
        }


@dataclass(frozen=True)
class _Worded:
    """A code and its words."""

    code: str
    text: str
    texts: Mapping[str, str] = field(default_factory=dict, hash=False)

    def text_in(self, language: str) -> str:
        """The words in a language, else the base text."""
        return self.texts.get(language, self.text)

    def members(self) -> dict[str, Any]:
        """The members of this one in a questionnaire line."""
        return {"code": self.code, "text": self.text, "texts": dict(self.texts)}


@dataclass(frozen=True)
class Factor(_Worded):
    """A group of criteria (yếu tố), as surveys report them."""


@dataclass(frozen=True)
class Criterion(_Worded):
    """One question (nội dung đánh giá); `factor` is the code of its group, or ""."""

    factor: str = ""

    def members(self) -> dict[str, Any]:
        """The members of this criterion; a factor only where it has one, so that older versions stay."""
        return {**super().members(), **({"factor": self.factor} if self.factor else {})}


@dataclass(frozen=True)
class Reason(_Worded):
    """Something that should be better, to choose from after the last criterion."""


@dataclass(frozen=True)
class Department:
    """What is rated (bộ phận được đánh giá): an office, a field or a group of counters."""

    code: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    def name_in(self, language: str) -> str:
        """The name in a language, else the base name."""
        return self.names.get(language, self.name)

    def members(self) -> dict[str, Any]:
        """The members of this department in a questionnaire line."""
        return {"code": self.code, "name": self.name, "names": dict(self.names)}


@dataclass(frozen=True)
class Questionnaire:
    """All that a citizen may be shown; ballots name its version."""

    departments: tuple[Department, ...]
    criteria: tuple[Criterion, ...]
    levels: tuple[Level, ...]
    reasons: tuple[Reason, ...] = ()
    factors: tuple[Factor, ...] = ()
    version: str = field(init=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(canonical(self.members()).encode()).hexdigest()
        object.__setattr__(self, "version", digest[:16])

    @property
    def scale(self) -> tuple[tuple[str, bool], ...]:
        """What makes two scales the same: codes in order, and which of them count as satisfied."""
        return tuple((level.code, level.satisfied) for level in self.levels)

    def department(self, code: str) -> Department | None:
        """The department with this code, or None."""
        return _with_code(self.departments, code)

    def criterion(self, code: str) -> Criterion | None:
        """The criterion with this code, or None."""
        return _with_code(self.criteria, code)

    def factor(self, code: str) -> Factor | None:
        """The factor with this code, or None."""
        return _with_code(self.factors, code)

    def level(self, code: str) -> Level | None:
        """The level with this code, or None."""
        return _with_code(self.levels, code)

    def members(self) -> dict[str, Any]:
        """The content whose hash is the version; factors only where there are any: older versions stay."""
        factors = {"factors": [one.members() for one in self.factors]} if self.factors else {}
        return {
            "departments": [one.members() for one in self.departments],
            "criteria": [one.members() for one in self.criteria],
            "levels": [one.members() for one in self.levels],
            "reasons": [one.members() for one in self.reasons],
            **factors,
        }

    @classmethod
    def of_members(cls, members: Mapping[str, Any]) -> Questionnaire:
        """The questionnaire that a journal line holds; raises KeyError or TypeError on another shape."""
        return cls(
            departments=tuple(
                Department(one["code"], one["name"], dict(one["names"])) for one in members["departments"]
            ),
            criteria=tuple(
                Criterion(one["code"], one["text"], dict(one["texts"]), one.get("factor", ""))
                for one in members["criteria"]
            ),
            levels=tuple(
                Level(one["code"], one["text"], dict(one["texts"]), one["satisfied"])
                for one in members["levels"]
            ),
            reasons=tuple(Reason(one["code"], one["text"], dict(one["texts"])) for one in members["reasons"]),
            factors=tuple(
                Factor(one["code"], one["text"], dict(one["texts"])) for one in members.get("factors", ())
            ),
        )


def _with_code(those: Sequence[_Coded], code: str) -> _Coded | None:
    return next((one for one in those if one.code == code), None)
