"""English sentences of other parts and of Python itself, in Vietnamese too."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kiosk.config.message import Message
from kiosk.config.reasons import vietnamese_of


class Translations:
    """English sentences and theirs in Vietnamese; the gaps {} of one stand in the other in the same order."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._patterns = [
            (re.compile(re.escape(english).replace(r"\{\}", "(.+)"), re.DOTALL), vietnamese)
            for english, vietnamese in sentences.items()
        ]

    def in_both(self, sentence: str) -> Message:
        """The sentence and its translation, a system's reason in it too; an unknown one stays as it is."""
        for pattern, vietnamese in self._patterns:
            if found := pattern.fullmatch(sentence):
                return Message(vietnamese.format(*map(vietnamese_of, found.groups())), sentence)
        return Message(sentence, sentence)
