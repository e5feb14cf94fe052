"""What sets a machine up: notices what is missing, and when .venv must be made anew."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parents[1] / "build_spec" / "setup"


def python(code: str, *, cwd: Path, **environment: str) -> str:
    command = [sys.executable, "-B", "-c", code]
    done = subprocess.run(
        command, check=True, cwd=cwd, env=environment, stdout=subprocess.PIPE, text=True, timeout=120
    )
    return done.stdout.strip()


def missing(group: str, **environment: str) -> list[str]:
    """The packages that this machine would need, with only these variables in the environment."""
    return python(
        f"import system; print(*(p.package for p in system.missing({group!r})))", cwd=SETUP, **environment
    ).split()


def test_where_the_tests_run_nothing_is_missing() -> None:
    assert missing("test", PATH=os.environ["PATH"]) == []


def test_running_needs_a_virtual_display_only_where_there_is_no_other() -> None:
    assert missing("run", PATH="") == ["xvfb"]
    assert missing("run", PATH="", DISPLAY=":0") == []
    assert "xvfb" in missing("test", PATH="", DISPLAY=":0")


@pytest.mark.parametrize(
    ("file", "before", "after", "anew"),
    [
        ("requirements.lock", "kivy==2.3.1", "kivy==2.3.2", True),
        ("pyproject.toml", '"requests>=2.34"', '"requests>=2.35"', True),
        ("pyproject.toml", "kiosk.__main__:main", "kiosk.other:main", True),
        ("pyproject.toml", "line-length = 110", "line-length = 100", False),
    ],
)
def test_the_environment_is_made_anew_when_what_is_in_it_changes(
    tmp_path: Path, file: str, before: str, after: str, anew: bool
) -> None:
    """In a folder of its own, where the same files stand."""
    (tmp_path / "build_spec/setup").mkdir(parents=True)
    for name in ("requirements.lock", "pyproject.toml", "build_spec/setup/environment.py"):
        (tmp_path / name).write_bytes((SETUP.parents[1] / name).read_bytes())
    former = made_from(tmp_path)
    text = (tmp_path / file).read_text()
    assert before in text
    (tmp_path / file).write_text(text.replace(before, after))
    assert (made_from(tmp_path) != former) is anew


def made_from(root: Path) -> str:
    return python("import environment; print(environment.made_from())", cwd=root / "build_spec/setup")
