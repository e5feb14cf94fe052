"""English sentences of other parts and of Python itself, in Vietnamese too."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kiosk.config.message import Message
from kiosk.config.reasons import vietnamese_of


class Translations:
    """English sentences and theirs in Vietnamese; the gaps {} of one stand in the other in the same order."""

    def __init__(self, sentences: Mapping[str, str]) -> None:
        self._sentences = sentences

    def in_both(self, sentence: str) -> Message:
        """The sentence and its translation, a system's reason in it too; an unknown one stays as it is."""
        for english, vietnamese in self._sentences.items():
            pattern = re.escape(english).replace(r"\{\}", "(.+)")  # here, for no start needs them
            if found := re.fullmatch(pattern, sentence, re.DOTALL):
                return Message(vietnamese.format(*map(vietnamese_of, found.groups())), sentence)
        return Message(sentence, sentence)
