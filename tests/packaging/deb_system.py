"""The package's programs and layers that its tests share."""

import shutil
import subprocess

from tests.packaging import bare_root

PROGRAM = bare_root.ROOT / "dist/kiosk"
OLD, NEW = "0.0.9", "0.1.0"


def layered(folder, root):
    """The same system, to be changed without changing that one."""
    for name in ("upper", "work", "root", "shared"):
        (folder / name).mkdir(parents=True)
    return bare_root.BareRoot(folder, (root.upper, *root.layers))


def install(root, package, **environment):
    """By apt, an older version too."""
    shutil.copy(package, root.shared)
    return root.apt("install", "--allow-downgrades", f"/mnt/{package.name}", **environment)


def good(done):
    """What a command said that ended well."""
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def descendants(parent, name):
    """Processes with this in their command line among those that one has started, by their ids outside."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], check=True, capture_output=True, text=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()[1:]]
    family, grown = {parent}, True
    while grown:
        more = {int(pid) for pid, parent, _ in rows if int(parent) in family} - family
        family, grown = family | more, bool(more)
    return [int(pid) for pid, _, args in rows if int(pid) in family and name in args]
