"""What the lockdown scripts set in Windows's registry, read from them: no PowerShell runs here."""

import re
from pathlib import Path

import build_spec.windows

_SCRIPTS = Path(build_spec.windows.__file__).with_name("lockdown")
_ROOTS = {"Machine": "HKLM", "User": "HKCU"}


def values_of_lockdown() -> dict[tuple[str, str], int]:
    """The numbers that the scripts set, by key and name."""
    return {place: value for script in _SCRIPTS.glob("*.ps1") for place, value in _values(script).items()}


def _values(script: Path) -> dict[tuple[str, str], int]:
    """Those of one script, with its own variables put in."""
    text = script.read_text(encoding="utf-8-sig")
    variables = dict(re.findall(r"^\$(\w+) = '(.*)'$", text, re.MULTILINE))
    text = re.sub(r"\$(\w+)", lambda name: variables.get(name[1], name[0]), text)
    found = re.findall(r"Hive = '(\w+)'; Key = ['\"](.*?)['\"]; Name = '(\w+)'; Wanted = (\d+);", text)
    return {(f"{_ROOTS[hive]}\\{key}", name): int(wanted) for hive, key, name, wanted in found}
