"""A bare system that its own systemd boots, as a PC does: process 1, logind, units. Its screen is not there.

It has its namespaces, its /dev with a few harmless devices, and a cgroup of its own, all gone at the end.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.packaging.bare_root import BareRoot

PATIENCE_SECONDS = 180

SCREEN = """
Section "Device"
    Identifier "none"
    Driver "dummy"
    VideoRam 64000
EndSection
Section "Monitor"
    Identifier "none"
    HorizSync 1-200
    VertRefresh 1-200
    Modeline "1280x720" 74.50 1280 1344 1472 1664 720 723 728 748
EndSection
Section "Screen"
    Identifier "none"
    Device "none"
    Monitor "none"
    DefaultDepth 24
    SubSection "Display"
        Modes "1280x720"
    EndSubSection
EndSection
"""
_BOOT = """
echo $$ > "$3/cgroup.procs"
exec unshare --mount --pid --cgroup --uts --ipc --fork --kill-child --propagation private \\
    sh -ec "$4" boot "$1" "$2"
"""
_BEGIN = """
root=$1/root
mount -t overlay overlay -o "lowerdir=$2,upperdir=$1/upper,workdir=$1/work" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
for place in run tmp; do mount -t tmpfs tmpfs "$root/$place"; done
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for name in null zero full random urandom tty tty0 tty7; do cp -a "/dev/$name" "$root/dev/"; done
mknod "$root/dev/console" c 1 3
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
mkdir -p "$root/mnt"; mount --bind "$1/shared" "$root/mnt"
exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" /lib/systemd/systemd
"""


def _why_not() -> str | None:
    """Why no system can be booted here; None where it can."""
    if _cgroups() is None:
        return "there are no cgroups of version 2"
    if not all(Path(f"/dev/{name}").exists() for name in ("tty0", "tty7")):
        return "there are no virtual terminals"
    return None


@dataclass(frozen=True)
class Booted:
    """A running system; `process_1` is the id of its systemd on this side."""

    process_1: int

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command as root in there."""
        into = ["--mount", "--pid", "--cgroup", "--uts", "--ipc", "--root", "--wd=/"]
        path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        return subprocess.run(
            ["nsenter", "--target", str(self.process_1), *into, *words],
            check=False,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            env={"PATH": path, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive", **environment},
        )


@contextmanager
def booted(root: BareRoot) -> Iterator[Booted]:
    """Boot it, and pull its plug at the end. Raises RuntimeError where nothing can be booted."""
    if reason := _why_not():
        raise RuntimeError(reason)
    (root.shared / "screen.conf").write_text(SCREEN)
    root.run("install", "-D", "/mnt/screen.conf", "/etc/X11/xorg.conf.d/90-screen.conf")
    own = Path(str(_cgroups())) / f"hai-long-test-{os.getpid()}"
    own.mkdir()
    layers = ":".join(map(str, root.layers))
    process = subprocess.Popen(
        ["sh", "-ec", _BOOT, "boot", str(root.folder), layers, str(own), _BEGIN],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield Booted(_first_child(process))
    finally:
        process.kill()
        process.wait()
        _remove(own)


def _first_child(process: subprocess.Popen[bytes]) -> int:
    """The systemd below unshare, once it answers."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        if children and Booted(int(children[0])).run("systemctl", "is-system-running").stdout.strip() in (
            "running",
            "degraded",
        ):
            return int(children[0])
        time.sleep(0.2)
    raise RuntimeError("systemd did not come up")


def _cgroups() -> Path | None:
    """Where the cgroups of version 2 stand."""
    mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    return next((Path(mount[1]) for mount in mounts if mount[2] == "cgroup2"), None)


def _remove(own: Path) -> None:
    """Its processes are killed; a cgroup can be removed once the last has gone."""
    end = time.monotonic() + PATIENCE_SECONDS
    while "populated 1" in (own / "cgroup.events").read_text() and time.monotonic() < end:
        time.sleep(0.05)
    for folder, _, _ in os.walk(own, topdown=False):
        Path(folder).rmdir()
