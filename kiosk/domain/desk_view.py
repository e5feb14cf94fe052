"""What the screens show: a frozen picture of the desk, with nothing in it that tells an answer."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from kiosk.domain.entries import Mode
from kiosk.domain.office import OfficeHours
from kiosk.domain.questionnaire import Criterion, Department, Questionnaire
from kiosk.domain.records import dataclass


class Screen(StrEnum):
    """The screens of the kiosk."""

    CLOSED = "closed"  # nobody on duty, outside office hours
    LOGIN = "login"
    PIN = "pin"  # of a department, or of the administrator
    INVITATION = "invitation"  # invited mode, nothing armed
    RATING = "rating"
    REASONS = "reasons"
    STILL_THERE = "still_there"
    THANKS = "thanks"
    SHIFT = "shift"  # the clerk's own sheet
    DOSSIERS = "dossiers"
    ADMIN = "admin"  # the administrator's pages
    OUT_OF_SERVICE = "out_of_service"


@dataclass(frozen=True)
class DeskView:
    """All that a screen needs to draw itself.

    `on_duty` is the code of the department whose shift is open, "" for none; `on_duty_since` is when it was
    opened, as exactly as the journal tells. `department` is that one, but on PIN the one whose PIN is asked.
    `fresh`: no citizen is under way. `recorded`: this citizen answered one criterion at least, whatever the
    level. `busy` closes input during a commit; `waiting` says that it takes longer than half a second.
    `seconds_left` of `seconds_limit` count down on the screens that end by themselves.

    PIN: `pin_for` is the department's code or "admin", "" elsewhere; `pin_missing` says that the
    administrator's was never set, so that nothing can be typed; `scrambled` is the order that the digits
    stand in, None for the usual one. `dossiers` is the number noted for this shift so far, None while there
    is none; `ending` tells whether DOSSIERS ends the shift or only notes. `hours`: where they are configured.
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
    recorded: bool = False
    waiting: bool = False
    busy: bool = False
    seconds_left: int | None = None
    seconds_limit: int | None = None
    pin_for: str = ""
    pin_missing: bool = False
    pin_wrong: bool = False
    pin_wait: int = 0
    scrambled: tuple[int, ...] | None = None
    dossiers: int | None = None
    ending: bool = False
    on_duty: str = ""
    on_duty_since: datetime | None = None
    hours: OfficeHours | None = None
