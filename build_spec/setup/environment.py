"""Make .venv from the hashed lock, with the console scripts kiosk and central in it.

A stamp inside .venv names what it was made from; while that is unchanged, a second call does nothing.
Needs the standard library only. Exit status: 0 made or up to date, 1 pip failed (its own words stand above).
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "made-from"
LOCK = ROOT / "requirements.lock"


def made_from() -> str:
    """A print of what decides the content of .venv: lock, project, build, Python, place."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    decides = {
        "lock": LOCK.read_text(encoding="utf-8"),
        "project": project["project"],  # the settings of the tools decide nothing here
        "build": project["build-system"],
        "python": sys.version,
        "place": str(ROOT),  # scripts in a virtual environment hold its path
    }
    return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()


def up_to_date(wanted: str) -> bool:
    """Whether .venv was finished from the same things and its Python still exists."""
    return STAMP.is_file() and STAMP.read_text() == wanted and (ENVIRONMENT / "bin/python").exists()


def pip(*arguments: str) -> None:
    """Run the environment's pip; ends this program where it fails."""
    command = [str(ENVIRONMENT / "bin/python"), "-m", "pip", "--disable-pip-version-check", "-qq"]
    if subprocess.run([*command, *arguments], cwd=ROOT, check=False).returncode != 0:
        sys.exit("setup: pip failed, its words stand above; .venv is not finished")


def main() -> None:
    """Make the environment anew unless it is up to date."""
    wanted = made_from()
    if up_to_date(wanted):
        return
    print("setup: making .venv from requirements.lock (a minute or so)", flush=True)
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    venv.create(ENVIRONMENT, with_pip=True, symlinks=True)
    pip("install", "--require-hashes", "--only-binary", ":all:", "--requirement", str(LOCK))
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    STAMP.write_text(wanted)


if __name__ == "__main__":
    main()
