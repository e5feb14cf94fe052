"""What a form is made of, and for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from kiosk.domain.check_sums import odd_papers
from kiosk.domain.figures import Figures
from kiosk.domain.report_settings import ReportSettings
from kiosk.domain.tally import Channel, Tally, tally_of
from kiosk.reports.numbers import whole
from kiosk.reports.report import Chart, Report, Table
from kiosk.reports.small_cells import BELOW, SmallCells, is_small
from kiosk.reports.span import span

SIMULATED = "SỐ LIỆU MÔ PHỎNG"


@dataclass(frozen=True)
class Request:
    """Figures of a period, the agency that they are of, and how they are told.

    `previous` are another period's, for changes. `hide_small` is for readers without access to raw lines.
    `language` is "vi" or "en"; names stay as they are.
    """

    figures: Figures
    agency: str
    unit: str = ""
    previous: Figures | None = None
    settings: ReportSettings = field(default_factory=ReportSettings)
    channel: Channel = Channel.KIOSK
    hide_small: bool = False
    language: str = "vi"

    @cached_property
    def tally(self) -> Tally:
        """The tally of the channel that is asked for."""
        return self.tallies[self.channel]

    @cached_property
    def tallies(self) -> dict[Channel, Tally]:
        """The tallies of all channels; without paper, those of the kiosk are all."""
        return _tallies(self.figures)

    @cached_property
    def tally_before(self) -> Tally | None:
        """The same channel's of the other period."""
        return self._tallies_before[self.channel] if self.previous else None

    @cached_property
    def _tallies_before(self) -> dict[Channel, Tally]:
        return _tallies(self.previous) if self.previous else {}

    @cached_property
    def small(self) -> SmallCells:
        """What is hidden."""
        return SmallCells(list(self.tallies.values()) if self.hide_small else ())

    @cached_property
    def small_before(self) -> SmallCells:
        """What is hidden of the other period."""
        return SmallCells(list(self._tallies_before.values()) if self.hide_small else ())

    def _hides(self, tables: Iterable[Table]) -> bool:
        """Whether numbers are hidden: of the tallies, or in these tables (reasons that few chose)."""
        printed = (cell for table in tables for row in table.rows for cell in row.cells)
        return self.small.any or self.small_before.any or BELOW in printed

    @property
    def has_kiosk(self) -> bool:
        """Whether touches are part of it: reasons, flags, days and hours are known of these alone."""
        return self.channel is not Channel.PAPER

    def say(self, vi: str, en: str) -> str:
        """A text in the language that is asked for."""
        return en if self.language == "en" else vi

    def report(
        self,
        form: str,
        title: str,
        *,
        tables: tuple[Table, ...],
        charts: tuple[Chart, ...],
        remarks: tuple[str, ...],
        words: dict[str, str],
    ) -> Report:
        """The form with what every form says: span, marks, and the warnings after its own remarks."""
        period, hides = self.figures.period, self._hides(tables)
        before = self.previous.period if self.previous else None
        return Report(
            form=form,
            title=title + self._of_channel(),
            agency=self.agency,
            unit=self.unit,
            span=span(period.first, period.last, self.language),
            first=period.first,
            last=period.last,
            tables=tables,
            charts=charts,
            remarks=(*remarks, *self._remarks(hides=hides)),
            marks=self._marks(hides=hides),
            words=words,
            hides=hides,
            ballots=self.channel.value,
            against=(before.first, before.last) if before else None,
        )

    def _of_channel(self) -> str:
        paper = self.say(" (phiếu giấy)", " (paper ballots)")
        pooled = self.say(" (gộp phiếu tại máy và phiếu giấy)", " (kiosk and paper ballots together)")
        return {Channel.KIOSK: "", Channel.PAPER: paper, Channel.ALL: pooled}[self.channel]

    def _marks(self, *, hides: bool) -> tuple[str, ...]:
        marks = []
        if self.figures.simulated:
            marks.append(self.say(SIMULATED, "SIMULATED NUMBERS"))
        if hides:
            marks.append(self.say("ĐÃ ẨN SỐ LIỆU CỦA NHÓM NHỎ", "NUMBERS OF SMALL GROUPS ARE HIDDEN"))
        return tuple(marks)

    def _remarks(self, *, hides: bool) -> tuple[str, ...]:
        remarks = [self.say(*one) for one in self.tally.warnings]
        papers = sum(paper.collected for paper in self.figures.papers)
        if self.channel is not Channel.KIOSK:
            remarks += () if hides else [self.say(*one) for one in odd_papers(self.figures)]
        elif papers:
            told = BELOW if self.hide_small and is_small(papers) else whole(papers)
            vi = f"Chưa gồm {told} phiếu giấy thu về trong kỳ."
            remarks.append(self.say(vi, f"{told} paper ballots of this period are not part of it."))
        if cut := self.figures.papers_cut:
            vi = f"{whole(cut)} bảng kê phiếu giấy chỉ có một phần trong kỳ nên không tính vào kỳ này."
            en = f"{whole(cut)} sheets of paper ballots are only in part of this period, and not counted."
            remarks.append(self.say(vi, en))
        if hides:
            vi = (
                "Số của nhóm dưới 5 phiếu được ẩn (<5); số ghi “ẩn” được giấu để không suy ra được các số đó."
            )
            en = "Numbers of fewer than 5 ballots are hidden (<5), and (“hidden”) what gives them away."
            remarks.append(self.say(vi, en))
        return tuple(remarks)


def _tallies(figures: Figures) -> dict[Channel, Tally]:
    kiosk, paper = (tally_of(figures, channel) for channel in (Channel.KIOSK, Channel.PAPER))
    pooled = tally_of(figures, Channel.ALL) if figures.papers else kiosk
    return {Channel.KIOSK: kiosk, Channel.PAPER: paper, Channel.ALL: pooled}
