"""What stands at a path that the configuration names. Who may not look will be told later."""

from __future__ import annotations

from pathlib import Path


def is_no_file(path: Path) -> bool:
    """Whether something is there that is no file, such as a folder."""
    try:
        return path.name in ("", "..") or (path.exists() and not path.is_file())
    except OSError:
        return False


def is_no_folder(path: Path) -> bool:
    """Whether something is there that is no folder, such as a file."""
    try:
        return path.exists() and not path.is_dir()
    except OSError:
        return False
