"""Whether the agency's own words can be drawn. No Kivy here.

SDL draws nothing at all for a letter that a typeface lacks. What languages say is looked at as they are
loaded (`kiosk.ui.texts`); this is for what the configuration says: names, questions, the notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kiosk.domain.questionnaire import Criterion, Department, Level, Questionnaire, Reason
from kiosk.ui.assets import FONTS
from kiosk.ui.letters import check_text
from kiosk.ui.settings import Labels, Notice
from kiosk.ui.texts import Texts

MOST_LANGUAGES = 12
"""How many the page of languages has room for."""
MOST_REASONS = 9
"""How many there is room for: nobody reads more while standing."""

_Told = tuple[str, str, str]
"""Key in the configuration, text, code of its language; "" for what every language falls back on."""


def check_letters(
    questionnaire: Questionnaire, labels: Labels, notice: Notice | None, languages: Mapping[str, Texts]
) -> None:
    """Raises ValueError for the first text with a letter that would be a hole, named by its key.

    What is shown in one of these languages only, that language's own typeface may draw.
    """
    for key, text, language in (*_of_labels(labels), *_of_questionnaire(questionnaire), *_of_notice(notice)):
        own = languages.get(language)
        if language and own is None:
            continue  # nobody is shown it
        if not (own and own.draws(text)):
            check_text(key, text, FONTS["regular"])


def _of_labels(labels: Labels) -> Iterator[_Told]:
    yield "agency.name", labels.agency, ""
    yield "agency.unit", labels.unit, ""
    yield "device.counter", labels.counter, ""


def _of_questionnaire(questionnaire: Questionnaire) -> Iterator[_Told]:
    yield from _of_departments(questionnaire.departments)
    yield from _of_items("criteria", questionnaire.criteria)
    yield from _of_items("levels", questionnaire.levels)
    yield from _of_items("reasons", questionnaire.reasons)


def _of_departments(departments: Sequence[Department]) -> Iterator[_Told]:
    for number, department in enumerate(departments, start=1):
        yield f"departments.{number}.name", department.name, ""
        yield from _translated(f"departments.{number}.names", department.names)


def _of_items(table: str, items: Sequence[Criterion | Level | Reason]) -> Iterator[_Told]:
    for number, item in enumerate(items, start=1):
        yield f"{table}.{number}.text", item.text, ""
        yield from _translated(f"{table}.{number}.texts", item.texts)


def _of_notice(notice: Notice | None) -> Iterator[_Told]:
    if notice:
        yield from _translated("notice.titles", notice.titles)
        yield from _translated("notice.texts", notice.texts)


def _translated(key: str, texts: Mapping[str, str]) -> Iterator[_Told]:
    return ((f"{key}.{language}", text, language) for language, text in texts.items())
