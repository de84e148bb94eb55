"""coordinator list FILE TYPE [--filter F=V]..."""

from __future__ import annotations

import argparse

from coordinator_app.cli import assignments, documents
from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import listing, naming
from coordinator_app.texts import N_


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("type", metavar="TYPE")
    filtered(parser)


def filtered(parser: argparse.ArgumentParser) -> None:
    """Declare the conditions of a list."""
    parser.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar="F=V",
        help=N_("only entries whose field has that value; may be repeated"),
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """List entries of a kind."""
    with console.reading(options.file) as reading:
        filters = assignments.split(options.filter)
        found = listing.list_records(reading, options.type, filters, console.texts.lang)
        console.answer(
            documents.records(reading, found, console.texts) if console.as_json else None,
            *(
                f"{each.reference or each.id:<20} {naming.name(each, console.texts.lang)}"
                for each in found
            ),
        )
    return DONE
