"""What a check found: one line, and the cure where there is something to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.config import Message


class State(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARN = "warn"  # works, but somebody should know
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One line of `kiosk check`; `cure` is None where nothing is to be done."""

    check: str
    state: State
    what: Message
    cure: Message | None = None


def good(check: str, what: Message) -> Finding:
    """Something is as it must be."""
    return Finding(check, State.OK, what)


def warning(check: str, what: Message, cure: Message) -> Finding:
    """Something works, but somebody should know."""
    return Finding(check, State.WARN, what, cure)


def fault(check: str, what: Message, cure: Message) -> Finding:
    """Something must be mended."""
    return Finding(check, State.FAULT, what, cure)


def named(what: Message, name: str) -> Message:
    """What is wrong, with the name that the documents have it under."""
    return Message(f"{what.vi} ({name})", f"{what.en} ({name})")
