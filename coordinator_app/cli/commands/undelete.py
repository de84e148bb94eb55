"""coordinator undelete FILE REF."""

from __future__ import annotations

import argparse

from coordinator_app.cli import documents
from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import editing


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("ref", metavar="REF")


def run(options: argparse.Namespace, console: Console) -> int:
    """Take an entry out of the recycle bin."""
    texts = console.texts
    with console.session(options.file) as session:
        record = session.one(options.ref)
        if record.deleted:
            editing.restore(session, record.id)
        now = session.one(record.id)
        console.answer(
            documents.one(session, now, texts),
            texts("Restored: {ref} {title}", ref=now.reference or now.id, title=now.title)
            if record.deleted
            else texts("It was not deleted."),
        )
    return DONE
