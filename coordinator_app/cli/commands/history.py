"""coordinator history FILE [REF]."""

from __future__ import annotations

import argparse

from coordinator_app.cli import documents
from coordinator_app.cli.console import DONE, Console
from coordinator_app.domain import wording
from coordinator_app.texts import N_


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("ref", nargs="?", metavar="REF")
    parser.add_argument(
        "--limit", type=int, default=200, metavar="N", help=N_("so many operations at most")
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Show the change log."""
    texts = console.texts
    with console.reading(options.file) as reading:
        record = reading.one(options.ref).id if options.ref else ""
        entries = reading.log.entries(record, limit=options.limit)
        found, lines = [], []
        for entry in entries:
            label = wording.operation(entry.label, entry.params, texts)
            found.append(
                {
                    "operation": entry.operation,
                    "at": entry.at,
                    "actor": entry.actor,
                    "kind": entry.kind,
                    "label": label,
                    "source": entry.source,
                    "changes": [
                        each
                        for change in entry.changes
                        for each in documents.change(reading, change)
                    ],
                    "undone_by": entry.undone_by,
                }
            )
            if not console.as_json:
                undone = f"  ({texts('undone')})" if entry.undone_by else ""
                lines.append(f"{entry.at}  {entry.actor}  {label}{undone}  [{entry.operation}]")
                if record or len(entry.changes) <= 3:
                    lines += [
                        line
                        for change in entry.changes
                        for line in documents.change_lines(reading, change, texts)
                    ]
                else:
                    lines.append("    " + texts.n("{n} entry", "{n} entries", len(entry.changes)))
        console.answer(found, *lines)
    return DONE
