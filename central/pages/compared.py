"""Which other period a ranking is compared with."""

from __future__ import annotations

from datetime import date

from starlette.datastructures import QueryParams

from central.pages.question import Question, days_of, former


def compared(query: QueryParams, question: Question) -> tuple[date, date] | None:
    """The days asked for, else the period before; None where no comparison is wished.

    Raises AnswerError for what are no days.
    """
    if query.get("compare") == "no":
        return None
    if "before_from" in query or "before_to" in query:
        return days_of(query.get("before_from", ""), query.get("before_to", ""))
    return former(question.first, question.last)["before"]


def compared_words(before: tuple[date, date] | None) -> dict[str, str]:
    """What a link says of these days."""
    if before is None:
        return {"compare": "no"}
    return {"before_from": before[0].isoformat(), "before_to": before[1].isoformat()}
