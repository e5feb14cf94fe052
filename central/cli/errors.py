"""What ends a command: one sentence, and the exit status that goes with it."""

from __future__ import annotations

GOOD, FAULT, WRONG_USE = 0, 1, 2


class CommandError(Exception):
    """The command can't be done; the text is one sentence with the cure."""


class WrongUseError(CommandError):
    """The command line can't be understood."""
