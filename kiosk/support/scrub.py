"""Takes out of a text what must not leave the PC, wherever it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from kiosk.config import Config
from kiosk.secrets import TOKEN_VARIABLE

_TAKEN = "[…]"
_SHORTEST = 4
_MOST_BYTES = 64 * 1024
_LOGINS = re.compile(r"(://)[^/\s\"']+@")
_BEARERS = re.compile(r"(\b(?:bearer|basic)\s+)[^\s\"',;]+", re.IGNORECASE)
_HASHES = re.compile(r"\$argon2[^\s\"']+")


class Scrubber:
    """Knows the secrets of this PC, and the codes that name an answer or a reason."""

    def __init__(self, secrets: Iterable[str] = (), codes: Iterable[str] = ()) -> None:
        known = sorted({one for one in secrets if len(one) >= _SHORTEST}, key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, known)) or r"(?!)")
        named = sorted({one for one in codes if not one.isdigit()}, key=len, reverse=True)
        self._codes = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, named)) or '(?!)'})(?![\w-])")

    @classmethod
    def of(cls, config: Config, environment: Mapping[str, str]) -> Scrubber:
        """The one for a kiosk: its token, its files of secrets word by word, its levels and reasons."""
        asked = config.questionnaire
        codes = [*(one.code for one in asked.levels), *(one.code for one in asked.reasons)]
        files = (config.sync.token_file, config.invite.token_file)
        words = [word for file in files if file for word in _words(file)]
        return cls([environment.get(TOKEN_VARIABLE, "").strip(), config.agency.hotline, *words], codes)

    def scrubbed(self, text: str) -> str:
        """The text without them."""
        text = _HASHES.sub(_TAKEN, self._secrets.sub(_TAKEN, text))
        text = _BEARERS.sub(rf"\1{_TAKEN}", _LOGINS.sub(rf"\1{_TAKEN}@", text))
        return self._codes.sub(_TAKEN, text)


def _words(file: Path) -> list[str]:
    with suppress(OSError), file.open("rb") as stream:
        return stream.read(_MOST_BYTES).decode("utf-8", "replace").split()
    return []
