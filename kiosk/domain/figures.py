"""What a store tells of a period: all that any form, page or chart is made of.

The kiosk's journal and the centre give the same.

A *unit* is what is rated: a department of an agency, or, in a view from above, an agency. Everything below
names its unit by code. Days and hours are effective ones, in the period's time zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kiosk.domain.questionnaire import Questionnaire


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both inclusive, in the agency's time zone (an IANA name)."""

    first: date
    last: date
    time_zone: str


class BallotGroup(NamedTuple):
    """Closed ballots that are alike, counted by the store that holds them.

    `answers` maps criterion to level; where it is empty the ballot was issued but not collected.
    `department` is the code of the unit.
    """

    department: str
    questionnaire: str
    invited: bool
    valid: bool
    answers: Mapping[str, str]
    count: int  # type: ignore[assignment]  # in place of the tuple's own, which nobody wants


@dataclass(frozen=True)
class Unit:
    """A department or an agency, by the newest name that it had within the period."""

    code: str
    name: str


@dataclass(frozen=True)
class Head:
    """The newest entry of a journal that the figures rest on; `hash` in 64 hex digits."""

    journal: str
    seq: int
    hash: str


@dataclass(frozen=True)
class Dossiers:
    """Dossiers returned (hồ sơ đã trả kết quả): the sum over what is known.

    `known` and `unknown` count shifts whose clerk said the number, and shifts whose clerk did not. What was
    imported for a whole day stands in `imported` and is part of `dossiers`; their shifts are known.
    `rated` are the ballots collected in what is known, so that a share compares like with like; None from a
    store that can't tell them from the others.
    """

    unit: str
    dossiers: int
    known: int
    unknown: int
    imported: int = 0
    rated: int | None = None


@dataclass(frozen=True)
class ReasonCount:
    """Collected ballots that chose a reason."""

    unit: str
    questionnaire: str
    reason: str
    ballots: int


@dataclass(frozen=True)
class FlagCount:
    """Collected ballots that a rule of screening flagged; one ballot may have several flags."""

    unit: str
    rule: str
    version: int
    ballots: int


class DayCount(NamedTuple):
    """One day of one unit: collected ballots, their answers, and how many of these count as satisfied."""

    day: date
    unit: str
    ballots: int
    answers: int
    satisfied: int


class HourCount(NamedTuple):
    """One hour of the week, all units together: `weekday` 0 is Monday, `hour` 0 to 23."""

    weekday: int
    hour: int
    ballots: int
    answers: int
    satisfied: int


@dataclass(frozen=True)
class PaperCount:
    """Paper ballots typed in for a unit, never mixed with touches unseen.

    `counts` map criterion to level to a number. They are of the valid ballots: one that can't be counted (two
    crosses, say) is what makes a paper ballot invalid.
    """

    unit: str
    questionnaire: str
    issued: int
    collected: int
    valid: int
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Figures:
    """A period as one store, or one agency of it, knows it.

    `questionnaires` are those in force within the period, oldest first. `groups` name their unit in
    `department`. `papers_cut` are sheets of paper ballots that are only in part within the period, and so not
    in `papers`. `heads` are sorted by journal.
    """

    period: Period
    simulated: bool
    units: tuple[Unit, ...]
    questionnaires: tuple[Questionnaire, ...]
    groups: tuple[BallotGroup, ...]
    dossiers: tuple[Dossiers, ...] = ()
    reasons: tuple[ReasonCount, ...] = ()
    flags: tuple[FlagCount, ...] = ()
    days: tuple[DayCount, ...] = ()
    hours: tuple[HourCount, ...] = ()
    papers: tuple[PaperCount, ...] = ()
    papers_cut: int = 0
    heads: tuple[Head, ...] = ()
