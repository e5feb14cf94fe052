"""What is inside the packaged kiosk, and what says so: licences, list of components, sums, lock."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from build_spec.package import contents
from tests.packaging.linux_root import PACKAGE, ROOT

COLLECTED = ROOT / "build/package/kiosk/collected.json"

FOR_DEVELOPERS = ("kiosk.__main__", "kiosk.ui.canned", "kiosk.ui.gallery", "kiosk.ui.snapshot")


@pytest.fixture(scope="module")
def collected() -> set[str]:
    """The names of all that is inside."""
    return {name for name, _ in json.loads(COLLECTED.read_text(encoding="utf-8"))}


@pytest.fixture(scope="module")
def components() -> dict[str, dict[str, object]]:
    text = (PACKAGE / "licences/components.cdx.json").read_text(encoding="utf-8")
    return {one["name"]: one for one in json.loads(text)["components"]}


def modules(*packages: str) -> set[str]:
    """The modules of our own source."""
    files = [file.relative_to(ROOT) for package in packages for file in (ROOT / package).rglob("*.py")]
    return {".".join(file.with_suffix("").parts).removesuffix(".__init__") for file in files}


def test_every_module_is_inside_but_for_what_only_developers_start(collected: set[str]) -> None:
    """Those that were there when the package was made."""
    made = COLLECTED.stat().st_mtime
    ours = {name for name in modules("kiosk", "sync") if not name.startswith(FOR_DEVELOPERS)}
    older = {name for name in ours if source(name).stat().st_mtime < made}
    assert older - collected == set()


def source(module: str) -> Path:
    place = ROOT / module.replace(".", "/")
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


@pytest.mark.parametrize("wanted", ["kivy.core.audio.audio_sdl2", "kivy.core.window.window_sdl2", "tzdata"])
def test_what_is_imported_by_its_name_is_inside(collected: set[str], wanted: str) -> None:
    """As Python, or compiled: kivy/core/audio/audio_sdl2.cpython-311-x86_64-linux-gnu.so."""
    assert {wanted} & {name.partition(".cpython-")[0].replace("/", ".") for name in collected}


@pytest.mark.parametrize(
    "name", ["central", "alembic", "matplotlib", "docx", "jinja2", "numpy", "pytest", "PIL"]
)
def test_what_a_kiosk_does_not_need_is_not(collected: set[str], name: str) -> None:
    assert not [one for one in collected if one == name or one.startswith((f"{name}.", f"{name}/"))]


def test_the_fonts_sounds_texts_and_examples_are_there() -> None:
    for name in contents.ASSETS:
        wanted, inside = ROOT / "assets" / name, PACKAGE / "_internal/assets" / name
        assert {file.relative_to(wanted) for file in wanted.rglob("*")} == {
            file.relative_to(inside) for file in inside.rglob("*")
        }
    assert {file.name for file in (PACKAGE / "examples").iterdir()} >= {"config.toml", "bao-cao-mau.toml"}


def test_each_part_has_its_licence_and_stands_in_the_list_of_components(
    components: dict[str, dict[str, object]],
) -> None:
    assert {
        "Kivy",
        "SDL2",
        "SQLAlchemy",
        "SQLite",
        "Python",
        "requests",
        "tzdata",
        "libssl3",
        "libpng",
    } <= components.keys()
    assert {"pytest", "setuptools", "matplotlib"}.isdisjoint(components)
    folders = {
        folder.name: list(folder.iterdir()) for folder in (PACKAGE / "licences").iterdir() if folder.is_dir()
    }
    assert folders.keys() == components.keys()
    assert all(folders.values())


def test_the_sums_are_those_of_the_files() -> None:
    """Of the folder; packages beside it are the tests of others."""
    lines = (PACKAGE.parent / "SHA256SUMS").read_text(encoding="utf-8").splitlines(keepends=True)
    ours = "".join(line for line in lines if "  kiosk/" in line)
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet"],
        input=ours,
        cwd=PACKAGE.parent,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ours
    assert done.returncode == 0, done.stdout


def test_it_is_built_from_the_versions_that_were_tested() -> None:
    whole, part = (versions(ROOT / name) for name in ("requirements.lock", "build_spec/package/build.lock"))
    assert {"kivy", "sqlalchemy", "requests", "pyinstaller"} <= part.keys()
    assert {name: whole.get(name, version) for name, version in part.items()} == part
    assert "index-url" not in (ROOT / "build_spec/package/build.lock").read_text(encoding="utf-8")


def versions(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE))
