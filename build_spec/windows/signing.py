"""Signs Windows files by the key that the builder gives: `python -m build_spec.windows.signing FILE…`.

The environment names it: KIOSK_SIGN_CERTIFICATE (PEM, with what leads to its authority) and KIOSK_SIGN_KEY,
or KIOSK_SIGN_P12 and KIOSK_SIGN_PASSWORD_FILE; KIOSK_SIGN_TIME_SERVER is that of a time-stamp authority.
Without a key nothing is signed. makensis calls this for the setup and for the uninstaller in it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_PREFIX = "KIOSK_SIGN_"


def key_of(environment: Mapping[str, str]) -> list[str]:
    """The words that give osslsigncode the key; none where there is none."""
    given = {
        name.removeprefix(_PREFIX): value for name, value in environment.items() if name.startswith(_PREFIX)
    }
    words: list[str] = []
    if "P12" in given:
        words = ["-pkcs12", given["P12"], "-readpass", given.get("PASSWORD_FILE", os.devnull)]
    elif "CERTIFICATE" in given and "KEY" in given:
        words = ["-certs", given["CERTIFICATE"], "-key", given["KEY"]]
    if words and "TIME_SERVER" in given:
        words += ["-ts", given["TIME_SERVER"]]
    return words


def sign(file: Path, key: list[str]) -> None:
    """Sign a file in place; raises CalledProcessError where that fails."""
    signed = file.with_name(f"{file.name}.signed")
    when = ["-time", os.environ["SOURCE_DATE_EPOCH"]] if "SOURCE_DATE_EPOCH" in os.environ else []
    words = ["sign", *key, "-h", "sha256", "-n", "Hài Lòng", *when, "-in", str(file), "-out", str(signed)]
    subprocess.run(["osslsigncode", *words], check=True, stdout=subprocess.DEVNULL)
    signed.replace(file)


if __name__ == "__main__":
    for named in sys.argv[1:]:
        sign(Path(named), key_of(os.environ))
