"""A sentence in both languages of the command line."""

from __future__ import annotations

from kiosk.domain.records import dataclass

LANGUAGES = ("vi", "en")


@dataclass(frozen=True)
class Message:
    """One sentence (or part of one) in Vietnamese and in English."""

    vi: str
    en: str

    def text(self, language: str) -> str:
        """The sentence in `language`; Vietnamese unless that is "en"."""
        return self.en if language == "en" else self.vi


_CURE = Message("Cần làm", "To do")


def with_cure(what: Message, cure: Message, language: str) -> str:
    """What is wrong and what to do about it, as one line."""
    return f"{what.text(language)}. {_CURE.text(language)}: {cure.text(language)}."
