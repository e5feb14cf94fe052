"""Two tallies of the same ballots side by side: the kiosk's own and the centre's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

LABEL_WIDTH = 50
COLUMN_WIDTH = 20


def side_by_side(kiosk: Mapping[str, Any], centre: Mapping[str, Any]) -> str:
    """A table with a column for each; a row in which they differ is marked."""
    left, right = dict(_rows(kiosk)), dict(_rows(centre))
    lines = [_line("", "kiosk", "centre"), _line("", *["very·satisfied·not"] * 2)]
    for place in {**left, **right}:
        ours, theirs = left.get(place, "missing"), right.get(place, "missing")
        mark = "" if ours == theirs else "  <- differs"
        lines.append(_line(place[-1], ours, theirs) + mark)
    return "\n".join(lines)


def answers_in(tally: Mapping[str, Any]) -> dict[tuple[str, str, str], int]:
    """How often each level was given, by department, criterion and level; without the noughts."""
    return {
        (department["code"], criterion["code"], level): count
        for department in tally["departments"]
        for criterion in department["criteria"]
        for level, count in criterion["counts"].items()
        if count
    }


def _rows(tally: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], str]]:
    """Where a row stands (with its label last) and what it says."""
    for department in [*tally["departments"], {"code": "", "name": "All", **tally["total"]}]:
        ballots = f"ballots {department['collected']}, valid {department['valid']}"
        yield (department["code"], department["name"]), ballots
        for criterion in department["criteria"]:
            counts = "·".join(str(count) for count in criterion["counts"].values())
            yield (department["code"], f"    {criterion['name']}"), counts


def _line(label: str, *columns: str) -> str:
    return f"{label:<{LABEL_WIDTH}}" + "".join(f"{column:>{COLUMN_WIDTH}}" for column in columns)
