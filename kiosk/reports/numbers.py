"""Numbers and dates as Vietnamese documents write them: 12.394, 84,5 %, 30/06/2024."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

NOTHING = "–"


def whole(number: int | None) -> str:
    """12394 as 12.394; nothing known as a dash."""
    return NOTHING if number is None else f"{number:,}".replace(",", ".")


def share(percent: Decimal | None) -> str:
    """84.5 as 84,5%; a share of nothing as a dash."""
    return NOTHING if percent is None else f"{percent}%".replace(".", ",")


def day(one: date) -> str:
    """A date as dd/mm/yyyy."""
    return one.strftime("%d/%m/%Y")
