"""`central catalogue`: the agencies, their departments and devices, from a file and to one."""

from __future__ import annotations

import argparse
from pathlib import Path

from central import catalogue, catalogue_file
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
    say(
        f"{arguments.file}: {len(more.agencies)} agencies, {len(more.departments)} departments, "
        f"{len({one.device for one in more.placings})} devices are in the catalogue."
    )
    return GOOD


def _export(arguments: Arguments) -> int:
    with arguments.store() as store, store.reading() as connection:
        give(catalogue_file.dump(catalogue.read(connection)))
    return GOOD
