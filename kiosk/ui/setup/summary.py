"""Everything that was answered, once more; then it is written."""

from __future__ import annotations

from kiosk.setup.answers import Step
from kiosk.ui.administration import Finding, Job, State
from kiosk.ui.frame import Box
from kiosk.ui.lettering import Setting, block_height, shortened
from kiosk.ui.screens.admin.finding_box import FindingBox, height_of
from kiosk.ui.setup.page import Host, Page
from kiosk.ui.theme import Lettering, Space
from kiosk.ui.widgets.panel import Panel, Surface
from kiosk.ui.widgets.part import Words, hairline

ROW = 54
PADDING = 28
NAME_WIDTH, NAME_WIDTH_PORTRAIT = 420, 300
MOST_LINES_PORTRAIT = 4  # of a value
NARROWER = 0.95
NAME, VALUE = Lettering((30,)), Lettering((30,), "medium")


class SummaryPage(Page):
    """A row an answer; or, where it could not be written, why."""

    step = Step.SUMMARY

    def __init__(self, host: Host, fault: str = "") -> None:
        self._fault = fault
        super().__init__(host)

    def draw(self) -> None:
        """The lines, and the button that writes."""
        texts = self.texts
        if self._fault:
            self.draw_head(texts("setup.not_written"), texts("setup.not_written_help"))
            finding = Finding(State.FAULT, self._fault)
            high = height_of(self.look, finding, self.area.w)
            self.put(FindingBox(self.look, self.area._replace(h=high), finding))
        else:
            self.draw_head(texts("setup.summary"), texts("setup.summary_help"))
            self._draw_lines()
        self.draw_back()
        self.draw_main(texts("setup.once_more" if self._fault else "setup.write"), self._write)

    def _write(self) -> None:
        job = self.host.port.save(self.host.answers, self.language)
        self.host.turn_to(lambda host: WritingPage(host, job))

    def _draw_lines(self) -> None:
        look, area = self.look, self.area
        inner = area.inside(PADDING, PADDING / 2, PADDING, 0)
        wide = NAME_WIDTH_PORTRAIT if look.frame.portrait else NAME_WIDTH
        rows = [(name, *self._set(value, inner.w - wide)) for name, value in self._lines()]
        heights = [ROW + setting.height - block_height(1, setting.size) for _, _, setting in rows]
        surface = Surface(look.palette.surface, look.palette.hair, Space.hair, Space.radius_panel)
        self.put(Panel(look, area._replace(h=sum(heights) + PADDING), surface))
        at = inner
        for (name, text, setting), high in zip(rows, heights, strict=True):
            at = at._replace(h=high)
            if at.y > inner.y:
                self.put(hairline(look, at.x, at.y, at.w))
            first, quiet = at._replace(w=wide, h=ROW), look.palette.quiet
            self.put(Words(look, first, self.texts(f"setup.{name}"), NAME, colour=quiet))
            self.put(Words(look, at.inside(wide, 0, 0), text, VALUE, most_lines=len(setting.lines)))
            at = at._replace(y=at.bottom)

    def _set(self, value: str, wide: float) -> tuple[str, Setting]:
        """As much of a value as its lines hold, and how it is set."""
        look, size = self.look, VALUE.largest
        most_lines = MOST_LINES_PORTRAIT if look.frame.portrait else 1
        room = Box(0, 0, wide, block_height(most_lines, size))
        kept = most_lines * wide
        while True:
            text = shortened(value, kept, size, look.measure(VALUE))
            setting = look.fit(text, room, VALUE, most_lines=most_lines)
            if setting.fits or kept < wide:
                return text, setting
            kept *= NARROWER

    def _lines(self) -> list[tuple[str, str]]:
        """What each answer is called, and what it is in short."""
        texts, answers = self.texts, self.host.answers
        names = ", ".join(one.name for one in answers.departments)
        pins = [
            code for code in ("admin", *(one.code for one in answers.departments)) if answers.has_pin(code)
        ]
        if answers.code:
            enrolled = texts("setup.enrols_now")
        else:
            enrolled = texts("setup.enrolled" if answers.enrolled else "setup.enrols_later")
        return [
            ("agency", answers.agency),
            ("unit", answers.unit or texts("setup.none")),
            ("counter", answers.counter or texts("setup.none")),
            ("this_device", answers.device),
            ("endpoint", answers.endpoint or texts("setup.by_stick")),
            ("enrolment", enrolled),
            ("these_departments", names),
            ("pins", texts("setup.pins_set", count=len(pins))),
            ("touch", texts("setup.touch_good" if answers.touch_works else "setup.touch_open")),
        ]


class WritingPage(Page):
    """While everything is written and looked at. There is no way back from the middle of it."""

    step = Step.SUMMARY

    def __init__(self, host: Host, job: Job[tuple[Finding, ...]]) -> None:
        self._job = job
        super().__init__(host)

    def draw(self) -> None:
        """What is waited for."""
        self.draw_head(self.texts("setup.writing"), self.texts("setup.writing_help"))

    def poll(self) -> None:
        """Goes on with what the last look found, or back with why nothing was written."""
        if not self._job.over:
            return
        if self._job.result is None:
            fault = self._job.fault
            self.host.turn_to(lambda host: SummaryPage(host, fault))
        else:
            self.host.show_findings(self._job.result)

    def go_back(self) -> None:
        """Not now."""
