"""The Debian package as a file: always the same, and to Debian's taste; nobody need be root."""

import shutil
import subprocess

import pytest

from build_spec.linux import deb
from tests.packaging.deb_system import NEW


@pytest.fixture
def small_program(tmp_path):
    """A folder like that of `make build`, of some bytes, for what is about the package alone."""
    folder = tmp_path / "program"
    (folder / "_internal").mkdir(parents=True)
    (folder / "_internal/library.so").write_bytes(b"some bytes")
    shutil.copy("/bin/true", folder / "kiosk")
    return folder


def test_the_same_program_gives_the_same_bytes(small_program, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    once = deb.make(small_program, tmp_path / "once", NEW).read_bytes()
    later = shutil.copytree(
        small_program, tmp_path / "a copy with other dates", copy_function=shutil.copyfile
    )

    assert deb.make(later, tmp_path / "again", NEW).read_bytes() == once


def test_no_folder_without_a_kiosk_becomes_a_package(tmp_path):
    with pytest.raises(deb.PackageError, match="run make build first"):
        deb.make(tmp_path, tmp_path, NEW)


def test_debians_own_critic_finds_nothing(small_program, tmp_path):
    package = deb.make(small_program, tmp_path, NEW)
    said = subprocess.run(
        ["lintian", "--allow-root", "--fail-on", "error,warning", package],
        check=False,
        capture_output=True,
        text=True,
    )
    assert said.returncode == 0, said.stdout
