"""Which keys the on-screen keyboard has, and where they stand. No Kivy.

A row is its keys, parted by spaces; `{name:width}` is a key that is wider, or does something else. In
landscape every key has the size of any button. In portrait ten keys share the width: a key is as high as a
button, but 84 units wide, 15 mm on 15.6 inch and 21 mm on 21.5. Keys as wide as buttons would need rows of
eight, which nobody knows; they are for IT staff, who type some forty letters once and see each of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kiosk.ui.frame import Box

KeyboardName = Literal["words", "address", "device", "code"]
HIGH, HIGH_PORTRAIT = 112, 120
GAP = 12
SHIFT, DELETE, SPACE = "shift", "delete", "space"
_DIGITS = "1 2 3 4 5 6 7 8 9 0 {delete:2}"
_WORDS = (_DIGITS, "q w e r t y u i o p ơ ư", "a s d f g h j k l ă â đ")
_ROWS: dict[KeyboardName, tuple[str, ...]] = {
    "words": (
        *_WORDS,
        "{shift} z x c v b n m ê ô . ,",
        "{sac} {huyen} {hoi} {nga} {nang} {space:2} - – ( ) /",
    ),
    "address": (
        _DIGITS,
        "q w e r t y u i o p / :",
        "a s d f g h j k l . - _",
        "z x c v b n m {.gov.vn:2} {https://:3}",
    ),
    "device": (_DIGITS, "q w e r t y u i o p - _", "a s d f g h j k l .", "z x c v b n m"),
    "code": (_DIGITS, "Q W E R T Y U I O P", "A S D F G H J K L -", "Z X C V B N M"),
}
_TEN = ("1 2 3 4 5 6 7 8 9 0", "q w e r t y u i o p")
_PORTRAIT: dict[KeyboardName, tuple[str, ...]] = {
    "words": (
        *_TEN,
        "a s d f g h j k l đ",
        "{shift:1.5} z x c v b n m {delete:1.5}",
        "ă â ê ô ơ ư . , - –",
        "{sac:2} {huyen:2} {hoi:2} {nga:2} {nang:2}",
        "( ) {space:7} /",
    ),
    "address": (
        *_TEN,
        "a s d f g h j k l -",
        "z x c v b n m . / :",
        "_ {.gov.vn:3} {https://:3} {delete:3}",
    ),
    "device": (*_TEN, "a s d f g h j k l -", "z x c v b n m {delete:3}", ". _"),
    "code": (_TEN[0], _TEN[1].upper(), "A S D F G H J K L -", "Z X C V B N M {delete:3}"),
}
_KEY = re.compile(r"\{([^{}]+?)(?::(\d+(?:\.\d+)?))?\}")


@dataclass(frozen=True)
class KeyCap:
    """A key: what it types or does, and its width in columns."""

    name: str
    width: float = 1


def rows_of(keyboard: KeyboardName, *, portrait: bool) -> list[list[KeyCap]]:
    """The rows of a keyboard."""
    rows = (_PORTRAIT if portrait else _ROWS)[keyboard]
    return [[_cap(word) for word in row.split()] for row in rows]


def height_of(keyboard: KeyboardName, *, portrait: bool) -> float:
    """How high a keyboard is."""
    high = HIGH_PORTRAIT if portrait else HIGH
    return len(rows_of(keyboard, portrait=portrait)) * (high + GAP) - GAP


def places_of(keyboard: KeyboardName, box: Box, *, portrait: bool) -> list[tuple[KeyCap, Box]]:
    """Each key and its place: the widest row fills the box, the others stand in its middle."""
    rows = rows_of(keyboard, portrait=portrait)
    column = (box.w + GAP) / max(sum(cap.width for cap in row) for row in rows)
    high = (box.h + GAP) / len(rows)
    placed = []
    for number, row in enumerate(rows):
        x = box.x + (box.w + GAP - sum(cap.width for cap in row) * column) / 2
        for cap in row:
            placed.append((cap, Box(x, box.y + number * high, cap.width * column - GAP, high - GAP)))
            x += cap.width * column
    return placed


def _cap(word: str) -> KeyCap:
    if found := _KEY.fullmatch(word):
        return KeyCap(found[1], float(found[2] or 1))
    return KeyCap(word)
