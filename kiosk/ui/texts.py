"""The words on the screens, one folder a language. A further language is a further folder, without code.

`<code>/texts.toml` holds the words, `<code>/pictures/<criterion>.png` pictures for those who can't read them;
`pictures/` beside the languages holds those that serve every language. `<code>/font.ttf` is a typeface for
letters that the product's own lacks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from functools import cache
from pathlib import Path
from string import Formatter
from unicodedata import normalize

from kiosk.domain.records import dataclass
from kiosk.ui.assets import ASSETS, FONTS
from kiosk.ui.criterion_pictures import FOLDER_NAME, CriterionPicture, pictures_in
from kiosk.ui.letters import letters_of, missing

FOLDER = ASSETS / "languages"
FILE = "texts.toml"
TYPEFACE = "font.ttf"
BASE_LANGUAGE = "vi"
MOST_LETTERS = 400
"""Of a sentence; ours have up to 250. What is much longer fits no screen."""
MOST_BYTES = 128 * 1024
CITIZENS_TABLES = frozenset(
    {
        "strip", "languages", "invitation", "rating", "reasons", "still_there", "thanks", "notice", "closed",
        "out_of_service",
    }
)  # fmt: skip
"""What a language must have. The other tables are staff's, who read the base language."""
NO_BREAK_SPACE = "\u00a0"
_TIED_BY = str.maketrans(" ", NO_BREAK_SPACE)
_LEANING = re.compile(" (?=[–·])")
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class TextsError(ValueError):
    """A language is not as it must be; the message names the file and the cure."""


@dataclass(frozen=True, eq=False)
class Texts:
    """The texts of one language, equal to itself alone; keys are "screen.word"."""

    language: str
    name: str
    """The language named in itself."""
    sentences: Mapping[str, str]
    compounds: tuple[str, ...] = ()
    """The language's own and the base language's, whose names stand on the screens of every language."""
    pictures: Mapping[str, CriterionPicture] = field(default_factory=dict)
    """By the code of their criterion."""
    typeface: Path | None = None
    """What draws this language, where it can; None: the product's own typeface."""

    def __call__(self, key: str, /, **values: object) -> str:
        """The text of a key, its placeholders filled. Raises KeyError for a key that no file has."""
        return self.sentences[key].format(**values)

    def draws(self, text: str) -> bool:
        """Whether the language has a typeface of its own that has all letters of a text."""
        return self.typeface is not None and not missing(text, letters_of(self.typeface))

    def tied(self, text: str) -> str:
        """The text with no-break spaces inside compounds: a syllable is not a word (cán bộ, hồ sơ).

        Neither a dash nor a dot between names begins a line.
        """
        text = _LEANING.sub(NO_BREAK_SPACE, text)
        if not self.compounds:
            return text
        return _any_of(self.compounds).sub(lambda found: found.group().translate(_TIED_BY), text)


def load_texts(further: Path | None = None, *, folder: Path = FOLDER) -> dict[str, Texts]:
    """All languages of the product's folder and of a `further` one by code, the base language first.

    A language in `further` takes the place of the product's own. Raises TextsError when a file can't be
    read, has a key, a placeholder or a letter that there is not, or lacks what citizens see; PictureError and
    TypefaceError for a picture or a typeface that can't be used.
    """
    base = base_texts() if folder == FOLDER else _read(folder / BASE_LANGUAGE / FILE)
    languages = {BASE_LANGUAGE: base}
    for path in _files_in(folder):
        texts = base if path.parent.name == BASE_LANGUAGE else _read(path)
        languages[path.parent.name] = _completed(path, texts, base)
    if further is not None:
        if not further.is_dir():
            raise TextsError(f"{further}: there is no such folder; make it, or remove languages_folder")
        for path in _files_in(further):
            languages[path.parent.name] = _completed(path, _read(path), base)
    folders = [folder] if further is None else [folder, further]
    everyones = _pictures(folders)
    return {
        code: replace(texts, pictures=everyones | _pictures([folder / code for folder in folders]))
        for code, texts in languages.items()
    }


@cache
def base_texts() -> Texts:
    """The words of the product's base language, as staff read them; raises TextsError."""
    return _read(FOLDER / BASE_LANGUAGE / FILE)


