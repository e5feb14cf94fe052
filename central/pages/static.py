"""What a browser keeps for a year: style sheet, typeface and icon, each with its digest in its name."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from pathlib import Path

from fastapi import Request, Response

_OWN = Path(__file__).resolve().parents[1] / "static"
_FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
_WEIGHTS = ("400Regular", "600SemiBold", "700Bold")
_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".ttf": "font/ttf"}
_NAMED = re.compile(r'url\("([^"/]+)"\)')
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}


@cache
def static_files() -> StaticFiles:
    """The one set of them in this process."""
    return StaticFiles()


@dataclass(frozen=True)
class _File:
    kind: str
    plain: bytes
    packed: bytes


class StaticFiles:
    """The files in central/static and the product's typeface, in memory, plain and packed."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._files: dict[str, _File] = {}
        self._add(_FONTS / f"BeVietnamPro_{weight}.ttf" for weight in _WEIGHTS)
        self._add(_OWN.glob("*.svg"))
        self._add(_OWN.glob("*.css"))  # last: they name the others

    def path(self, name: str) -> str:
        """Where a browser finds the file of this plain name. Raises KeyError where there is none."""
        return f"/static/{self._names[name]}"

    def serve(self, request: Request, name: str) -> Response:
        """The file of this name with its digest; 404 for any other."""
        file = self._files.get(name)
        if file is None:
            return Response(status_code=HTTPStatus.NOT_FOUND, headers={"X-Content-Type-Options": "nosniff"})
        headers = {**_FOR_EVER, "Vary": "Accept-Encoding"}
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            return Response(
                file.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=file.kind
            )
        return Response(file.plain, headers=headers, media_type=file.kind)

    def _add(self, files: Iterable[Path]) -> None:
        for file in sorted(files):
            plain = file.read_bytes()
            if file.suffix == ".css":
                plain = _NAMED.sub(lambda name: f'url("{self.path(name[1])}")', plain.decode()).encode()
            name = f"{file.stem}.{hashlib.sha256(plain).hexdigest()[:12]}{file.suffix}"
            self._names[file.name] = name
            self._files[name] = _File(_TYPES[file.suffix], plain, gzip.compress(plain, mtime=0))
