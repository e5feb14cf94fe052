"""Makes dist/windows/kiosk, the kiosk for Windows, and the setup beside it: `make windows`.

On Linux, under Wine: the interpreter, the locked packages, PyInstaller, an audit of what came out, NSIS. The
variable PYTHON_WINDOWS names a folder with the official interpreter; signing.py tells how files are signed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from build_spec.package import contents, sqlite, sums
from build_spec.package.build import commit_time, finish
from build_spec.package.shipped import Interpreter, parts
from build_spec.windows import audit, interpreter, packages, signing
from build_spec.windows.wine import Wine, WineError, windows_path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build/windows"
FOLDER = ROOT / "dist/windows/kiosk"
HERE = Path(__file__).parent
_COMPILER = "x86_64-w64-mingw32-gcc"
_PROGRAMS = ("kiosk.exe", "kioskw.exe")


class BuildError(Exception):
    """What came out can't be given away; the text says why."""


def main() -> int:
    """Build, look at it, pack it."""
    os.environ["SOURCE_DATE_EPOCH"] = str(commit_time())
    try:
        python = _python()
        library = sqlite.library(WORK / "sqlite", "sqlite3.dll", compiler=_COMPILER)
        _freeze(python, library)
        _complete(python)
        setup = pack(FOLDER, contents.version(ROOT), ROOT / "dist")
    except (BuildError, WineError, interpreter.InterpreterError) as error:
        print(f"windows: {error}", file=sys.stderr)
        return 1
    sums.write(ROOT / "dist")
    print(f"windows: {setup.relative_to(ROOT)}, {setup.stat().st_size / 2**20:.0f} MiB")
    return 0


def _python() -> Path:
    """The interpreter with the locked packages in it."""
    python = WORK / "python"
    given = os.environ.get("PYTHON_WINDOWS")
    print("windows: the interpreter and the locked packages", flush=True)
    interpreter.put(python, Path(given) if given else None)
    print(f"windows: {interpreter.signed_files(python)} files of it carry a signature that was verified")
    packages.put(python)
    return python


def _freeze(python: Path, library: Path) -> None:
    print("windows: PyInstaller under Wine", flush=True)
    shutil.rmtree(FOLDER, ignore_errors=True)
    wine = Wine(
        WORK / "prefix",
        {
            "KIOSK_SQLITE": windows_path(library),
            "PYTHONHASHSEED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "KIVY_NO_CONSOLELOG": "1",
            "KIVY_NO_FILELOG": "1",
        },
    )
    wine.make()
    try:
        words = ["--noconfirm", "--clean", "--log-level", "WARN"]
        places = ["--workpath", windows_path(WORK), "--distpath", windows_path(FOLDER.parent)]
        spec = windows_path(ROOT / "build_spec/kiosk.spec")
        wine.run(python / "python.exe", "-X", "utf8", "-m", "PyInstaller", *words, *places, spec)
    finally:
        wine.end()


def _complete(python: Path) -> None:
    """What lies beside the program; raises BuildError where Windows could not run what is there."""
    faults = list(audit.findings(FOLDER))
    if faults:
        raise BuildError("the folder would not work on Windows:\n  " + "\n  ".join(faults))
    (FOLDER / "version.txt").write_text(contents.version(ROOT), encoding="ascii")
    shutil.copytree(HERE / "lockdown", FOLDER / "lockdown")
    key = signing.key_of(os.environ)
    if key:
        for name in _PROGRAMS:
            signing.sign(FOLDER / name, key)
    about = Interpreter("3.11.9", python / "LICENSE.txt")
    site_packages = python / "Lib/site-packages"
    found = parts(WORK / "kiosk/collected.json", site_packages, about, sqlite.version(WORK / "sqlite"))
    finish(FOLDER, found, built=commit_time())


def pack(folder: Path, version: str, target: Path) -> Path:
    """The setup of a program folder, signed where there is a key."""
    setup = target / f"hai-long-{version}-setup.exe"
    setup.unlink(missing_ok=True)
    defined = {
        "VERSION": version,
        "SOURCE": str(folder),
        "TARGET": str(setup),
        "ICON": str(ROOT / "build_spec/package/kiosk.ico"),
    }
    if signing.key_of(os.environ):
        defined["SIGNER"] = f"{sys.executable} -m build_spec.windows.signing"
    words = [f"-D{name}={value}" for name, value in defined.items()]
    done = subprocess.run(
        ["makensis", "-V2", "-WX", *words, str(HERE / "setup.nsi")],
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise BuildError(f"makensis ends with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-1000:]}")
    return setup


if __name__ == "__main__":
    sys.exit(main())
