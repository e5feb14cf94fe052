"""Canonical JSON: one content, one spelling, so that a hash stands for the content."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any

MAX_LINE_BYTES = 16 * 1024


def canonical(members: Mapping[str, Any]) -> str:
    """Keys sorted by code point, no white space, no needless escapes, text in NFC.

    Members hold strings, integers, booleans, null, lists and objects. Raises TypeError for anything else, a
    float included: two programs may write one number in two ways.
    """
    if not "".join(members).isascii():  # raises TypeError where a key is no text
        members = {unicodedata.normalize("NFC", key): value for key, value in members.items()}
    inner = [f"{encode_basestring(key)}:{_spelled(members[key])}" for key in sorted(members)]
    return "{" + ",".join(inner) + "}"


def _spelled(value: object) -> str:
    if isinstance(value, str):
        return encode_basestring(value if value.isascii() else unicodedata.normalize("NFC", value))
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, Mapping):
        return canonical(value)
    if isinstance(value, list | tuple):
        return "[" + ",".join([_spelled(inner) for inner in value]) + "]"
    raise TypeError(f"a line holds no {type(value).__name__}")
