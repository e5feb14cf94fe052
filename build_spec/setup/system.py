"""Look for what this machine lacks, and ask apt for exactly that.

Usage: python system.py tools|run|gallery|test|build|windows

Each part is looked for by what it must be able to do, not by package name, so a machine that has it from
elsewhere is left alone. Exit status: 0 all is there, 1 apt failed, 2 something is missing and this user
may not install it; the command to run is then printed.
"""

import ctypes
import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

GROUPS = ("tools", "run", "gallery", "test")  # each holds the ones before it
ASIDE = {"build": ("tools", "build"), "windows": ("tools", "build", "windows")}  # what few need

# Debian's postgresql package would create and start a server; only its programs are needed.
INSTALL = """
set -e
export DEBIAN_FRONTEND=noninteractive
no_server=/etc/postgresql-common/createcluster.d/hai-long-setup.conf
mkdir -p "${no_server%/*}"
echo 'create_main_cluster = false' > "$no_server"
trap 'rm -f "$no_server"; rmdir -p --ignore-fail-on-non-empty "${no_server%/*}" 2>/dev/null || true' EXIT
apt-get -q update
apt-get -q install -y --no-install-recommends "$@"
"""


@dataclass(frozen=True)
class Part:
    """Something that the system provides, and the Debian package that brings it."""

    group: str
    purpose: str
    package: str
    present: Callable[[], bool]


def can_load(library: str) -> Callable[[], bool]:
    """Whether the dynamic linker finds a shared library."""

    def present() -> bool:
        try:
            ctypes.CDLL(library)
        except OSError:
            return False
        return True

    return present


def can_make_environments() -> bool:
    """Whether this Python has venv with a pip to put in; Debian ships them apart."""
    try:
        importlib.import_module("venv")
        importlib.import_module("ensurepip")
    except ImportError:
        return False
    return True


def has_postgresql() -> bool:
    """Whether the programs of a PostgreSQL server are here; Debian keeps them out of PATH."""
    if shutil.which("initdb") and shutil.which("postgres"):
        return True
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def has_screen() -> bool:
    """Whether a window can be opened: on the user's own display, or on a virtual one."""
    own = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(own) or shutil.which("Xvfb") is not None


def has_proxy() -> bool:
    """Whether nginx is here; Debian keeps it where only root looks."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin") is not None


def has_mmdebstrap() -> bool:
    """Whether bare Debian systems can be made; the tests' need root."""
    return os.geteuid() != 0 or shutil.which("mmdebstrap") is not None


def has_office(library: str) -> Callable[[], bool]:
    """Whether LibreOffice is here, with this library of it."""

    def present() -> bool:
        office = shutil.which("soffice")
        return office is not None and Path(office).resolve().with_name(library).exists()

    return present


def has_letters_of_documents() -> bool:
    """Whether a typeface is here that is as wide as Times New Roman, so that pages break where they will."""
    return any(Path("/usr/share/fonts").rglob("LiberationSerif-Regular.ttf"))


def has_wine64() -> bool:
    """Whether Wine can run 64-bit programs; Debian keeps its parts out of PATH."""
    return bool(shutil.which("wine64")) or any(Path("/usr/lib/wine").glob("wine64*"))


def has_compiler_for_windows() -> bool:
    """Whether a C compiler for 64-bit Windows is here."""
    return shutil.which("x86_64-w64-mingw32-gcc") is not None


