"""What goes into the package and what stays out; read by build_spec/kiosk.spec, on Linux and Windows."""

from __future__ import annotations

import re
from pathlib import Path, PurePath
from typing import Any

ASSETS = ("fonts", "languages", "reports", "sounds")

KIVY = [
    "kivy.core.audio",
    "kivy.core.clipboard",
    "kivy.core.gl",
    "kivy.core.image",
    "kivy.core.text",
    "kivy.core.window",
]
"""What the kiosk uses of Kivy that is imported by name at run time; `providers` has what is behind it."""

LEFT_OUT = [
    # pysqlite3 stands in for it, see newer_sqlite.py
    "sqlite3",
    "_sqlite3",
    # extras and other programs of this project
    "central",
    "kiosk.ui.gallery",
    "alembic",
    "fastapi",
    "jinja2",
    "matplotlib",
    "docx",
    "reportlab",
    "xlsxwriter",
    # for developers
    "kivy.tools",
    "kivy.tests",
    "tkinter",
    "unittest",
    "doctest",
    "pydoc",
    "pdb",
    "lib2to3",
    "distutils",
    "setuptools",
    "pkg_resources",
    "pip",
    "PyInstaller",
    "readline",
    "curses",
    # what Kivy and others would take if it happened to be there
    "numpy",
    "PIL",
    "cv2",
    "gi",
    "pygame",
    "ffpyplayer",
    "docutils",
    "pygments",
    "brotli",
    "chardet",
    # a kiosk plays no film
    "kivy.core.camera",
    "kivy.core.video",
    "kivy.core.spelling",
    "kivy.lib.gstplayer",
    "kivy.lib.vidcore_lite",
    # databases that are not ours
    "psycopg",
    "psycopg2",
    "MySQLdb",
    "pysqlite2",
]

_SYSTEMS_OWN = (
    # One older than the target's Mesa keeps its drivers from loading (kivy #8707, pyinstaller #6993).
    "libstdc++.so",
    "libgcc_s.so",
    # What OpenGL brings with it, and must share with the kiosk.
    "libX11.so",
    "libXau.so",
    "libXdmcp.so",
    "libbsd.so",
    "libmd.so",
)


def commands(root: Path) -> list[str]:
    """The modules of the command line, each imported by its name when its command is asked for."""
    return sorted(
        f"kiosk.cli.{file.stem}" for file in (root / "kiosk/cli").glob("*.py") if file.stem != "__init__"
    )


def providers(*, windows: bool) -> list[str]:
    """The modules behind Kivy's window, letters, pictures, sounds and clipboard."""
    clipboard = "clipboard_winctypes" if windows else "clipboard_sdl2"
    names = (
        "window.window_sdl2",
        "text.text_sdl2",
        "image.img_sdl2",
        "audio.audio_sdl2",
        f"clipboard.{clipboard}",
    )
    return [f"kivy.core.{name}" for name in names]


def is_wanted_library(name: str) -> bool:
    """Whether a shared library is packed; what belongs to the system's graphics is not."""
    return not PurePath(name).name.startswith(_SYSTEMS_OWN)


def is_wanted_file(_name: str) -> bool:
    """Whether a file is packed that is no code."""
    return True


def version(root: Path) -> str:
    """The version of the product."""
    found = re.search(
        r'^__version__ = "(.+)"$', (root / "kiosk/__init__.py").read_text(encoding="utf-8"), re.MULTILINE
    )
    if found is None:
        raise ValueError("kiosk/__init__.py has no __version__")
    return found[1]


def windows_version(root: Path) -> Any:
    """What Windows shows of an executable under Properties, Details."""
    from PyInstaller.utils.win32 import versioninfo as info  # noqa: PLC0415  of the environment that builds

    text = version(root)
    four = tuple(int(part) for part in (*text.split("."), 0, 0, 0)[:4])
    words = {
        "ProductName": "Hài Lòng",
        "FileDescription": "Hài Lòng: máy đánh giá mức độ hài lòng",
        "CompanyName": "Hài Lòng",
        "FileVersion": text,
        "ProductVersion": text,
        "InternalName": "kiosk",
    }
    table = info.StringTable(
        "042A04B0", [info.StringStruct(*pair) for pair in words.items()]
    )  # Vietnamese, Unicode
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(filevers=four, prodvers=four),
        kids=[
            info.StringFileInfo([table]),
            info.VarFileInfo([info.VarStruct("Translation", [0x042A, 0x04B0])]),
        ],
    )
