"""A key to sign with that nobody trusts, as the builder's own would be given."""

import subprocess
from collections.abc import Mapping
from pathlib import Path


def throw_away_key(folder: Path) -> dict[str, str]:
    """Make one in a folder; the variables that name it."""
    certificate, key = folder / "test.pem", folder / "test.key"
    asked = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=test of the build"]
    extensions = ["-addext", "extendedKeyUsage=codeSigning", "-addext", "basicConstraints=critical,CA:FALSE"]
    command = ["openssl", "req", *asked, *extensions, "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True)
    return {"KIOSK_SIGN_CERTIFICATE": str(certificate), "KIOSK_SIGN_KEY": str(key)}


def is_signed(file: Path, key: Mapping[str, str]) -> bool:
    """Whether a file is as it was when that key signed it."""
    words = ["osslsigncode", "verify", "-CAfile", key["KIOSK_SIGN_CERTIFICATE"], "-in", str(file)]
    return subprocess.run(words, check=False, capture_output=True).returncode == 0
