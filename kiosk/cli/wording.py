"""Argparse in both languages: its faults, its headings, its help."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from kiosk.cli.errors import WrongUseError
from kiosk.config import Message
from kiosk.config.translations import Translations

ARGUMENTS, OPTIONS = Message("đối số", "arguments"), Message("tùy chọn", "options")
_USAGE = Message("cách dùng: ", "usage: ")
_in_both = Translations(
    {
        "argument {}: expected one argument": "{} cần một giá trị",
        "argument {}: ignored explicit argument {}": "{} không nhận giá trị {}",
        "argument {}: not allowed with argument {}": "{} không đi cùng {}",
        "argument {}: invalid choice: {} (choose from {})": "{}: không có {}, chỉ có {}",
        "argument {}: invalid int value: {}": "{}: {} không phải số nguyên",
        "argument {}: {}": "{}: {}",
        "the following arguments are required: {}": "còn thiếu {}",
        "one of the arguments {} is required": "cần một trong các tùy chọn {}",
        "unrecognized arguments: {}": "không hiểu {}",
    }
).in_both


class WordedParser(argparse.ArgumentParser):
    """Its faults are `WrongUseError`, and a help that can't be written is an OSError."""

    def error(self, message: str) -> NoReturn:
        """Raise what argparse found wrong."""
        told = _in_both(message)
        raise WrongUseError(
            Message(
                f"{self.prog}: {told.vi}. Xem: {self.prog} --help",
                f"{self.prog}: {told.en}. See: {self.prog} --help",
            )
        )

    def print_help(self, file: Any = None) -> None:
        """Argparse's own would say nothing of a full disk."""
        (file or sys.stdout).write(self.format_help())


class WordedHelp(argparse.RawDescriptionHelpFormatter):
    """Help whose first word is of the chosen language too."""

    def __init__(self, prog: str, *, language: str) -> None:
        super().__init__(prog)
        self._usage = _USAGE.text(language)

    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        """Begin the help."""
        super().add_usage(usage, actions, groups, prefix or self._usage)
