"""How many of the dossiers returned were rated, and how: form B."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.domain.figures import Dossiers, Figures, PaperCount
from kiosk.domain.tally import Channel, CriterionTally, DepartmentTally, Tally, percent


@dataclass(frozen=True)
class Participated:
    """One unit, or all together.

    `dossiers` is the sum of what is known, None where nothing is; `known` and `unknown` count shifts. `rated`
    are the ballots of a channel by themselves; `compared` those that may be set against the dossiers, and
    `uneven` says that some of these were perhaps given where the dossiers are not known. `overall` has the
    levels of the one criterion that stands for all, None where nobody was asked it.
    """

    code: str
    name: str
    dossiers: int | None
    known: int
    unknown: int
    rated_kiosk: int
    rated_paper: int
    compared: int
    uneven: bool
    overall: CriterionTally | None

    @property
    def rated(self) -> int:
        """Ratings of all channels that were asked for."""
        return self.rated_kiosk + self.rated_paper

    @property
    def share(self) -> Decimal | None:
        """Per cent of the dossiers that were rated; None where no dossier is known."""
        return None if self.dossiers is None else percent(self.compared, self.dossiers)

    def reaches(self, target: int) -> bool | None:
        """Whether that share is at least `target` per cent, before any rounding."""
        return reaches(self.compared, self.dossiers or 0, target)


def reaches(part: int, whole: int, target: int) -> bool | None:
    """Whether part / whole is at least `target` per cent; None where there is no whole."""
    return 100 * part >= target * whole if whole else None


def overall_code(figures: Figures, wish: str) -> str:
    """The criterion that stands for all: the one wished for, else the newest questionnaire's last."""
    if wish or not figures.questionnaires:
        return wish
    return figures.questionnaires[-1].criteria[-1].code


def participation(
    figures: Figures, tally: Tally, channel: Channel, overall: str
) -> tuple[tuple[Participated, ...], Participated]:
    """Each unit of a tally of that channel, and all together."""
    row = next((row for row in tally.total.criteria if row.code == overall), None)  # on its newest scale
    units = tuple(
        _participated(
            one,
            row,
            channel,
            [known for known in figures.dossiers if known.unit == one.code],
            [paper for paper in figures.papers if paper.unit == one.code],
        )
        for one in tally.departments
    )
    return units, _total(units, row)


def _participated(
    one: DepartmentTally,
    overall: CriterionTally | None,
    channel: Channel,
    dossiers: Sequence[Dossiers],
    papers: Iterable[PaperCount],
) -> Participated:
    paper = 0 if channel is Channel.KIOSK else sum(count.collected for count in papers)
    kiosk = one.collected - paper
    unknown = sum(count.unknown for count in dossiers)
    told = bool(dossiers) and all(count.rated is not None for count in dossiers)
    among_known = sum(count.rated or 0 for count in dossiers) if told else kiosk
    anything = any(count.known or count.imported for count in dossiers)
    return Participated(
        code=one.code,
        name=one.name,
        dossiers=sum(count.dossiers for count in dossiers) if anything else None,
        known=sum(count.known for count in dossiers),
        unknown=unknown,
        rated_kiosk=kiosk,
        rated_paper=paper,
        compared=paper if channel is Channel.PAPER else among_known + paper,
        uneven=unknown > 0 and not told,
        overall=_alike(one, overall),
    )


def _total(units: Sequence[Participated], overall: CriterionTally | None) -> Participated:
    counted = [one for one in units if one.dossiers is not None]
    return Participated(
        code="",
        name="",
        dossiers=sum(one.dossiers or 0 for one in counted) if counted else None,
        known=sum(one.known for one in units),
        unknown=sum(one.unknown for one in units),
        rated_kiosk=sum(one.rated_kiosk for one in units),
        rated_paper=sum(one.rated_paper for one in units),
        compared=sum(one.compared for one in counted),
        uneven=any(one.uneven for one in units),
        overall=overall,
    )


def _alike(one: DepartmentTally, overall: CriterionTally | None) -> CriterionTally | None:
    """A department's row of the same criterion on the same scale."""
    same = (
        row for row in one.criteria if overall and (row.code, row.levels) == (overall.code, overall.levels)
    )
    return next(same, None)
