"""The figures of any form that a running text may name; their names are in `kiosk.reports.words`."""

from __future__ import annotations

from kiosk.domain.participation import overall_code, participation
from kiosk.domain.tally import percent
from kiosk.reports.form_tables import ballot_cells
from kiosk.reports.numbers import share, whole
from kiosk.reports.report import Cell
from kiosk.reports.request import Request


def words(request: Request) -> dict[str, str]:
    """Whole numbers and shares as Vietnamese documents write them; what is hidden is hidden here too."""
    return {**_ballots(request), **_asked(request), **_shares(request)}


def _ballots(request: Request) -> dict[str, str]:
    tally, names = request.tally, ("phat_ra", "thu_vao", "hop_le")
    told = dict(zip(names, map(_printed, ballot_cells(request, tally.total)), strict=True))
    units = [(one.name, ballot_cells(request, one)) for one in tally.departments]
    for place, name in enumerate(names):
        told[f"{name}_theo_bo_phan"] = "\n".join(f"{unit}: {_printed(cells[place])}" for unit, cells in units)
    return told


def _asked(request: Request) -> dict[str, str]:
    departments = [one.name for one in request.tally.departments]
    criteria = list(dict.fromkeys(row.name for row in request.tally.total.criteria))
    return {
        "so_bo_phan": whole(len(departments)),
        "bo_phan": "; ".join(departments),
        "so_tieu_chi": whole(len(criteria)),
        "tieu_chi": "; ".join(criteria),
    }


def _shares(request: Request) -> dict[str, str]:
    code = overall_code(request.figures, request.settings.overall)
    _, total = participation(request.figures, request.tally, request.channel, code)
    told = {}
    if total.overall and not request.small.of_row("", total.overall):
        told["ty_le_hai_long"] = share(percent(total.overall.satisfied, total.overall.n))
    if total.dossiers is not None:
        told["ho_so"] = whole(total.dossiers)
        if not request.small.of_ballots("", request.tally.total.collected):
            told["ty_le_tham_gia"] = share(total.share)
    return told


def _printed(cell: Cell) -> str:
    return cell if isinstance(cell, str) else whole(cell if isinstance(cell, int) else None)
