"""The first page, where the PC looks at itself, and the last, with all that was found."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.ui.administration import Finding, State
from kiosk.ui.hardware.bench import Outcome, Step, Verdict
from kiosk.ui.hardware.page import Choice, Host, Page
from kiosk.ui.look import Look
from kiosk.ui.screens.admin.findings import leaves
from kiosk.ui.widgets.part import Words

_ORDER = (State.FAULT, State.WARNING, State.GOOD)
_STATES = {Verdict.GOOD: State.GOOD, Verdict.BAD: State.FAULT, Verdict.SKIPPED: State.WARNING}


def finding_of(look: Look, outcome: Outcome) -> Finding:
    """What came of a page, as a box tells it."""
    texts, name = look.texts, f"hardware.{outcome.step}"
    what = texts("hardware.told", what=texts(name), verdict=texts(f"hardware.{outcome.verdict}"))
    cure = texts(f"{name}_cure") if outcome.verdict is Verdict.BAD else ""
    return Finding(_STATES[outcome.verdict], what, cure)


class _Listing(Page):
    """Boxes of findings, leaf by leaf, and the buttons at the foot."""

    _leaf = 0

    def draw_findings(self, findings: Sequence[Finding], way_on: Choice) -> None:
        """Worst first; beside the way on, one button turns the leaves where there are several."""
        ordered = sorted(findings, key=lambda one: _ORDER.index(one.state))
        every = leaves(self.look, ordered, self.area)
        for box in every[self._leaf]:
            self.put(box)
        if len(every) == 1:
            self.draw_foot(way_on)
            return
        following = (self._leaf + 1) % len(every)
        text = self.word("more", number=self._leaf + 1, total=len(every))
        self.draw_foot(Choice(text, lambda: self._turn(following)), way_on)

    def _turn(self, leaf: int) -> None:
        self._leaf = leaf
        self.clear_widgets()
        self.draw()


class LookPage(_Listing):
    """The PC looks at itself; nobody needs to do anything."""

    step = Step.LOOK

    def __init__(self, host: Host) -> None:
        self._job = host.bench.look(host.look.texts.language)
        self._drawn = False
        super().__init__(host)

    def draw(self) -> None:
        """First that it is looked at, then what was found."""
        self.draw_head(self.word("look"), self.word("look_help"))
        if not self._job.over:
            self.put(Words(self.look, self.area, self.word("looking"), self.look.type.lead, align="centre"))
            return
        self._drawn = True
        found = [Finding(State.FAULT, self._job.fault)] if self._job.fault else self._job.result or ()
        faulty = any(one.state is State.FAULT for one in found)
        verdict = Verdict.BAD if faulty else Verdict.GOOD
        self.draw_findings(
            found or [Finding(State.GOOD, self.word("all_good"))],
            Choice(self.word("on"), lambda: self.note(verdict, to_do=len(found)), "main"),
        )

    def poll(self) -> None:
        """Whether the look is over."""
        if self._job.over and not self._drawn:
            self.clear_widgets()
            self.draw()

    def leave(self) -> None:
        """Nobody waits for it any more."""
        self._job.cancel()


class EndPage(_Listing):
    """What came of all pages, and where it is written."""

    def draw(self) -> None:
        """One box a page."""
        kept = self.host.kept
        help_ = self.word("not_kept", why=kept) if kept else self.word("end_help", file=self.host.bench.file)
        self.draw_head(self.word("end"), help_)
        self.draw_findings(
            [finding_of(self.look, one) for one in self.host.outcomes],
            Choice(self.word("close"), self.host.stop, "main"),
        )
