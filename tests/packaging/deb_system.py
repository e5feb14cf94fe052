"""The package's programs and layers that its tests share."""

import shutil

from tests.packaging import bare_root

PROGRAM = bare_root.ROOT / "dist/kiosk"
WHY_NOT = bare_root.why_not() or (
    None if (PROGRAM / "kiosk").exists() else "there is no dist/kiosk: make build"
)
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
