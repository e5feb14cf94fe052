"""What the screens show: a frozen picture of the desk, with nothing in it that tells an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.entries import Mode
from kiosk.domain.questionnaire import Criterion, Department, Questionnaire


class Screen(StrEnum):
    """The screens of the kiosk."""

    LOGIN = "login"
    PIN = "pin"
    INVITATION = "invitation"  # invited mode, nothing armed
    RATING = "rating"
    REASONS = "reasons"
    STILL_THERE = "still_there"
    THANKS = "thanks"
    SHIFT = "shift"  # the clerk's own sheet
    DOSSIERS = "dossiers"
    OUT_OF_SERVICE = "out_of_service"


@dataclass(frozen=True)
class DeskView:
    """All that a screen needs to draw itself.

    `department` is that of the open shift, or the one whose PIN is asked. `fresh`: no citizen is under
    way. `busy` closes input during a commit; `waiting` says that it takes longer than half a second.
    `seconds_left` of `seconds_limit` count down on the screens that end by themselves.
    """

    screen: Screen
    questionnaire: Questionnaire
    mode: Mode
    language: str
    easy: bool
    simulated: bool
    department: Department | None = None
    locked: frozenset[str] = frozenset()
    last_department: str | None = None
    criterion: Criterion | None = None
    position: int = 0
    can_go_back: bool = False
    fresh: bool = True
    waiting: bool = False
    busy: bool = False
    seconds_left: int | None = None
    seconds_limit: int | None = None
    pin_wrong: bool = False
    pin_wait: int = 0
