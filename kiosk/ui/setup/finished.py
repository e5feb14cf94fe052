"""The PC is set up: what `kiosk check` found, in short, and the button that starts the kiosk."""

from __future__ import annotations

from kiosk.ui.administration import Finding, State
from kiosk.ui.screens.admin.findings import leaves
from kiosk.ui.setup.page import Host, Page


class FinishedPage(Page):
    """The worst findings first, leaf by leaf, as many as there is room for."""

    def __init__(self, host: Host, findings: tuple[Finding, ...], leaf: int = 0) -> None:
        self._findings, self._leaf = findings, leaf
        super().__init__(host)

    def draw(self) -> None:
        """The boxes, and the way out."""
        look, texts, host = self.look, self.texts, self.host
        self.draw_head(texts("setup.finished"), texts("setup.finished_help", file=host.target))
        findings = self._findings or (Finding(State.GOOD, texts("setup.all_good")),)
        every = leaves(look, findings, self.area_above_second)
        for box in every[self._leaf]:
            self.put(box)
        if len(every) > 1:
            following = (self._leaf + 1) % len(every)
            text = texts("setup.more", number=self._leaf + 1, total=len(every))
            self.draw_second(text, lambda: self._turn(following))
        self.draw_main(texts("setup.start" if host.starts else "setup.done"), lambda: host.end(done=True))

    def _turn(self, leaf: int) -> None:
        findings = self._findings
        self.host.turn_to(lambda host: FinishedPage(host, findings, leaf))

    def go_back(self) -> None:
        """What is written stays; `kiosk setup` can be started again."""
