"""The two forms that nearly all lines have: what counting needs of them is found without reading their JSON.

That takes a fraction of the time. A line of another form may say the same, and is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Self

MAX_ID_LENGTH = 64
_END = '"\n'  # after each of the lines that are looked at together: its quote ends a text that no line ends


class _Forms(NamedTuple):
    """The forms where texts are made of these characters: none of them needs an escape."""

    plain: re.Pattern[str]
    plain_lines: re.Pattern[str]
    closed: re.Pattern[str]

    @classmethod
    def of(cls, character: str) -> Self:
        # What repeats differs from what follows by its beginning, and runs of characters never try again with
        # less: no line, however odd, takes long. No group has `*+`: Python 3.11.2 matches too little by it.
        text, word = rf'"{character}*+"', rf'"({character}*+)"'
        name = rf'"({character}{{1,{MAX_ID_LENGTH}}}+)"'
        those = rf"\[(?:{text}(?:,{text})*)?\]"
        pairs = rf"\{{(?:{text}:{text}(?:,{text}:{text})*)?\}}"
        others = rf'(?:,"(?!id"|kind")[a-z]++":{text})*'
        kinds = r'"kind":"(?:ballot_opened|shift_opened|start|tap)"'
        plain = rf'\{{"at":{text}{others},"id":"([0-9a-f]{{16}})",{kinds}{others}\}}'
        # Most lines are taps, and what is known of them is found more quickly than what any line may say.
        tap = (
            rf'\{{"at":{text},"ballot":{text},"criterion":{text},"department":{text},"id":"[0-9a-f]{{16}}",'
            rf'"kind":"tap","level":{text},"questionnaire":{text},"shift":{text}\}}'
        )
        closed = (
            rf'\{{"answers":({pairs}),"at":{word},"ballot":{name},"department":{word},"durations":{pairs},'
            rf'"flags":\[\],"id":{name},"kind":"ballot_closed","mode":{word},"outcome":{text},'
            rf'"questionnaire":{word},"reasons":({those}),"shift":{name},"skipped":{those}\}}'
        )
        return cls(re.compile(plain), re.compile(rf"(?:(?:{tap}|{plain})(?:{_END}|\Z))*"), re.compile(closed))


# To look for one character takes half as long as for one of two, and hardly any line has an escape.
_WITHOUT_ESCAPES, _WITH_ESCAPES = _Forms.of('[^"]'), _Forms.of(r'[^"\\]')


def _forms(text: str) -> _Forms:
    return _WITH_ESCAPES if "\\" in text else _WITHOUT_ESCAPES


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
    plain = _forms(line).plain.fullmatch(line)
    return plain[1] if plain else None


def not_plain(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines of which counting may need more, with their places; the others are looked at together."""
    text, at, place = _END.join(lines), 0, 0
    plain_lines = _forms(text).plain_lines
    while plain := plain_lines.match(text, at):
        place += text.count(_END, at, plain.end())
        at = plain.end()
        if at >= len(text):
            return
        yield place, lines[place]
        at += len(lines[place]) + len(_END)
        place += 1


def closed(line: str) -> Closed | None:
    """What a ballot's end says; None for other lines."""
    found = _forms(line).closed.fullmatch(line)
    return Closed._make(found.groups()) if found else None
