"""What others made of what is in a package: each part with its version, its licence and the texts of that.

Found from the list of files that PyInstaller collected (collected.json), so that neither a part that was left
out is named nor one that was dragged in forgotten. Texts come from where the parts themselves keep them.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from packageurl import PackageURL

ROOT = Path(__file__).resolve().parents[2]
_INSIDE_KIVY = Path(__file__).with_name("licences") / "inside-kivy.txt"
_SDL = re.compile(r"lib(SDL2(?:_\w+)?)-.*\.so\.0\.(\d+)\.(\d+)$")
_PNG = re.compile(r"libpng15-.*\.so\.15\.(\d+)\.\d+$")
_TEXT_NAMES = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_PACKAGES = "site-packages"


@dataclass(frozen=True)
class Part:
    """Something in the package that others made; `licence` is an SPDX expression where they name one."""

    name: str
    version: str
    licence: str | None
    purl: PackageURL | None
    texts: tuple[Path, ...]


@dataclass(frozen=True)
class Interpreter:
    """The Python that is packed, and where its licence stands."""

    version: str
    licence: Path


def parts(collected: Path, site_packages: Path, interpreter: Interpreter, sqlite: str | None) -> list[Part]:
    """The parts in a package, by name.

    `site_packages` is of the environment that it was built in; `sqlite` is the version of the SQLite that
    took the place of the interpreter's.
    """
    sources = [_path(source) for _, source in json.loads(collected.read_text(encoding="utf-8"))]
    found = [*_of_wheels(sources, site_packages), *_inside_kivy(sources), *_of_debian(sources), *_of_assets()]
    found.append(
        Part(
            "Python",
            interpreter.version,
            "PSF-2.0",
            _generic("python", interpreter.version),
            (interpreter.licence,),
        )
    )
    if sqlite:
        found.append(Part("SQLite", sqlite, "blessing", _generic("sqlite", sqlite), ()))
    return sorted(found, key=lambda part: part.name.lower())


def _path(source: str) -> PurePath:
    return PureWindowsPath(source) if "\\" in source else PurePosixPath(source)


def _of_wheels(sources: Iterable[PurePath], site_packages: Path) -> Iterator[Part]:
    """Those that pip installed, the bootloader of PyInstaller among them: it is the executable itself."""
    owner = {str(file): one for one in distributions(path=[str(site_packages)]) for file in one.files or ()}
    inside = {owner.get(_below_packages(source)) for source in sources}
    inside |= {one for one in owner.values() if one.name.lower() == "pyinstaller"}
    for one in inside - {None}:
        if one:
            yield _wheel(one)


def _below_packages(source: PurePath) -> str:
    """The path as a wheel's own list has it."""
    return "/".join(source.parts[source.parts.index(_PACKAGES) + 1 :]) if _PACKAGES in source.parts else ""


def _wheel(one: Distribution) -> Part:
    name = one.name.lower().replace("_", "-")
    texts = [
        Path(str(one.locate_file(file))) for file in one.files or () if _is_text(PurePosixPath(str(file)))
    ]
    if name == "kivy":
        texts.append(_INSIDE_KIVY)
    licence = _field(one, "License-Expression") or _field(one, "License")
    short = licence if licence and "\n" not in licence else None
    return Part(
        one.name, one.version, short, PackageURL("pypi", name=name, version=one.version), tuple(texts)
    )


def _inside_kivy(sources: Iterable[PurePath]) -> Iterator[Part]:
    """SDL's libraries, and what lies beside them: libSDL2_image-2-94bd047c.0.so.0.800.2 is 2.8.2."""
    for name in {source.name for source in sources if "Kivy.libs" in source.parts}:
        if found := _SDL.match(name):
            library, hundred_minor, patch = found.groups()
            version = f"2.{int(hundred_minor) // 100}.{patch}"
            yield Part(library, version, "Zlib", _generic(library.lower(), version), (_INSIDE_KIVY,))
        elif found := _PNG.match(name):
            version = f"1.5.{found[1]}"
            yield Part("libpng", version, "Libpng", _generic("libpng", version), (_INSIDE_KIVY,))


def _field(one: Distribution, name: str) -> str | None:
    """A line of its metadata; some write a whole licence there."""
    said: str = (one.metadata.get_all(name) or [""])[0]
    return said if said and "\n" not in said else None


def _is_text(file: PurePosixPath) -> bool:
    return ".dist-info" in file.parts[0] and bool(_TEXT_NAMES.search(file.name)) and file.suffix != ".py"


def _of_debian(sources: Iterable[PurePath]) -> Iterator[Part]:
    """The shared libraries that the system gave."""
    given = {str(source) for source in sources if str(source).startswith(("/lib/", "/usr/lib/"))}
    packages = {package for file in given for package in _package_of(Path(file))}
    for package in packages:
        command = ["dpkg-query", "--show", "--showformat", "${Version}", package]
        version = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        name = package.partition(":")[0]
        purl = PackageURL("deb", "debian", name, version)
        yield Part(name, version, None, purl, (Path("/usr/share/doc", name, "copyright"),))


def _package_of(file: Path) -> list[str]:
    """The Debian package of a file, which dpkg knows by its path before or after /usr was merged."""
    real = str(file.resolve())
    for name in (real, real.removeprefix("/usr")):
        done = subprocess.run(["dpkg", "--search", name], check=False, capture_output=True, text=True)
        if done.returncode == 0:
            return [done.stdout.partition(": ")[0]]
    return []


def _of_assets() -> Iterator[Part]:
    yield Part("Be Vietnam Pro", "", "OFL-1.1", None, (ROOT / "assets/fonts/OFL.txt",))


def _generic(name: str, version: str) -> PackageURL:
    return PackageURL("generic", name=name, version=version)
