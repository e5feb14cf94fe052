"""A journal's faults, told as any other fault of a command."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from kiosk.cli.arguments import Arguments
from kiosk.cli.errors import CommandError
from kiosk.config import Message
from kiosk.journal.errors import JournalError


def journal_told(run: Callable[[Arguments], int]) -> Callable[[Arguments], int]:
    """A command whose journal's faults are one sentence on stderr and status 1."""

    @wraps(run)
    def told(arguments: Arguments) -> int:
        try:
            return run(arguments)
        except JournalError as error:
            raise CommandError(message_of(error)) from error

    return told


def message_of(error: JournalError) -> Message:
    """The journal's own sentence."""
    return Message(f"Nhật ký: {error}", str(error))
