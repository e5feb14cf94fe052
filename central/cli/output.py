"""How commands speak: what programs take goes to standard output, sentences for people to standard error."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path


def say(sentence: str) -> None:
    """Tell a person; standard output is for what programs take."""
    sys.stderr.write(f"{sentence}\n")


def give(line: str) -> None:
    """Write one line that was asked for."""
    sys.stdout.write(f"{line}\n")


def give_json(members: object) -> None:
    """Write what was asked for as JSON."""
    give(json.dumps(members, ensure_ascii=False, indent=1))


def hand_over(token: str, file: Path | None) -> None:
    """Show a token, the only time that it is known, or write it to a file that only its owner may read."""
    if file is None:
        give(token)
        return
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "w") as written:
            written.write(f"{token}\n")
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
