"""coordinator set FILE REF F=V..."""

from __future__ import annotations

import argparse

from coordinator_app.cli import assignments, documents
from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import editing, naming


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("ref", metavar="REF")
    parser.add_argument("values", nargs="+", metavar="F=V")


def run(options: argparse.Namespace, console: Console) -> int:
    """Change fields of an entry."""
    texts = console.texts
    with console.session(options.file) as session:
        record = session.one(options.ref)
        values = assignments.values(session, record.type, options.values, texts.lang)
        changed = editing.update(session, record.id, values)
        now = session.one(record.id)
        console.answer(
            documents.one(session, now, texts),
            texts(
                "Changed: {ref} {title}",
                ref=now.reference or now.id,
                title=naming.name(now, texts.lang),
            )
            if changed.changes
            else texts("Nothing to change: it says so already."),
            *documents.in_bin(now, texts),
            *documents.remarks(session, now, texts),
        )
    return DONE
