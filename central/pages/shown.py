"""What every page of figures shows: the question, what may be asked instead, and the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from http import HTTPStatus

from central import figures, roles
from central.catalogue import UNPLACED, Agency
from central.pages.agencies import agencies_of
from central.pages.question import Question, spans
from central.pages.site import Visit
from central.pages.texts import BASE_LANGUAGE
from central.web import AnswerError
from kiosk.domain.figures import Figures, Unit
from kiosk.domain.report_settings import ReportSettings
from kiosk.domain.tally import Channel
from kiosk.reports.forms import form_of
from kiosk.reports.report import Report
from kiosk.reports.request import Request

_IN_ENGLISH = Unit(UNPLACED.code, "Of no agency yet")


@dataclass(frozen=True)
class Shown:
    """The answer to a question.

    `agencies` are those that may be asked for, each with its depth; `place` is the one asked for, or the
    highest; `trail` leads down to it. `other_kind` is the link to the simulated figures beside real ones, or
    the other way round; "" for none.
    """

    question: Question
    agencies: Sequence[tuple[int, Agency]]
    place: Agency | None
    trail: Sequence[Agency]
    presets: Sequence[tuple[str, str, bool]]
    other_kind: str
    figures: Figures
    agency: str
    channel: Channel
    hide_small: bool
    language: str
    settings: ReportSettings

    @property
    def simulated(self) -> bool:
        """Whether the figures are of simulated ballots."""
        return self.figures.simulated

    @property
    def has_paper(self) -> bool:
        """Whether there is a channel to choose."""
        return bool(self.figures.papers) or self.channel is not Channel.KIOSK

    @cached_property
    def request(self) -> Request:
        """What the forms of these figures are made of, which counts but once."""
        return Request(
            self._in_words(self.figures),
            self.agency,
            settings=self.settings,
            channel=self.channel,
            hide_small=self.hide_small,
            language=self.language,
        )

    def report(self, form: str, previous: Figures | None = None) -> Report:
        """A form of these figures, `previous` those that changes are told against."""
        compared = replace(self.request, previous=self._in_words(previous)) if previous else self.request
        return form_of(form, compared)

    def _in_words(self, told: Figures) -> Figures:
        """Figures whose one unit that is named by us is named in the language of what is shown."""
        if self.language == BASE_LANGUAGE:
            return told
        return replace(told, units=tuple(_IN_ENGLISH if one == UNPLACED else one for one in told.units))


def shown(visit: Visit, path: str) -> Shown:
    """What the page at this path shows of the question in its query.

    Raises AnswerError for what is no question, and for an agency that is not for this person.
    """
    question = Question.of(visit.query, visit.today)
    with visit.store.reading() as connection:
        agencies = agencies_of(visit, connection)
    known = {one.code: one for _, one in agencies}
    top = _top(agencies)
    chosen = question.agency or visit.reader.agency or ""
    if top and chosen == top.code and roles.may_see(visit.reader, None):
        chosen = ""  # the whole province: devices that no agency has yet are part of it
    if chosen and chosen not in known:
        raise AnswerError(HTTPStatus.FORBIDDEN, "This agency is not for this account.")
    question = question.at(chosen)
    place = known.get(chosen) or top
    told = figures_of(visit, question, over_time=True)
    return Shown(
        question,
        agencies,
        place,
        _trail(known, place),
        _presets(visit, question, path),
        _other_kind(visit, question, path, told),
        told,
        place.name if place else visit.texts("site.everything"),
        Channel(question.channel),
        not roles.sees_small_cells(visit.reader),
        visit.texts.language,
        visit.site.settings,
    )


def figures_before(visit: Visit, question: Question, before: tuple[date, date]) -> Figures:
    """The figures of other days, that changes are told against."""
    return figures_of(visit, question.during(*before), over_time=False)


def figures_of(visit: Visit, question: Question, *, over_time: bool) -> Figures:
    """The figures that a question asks for."""
    agency, period = question.agency or None, question.period(visit.site.zone.key)
    return figures.of_period(
        visit.store, period, agency=agency, simulated=question.simulated, over_time=over_time
    )


def _top(agencies: Sequence[tuple[int, Agency]]) -> Agency | None:
    """The one agency that all others stand below."""
    highest = min((depth for depth, _ in agencies), default=0)
    tops = [one for depth, one in agencies if depth == highest]
    return tops[0] if len(tops) == 1 else None


def _trail(known: dict[str, Agency], place: Agency | None) -> list[Agency]:
    trail: list[Agency] = []
    while place is not None:
        trail.insert(0, place)
        place = known.get(place.parent or "")
    return trail


def _presets(visit: Visit, question: Question, path: str) -> list[tuple[str, str, bool]]:
    return [
        (word, question.during(*days).link(path), days == (question.first, question.last))
        for word, days in spans(visit.today).items()
    ]


def _other_kind(visit: Visit, question: Question, path: str, told: Figures) -> str:
    other = not told.simulated
    if not figures.holds(visit.store, simulated=other):
        return ""
    return replace(question, simulated=other).link(path)
