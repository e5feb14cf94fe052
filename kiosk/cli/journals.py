"""A journal's faults, told as any other fault of a command."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from kiosk.cli.arguments import Arguments
from kiosk.cli.errors import CommandError
from kiosk.journal.errors import JournalError


def journal_told(run: Callable[[Arguments], int]) -> Callable[[Arguments], int]:
    """A command whose journal's faults are one sentence on stderr and status 1."""

    @wraps(run)
    def told(arguments: Arguments) -> int:
        try:
            return run(arguments)
        except JournalError as error:
            from kiosk.check.journal_sentences import in_both  # noqa: PLC0415 - no start waits for it

            raise CommandError(in_both(str(error))) from error

    return told
