"""What each person may see and do.

administrator    accounts, devices, catalogue; reports of all agencies, no raw lines
province         reports and exports of all agencies
agency           reports and exports of one agency and all below it
auditor          everything, raw lines included, each look noted; changes nothing

Counts of fewer than five ballots are hidden from all but auditors.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account is for."""

    ADMINISTRATOR = "administrator"
    PROVINCE = "province"
    AGENCY = "agency"
    AUDITOR = "auditor"


@dataclass(frozen=True)
class Person:
    """Somebody who is logged in. `agencies`: the codes of the own agency and all below it; None: all.

    Who must change the password first may do nothing else.
    """

    name: str
    role: Role
    agency: str | None
    agencies: frozenset[str] | None
    must_change: bool


def may_see(person: Person, agency: str | None) -> bool:
    """Whether reports and devices of this agency, or of the whole province (None), are for this person."""
    if person.must_change:
        return False
    return person.agencies is None or agency in person.agencies


def sees_raw(person: Person) -> bool:
    """Whether single lines are for this person; each look must be noted (`audit.What.RAW_LINES_SEEN`)."""
    return person.role is Role.AUDITOR and not person.must_change


def sees_small_cells(person: Person) -> bool:
    """Whether counts below five are shown to this person."""
    return sees_raw(person)


def may_administer(person: Person) -> bool:
    """Whether this person looks after accounts, devices and the catalogue."""
    return person.role is Role.ADMINISTRATOR and not person.must_change


def may_enter(person: Person, agency: str) -> bool:
    """Whether this person may bring paper ballots and dossiers of this agency in."""
    return enters(person) and may_see(person, agency)


def enters(person: Person) -> bool:
    """Whether this person brings paper ballots and dossiers of any agency in."""
    return person.role in (Role.PROVINCE, Role.AGENCY) and not person.must_change


def sees_entered(person: Person) -> bool:
    """Whether what was brought in is for this person, each version of it."""
    return enters(person) or sees_raw(person)


def sees_audit(person: Person) -> bool:
    """Whether the audit trail is for this person."""
    return person.role in (Role.ADMINISTRATOR, Role.AUDITOR) and not person.must_change
