"""What a machine must have for a promise to be tried on it; NotTriedError says what it lacks."""

from __future__ import annotations

import socket
from contextlib import suppress
from importlib.util import find_spec

from build_spec.setup.system import PARTS
from tests.campaign.promise import NotTriedError


def needs(*packages: str) -> None:
    """What these Debian packages bring, from wherever it comes; `make test` installs them where it may."""
    for part in PARTS:
        if part.package in packages and not part.present():
            raise NotTriedError(f"{part.purpose}: missing here (apt install {part.package})")


def needs_module(name: str) -> None:
    """A Python package of pyproject.toml's that the campaign alone uses."""
    if find_spec(name) is None:
        raise NotTriedError(f"{name} is not installed here")


def needs_ipv6() -> None:
    """An IPv6 address of this PC itself, which many containers lack."""
    with suppress(OSError), socket.create_server(("::1", 0), family=socket.AF_INET6):
        return
    raise NotTriedError("this machine has no IPv6")
