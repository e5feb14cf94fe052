"""`central catalogue`: the agencies, their departments and devices, from a file and to one."""

from __future__ import annotations

import argparse
from pathlib import Path

from central import audit, catalogue, catalogue_file
from central.audit import What
from central.catalogue import Catalogue
from central.cli.arguments import Arguments, add_deeds
from central.cli.errors import GOOD
from central.cli.output import give, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central catalogue import FILE | export`."""
    add = add_deeds(parser)
    taking = add("import", _import, "add what stands in a file, or change it; nothing is removed")
    taking.add_argument("file", type=Path, metavar="FILE", help="TOML or CSV")
    add("export", _export, "write the whole catalogue as TOML")


def run(arguments: Arguments) -> int:
    """Do the deed that is asked for."""
    status: int = arguments.run(arguments)
    return status


def _import(arguments: Arguments) -> int:
    more = catalogue_file.load(arguments.file)
    with arguments.store() as store, store.writing() as connection:
        catalogue.add(connection, more)
        audit.note(
            connection, arguments.by(), What.CATALOGUE_CHANGED, arguments.file.name, **_numbers_of(more)
        )
    told = ", ".join(f"{number} {what}" for what, number in _numbers_of(more).items())
    say(f"{arguments.file}: {told} are in the catalogue.")
    return GOOD


def _numbers_of(more: Catalogue) -> dict[str, int]:
    return {
        "agencies": len(more.agencies),
        "departments": len(more.departments),
        "devices": len({one.device for one in more.placings}),
    }


def _export(arguments: Arguments) -> int:
    with arguments.store() as store, store.reading() as connection:
        give(catalogue_file.dump(catalogue.read(connection)))
    return GOOD