def placeholders(sentence: str) -> set[str]:
    """The names in braces of a sentence. Raises ValueError where braces hold more or do not match."""
    found = set()
    for _, name, form, conversion in Formatter().parse(sentence):
        if name is not None:
            if form or conversion or not name.isidentifier():
                raise ValueError(f"{{{name}}} must be a name and nothing else")
            found.add(name)
    return found


def _files_in(folder: Path) -> Iterator[Path]:
    """The file of each language in a folder; a folder with pictures only adds them to a known language."""
    for inner in sorted(path for path in folder.iterdir() if path.is_dir() and path.name != FOLDER_NAME):
        if not _CODE.fullmatch(inner.name):
            raise TextsError(f"{inner}: is no code of a language; name the folder as in en or hmn")
        if (inner / FILE).exists():
            yield inner / FILE
        elif not (inner / FOLDER_NAME).is_dir():
            raise TextsError(f"{inner}: {FILE} is missing; copy the one of en and translate it")


def _pictures(folders: list[Path]) -> dict[str, CriterionPicture]:
    """Those of a later folder go before those of an earlier one."""
    found: dict[str, CriterionPicture] = {}
    for folder in folders:
        found |= pictures_in(folder)
    return found


def _read(path: Path) -> Texts:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise TextsError(f"{path}: larger than 128 KB; it holds more than texts")
        content = tomllib.loads(normalize("NFC", data.decode("utf-8-sig")))
        name, compounds = content.pop("name"), content.pop("compounds", [])
        sentences = {f"{table}.{key}": text for table, part in content.items() for key, text in part.items()}
        return Texts(path.parent.name, _text(name), sentences, tuple(map(_text, compounds)))
    except OSError as fault:
        raise TextsError(f"{path}: can't be read ({fault.strerror})") from fault
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError) as fault:
        raise TextsError(f"{path}: can't be read as texts ({fault!r}); compare it with vi/{FILE}") from fault


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{value!r} is no text")
    return value


@cache
def _any_of(compounds: tuple[str, ...]) -> re.Pattern[str]:
    """Longer compounds first, so that "mã số hồ sơ" is not cut by "hồ sơ"."""
    longest_first = sorted(compounds, key=len, reverse=True)
    either = "|".join(re.escape(compound) for compound in longest_first)
    return re.compile(rf"\b(?:{either})\b", re.IGNORECASE)


def _completed(path: Path, texts: Texts, base: Texts) -> Texts:
    """The texts of a file, compared with the base language, whose sentences for staff fill the gaps."""
    for key in texts.sentences:
        if key not in base.sentences:
            raise TextsError(f"{path}: has a key that vi/{FILE} lacks: {key}")
    for key, sentence in base.sentences.items():
        if key in texts.sentences:
            _compare(path, key, texts.sentences[key], sentence)
        elif key.partition(".")[0] in CITIZENS_TABLES:
            raise TextsError(f"{path}: lacks the key {key}")
    own = path.parent / TYPEFACE
    texts = replace(texts, typeface=own if own.exists() else None)
    spoken = {"name": texts.name, **texts.sentences}
    doubtful = missing("".join(spoken.values()), letters_of(FONTS["regular"]))  # one look at all letters
    for key, sentence in spoken.items():
        if len(sentence) > MOST_LETTERS:
            raise TextsError(f"{path}: {key} has more than {MOST_LETTERS} letters; say it in fewer")
        if doubtful:
            _check_letters(path, key, sentence, texts)
    compounds = tuple(dict.fromkeys((*texts.compounds, *base.compounds)))
    return replace(texts, sentences={**base.sentences, **texts.sentences}, compounds=compounds)


def _check_letters(path: Path, key: str, sentence: str, texts: Texts) -> None:
    """The name of a language is also drawn among the others, by the product's typeface."""
    lacking = missing(sentence, letters_of(FONTS["regular"]))
    if lacking and (key == "name" or not texts.draws(sentence)):
        raise TextsError(
            f"{path}: {key} has letters that can't be drawn: {lacking}; write it without, or add {TYPEFACE}"
        )


def _compare(path: Path, key: str, sentence: object, base: str) -> None:
    wanted = placeholders(base)
    try:
        same = placeholders(_text(sentence)) == wanted
    except (TypeError, ValueError):
        same = False
    if not same:
        raise TextsError(
            f"{path}: {key} must be a text with the placeholders of vi/{FILE}: {wanted or 'none'}"
        )
