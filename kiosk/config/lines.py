"""Finds the line that a key of a TOML text stands on, so that a fault can name it."""

from __future__ import annotations

import re
from collections import Counter

_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]\]?")
_KEY = re.compile(r"\s*([A-Za-z0-9_.-]+)\s*=")


def lines_of(text: str) -> dict[str, int]:
    """Dotted key to line number, from 1; the second of `[[departments]]` is `departments.2`.

    A table within is named by the newest one of the tables around it: `sections.2.parts.1`.

    A hint for people: keys in quotes are not found, and a text of several lines may show a key that is none.
    """
    found: dict[str, int] = {}
    counts: Counter[str] = Counter()
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _opened(header[2], counts, another=header[1] == "[[")
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            found.setdefault(f"{table}.{key[1]}" if table else key[1], number)
    return found


def _opened(name: str, counts: Counter[str], *, another: bool) -> str:
    *outer, last = name.split(".")
    path = ""
    for word in outer:
        path += word
        path += f".{counts[path]}." if counts[path] else "."
    path += last
    if another:
        counts[path] += 1
        path += f".{counts[path]}"
    return path
