"""Pages on which something runs: how far it is, the way to stop it, and what it came to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kivy.clock import Clock

from kiosk.ui.administration import Drive, Finding, Job, Progress, State
from kiosk.ui.frame import Box
from kiosk.ui.screens.admin.bar import HEIGHT, Bar
from kiosk.ui.screens.admin.findings import leaves
from kiosk.ui.screens.admin.leaf import LeafPage
from kiosk.ui.theme import Space
from kiosk.ui.widgets.part import Words

if TYPE_CHECKING:
    from kiosk.ui.screens.admin.sheet import AdminSheet

LINE = 72
FindingsJob = Job[tuple[Finding, ...]]


class WorkingPage(LeafPage):
    """Begins at once."""

    again_word = "admin.once_more"
    job: FindingsJob | None = None
    _stopping = False
    _seen: Progress | None = None
    _end_drawn = False
    _bar: Bar | None = None
    _words: Words
    _bar_at: Box
    _share: Words

    def __init__(
        self, sheet: AdminSheet, name: str, begin: Callable[[], FindingsJob], *, measured: bool = True
    ) -> None:
        """`name` is the page's part of the keys of its texts; `measured`: it can be told how far it is."""
        super().__init__(sheet)
        self._name, self._begin, self._measured = name, begin, measured

    @property
    def working(self) -> bool:
        """No longer once it was told to stop."""
        return super().working and not self._stopping

    def draw(self) -> None:
        """The progress while it runs, then what came of it."""
        if self.job is None:
            self.job = self._begin()
        y = self.heading(*self.title_and_help(self.job))
        self._end_drawn = self.job.over
        if self._end_drawn:
            self._draw_end(y, self.job)
        else:
            self._draw_progress(y)

    def title_and_help(self, _job: FindingsJob) -> tuple[str, str]:
        """What stands above."""
        return self.texts(f"admin.{self._name}"), self.texts(f"admin.{self._name}_help")

    def poll(self) -> None:
        """Shows how far it is, or that it is over."""
        if self.job is None or self._end_drawn:
            return
        if self.job.over:
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
        look, line = self.look, Box(self.area.x, y, self.area.w, LINE)
        self._words = self.words(line, "", look.type.remark)
        self._bar, self._bar_at = None, Box(line.x, line.bottom, line.w, HEIGHT)
        self._share = self.words(line._replace(y=self._bar_at.bottom), "", look.type.note, quiet=True)
        if not self._stopping:
            end = self._bar_at.bottom + LINE if self._measured else line.bottom
            self.below(end, self.texts("admin.stop"), self.stop)
        self._show_progress(self.job.progress if self.job else Progress())

    def _show_progress(self, progress: Progress) -> None:
        if progress != self._seen:
            self._seen, self.moved_at = progress, Clock.get_time()
        self._words.say(self.texts("admin.stopping") if self._stopping else progress.words)
        if progress.total:
            self._bar = self._bar or self.put(Bar(self.look, self._bar_at))
            share = min(1.0, progress.done / progress.total)
            self._bar.show(share)
            self._share.say(f"{int(share * 100)}%")

    def _draw_end(self, y: float, job: FindingsJob) -> None:
        found = job.result
        if found is None:
            stopped = Finding(
                State.WARNING, self.texts("admin.stopped"), self.texts(f"admin.{self._name}_stopped")
            )
            found = (Finding(State.FAULT, job.fault) if job.fault else stopped,)
        bottom = self.area.bottom - 2 * (Space.touch + Space.near)
        turned = leaves(self.look, found, self.area._replace(y=y, h=bottom - y))
        self.leaf_count = len(turned)
        for box in turned[self.leaf]:
            self.put(box)
        below = turned[self.leaf][-1].box.bottom if turned[self.leaf] else y
        wide = min(420.0, self.area.w)
        at = Box(self.area.x, below + Space.gap, wide, Space.touch)
        self.action(at, "again", self.texts(self.again_word), self.again)
        self.draw_turning()


class ExportPage(WorkingPage):
    """Writes to a stick."""

    again_word = "admin.write_again"

    def __init__(self, sheet: AdminSheet, drive: Drive) -> None:
        super().__init__(sheet, "export", lambda: sheet.administration.export(drive, sheet.texts.language))

    def title_and_help(self, job: FindingsJob) -> tuple[str, str]:
        """Whether the stick may be pulled out: not while it is written, and safely once all is on it."""
        if not job.over:
            return super().title_and_help(job)
        if job.result and all(one.state is not State.FAULT for one in job.result):
            return self.texts("admin.export_done"), self.texts("admin.export_done_help")
        return self.texts("admin.export"), ""


def connection_page(sheet: AdminSheet) -> WorkingPage:
    """Asks the centre, now, on a connection of its own."""
    return WorkingPage(
        sheet,
        "connection",
        lambda: sheet.administration.test_connection(sheet.texts.language),
        measured=False,
    )


def verification_page(sheet: AdminSheet) -> WorkingPage:
    """Looks at every entry of the journal."""
    return WorkingPage(sheet, "verify", lambda: sheet.administration.verify(sheet.texts.language))
