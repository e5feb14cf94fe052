"""The province counted again by plain SQL over the raw lines, without any code of the product."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import psycopg

from tests.proof.expected import Recount, Told
from tests.proof.lives import (
    AGENCIES,
    ALIASES,
    CRITERIA,
    DEPARTMENTS,
    FACTORS,
    REASONS,
    RULES,
    SPELLINGS,
    Size,
    moving_day,
    name_of,
    places,
)

# Effective days as in docs/architecture.md, and where the device stood on each.
_TABLES = """
CREATE TEMPORARY TABLE counted AS
WITH raw AS (
    SELECT j.journal, j.device, e.seq, e.line::jsonb AS line
    FROM entries e JOIN journals j ON j.no = e.journal
), booted AS (
    SELECT *, count(*) FILTER (WHERE line->>'kind' = 'start') OVER (PARTITION BY journal ORDER BY seq) AS boot
    FROM raw
), moved AS (
    SELECT *, coalesce(sum((line->>'seconds')::int) FILTER (WHERE line->>'kind' = 'clock_step') OVER (
        PARTITION BY journal, boot ORDER BY seq DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ), 0) AS seconds
    FROM booted
)
SELECT journal, device, line,
    ((line->>'at')::timestamptz + seconds * interval '1 second') AT TIME ZONE 'Asia/Ho_Chi_Minh' AS moment
FROM moved WHERE line->>'kind' IN ('ballot_closed', 'shift_closed');

CREATE TEMPORARY TABLE ballot AS
SELECT c.journal, c.moment::date AS day, p.agency, m.department, c.line->>'shift' AS shift,
    c.line->>'mode' = 'invited' AS issued, c.line->'answers' <> '{}' AS collected,
    c.line->'flags' = '[]' AS plain,
    c.line->'answers' AS answers, c.line->'reasons' AS reasons, c.line->'flags' AS flags
FROM counted c
JOIN placed p ON p.device = c.device AND c.moment::date BETWEEN p.first AND p.last
JOIN meant m ON m.typed = c.line->>'department'
WHERE c.line->>'kind' = 'ballot_closed';

CREATE TEMPORARY TABLE known AS
SELECT c.journal, c.moment::date AS day, p.agency, m.department, c.line->>'shift' AS shift,
    (c.line->>'dossiers')::int AS dossiers
FROM counted c
JOIN placed p ON p.device = c.device AND c.moment::date BETWEEN p.first AND p.last
JOIN meant m ON m.typed = c.line->>'department'
WHERE c.line->>'kind' = 'shift_closed' AND c.line->>'dossiers' IS NOT NULL;

ANALYZE ballot;
ANALYZE known;
"""
_WITHIN = "day BETWEEN %(first)s AND %(last)s AND agency = ANY(%(agencies)s)"
_BALLOTS = f"""
SELECT {{unit}}, count(*) FILTER (WHERE issued), count(*) FILTER (WHERE collected),
    count(*) FILTER (WHERE collected AND plain)
