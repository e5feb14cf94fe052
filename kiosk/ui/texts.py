"""The words on the screens, one folder a language. A further language is a further folder."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from unicodedata import normalize

from kiosk.ui.assets import ASSETS

FOLDER = ASSETS / "languages"
FILE = "texts.toml"
BASE_LANGUAGE = "vi"
NO_BREAK_SPACE = "\u00a0"
_TIED_BY = str.maketrans(" ", NO_BREAK_SPACE)


class TextsError(ValueError):
    """A file of texts is not as it must be; the message names the file and the cure."""


@dataclass(frozen=True)
class Texts:
    """The texts of one language; keys are "screen.word"."""

    language: str
    name: str
    """The language named in itself."""
    sentences: Mapping[str, str]
    compounds: re.Pattern[str] | None = None

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key, its placeholders filled. Raises KeyError for a key that no file has."""
        return self.sentences[key].format(**values)

    def tied(self, text: str) -> str:
        """The text with no-break spaces inside compounds: a syllable is not a word (cán bộ, hồ sơ).

        A dash never begins a line.
        """
        text = text.replace(" –", NO_BREAK_SPACE + "–")
        if self.compounds is None:
            return text
        return self.compounds.sub(lambda found: found.group().translate(_TIED_BY), text)


def load_texts(folder: Path = FOLDER) -> dict[str, Texts]:
    """All languages of a folder by code, the base language first.

    Raises TextsError when a file can't be read, or lacks a key or placeholder of the base language or has
    one too many.
    """
    languages = {path.parent.name: _read(path) for path in sorted(folder.glob(f"*/{FILE}"))}
    if BASE_LANGUAGE not in languages:
        raise TextsError(f"{folder}: {BASE_LANGUAGE}/{FILE} is missing; it is the base of all languages")
    base = languages.pop(BASE_LANGUAGE)
    for code, texts in languages.items():
        _compare(folder / code / FILE, texts, base)
    return {BASE_LANGUAGE: base, **languages}


def placeholders(sentence: str) -> set[str]:
    """The names in braces of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def _read(path: Path) -> Texts:
    try:
        content = tomllib.loads(normalize("NFC", path.read_text(encoding="utf-8")))
        name, compounds = content.pop("name"), content.pop("compounds")
        sentences = {f"{table}.{key}": text for table, part in content.items() for key, text in part.items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, AttributeError) as fault:
        raise TextsError(f"{path}: can't be read as texts ({fault!r}); compare it with vi/{FILE}") from fault
    return Texts(path.parent.name, name, sentences, _pattern(compounds))


def _pattern(compounds: list[str]) -> re.Pattern[str] | None:
    """Longer compounds first, so that "mã số hồ sơ" is not cut by "hồ sơ"."""
    if not compounds:
        return None
    longest_first = sorted(compounds, key=len, reverse=True)
    either = "|".join(re.escape(compound) for compound in longest_first)
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)


def _compare(path: Path, texts: Texts, base: Texts) -> None:
    for key in base.sentences.keys() ^ texts.sentences.keys():
        fault = "lacks the key" if key in base.sentences else "has a key that vi/{FILE} lacks:"
        raise TextsError(f"{path}: {fault} {key}")
    for key, sentence in base.sentences.items():
        if placeholders(sentence) != placeholders(texts.sentences[key]):
            wanted = placeholders(sentence)
            raise TextsError(f"{path}: {key} must have the placeholders of vi/{FILE}: {wanted}")
