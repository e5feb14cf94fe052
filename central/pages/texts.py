"""The words on the pages, one file a language in central/texts. A further language is a further file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "texts"
BASE_LANGUAGE = "vi"


@dataclass(frozen=True, eq=False)
class Texts:
    """The texts of one language; keys are "table.word". `name` is the language named in itself."""

    language: str
    name: str
    sentences: Mapping[str, str]

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key, its placeholders filled. Raises KeyError for a key that no file has."""
        return self.sentences[key].format(**values)

    def has(self, key: str) -> bool:
        """Whether there is a text of this key."""
        return key in self.sentences


def load_texts() -> dict[str, Texts]:
    """All languages by code, the base language first."""
    files = sorted(FOLDER.glob("*.toml"), key=lambda file: (file.stem != BASE_LANGUAGE, file.stem))
    return {file.stem: _read(file) for file in files}


def _read(file: Path) -> Texts:
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return Texts(file.stem, tables.pop("name"), dict(_sentences(tables)))


def _sentences(tables: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    for table, words in tables.items():
        for word, text in words.items():
            yield f"{table}.{word}", text
