"""coordinator history FILE [REF]."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any, Final

from coordinator_app.cli import documents
from coordinator_app.cli.console import DONE, Console
from coordinator_app.cli.helping import number
from coordinator_app.domain import wording
from coordinator_app.domain.changes import Change
from coordinator_app.domain.record_type import PARENT
from coordinator_app.services.session import Reading
from coordinator_app.services.undoing import Entry
from coordinator_app.texts import N_, Texts

#: So many changed entries of one operation are listed one by one.
_FEW: Final = 3


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("ref", nargs="?", metavar="REF")
    parser.add_argument(
        "--limit", type=number, default=200, metavar="N", help=N_("so many operations at most")
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Show the change log."""
    with console.reading(options.file) as reading:
        record = reading.one(options.ref).id if options.ref else ""
        entries = reading.log.entries(record, limit=options.limit)
        if console.as_json:
            console.answer([_document(reading, each, console.texts) for each in entries])
        else:
            told = (_lines(reading, each, console.texts, record) for each in entries)
            console.answer(None, *(line for lines in told for line in lines))
    return DONE


def _document(reading: Reading, entry: Entry, texts: Texts) -> dict[str, Any]:
    return {
        "operation": entry.operation,
        "at": entry.at,
        "actor": entry.actor,
        "kind": entry.kind,
        "label": wording.operation(entry.label, entry.params, texts),
        "source": entry.source,
        "changes": documents.changes(reading, entry.changes, texts),
        "undone_by": entry.undone_by,
    }


def _lines(reading: Reading, entry: Entry, texts: Texts, record: str) -> Iterator[str]:
    """Yield an operation as a person reads it: what became of one entry, or of a few."""
    label = wording.operation(entry.label, entry.params, texts)
    undone = texts("(undone)") if entry.undone_by else ""
    yield "  ".join(filter(None, (entry.at, entry.actor, label, undone, f"[{entry.operation}]")))
    shown = [each for each in entry.changes if not record or _is_of(reading, each, record)]
    if record or len(shown) <= _FEW:
        for change in shown:
            yield from documents.change_lines(reading, change, texts)
        others = len(entry.changes) - len(shown)
        if others:
            counted = texts.n("{n} other entry", "{n} other entries", others)
            yield f"    + {counted}"
    else:
        counted = texts.n("{n} entry", "{n} entries", len(entry.changes))
        yield f"    {counted}"


def _is_of(reading: Reading, change: Change, record: str) -> bool:
    """Say whether a change touched an entry or a row it owns."""
    if change.record == record:
        return True
    found = reading.records.get(change.record)
    return found is not None and record in found.ids(PARENT)
