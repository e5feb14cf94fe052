"""Numbers and dates on the pages, as the reader's language writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from jinja2 import pass_context
from jinja2.runtime import Context

from kiosk.reports import numbers

_SWAPPED = str.maketrans(",.", ".,")


def written(text: str, language: str) -> str:
    """A number as Vietnamese writes it, in the reader's language: 1.234,5 is 1,234.5 elsewhere."""
    return text if language == "vi" else text.translate(_SWAPPED)


@pass_context
def _whole(context: Context, number: int | None) -> str:
    return written(numbers.whole(number), context["t"].language)


@pass_context
def _share(context: Context, percent: Decimal | None) -> str:
    return written(numbers.share(percent), context["t"].language)


@pass_context
def _interval(context: Context, span: tuple[Decimal, Decimal] | None) -> str:
    if span is None:
        return numbers.NOTHING
    return written(f"{span[0]}".replace(".", ",") + "–" + numbers.share(span[1]), context["t"].language)


def _moment(at: datetime) -> str:
    return f"{at:%H:%M, %d/%m/%Y}"


def _tick(at: date, step: str) -> str:
    return f"{at:%m/%Y}" if step == "month" else f"{at:%d/%m}"


def filters() -> Mapping[str, Callable[..., str]]:
    """What templates write numbers and dates with."""
    return {
        "whole": _whole,
        "share": _share,
        "interval": _interval,
        "day": numbers.day,
        "moment": _moment,
        "tick": _tick,
    }
