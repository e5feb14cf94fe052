"""Bare Debian systems for packages to be tried in: made once, kept in build/, changed in layers.

Root makes them with mmdebstrap, and enters them by chroot in a mount and process namespace of its
own: nothing of it is seen outside, and what still runs in there when a command ends is killed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "build/bare-root"
SUITE = "bookworm"
PATIENCE_SECONDS = 900

_QUICK = "-oDpkg::Options::=--force-unsafe-io"
_ENTER = """
folder=$1; layers=$2; shift 2
mount -t overlay overlay -o "lowerdir=$layers,upperdir=$folder/upper,workdir=$folder/work" "$folder/root"
mount -t proc proc "$folder/root/proc"
mount --bind /dev "$folder/root/dev"
mount -t tmpfs tmpfs "$folder/root/tmp"
mount -t tmpfs tmpfs "$folder/root/run"
mkdir -p "$folder/root/mnt"; mount --bind "$folder/shared" "$folder/root/mnt"
cp /etc/resolv.conf "$folder/root/etc/resolv.conf"
exec chroot "$folder/root" "$@"
"""


def why_not() -> str | None:
    """Why no bare system can be made here, as one sentence; None where it can."""
    if os.geteuid() != 0:
        return "only root may make a bare system"
    for program in ("mmdebstrap", "unshare", "chroot"):
        if shutil.which(program) is None:
            return f"{program} is missing (apt install {program})"
    tried = ["unshare", "--mount", "--pid", "--fork", "sh", "-c", "mount -t tmpfs none /mnt"]
    if subprocess.run(tried, check=False, capture_output=True).returncode != 0:
        return "this system lets nobody mount in a namespace of his own"
    return None


@dataclass(frozen=True)
class BareRoot:
    """A system to be changed: `layers` stay as they are. `shared` is /mnt in there."""

    folder: Path
    layers: tuple[Path, ...]

    @property
    def shared(self) -> Path:
        """A folder of this side that stands at /mnt in there."""
        return self.folder / "shared"

    @property
    def upper(self) -> Path:
        """What was written in there, by its path from the root; deleted files are devices 0/0."""
        return self.folder / "upper"

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command as root in there, with nothing of this environment but PATH."""
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        return subprocess.run(
            self._enter(words),
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
            env={"PATH": path, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive", **environment},
        )

    def apt(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """apt-get, which asks nothing; without what packages recommend."""
        return self.run("apt-get", "-q", "-y", "--no-install-recommends", _QUICK, *words, **environment)

    def _enter(self, words: Sequence[str]) -> list[str]:
        alone = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"]
        layers = ":".join(map(str, self.layers))
        return [*alone, "sh", "-ec", _ENTER, "enter", str(self.folder), layers, *words]


def fresh(folder: Path, *packages: str) -> BareRoot:
    """A minimal system with these packages; changes go to `folder` alone.

    The first call makes it, in a minute or less; later ones find it in build/bare-root. Raises RuntimeError
    where none can be made: whoever wants a bare system tried must not take its absence for a good end.
    """
    if reason := why_not():
        raise RuntimeError(reason)
    PLACE.mkdir(parents=True, exist_ok=True)
    with FileLock(PLACE / "lock"):
        system = _with(sorted(packages))
    for name in ("upper", "work", "root", "shared"):
        (folder / name).mkdir(parents=True)
    return BareRoot(folder, (system,))


def _with(packages: Sequence[str]) -> Path:
    place = PLACE / hashlib.sha256(" ".join((SUITE, *packages)).encode()).hexdigest()[:12]
    if not place.exists():
        making = PLACE / "making"
        shutil.rmtree(making, ignore_errors=True)
        include = f"--include={','.join(packages)}"
        command = ["mmdebstrap", "--variant=minbase", include, SUITE, str(making)]
        alone = ["unshare", "--mount", *command]  # what is mounted goes with it, even where it is killed
        made = subprocess.run(alone, check=False, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
        if made.returncode != 0:
            raise RuntimeError(f"mmdebstrap failed: {made.stderr[-4000:]}")
        making.rename(place)
    return place


if __name__ == "__main__":  # for what is called by name: it must not end well where nothing was tried
    sys.exit(why_not())
