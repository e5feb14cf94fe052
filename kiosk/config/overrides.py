"""`--set key=value`: any key of the configuration, for one run."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any

from kiosk.config.faults import FaultList
from kiosk.config.message import Message
from kiosk.domain.records import dataclass


@dataclass(frozen=True)
class Override:
    """A dotted key (`sync.endpoint`, `departments.2.name`, counted from 1) and its value."""

    key: str
    value: Any


def override_of(text: str) -> Override:
    """The override that `key=value` says: a TOML value, else text. Raises ValueError for another form."""
    key, equals, value = text.partition("=")
    parts = key.strip().split(".")
    if not equals or not all(parts):
        raise ValueError(text)
    return Override(".".join(parts), _value_of(value))


def _value_of(text: str) -> Any:
    try:
        document = tomllib.loads(f"value = {text}")
    except (ValueError, RecursionError):
        return text
    return document["value"] if len(document) == 1 else text


def apply(overrides: Sequence[Override], document: dict[str, Any], faults: FaultList) -> None:
    """Put the values into the document; a key that leads nowhere is a fault."""
    for override in overrides:
        *way, last = override.key.split(".")
        place: Any = document
        for step in way:
            place = _inside(place, step)
        if not _put(place, last, override.value):
            faults.add(
                override.key,
                Message("không có chỗ nào tên như vậy", "there is no such place"),
                Message(
                    "viết như sync.endpoint hoặc departments.2.name (đếm từ 1)",
                    "write it like sync.endpoint or departments.2.name (counted from 1)",
                ),
            )


def _inside(place: Any, step: str) -> Any:
    if isinstance(place, dict):
        return place.setdefault(step, {})
    index = _index(place, step)
    return None if index is None else place[index]


def _put(place: Any, key: str, value: Any) -> bool:
    if isinstance(place, dict):
        place[key] = value
        return True
    index = _index(place, key)
    if index is not None:
        place[index] = value
    return index is not None


def _index(place: Any, step: str) -> int | None:
    """The position that `step` (counted from 1) names in a list, or None."""
    if isinstance(place, list) and step.isascii() and step.isdigit() and len(step) <= len(str(len(place))):
        number = int(step)
        return number - 1 if 1 <= number <= len(place) else None
    return None
