"""Canonical JSON: one content, one spelling, so that a hash stands for the content."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import Any

MAX_LINE_BYTES = 16 * 1024


def canonical(members: Mapping[str, Any]) -> str:
    """Keys sorted by code point, no white space, no needless escapes, text in NFC.

    Members hold strings, integers, booleans, null, lists and objects. Raises TypeError for anything else, a
    float included: two programs may write one number in two ways.
    """
    return _ENCODER.encode(_normal(members))


# One for all lines: a tap waits for each that is made anew.
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _normal(value: object) -> object:
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Mapping):
        return {_key(key): _normal(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_normal(inner) for inner in value]
    raise TypeError(f"a line holds no {type(value).__name__}")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"the name of a member is text, not {type(key).__name__}")
    return key if key.isascii() else unicodedata.normalize("NFC", key)
