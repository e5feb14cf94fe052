"""What ends a command: one sentence, and the exit status that goes with it.

CommandError           1: something is not as it must be
└── WrongUseError      2: the command line can't be understood
"""

from __future__ import annotations

from typing import ClassVar

from kiosk.config import Message


class CommandError(Exception):
    """The command can't be done; `message` says why and what to do."""

    status: ClassVar[int] = 1

    def __init__(self, message: Message) -> None:
        super().__init__(message.en)
        self.message = message


class WrongUseError(CommandError):
    """The command line can't be understood."""

    status = 2
