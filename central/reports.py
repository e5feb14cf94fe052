"""Reports of the centre with the codes that confirm them, made now or again from what they rested on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from central import catalogue, figures, printed
from central.printed import Confirmation, Entered, FiguresOf, Printed
from central.store import Store
from kiosk.domain.figures import Figures, Period
from kiosk.domain.report_settings import ReportSettings
from kiosk.domain.tally import Channel
from kiosk.reports.confirmation import with_code
from kiosk.reports.forms import build
from kiosk.reports.report import Report


@dataclass(frozen=True)
class Asked:
    """What a report is to tell: `agency` None is everything; `before` are the days compared with."""

    form: str
    period: Period
    agency: str | None = None
    simulated: bool | None = None
    channel: Channel = Channel.KIOSK
    before: tuple[date, date] | None = None
    language: str = "vi"
    settings: ReportSettings = field(default_factory=ReportSettings)


@dataclass(frozen=True)
class Made:
    """A report with its code, and the figures that it is made of."""

    report: Report
    figures: Figures
    printed: Printed

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked in its period."""
        return not (self.figures.questionnaires or self.figures.papers or self.figures.dossiers)


def make(store: Store, asked: Asked, *, everything: str, by: str, now: datetime) -> Made:
    """Make a report; `everything` is the agency's name where no single one stands above all.

    Raises CatalogueError where there is no such agency.
    """
    with store.reading() as connection:
        told = figures.told(connection, asked.period, agency=asked.agency, simulated=asked.simulated)
        previous = None
        if asked.before:
            days = Period(*asked.before, asked.period.time_zone)
            previous = figures.told(connection, days, agency=asked.agency, simulated=told.simulated)
        name = _name(connection, asked.agency) or everything
        entered = Entered.now(connection)
    options = {
        "agency_name": name,
        "channel": asked.channel.value,
        "hide_small": False,
        "previous": asked.before and [day.isoformat() for day in asked.before],
        "settings": asdict(asked.settings),
    }
    report = _report(asked.form, told, previous, options, asked.language)
    hour = int(now.timestamp()) // 3600
    kept = Printed(
        code=report.code,
        form=asked.form,
        period=asked.period,
        agency=asked.agency,
        simulated=told.simulated,
        heads=_heads(told, previous),
        hour=hour,
        by=by,
        options=options,
        entered=entered,
    )
    return Made(report, told, kept)


def confirm(store: Store, code: str) -> tuple[Confirmation, Report | None]:
    """Whether a printed report is what the lines that it rested on give; and what they give."""
    again: list[Report] = []

    def code_again(one: Printed, figures_of: FiguresOf) -> str:
        again.append(_again(one, figures_of))
        return again[0].code

    return printed.confirm(store, code, code_again), again[0] if again else None


def asked_of(one: Printed) -> Asked:
    """What a printed report was to tell."""
    days = one.options.get("previous")
    return Asked(
        one.form,
        one.period,
        one.agency,
        one.simulated,
        Channel(one.options["channel"]),
        (date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None,
    )


def _again(one: Printed, figures_of: FiguresOf) -> Report:
    told, previous = figures_of(one.period, one.agency), None
    if before := asked_of(one).before:
        previous = figures_of(Period(*before, one.period.time_zone), one.agency)
    return _report(one.form, told, previous, one.options, "vi")


def _report(
    form: str, told: Figures, previous: Figures | None, options: Mapping[str, Any], language: str
) -> Report:
    report = build(
        form,
        told,
        previous,
        agency=options["agency_name"],
        settings=ReportSettings(**options["settings"]),
        channel=Channel(options["channel"]),
        hide_small=options["hide_small"],
        language=language,
    )
    return with_code(report, _heads(told, previous), language)


def _heads(told: Figures, previous: Figures | None) -> tuple[Any, ...]:
    return (*told.heads, *(previous.heads if previous else ()))


def _name(connection: Connection, agency: str | None) -> str | None:
    known = catalogue.tree(connection).agencies
    if agency is None:
        tops = [one.name for one in known.values() if one.parent is None]
        return tops[0] if len(tops) == 1 else None
    return known[agency].name
