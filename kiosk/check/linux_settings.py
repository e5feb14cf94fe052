"""Settings of systemd as its files say them: units that are masked or enabled, keys of its .conf."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_UNIT_FOLDERS = ("etc/systemd/system", "run/systemd/system", "usr/lib/systemd/system", "lib/systemd/system")
_CONF_FOLDERS = ("usr/lib/systemd", "run/systemd", "etc/systemd")


def has_systemd(root: Path) -> bool:
    """Whether this system is started by systemd, or will be."""
    return (root / "run/systemd/system").is_dir()


def is_masked(root: Path, unit: str) -> bool:
    """Whether nothing can start this unit: a link to /dev/null, or an empty file."""
    for folder in _UNIT_FOLDERS:
        place = root / folder / unit
        if place.is_symlink():
            return str(place.readlink()) == "/dev/null"
        if place.exists():
            return place.stat().st_size == 0
    return False


def is_enabled(root: Path, unit: str) -> bool:
    """Whether something that starts at boot asks for this unit."""
    folders = (root / folder for folder in _UNIT_FOLDERS)
    asked = ("*.wants", "*.requires")
    links = (place / unit for folder in folders for kind in asked for place in folder.glob(kind))
    return any(link.is_symlink() or link.exists() for link in links) or _is_display_manager(root, unit)


def _is_display_manager(root: Path, unit: str) -> bool:
    alias = root / "etc/systemd/system/display-manager.service"
    return alias.is_symlink() and alias.readlink().name == unit


def units(root: Path) -> Iterator[tuple[str, str]]:
    """The services of this system: name and text; the first place of a name counts."""
    seen = set()
    for folder in _UNIT_FOLDERS:
        for place in sorted((root / folder).glob("*.service")):
            if place.name not in seen:
                seen.add(place.name)
                yield place.name, text_of(place)


def setting(root: Path, file: str, key: str) -> str | None:
    """What `logind.conf`, say, or a part of it in `logind.conf.d`, tells of a key; the last one counts."""
    places = [root / folder / file for folder in _CONF_FOLDERS]
    parts = [part for folder in _CONF_FOLDERS for part in (root / folder / f"{file}.d").glob("*.conf")]
    found = None
    for place in (*places, *sorted(parts, key=lambda part: part.name)):
        for line in text_of(place).splitlines():
            name, equals, value = line.partition("=")
            if equals and name.strip() == key:
                found = value.strip()
    return found


def text_of(place: Path) -> str:
    """What a file says; nothing where it can't be read."""
    with suppress(OSError):
        return place.read_text(encoding="utf-8", errors="replace")
    return ""
