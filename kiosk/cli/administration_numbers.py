"""Whole numbers as each language of the administrator's pages writes them."""

from __future__ import annotations

from kiosk.config import Message
from kiosk.reports.numbers import whole


def counted(number: int | None) -> Message:
    """1284 as 1.284 and 1,284; nothing known as a dash."""
    vietnamese = whole(number)
    return Message(vietnamese, vietnamese.replace(".", ","))
