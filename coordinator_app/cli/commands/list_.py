"""coordinator list FILE TYPE [--filter F=V]..."""

from __future__ import annotations

import argparse

from coordinator_app.cli import assignments, documents
from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import listing


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file")
    parser.add_argument("type")
    parser.add_argument("--filter", action="append", default=[], metavar="F=V")


def run(options: argparse.Namespace, console: Console) -> int:
    """List entries of a kind."""
    with console.reading(options.file) as reading:
        filters = dict(assignments.split(options.filter))
        found = listing.list_records(reading, options.type, filters, console.texts.lang)
        if console.as_json:
            console.answer(documents.records(reading, found, console.texts))
            return DONE
        for record in documents.records(reading, found, console.texts):
            print(f"{record['ref'] or record['id']:<20} {record['title']}")
    return DONE
