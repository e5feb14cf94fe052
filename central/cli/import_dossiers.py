"""`central import-dossiers`: dossiers returned, from a CSV file of the one-stop software."""

from __future__ import annotations

import argparse
from pathlib import Path

from central import catalogue, departments, dossiers, dossiers_file
from central.cli.arguments import Arguments, today
from central.cli.errors import GOOD, CommandError
from central.cli.output import say
from central.dossiers_file import MAX_BYTES, DossiersFileError
from central.pages.dossiers_words import sentences
from central.pages.texts import load_texts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central import-dossiers FILE --agency CODE`."""
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--agency", required=True, metavar="CODE", help="whose departments it tells of")


def run(arguments: Arguments) -> int:
    """Keep all of it or nothing, and say what it changed."""
    with arguments.file.open("rb") as stream:
        content = stream.read(MAX_BYTES + 1)
    with arguments.store() as store, store.writing() as connection:
        if arguments.agency not in catalogue.tree(connection).agencies:
            raise CommandError(
                f"there is no agency {arguments.agency} in the catalogue: see 'central catalogue export'."
            )
        find = departments.of_agency(connection, arguments.agency).find
        try:
            those = dossiers_file.read(content, find, today())
        except DossiersFileError as error:
            told = "\n".join(sentences(error, load_texts()["en"]))
            raise CommandError(f"{arguments.file}: nothing was kept.\n{told}") from None
        made = dossiers.keep(connection, arguments.agency, those, file=arguments.file.name, by=arguments.by())
    total = sum(one.number for one in those)
    say(
        f"{arguments.file}: {total} dossiers from {those[0].day} to {those[-1].day}; {len(made.new)} numbers "
        f"are new, {len(made.replaced)} replace another, {made.same} stood already."
    )
    return GOOD
