"""Makes the Debian package of the kiosk from the folder that `make build` left: `make deb`.

Usage: python -m build_spec.linux.deb [--program dist/kiosk] [--version 0.1.0] [--output dist]

The program goes to /usr/lib/hai-long, where files of a package belong that users do not start themselves;
/opt is for what comes without one. SOURCE_DATE_EPOCH, else the newest commit's time, dates everything in
it, so that the same program gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

# Where each file goes, and its rights.
FILES = {
    "session.sh": ("usr/lib/hai-long/session", 0o755),
    "lockdown.sh": ("usr/sbin/hai-long-lockdown", 0o755),
    "hai-long-kiosk.service": ("lib/systemd/system/hai-long-kiosk.service", 0o644),
    "hai-long-kiosk-restart.service": ("lib/systemd/system/hai-long-kiosk-restart.service", 0o644),
    "hai-long-kiosk-restart.timer": ("lib/systemd/system/hai-long-kiosk-restart.timer", 0o644),
    "sysusers.conf": ("usr/lib/sysusers.d/hai-long-kiosk.conf", 0o644),
    "tmpfiles.conf": ("usr/lib/tmpfiles.d/hai-long-kiosk.conf", 0o644),
    "pam": ("etc/pam.d/hai-long-kiosk", 0o644),
    "../../config.toml": ("usr/share/doc/hai-long/examples/config.toml", 0o644),
    "copyright": ("usr/share/doc/hai-long/copyright", 0o644),
    "lintian-overrides": ("usr/share/lintian/overrides/hai-long", 0o644),
    "../../docs/it.md": ("usr/share/doc/hai-long/it.md", 0o644),
    "../../docs/linux.md": ("usr/share/doc/hai-long/linux.md", 0o644),
    "../../docs/tra-cuu.md": ("usr/share/doc/hai-long/tra-cuu.md", 0o644),
}
MANUALS = {"kiosk": 1, "hai-long-lockdown": 8}
CHANGES = """hai-long ({version}) stable; urgency=medium

  * What changed stands in CHANGELOG.md beside this file.

 -- Hai Long <hai-long@example.org>  {day:%a, %d %b %Y %H:%M:%S} +0000
"""
SCRIPTS = ("preinst", "postinst", "prerm", "postrm")
CONFFILES = "/etc/pam.d/hai-long-kiosk\n"

# What the program loads and does not bring, and what its session starts. libpam-systemd brings systemd.
DEPENDS = (
    "libgl1",
    "libpam-systemd",
    "xauth",
    "xserver-xorg-core",
    "xserver-xorg-input-libinput",
)
_GLIBC = re.compile(rb"GLIBC_(\d+)\.(\d+)")
_VERSION = re.compile(r"[0-9][A-Za-z0-9.+~-]*")


class PackageError(Exception):
    """The package can't be made: one sentence."""


def main(words: list[str] | None = None) -> int:
    """Make the package; its path on stdout."""
    options = _options(words)
    try:
        print(make(options.program, options.output, options.version))
    except (PackageError, subprocess.CalledProcessError, OSError) as error:
        print(f"deb: {error}", file=sys.stderr)
        return 1
    return 0


def make(program: Path, output: Path, version: str, compression: str = "xz") -> Path:
    """Write hai-long_VERSION_amd64.deb into `output`; raises PackageError."""
    if not (program / "kiosk").is_file():
        raise PackageError(f"{program} holds no kiosk; run make build first")
    if not _VERSION.fullmatch(version):
        raise PackageError(f'"{version}" is no version of a package')
    at = epoch()
    output.mkdir(parents=True, exist_ok=True)
    package = output / f"hai-long_{version}_amd64.deb"
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "hai-long"
        _lay_out(program, tree)
        _write_documents(tree, version, at)
        _control(tree, version)
        _date(tree, at)
        _run_dpkg_deb(tree, package, compression, at)
    return package


def epoch() -> int:
    """The time that everything is dated, in seconds since 1970."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told is None:
        command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(told)


def version_of_source() -> str:
    """The version of pyproject.toml, as the program has it."""
    found = re.search(
        r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE
    )
    if found is None:
        raise PackageError("pyproject.toml has no version")
    return found[1]


def _options(words: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="deb", description="Make the Debian package.")
    parser.add_argument("--program", type=Path, default=ROOT / "dist/kiosk", help="the folder of make build")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="where the package goes")
    parser.add_argument("--version", default=version_of_source(), help="by default, that of pyproject.toml")
    return parser.parse_args(words)


def _lay_out(program: Path, tree: Path) -> None:
    """Everything where the system will find it, readable by everybody, writable by root alone."""
    library = tree / "usr/lib/hai-long"
    shutil.copytree(program, library / "kiosk", symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(HERE / "lockdown", library / "lockdown")
    for file in _files(library):
        file.chmod(0o644)
    (library / "kiosk/kiosk").chmod(0o755)
    for name, (place, mode) in FILES.items():
        (tree / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / name, tree / place)
        (tree / place).chmod(mode)
    command = tree / "usr/bin/kiosk"
    command.parent.mkdir(parents=True)
    command.symlink_to("../lib/hai-long/kiosk/kiosk")


def _write_documents(tree: Path, version: str, at: int) -> None:
    """What Debian wants of every package: the change log in its form, and pages for `man`."""
    documents = tree / "usr/share/doc/hai-long"
    shutil.copyfile(ROOT / "CHANGELOG.md", documents / "CHANGELOG.md")
    day = datetime.fromtimestamp(at, UTC)
    _compressed(documents / "changelog.gz", CHANGES.format(version=version, day=day))
    for name, section in MANUALS.items():
        page = (HERE / f"{name}.{section}").read_text(encoding="utf-8")
        _compressed(tree / f"usr/share/man/man{section}/{name}.{section}.gz", page)


def _compressed(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(text.encode(), mtime=0))


def _control(tree: Path, version: str) -> None:
    about = tree / "DEBIAN"
    about.mkdir()
    size = sum(file.stat().st_size for file in _files(tree)) // 1024
    depends = ", ".join((f"libc6 (>= {_glibc(tree)})", *DEPENDS))
    text = (HERE / "control").read_text(encoding="utf-8")
    text = text.format(version=version, size=size, depends=depends)
    (about / "control").write_text(text, encoding="utf-8")
    (about / "conffiles").write_text(CONFFILES, encoding="utf-8")
    for name in SCRIPTS:
        shutil.copyfile(HERE / "scripts" / name, about / name)
        (about / name).chmod(0o755)


def _glibc(tree: Path) -> str:
    """The oldest C library that all of the program runs on, by the versions its files ask for."""
    asked = {
        (int(major), int(minor))
        for file in _files(tree)
        if (content := file.read_bytes()).startswith(b"\x7fELF")
        for major, minor in _GLIBC.findall(content)
    }
    major, minor = max(asked, default=(2, 17))
    return f"{major}.{minor}"


def _files(folder: Path) -> Iterator[Path]:
    return (one for one in sorted(folder.rglob("*")) if one.is_file() and not one.is_symlink())


def _date(tree: Path, at: int) -> None:
    for one in (tree, *tree.rglob("*")):
        if one.is_dir():
            one.chmod(0o755)
        os.utime(one, (at, at), follow_symlinks=False)


def _run_dpkg_deb(tree: Path, package: Path, compression: str, at: int) -> None:
    how = ["--root-owner-group", "--threads-max=1", f"-Z{compression}"]
    command = ["dpkg-deb", *how, "--build", str(tree), str(package)]
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(at)},
    )


if __name__ == "__main__":
    sys.exit(main())