PARTS = (
    Part(
        "tools",
        "virtual environments for Python",
        f"python{sys.version_info.major}.{sys.version_info.minor}-venv",
        can_make_environments,
    ),
    Part("run", "OpenGL for the window", "libgl1", can_load("libGL.so.1")),
    Part("run", "a virtual display, as there is no other", "xvfb", has_screen),
    Part("gallery", "OpenGL without a display", "libegl1", can_load("libEGL.so.1")),
    Part("test", "a virtual display", "xvfb", lambda: shutil.which("Xvfb") is not None),
    Part("test", "what xvfb-run needs", "xauth", lambda: shutil.which("xauth") is not None),
    Part("test", "certificates for the tests of TLS", "openssl", lambda: shutil.which("openssl") is not None),
    Part("test", "a C compiler, for the disk that fails", "gcc", lambda: shutil.which("gcc") is not None),
    Part("test", "what that compiles with", "libc6-dev", lambda: Path("/usr/include/stdio.h").exists()),
    Part("test", "a PostgreSQL server for the tests to start", "postgresql", has_postgresql),
    Part(
        "test", "a browser for the centre's pages", "chromium", lambda: shutil.which("chromium") is not None
    ),
    Part(
        "test",
        "LibreOffice's writer, to open documents",
        "libreoffice-writer-nogui",
        has_office("libswlo.so"),
    ),
    Part(
        "test",
        "LibreOffice's tables, to count them again",
        "libreoffice-calc-nogui",
        has_office("libsclo.so"),
    ),
    Part(
        "test",
        "what counts forced writes, for a benchmark",
        "strace",
        lambda: shutil.which("strace") is not None,
    ),
    Part("test", "the proxy in front of the centre", "nginx-light", has_proxy),
    Part("test", "pictures of printed pages", "poppler-utils", lambda: shutil.which("pdftoppm") is not None),
    Part("test", "bare systems to try packages in", "mmdebstrap", has_mmdebstrap),
    Part("test", "what Debian says of packages", "lintian", lambda: shutil.which("lintian") is not None),
    Part("test", "what signs", "osslsigncode", lambda: shutil.which("osslsigncode") is not None),
    Part("build", "a C compiler, for SQLite", "gcc", lambda: shutil.which("gcc") is not None),
    Part("build", "what that compiles with", "libc6-dev", lambda: Path("/usr/include/stdio.h").exists()),
    Part("build", "npm, which brings SQLite's source", "npm", lambda: shutil.which("npm") is not None),
    Part("build", "what edits libraries", "patchelf", lambda: shutil.which("patchelf") is not None),
    Part("windows", "Wine, to build for Windows under it", "wine", lambda: shutil.which("wine") is not None),
    Part("windows", "Wine for 64 bits", "wine64", has_wine64),
    Part("windows", "NSIS, which makes the setup", "nsis", lambda: shutil.which("makensis") is not None),
    Part("windows", "what signs", "osslsigncode", lambda: shutil.which("osslsigncode") is not None),
    Part("windows", "a key to try that with", "openssl", lambda: shutil.which("openssl") is not None),
    Part("windows", "a C compiler for Windows", "gcc-mingw-w64-x86-64", has_compiler_for_windows),
    Part("windows", "a virtual display", "xvfb", lambda: shutil.which("Xvfb") is not None),
    Part("windows", "OpenGL for the window", "libgl1-mesa-dri", can_load("libGL.so.1")),
    Part("test", "letters as wide as a document's", "fonts-liberation", has_letters_of_documents),
)


def missing(group: str) -> list[Part]:
    """The parts that a group needs and this machine lacks."""
    wanted = ASIDE.get(group) or GROUPS[: GROUPS.index(group) + 1]
    return [part for part in PARTS if part.group in wanted and not part.present()]


def as_root() -> list[str] | None:
    """The words to put before a command so that it runs as root; None where that needs a password."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def say(sentence: str) -> None:
    """Print one sentence of progress at once, so that it stands before what a child process prints."""
    print(f"setup: {sentence}", flush=True)


def main(group: str) -> int:
    """Bring the machine up to what a group needs; returns the exit status."""
    parts = missing(group)
    if not parts:
        return 0
    packages = sorted({part.package for part in parts})
    for part in parts:
        say(f"{part.purpose}: missing ({part.package})")
    root = as_root()
    if root is None or shutil.which("apt-get") is None:
        say(f"this user cannot install packages; as root: apt install {' '.join(packages)}")
        return 2
    say(f"apt-get install {' '.join(packages)}")
    command = [*root, "sh", "-c", INSTALL, "setup", *packages]
    apt = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if apt.returncode != 0 or missing(group):
        print(apt.stdout[-4000:])
        say(f"apt-get failed, its last words stand above; as root: apt install {' '.join(packages)}")
        return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in (*GROUPS, *ASIDE):  # noqa: PLR2004
        sys.exit("usage: system.py tools|run|gallery|test|build|windows")
    sys.exit(main(sys.argv[1]))
