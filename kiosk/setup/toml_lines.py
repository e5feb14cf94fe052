"""Changes values in a TOML text line by line, so that its comments and its order stay.

Only what setup writes is understood: a key alone on its line, its value a text. Whoever uses it compares what
the changed text says with what it should say (`kiosk.setup.document`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

_HEADER = re.compile(r"\s*\[")
_VALUE = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'[^']*'|[^#\s][^#]*?)(\s*)(#.*)?$""")


class TomlLines:
    """The lines of a text; `text` is the whole as it stands now."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    @property
    def text(self) -> str:
        """The changed text."""
        return "\n".join(self._lines) + "\n"

    def put(self, table: str, key: str, value: str) -> None:
        """Give a key of a table this text; one that is commented out comes to life."""
        first, end = self._section(table)
        place = self._find(key, first, end) or self._find(rf"#\s*{key}", first, end)
        if place is None:
            self._lines.insert(first + 1, f"{key} = {written(value)}")
        else:
            self._lines[place] = _with_value(self._lines[place], key, value)

    def drop(self, table: str, key: str) -> None:
        """Comment a key of a table out, if it is there."""
        place = self._find(key, *self._section(table))
        if place is not None:
            self._lines[place] = f"# {self._lines[place]}"

    def put_tables(self, name: str, tables: Sequence[Mapping[str, str]]) -> None:
        """Put these `[[name]]` tables in the place of those that there are; keys may be dotted."""
        new = [line for members in tables for line in (*_table_lines(name, members), "")][:-1]
        spans = self._tables(name)
        place = spans[0][0] if spans else len(self._lines)
        for first, end in reversed(spans):
            del self._lines[first:end]
        if spans:  # blank lines between the former ones
            while place < len(self._lines) and not self._lines[place].strip():
                del self._lines[place]
            new.append("")
        else:
            new.insert(0, "")
        self._lines[place:place] = new

    def _section(self, table: str) -> tuple[int, int]:
        """The line of a table's header, and where the next table begins; a new one is added at the end."""
        header = re.compile(rf"\s*\[\s*{re.escape(table)}\s*\]\s*(#.*)?$")
        for number, line in enumerate(self._lines):
            if header.match(line):
                return number, self._end_of(number)
        self._lines += ["", f"[{table}]"]
        return len(self._lines) - 1, len(self._lines)

    def _end_of(self, header: int) -> int:
        following = range(header + 1, len(self._lines))
        return next((number for number in following if _HEADER.match(self._lines[number])), len(self._lines))

    def _find(self, key: str, first: int, end: int) -> int | None:
        pattern = re.compile(rf"\s*{key}\s*=")
        return next((number for number in range(first + 1, end) if pattern.match(self._lines[number])), None)

    def _tables(self, name: str) -> list[tuple[int, int]]:
        """From each header to behind its last key: comments that follow belong to what comes next."""
        header = re.compile(rf"\s*\[\[?\s*{re.escape(name)}\s*[\].]")
        spans = []
        for number, line in enumerate(self._lines):
            if header.match(line):
                end = self._end_of(number)
                while end > number + 1 and _says_nothing(self._lines[end - 1]):
                    end -= 1
                spans.append((number, end))
        return spans


def written(value: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(value, ensure_ascii=False)


def _with_value(line: str, key: str, value: str) -> str:
    """The line with another value; its comment stays, in its column where there is room."""
    found = _VALUE.match(line.partition("=")[2])
    new = f"{key} = {written(value)}"
    if not found or not found[3]:
        return new
    column = len(line) - len(found[3])
    return f"{new.ljust(column - 1)} {found[3]}"


def _table_lines(name: str, members: Mapping[str, str]) -> list[str]:
    return [f"[[{name}]]", *(f"{key} = {written(value)}" for key, value in members.items())]


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
