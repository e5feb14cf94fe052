"""Whose desk this is: agency, unit, counter, and the device's name where the centre did not say it."""

from __future__ import annotations

from kiosk.setup.answers import Step
from kiosk.ui.setup.field import FieldContent
from kiosk.ui.setup.form import FormPage


class PlacePage(FormPage):
    """Three fields, or four."""

    step = Step.PLACE

    def draw(self) -> None:
        """The fields, and the way on."""
        texts, answers = self.texts, self.host.answers
        told = answers.device_told
        help_ = texts("setup.place_told", device=answers.device) if told else texts("setup.place_help")
        self.draw_head(texts("setup.place"), help_)
        fields = [
            FieldContent("agency", "words", answers.agency),
            FieldContent("unit", "words", answers.unit),
            FieldContent("counter", "words", answers.counter),
        ]
        if not told:
            fields.append(FieldContent("device", "device", answers.device))
        self.draw_fields(fields)
        self.draw_back()
        self.draw_main(texts("setup.on"), self.finish)
