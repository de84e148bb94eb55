"""coordinator attach FILE REF PATH."""

from __future__ import annotations

import argparse
from pathlib import Path

from coordinator_app.cli import documents
from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import attaching


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file")
    parser.add_argument("ref")
    parser.add_argument("path")
    parser.add_argument("--title", default="")


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
