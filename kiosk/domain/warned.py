"""What a reader of figures must know of them: one sentence, in both languages that reports are told in."""

from __future__ import annotations

from typing import NamedTuple


class Warned(NamedTuple):
    """A warning in Vietnamese, as documents print it, and in English."""

    vi: str
    en: str
