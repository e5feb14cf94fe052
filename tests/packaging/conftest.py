"""What the tests of the Debian package share: it is made and installed once."""

import pytest

from build_spec.linux import deb
from tests.packaging import bare_root
from tests.packaging.deb_system import NEW, OLD, PROGRAM, good, install


@pytest.fixture(scope="session", autouse=True)
def built():
    """The packaged kiosk that all of these are about."""
    assert (PROGRAM / "kiosk").exists(), "there is no dist/kiosk: make build"


@pytest.fixture(scope="session")
def packages(tmp_path_factory):
    """The same program in an older and in the new version."""
    folder = tmp_path_factory.mktemp("packages")
    return {version: deb.make(PROGRAM, folder, version, "none") for version in (OLD, NEW)}


@pytest.fixture(scope="session")
def installed(tmp_path_factory, packages):
    """A bare system with the older package, for layers; and the driver of a screen that is not there."""
    folder = tmp_path_factory.mktemp("installed") / "root"
    root = bare_root.fresh(folder, *deb.DEPENDS, "xserver-xorg-video-dummy")
    good(install(root, packages[OLD]))
    return root
