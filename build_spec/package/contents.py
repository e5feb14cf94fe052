"""What goes into the package and what stays out; read by build_spec/kiosk.spec, on Linux and Windows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

ASSETS = ("fonts", "kivy", "languages", "reports", "sounds")

LEFT_OUT = [
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
    # used by nobody here; PyInstaller would import it at each start
    "multiprocessing",
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
    # of Windows, for parts of Kivy and logging that a kiosk does not use
    "pythoncom",
    "pywintypes",
    "win32api",
    "win32com",
    "win32con",
    "win32evtlog",
    "win32evtlogutil",
    "win32file",
    # databases that are not ours, and what SQLAlchemy has beside its core
    "sqlalchemy.dialects.mssql",
    "sqlalchemy.dialects.mysql",
    "sqlalchemy.dialects.oracle",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.ext",
    "sqlalchemy.orm",
    "sqlalchemy.testing",
    "psycopg",
    "psycopg2",
    "MySQLdb",
    "pysqlite2",
]

_SQLITE = ("libsqlite3.so.0", "sqlite3.dll")

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

_KIVYS_OWN = (
    "DejaVuSans.ttf",
    "RobotoMono-Regular.ttf",
    "background.jpg",
    "cursor.png",
    "image-loading.gif",
    "image-loading.zip",
    "settings_kivy.json",
    "testpattern.png",
)


def commands(root: Path) -> list[str]:
    """The modules of the command line, each imported by its name when its command is asked for."""
    return sorted(
        f"kiosk.cli.{file.stem}" for file in (root / "kiosk/cli").glob("*.py") if file.stem != "__init__"
    )


def kivy(*, windows: bool) -> list[str]:
    """What the kiosk uses of Kivy that is imported by its name, and the modules behind it."""
    behind = {
        "audio": "audio_sdl2",
        "clipboard": "clipboard_winctypes" if windows else "clipboard_sdl2",
        "image": "img_sdl2",
        "text": "text_sdl2",
        "window": "window_sdl2",
    }
    return [
        name
        for part, module in behind.items()
        for name in (f"kivy.core.{part}", f"kivy.core.{part}.{module}")
    ]


def libraries(found: Iterable[tuple[str, str, str]], *, sqlite: str | None) -> list[tuple[str, str, str]]:
    """Which of the shared libraries that were found are packed; `sqlite` is one in place of the found."""
    wanted = []
    for name, source, kind in found:
        base = PurePath(name).name
        if base in _SQLITE and sqlite:
            wanted.append((name, sqlite, kind))
        elif not base.startswith(_SYSTEMS_OWN):
            wanted.append((name, source, kind))
    return wanted


def is_wanted_file(name: str) -> bool:
    """Whether a file is packed that is no code: of Kivy's own, what a window without Kivy's widgets needs."""
    path = PurePath(name)
    if path.suffix in (".pyx", ".pxd", ".pxi", ".h", ".pyc"):
        return False
    if path.parts[0] != "kivy_install":
        return True
    return (
        path.parts[1] == "data" and path.name not in _KIVYS_OWN and path.parts[2] not in ("keyboards", "logo")
    )


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
    four = tuple(int(part) for part in (*text.split("."), "0", "0", "0")[:4])
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
