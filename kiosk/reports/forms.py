"""The forms by their names: what the kiosk, the centre and its pages ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from kiosk.domain.figures import Figures
from kiosk.domain.report_settings import ReportSettings
from kiosk.domain.tally import Channel
from kiosk.reports.form_a import form_a
from kiosk.reports.form_b import form_b
from kiosk.reports.form_c import form_c
from kiosk.reports.form_ranking import form_ranking
from kiosk.reports.report import Report
from kiosk.reports.request import Request


class Form(StrEnum):
    """What a report may be: counts, participation, factors, or an order of units."""

    A = "a"
    B = "b"
    C = "c"
    RANKING = "ranking"


_FORMS: Mapping[Form, Callable[[Request], Report]] = {
    Form.A: form_a,
    Form.B: form_b,
    Form.C: form_c,
    Form.RANKING: form_ranking,
}


def build(
    form: str,
    figures: Figures,
    previous: Figures | None = None,
    *,
    agency: str,
    unit: str = "",
    settings: ReportSettings | None = None,
    channel: Channel = Channel.KIOSK,
    hide_small: bool = False,
    language: str = "vi",
) -> Report:
    """One form of a period; ValueError where there is no such form.

    `previous` are the figures that changes are told against. `hide_small` is for readers without access to
    raw lines. `basis` and `code` are left to who knows the heads.
    """
    request = Request(
        figures,
        agency,
        unit,
        previous,
        settings or ReportSettings(),
        channel,
        hide_small,
        language,
    )
    return form_of(form, request)


def form_of(form: str, request: Request) -> Report:
    """The same of a request, which several forms may share; ValueError where there is no such form."""
    return _FORMS[Form(form)](request)
