"""Where a tone mark of Vietnamese stands in the syllable that was typed last. No Kivy."""

from __future__ import annotations

import re
from unicodedata import normalize

TONES = {"sac": "\u0301", "huyen": "\u0300", "hoi": "\u0309", "nga": "\u0303", "nang": "\u0323"}
"""The five marks, as combining characters."""
_ANY_TONE = re.compile(f"[{''.join(TONES.values())}]")
_VOWELS = "aeiouyăâêôơư"
_LAST_SYLLABLE = re.compile(r"[^\W\d_]+$")
_HEAD = re.compile(r"(?:gi|qu)(?=[aeiouyăâêôơư])|[^aeiouyăâêôơư]*", re.IGNORECASE)


def with_tone(text: str, tone: str) -> str:
    """The text with a tone on its last syllable: "hoa" and `huyen` give "hòa"; a second time takes it off.

    A text that ends in no syllable with a vowel stays as it is.
    """
    found = _LAST_SYLLABLE.search(text)
    if not found:
        return text
    bare, former = _without_tone(found.group())
    place = _place(bare.lower())
    if place is None:
        return text
    mark = "" if former == TONES[tone] else TONES[tone]
    return text[: found.start()] + normalize("NFC", bare[: place + 1] + mark + bare[place + 1 :])


def _without_tone(syllable: str) -> tuple[str, str]:
    marks = _ANY_TONE.findall(normalize("NFD", syllable))
    bare = normalize("NFC", _ANY_TONE.sub("", normalize("NFD", syllable)))
    return bare, marks[0] if marks else ""


def _place(syllable: str) -> int | None:
    """The place of the vowel that carries the tone."""
    head = _HEAD.match(syllable)
    start = head.end() if head else 0
    end = start
    while end < len(syllable) and syllable[end] in _VOWELS:
        end += 1
    vowels, closed = syllable[start:end], end < len(syllable)
    if not vowels:
        return None
    marked = [place for place, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if marked:
        return start + marked[-1]
    if closed:
        return end - 1
    return start + {1: 0, 2: 0}.get(len(vowels), 1)
