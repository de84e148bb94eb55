"""coordinator attach FILE REF PATH."""

from __future__ import annotations

import argparse
from pathlib import Path

from coordinator_app.cli import documents
from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import attaching
from coordinator_app.texts import N_


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("ref", metavar="REF")
    parser.add_argument("path", metavar="PATH")
    parser.add_argument("--title", default="", metavar="TITLE", help=N_("what it is called"))


def run(options: argparse.Namespace, console: Console) -> int:
    """Attach a file to an entry."""
    texts = console.texts
    with console.session(options.file) as session:
        record = attaching.attach(session, options.ref, Path(options.path), title=options.title)
        console.answer(
            documents.one(session, record, texts),
            texts("Attached to {ref}: {file}", ref=options.ref, file=Path(options.path).name),
        )
    return DONE
