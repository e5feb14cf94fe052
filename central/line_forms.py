"""The two forms that nearly all lines have: what counting needs of them is found without reading their JSON.

That takes a fraction of the time. A line of another form may say the same, and is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

MAX_ID_LENGTH = 64

# `*+`, `++` and `?+` never try again with less, so that no line, however odd, takes long. No text goes over
# the end of its line, for lines are looked at together.
_CHARACTERS = r'[^"\\\n]'
_TEXT = rf'"{_CHARACTERS}*+"'
_WORD = rf'"({_CHARACTERS}*+)"'
_ID = rf'"({_CHARACTERS}{{1,{MAX_ID_LENGTH}}}+)"'
_LIST = rf"\[(?:{_TEXT}(?:,{_TEXT})*+)?+\]"
_OBJECT = rf"\{{(?:{_TEXT}:{_TEXT}(?:,{_TEXT}:{_TEXT})*+)?+\}}"

_OTHERS = rf'(?:,"(?!id"|kind")[a-z]++":{_TEXT})*+'
_KINDS = r'"kind":"(?:ballot_opened|shift_opened|start|tap)"'
_LINE = rf'\{{"at":{_TEXT}{_OTHERS},"id":"([0-9a-f]{{16}})",{_KINDS}{_OTHERS}\}}'
_PLAIN = re.compile(_LINE)
_PLAIN_LINES = re.compile(rf"(?:{_LINE}(?:\n|\Z))*+")

_CLOSED = re.compile(
    rf'\{{"answers":({_OBJECT}),"at":{_WORD},"ballot":{_ID},"department":{_WORD},"durations":{_OBJECT},'
    rf'"flags":\[\],"id":{_ID},"kind":"ballot_closed","mode":{_WORD},"outcome":{_TEXT},'
    rf'"questionnaire":{_WORD},"reasons":({_LIST}),"shift":{_ID},"skipped":{_LIST}\}}'
)


class Closed(NamedTuple):
    """A ballot's end without flags; `answers` and `reasons` are JSON."""

    answers: str
    at: str
    ballot: str
    department: str
    id: str
    mode: str
    questionnaire: str
    reasons: str
    shift: str


def plain_id(line: str) -> str | None:
    """The id of a line of which counting needs nothing else; None for other lines."""
    plain = _PLAIN.fullmatch(line)
    return plain[1] if plain else None


def not_plain(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines of which counting may need more, with their places; the others are looked at together."""
    text, at, place = "\n".join(lines), 0, 0
    while plain := _PLAIN_LINES.match(text, at):
        place += text.count("\n", at, plain.end())
        at = plain.end()
        if at >= len(text):
            return
        yield place, lines[place]
        at += len(lines[place]) + 1
        place += 1


def closed(line: str) -> Closed | None:
    """What a ballot's end says; None for other lines."""
    found = _CLOSED.fullmatch(line)
    return Closed._make(found.groups()) if found else None
