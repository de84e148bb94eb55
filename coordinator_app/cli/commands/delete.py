"""coordinator delete FILE REF."""

from __future__ import annotations

import argparse

from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import editing


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("ref", metavar="REF")


def run(options: argparse.Namespace, console: Console) -> int:
    """Put an entry into the recycle bin."""
    texts = console.texts
    with console.session(options.file) as session:
        record = session.one(options.ref)
        others = editing.dependents(session, record.id)
        changed = editing.delete(session, [record.id])
        lines = [
            texts("Deleted: {ref} {title}", ref=record.reference or record.id, title=record.title)
        ]
        if others:
            lines.append(
                texts.n(
                    "{n} other entry still points at it.",
                    "{n} other entries still point at it.",
                    len(others),
                )
            )
        console.answer(
            {
                "operation": changed.operation,
                "deleted": list(changed.records),
                "linked": [each.reference or each.id for each in others],
            },
            *lines,
        )
    return DONE