FROM ballot WHERE {_WITHIN} GROUP BY 1
"""
_LEVELS = f"""
SELECT {{unit}}, answer.key, answer.value, count(*), count(*) FILTER (WHERE plain)
FROM ballot, jsonb_each_text(answers) AS answer WHERE {_WITHIN} GROUP BY 1, 2, 3
"""
_DOSSIERS = f"SELECT {{unit}}, sum(dossiers) FROM known WHERE {_WITHIN} GROUP BY 1"
_COMPARED = f"""
SELECT {{unit}}, count(*) FROM ballot
WHERE collected AND {_WITHIN} AND (journal, shift) IN (SELECT journal, shift FROM known WHERE {_WITHIN})
GROUP BY 1
"""
_REASONS = f"""
SELECT {{unit}}, reason, count(*) FROM ballot, jsonb_array_elements_text(reasons) AS reason
WHERE collected AND {_WITHIN} GROUP BY 1, 2
"""
_FLAGS = f"""
SELECT {{unit}}, flag->>'rule', count(*) FROM ballot, jsonb_array_elements(flags) AS flag
WHERE collected AND {_WITHIN} GROUP BY 1, 2
"""


@dataclass
class Recounted:
    """The raw lines of a database, ready to be asked; on a connection of its own."""

    connection: psycopg.Connection[Any]
    counted: dict[tuple[Any, ...], Recount] = field(default_factory=dict)

    @classmethod
    def in_database(cls, url: str, size: Size) -> Recounted:
        connection = psycopg.connect(url, autocommit=True)
        connection.execute("CREATE TEMPORARY TABLE placed (device text, agency text, first date, last date)")
        connection.execute("CREATE TEMPORARY TABLE meant (typed text, department text)")
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO placed VALUES (%s, %s, %s, %s)", list(_placed(size)))
            cursor.executemany("INSERT INTO meant VALUES (%s, %s)", sorted(_meant()))
        connection.execute(_TABLES)
        return cls(connection)

    def ballots(self) -> int:
        """Everything that was collected, ever."""
        return int(self._ask("SELECT count(*) FROM ballot WHERE collected", {})[0][0])

    def of(self, agency: str, first: date, last: date) -> Recount:
        """An agency, by department whatever was typed; or the whole province (""), by agency."""
        asked = (agency, first, last)
        if asked not in self.counted:
            codes = [f"xa-{number:02d}" for number in range(AGENCIES)]
            names = DEPARTMENTS if agency else {code: name_of(code) for code in codes}
            unit = "department" if agency else "agency"
            self.counted[asked] = self._recount(unit, names, first, last, [agency] if agency else codes)
        return self.counted[asked]

    def _recount(
        self, unit: str, names: dict[str, str], first: date, last: date, agencies: list[str]
    ) -> Recount:
        criteria = {one.code: one.text for one in CRITERIA}
        told = {code: Told(counts=_nothing(criteria), valid_counts=_nothing(criteria)) for code in names}
        asked = {"first": first, "last": last, "agencies": agencies}

        def ask(query: str) -> list[tuple[Any, ...]]:
            return self._ask(query.format(unit=unit), asked)

        for code, issued, collected, valid in ask(_BALLOTS):
            told[code].issued, told[code].collected, told[code].valid = issued, collected, valid
        for code, criterion, level, count, valid in ask(_LEVELS):
            told[code].counts[criteria[criterion]][level] += count
            told[code].valid_counts[criteria[criterion]][level] += valid
        for code, dossiers in ask(_DOSSIERS):
            told[code].dossiers = dossiers
        for code, compared in ask(_COMPARED):
            told[code].compared = compared
        reasons = {one.code: one.text for one in REASONS}
        for code, reason, count in ask(_REASONS):
            told[code].reasons[reasons[reason]] += count
        for code, rule, count in ask(_FLAGS):
            told[code].flags[rule] += count
        factors = {one.text: tuple(c.text for c in CRITERIA if c.factor == one.code) for one in FACTORS}
        units = {names[code]: one for code, one in told.items()}
        return Recount(units, tuple(criteria.values()), factors, tuple(reasons.values()), RULES)

    def _ask(self, query: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
        return self.connection.execute(query, asked).fetchall()


def _placed(size: Size) -> Iterable[tuple[str, str, date, date]]:
    for place in places(size):
        if place.moves_to is None:
            yield place.device, place.agency, date.min, date.max
        else:
            day = moving_day(size)
            yield place.device, place.agency, date.min, date.fromordinal(day.toordinal() - 1)
            yield place.device, place.moves_to, day, date.max


def _meant() -> set[tuple[str, str]]:
    typed = {(spelling[code], code) for spelling in SPELLINGS for code in DEPARTMENTS}
    return typed | {(alias, code) for code, aliases in ALIASES.items() for alias in aliases}


def _nothing(criteria: dict[str, str]) -> dict[str, Counter[str]]:
    return {name: Counter() for name in criteria.values()}
