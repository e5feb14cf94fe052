"""Pages on which something runs: how far it is, the way to stop it, and what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kivy.clock import Clock

from kiosk.ui.administration import Drive, Finding, Job, Progress, State
from kiosk.ui.frame import Box
from kiosk.ui.screens.admin.bar import HEIGHT, Bar
from kiosk.ui.screens.admin.findings import leaves
from kiosk.ui.screens.admin.leaf import LeafPage
from kiosk.ui.theme import Motion, Space
from kiosk.ui.widgets.part import Words

if TYPE_CHECKING:
    from kiosk.ui.screens.admin.sheet import AdminSheet

LINE = 72


class WorkingPage(LeafPage):
    """Begins at once. `name` is the page's part of the keys of its texts."""

    name: str
    job: Job[tuple[Finding, ...]] | None = None
    _stopping = False
    _moved_at = 0.0
    _seen: Progress | None = None
    _bar: Bar | None = None
    _words: Words
    _share: Words

    def begin(self) -> Job[tuple[Finding, ...]]:
        """What runs."""
        raise NotImplementedError

    @property
    def working(self) -> bool:
        """Neither once it was told to stop, nor when nothing moves for long: a dying stick may hang."""
        stands_still = Clock.get_time() - self._moved_at > Motion.patience
        return super().working and not self._stopping and not stands_still

    def draw(self) -> None:
        """The progress while it runs, then what came of it."""
        if self.job is None:
            self.job = self.begin()
        texts = self.texts
        y = self.heading(texts(f"admin.{self.name}"), texts(f"admin.{self.name}_help"))
        if self.job.over:
            self._draw_end(y, self.job)
        else:
            self._draw_progress(y)

    def poll(self) -> None:
        """Shows how far it is, or that it is over."""
        if self.job is None or self._bar is None:
            return
        if self.job.over:
            self._bar = None
            self.redraw()
        else:
            self._show_progress(self.job.progress)

    def stop(self) -> None:
        """Asks it to stop; the page stays until it has cleaned up after itself."""
        if self.job and not self._stopping:
            self._stopping = True
            self.job.cancel()
            self.redraw()

    def again(self) -> None:
        """Begins anew."""
        self.job, self._seen, self._stopping, self.leaf = None, None, False, 0
        self.redraw()

    def _draw_progress(self, y: float) -> None:
        look, area = self.look, self.area
        self._words = self.words(Box(area.x, y, area.w, LINE), "", look.type.remark)
        bar = Box(area.x, y + LINE, area.w, HEIGHT)
        self._bar = self.put(Bar(look, bar))
        self._share = self.words(Box(area.x, bar.bottom, area.w, LINE), "", look.type.note, quiet=True)
        if not self._stopping:
            self.foot(self.texts("admin.stop"), self.stop)
        self._show_progress(self.job.progress if self.job else Progress())

    def _show_progress(self, progress: Progress) -> None:
        if progress != self._seen:
            self._seen, self._moved_at = progress, Clock.get_time()
        self._words.say(self.texts("admin.stopping") if self._stopping else progress.words)
        if progress.total and self._bar:
            share = min(1.0, progress.done / progress.total)
            self._bar.show(share)
            self._share.say(f"{int(share * 100)} %")

    def _draw_end(self, y: float, job: Job[tuple[Finding, ...]]) -> None:
        found = job.result
        if found is None:
            stopped = Finding(
                State.WARNING, self.texts("admin.stopped"), self.texts(f"admin.{self.name}_stopped")
            )
            found = (Finding(State.FAULT, job.fault) if job.fault else stopped,)
        bottom = self.area.bottom - 2 * (Space.touch + Space.near)
        turned = leaves(self.look, found, self.area._replace(y=y, h=bottom - y))
        self.leaf_count = len(turned)
        for box in turned[self.leaf]:
            self.put(box)
        below = turned[self.leaf][-1].box.bottom if turned[self.leaf] else y
        wide = min(420.0, self.area.w)
        at = Box(self.area.x, below + Space.near, wide, Space.touch)
        self.action(at, "again", self.texts("admin.once_more"), self.again)
        self.draw_turning()


class ConnectionPage(WorkingPage):
    """Asks the centre, now."""

    name = "connection"

    def begin(self) -> Job[tuple[Finding, ...]]:
        """One question on a connection of its own."""
        return self.administration.test_connection(self.texts.language)


class VerificationPage(WorkingPage):
    """Looks at every entry of the journal."""

    name = "verify"

    def begin(self) -> Job[tuple[Finding, ...]]:
        """The whole journal."""
        return self.administration.verify(self.texts.language)


class ExportPage(WorkingPage):
    """Writes to a stick."""

    name = "export"

    def __init__(self, sheet: AdminSheet, drive: Drive) -> None:
        super().__init__(sheet)
        self._drive = drive

    def begin(self) -> Job[tuple[Finding, ...]]:
        """What the centre does not have yet."""
        return self.administration.export(self._drive, self.texts.language)
