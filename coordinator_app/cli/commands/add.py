"""coordinator add FILE TYPE F=V..."""

from __future__ import annotations

import argparse

from coordinator_app.cli import assignments, documents
from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import editing, naming


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("type", metavar="TYPE")
    parser.add_argument("values", nargs="*", metavar="F=V")


def run(options: argparse.Namespace, console: Console) -> int:
    """Record an entry."""
    texts = console.texts
    with console.session(options.file) as session:
        values = assignments.values(session, options.type, options.values, texts.lang)
        record = editing.create(session, options.type, values)
        console.answer(
            documents.one(session, record, texts),
            texts(
                "Recorded: {ref} {title}",
                ref=record.reference or record.id,
                title=naming.name(record, texts.lang),
            ),
            *documents.remarks(session, record, texts),
        )
    return DONE
