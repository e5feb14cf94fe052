"""The PC is set up: what `kiosk check` found, in short, and the button that starts the kiosk."""

from __future__ import annotations

from kiosk.ui.administration import Finding, State
from kiosk.ui.screens.admin.findings import leaves
from kiosk.ui.setup.page import Host, Page
from kiosk.ui.widgets.part import Words

MORE_HEIGHT = 60


class FinishedPage(Page):
    """The worst findings first, as many as there is room for."""

    def __init__(self, host: Host, findings: tuple[Finding, ...]) -> None:
        self._findings = findings
        super().__init__(host)

    def draw(self) -> None:
        """The boxes, and the way out."""
        look, texts, host = self.look, self.texts, self.host
        self.draw_head(texts("setup.finished"), texts("setup.finished_help", file=host.target))
        findings = self._findings or (Finding(State.GOOD, texts("setup.all_good")),)
        area = self.area._replace(h=self.area.h - MORE_HEIGHT)
        shown = leaves(look, findings, area)[0]
        for box in shown:
            self.put(box)
        left = len(findings) - len(shown)
        if left:
            below = self.area._replace(y=area.bottom, h=MORE_HEIGHT)
            text = texts("setup.more", count=left)
            self.put(Words(look, below, text, look.type.remark, colour=look.palette.quiet))
        self.draw_main(texts("setup.start" if host.starts else "setup.done"), lambda: host.end(done=True))

    def go_back(self) -> None:
        """What is written stays; `kiosk setup` can be started again."""
