"""Pages with fields to be filled in, and what is wrong beside each."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.ui.frame import Box
from kiosk.ui.lettering import block_height
from kiosk.ui.setup.editor import Editor, Question
from kiosk.ui.setup.field import HIGH, LABEL, Field, FieldContent
from kiosk.ui.setup.page import FAULT, Host, Page
from kiosk.ui.setup.port import Faults
from kiosk.ui.theme import Space
from kiosk.ui.widgets.part import Words
from kiosk.ui.widgets.touchable import Action

FAULT_GAP = 6
BETWEEN = 18


class FormPage(Page):
    """Fields in two columns, in portrait in one. A page is built with the faults that it shows."""

    fault_lines = 2
    """How many lines what is wrong with a field may have."""

    def __init__(self, host: Host, faults: Faults | None = None) -> None:
        self.faults: Faults = faults or {}
        super().__init__(host)

    def draw_fields(self, fields: Sequence[FieldContent]) -> None:
        """Puts them, in their order."""
        for place, content in zip(self._places(len(fields)), fields, strict=True):
            self._draw_field(place, content)

    def show_faults(self, faults: Faults) -> None:
        """Builds the page anew with what is wrong."""
        kind = type(self)
        self.host.turn_to(lambda host: kind(host, faults))

    def finish(self) -> None:
        """Goes on where nothing is wrong."""
        if self.step is None:
            return
        faults = self.host.port.faults(self.step, self.host.answers, self.language)
        if faults:
            self.show_faults(faults)
        else:
            self.go_on()

    def _places(self, count: int) -> list[Box]:
        frame, area = self.look.frame, self.area
        across = 1 if frame.portrait else 2
        row = LABEL + HIGH + FAULT_GAP + self._fault_height + BETWEEN
        columns = frame.columns(across, margin=Space.margin, gap=Space.gap)
        return [
            Box(columns[number % across][0], area.y + number // across * row, columns[0][1], row - BETWEEN)
            for number in range(count)
        ]

    def _draw_field(self, at: Box, content: FieldContent) -> None:
        look, name = self.look, content.name
        label, fault = self.texts(f"setup.{name}"), self.faults.get(name, "")
        quiet = look.palette.quiet
        self.put(Words(look, at._replace(h=LABEL - 4), label, look.type.note, colour=quiet))
        box = Box(at.x, at.y + LABEL, at.w, HIGH)
        empty = self.texts(f"setup.{name}_example")
        self.put(Field(look, box, content.value, empty, self._opening(content), wrong=bool(fault)))
        if fault:
            below = Box(at.x, box.bottom + FAULT_GAP, at.w, self._fault_height)
            self.draw_fault(below, fault, most_lines=self.fault_lines)

    @property
    def _fault_height(self) -> float:
        return block_height(self.fault_lines, FAULT.largest) + 1

    def _opening(self, content: FieldContent) -> Action:
        """Opens the keyboard for a field; what is typed is that answer."""
        kind, host = type(self), self.host
        left = {name: fault for name, fault in self.faults.items() if name != content.name}

        def done(text: str) -> None:
            text = host.port.tidied(content.name, text)
            host.take(host.answers.with_text(content.name, text))
            host.turn_to(lambda host: kind(host, left))

        question = Question(
            title=self.texts(f"setup.{content.name}"),
            help=self.texts(f"setup.{content.name}_help"),
            keyboard=content.keyboard,
            text=content.value,
            done=done,
            cancel=lambda: host.turn_to(lambda host: kind(host, self.faults)),
        )
        return lambda: host.turn_to(lambda host: Editor(host, question))
