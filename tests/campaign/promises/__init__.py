"""Every promise of the campaign, by subject: the order in which they are told."""

from __future__ import annotations

from importlib import import_module

from tests.campaign.promise import Promise

SUBJECTS: tuple[str, ...] = (
    "kill",
    "power_cut",
    "disk",
    "damage",
    "tampering",
    "clock",
    "copies",
    "volume",
    "network",
    "network_bytes",
    "network_packets",
    "network_trust",
    "network_commands",
    "centre_killed",
    "centre_crowd",
    "centre_database",
    "hostile",
    "hostile_files",
    "hostile_interface",
    "usb",
)


def promises_of(subject: str) -> tuple[Promise, ...]:
    """The promises of one subject."""
    promises: tuple[Promise, ...] = import_module(f"{__name__}.{subject}").PROMISES
    return promises
