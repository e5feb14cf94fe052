"""Makes the packaged kiosk for this system in dist/kiosk: `make build`.

In a clean environment from build.lock: SQLite, PyInstaller with build_spec/kiosk.spec, then what lies
beside the program: examples, the licences of all that is in it, and its list of components. The same
commit gives the same bytes on the same system; SOURCE_DATE_EPOCH is the commit's time where it is not
given.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from build_spec.package import contents, sqlite, sums
from build_spec.package.environment import made
from build_spec.package.sbom import sbom
from build_spec.package.shipped import Interpreter, Part, parts

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build/package"
FOLDER = ROOT / "dist/kiosk"
EXAMPLES = ("config.toml", "assets/examples/nam-yeu-to.toml", "assets/reports/bao-cao-mau.toml")
_LARGEST = 15


def main() -> int:
    """Build, finish, tell what came out."""
    with ThreadPoolExecutor() as beside:
        compiled = beside.submit(sqlite.library, WORK / "sqlite")
        python = made(WORK / "environment")
        library = compiled.result()
    built = commit_time()
    _freeze(python, {"KIOSK_SQLITE": str(library), "SOURCE_DATE_EPOCH": str(built)})
    _forget_where_python_stood(FOLDER / "_internal")
    site_packages = Path(sysconfig.get_path("purelib", vars={"base": str(python.parents[1])}))
    interpreter = Interpreter(sys.version.split()[0], _licence_of_python())
    found = parts(WORK / "kiosk/collected.json", site_packages, interpreter, sqlite.version(WORK / "sqlite"))
    finish(FOLDER, found, built=built)
    sums.write(FOLDER.parent)
    _tell(FOLDER)
    return 0


def _licence_of_python() -> Path:
    own = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    debians = Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright")
    return own if own.exists() else debians


def finish(folder: Path, found: list[Part], *, built: int) -> None:
    """Lay beside a frozen program what it is shipped with, and give all files one time and plain rights."""
    examples = folder / "examples"
    examples.mkdir()
    for name in EXAMPLES:
        shutil.copy(ROOT / name, examples)
    _copy_texts(folder / "licences", found)
    components = folder / "licences/components.cdx.json"
    components.write_text(sbom(contents.version(ROOT), found, built=built), encoding="utf-8")
    for file in (folder, *folder.rglob("*")):
        if not file.is_symlink():
            file.chmod(0o755 if file.is_dir() or os.access(file, os.X_OK) else 0o644)
        os.utime(file, (built, built), follow_symlinks=False)


def _copy_texts(folder: Path, found: list[Part]) -> None:
    for part in found:
        own = folder / part.name
        own.mkdir(parents=True)
        for text in part.texts:
            shutil.copyfile(text, own / text.name)
        if not part.texts:
            (own / "LICENCE.txt").write_text(
                f"{part.name} {part.version}: {part.licence}\n", encoding="utf-8"
            )


def commit_time() -> int:
    """The time that all files of a build have: SOURCE_DATE_EPOCH, else this commit's."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    command = ["git", "log", "-1", "--format=%ct"]
    return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def _freeze(python: Path, variables: Mapping[str, str]) -> None:
    """Run PyInstaller; Kivy, which it imports, is not to read its arguments nor to log each import."""
    quiet = {"KIVY_NO_ARGS": "1", "KIVY_NO_CONFIG": "1", "KIVY_NO_CONSOLELOG": "1", "KIVY_LOG_MODE": "PYTHON"}
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    command += ["build_spec/kiosk.spec", "--workpath", str(WORK), "--distpath", str(FOLDER.parent)]
    log = WORK / "pyinstaller.log"
    with log.open("wb") as output:
        environment = {**os.environ, **quiet, "PYTHONHASHSEED": "1", **variables}
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=output, stderr=output, check=False)
    if done.returncode != 0:
        sys.exit(
            f"{log.read_text(errors='replace')[-4000:]}\nbuild: PyInstaller failed, its words stand above"
        )


def _forget_where_python_stood(libraries: Path) -> None:
    """A Python that somebody built names the folder of its libraries, which is nowhere on another PC."""
    files = [*libraries.glob("libpython*.so*"), *libraries.glob("python*/lib-dynload/*.so")]
    subprocess.run(["patchelf", "--remove-rpath", *files], check=True)


def _tell(folder: Path) -> None:
    files = sorted(
        (file.stat().st_size, file) for file in folder.rglob("*") if file.is_file() and not file.is_symlink()
    )
    whole = sum(size for size, _ in files)
    print(f"{folder.relative_to(ROOT)}: {whole / 1e6:.1f} MB in {len(files)} files; the largest:")
    for size, file in reversed(files[-_LARGEST:]):
        print(f"  {size / 1e6:5.1f} MB  {file.relative_to(folder)}")


if __name__ == "__main__":
    sys.exit(main())
