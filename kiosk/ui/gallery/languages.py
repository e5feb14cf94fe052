"""The languages of a picture: those of the product, of a folder, or invented ones that only fill a page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.ui.texts import FILE, FOLDER, load_texts


def beginning_with(language: str, folder: Path | None) -> tuple[str, ...]:
    """Every language, this one first: then it is the kiosk's own, on staff's screens as well."""
    return (language, *(code for code in load_texts(folder) if code != language))


@contextmanager
def invented(languages: Collection[tuple[str, str]]) -> Iterator[Path | None]:
    """A folder with languages of these codes and names, whose texts are English; None for no language."""
    if not languages:
        yield None
        return
    english = (FOLDER / "en" / FILE).read_text(encoding="utf-8")
    own_name = load_texts()["en"].name
    with TemporaryDirectory() as folder:
        for code, name in languages:
            place = Path(folder, code)
            place.mkdir()
            (place / FILE).write_text(english.replace(f'"{own_name}"', f'"{name}"', 1), encoding="utf-8")
        yield Path(folder)
