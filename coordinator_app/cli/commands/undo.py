"""coordinator undo FILE [OPERATION]."""

from __future__ import annotations

import argparse
from typing import Any

from coordinator_app.cli.console import DONE, Console
from coordinator_app.domain import wording
from coordinator_app.services import undoing
from coordinator_app.services.session import Session
from coordinator_app.texts import N_


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("operation", nargs="?", default="", metavar="OPERATION")


def run(options: argparse.Namespace, console: Console) -> int:
    """Undo an operation."""
    with console.session(options.file) as session:
        result = undoing.undo(session, options.operation)
        tell(console, session, result, N_("Undone: {label}"))
    return DONE


def tell(console: Console, session: Session, result: undoing.Undone, pattern: str) -> None:
    """Say what was taken back, what stays and what could not be."""
    texts = console.texts

    def place(record_id: str, key: str, why: str = "") -> dict[str, Any]:
        record = session.records.get(record_id)
        reference = (record.reference or record.id) if record else record_id
        found = {"ref": reference, "field": key}
        return {**found, "why": texts(why)} if why else found

    kept = [place(each.record, each.field, each.why) for each in result.kept]
    impossible = [place(each.record, each.field, each.why) for each in result.impossible]
    lines = [texts(pattern, label=wording.operation(result.label, result.params, texts))]
    skipped = [wording.operation(label, params, texts) for label, params in result.skipped]
    lines += [
        "  " + texts("“{label}” stays: all of it was changed since", label=label)
        for label in skipped
    ]
    lines += [f"  {each['ref']} · {each['field']}: {each['why']}" for each in (*kept, *impossible)]
    console.answer(
        {
            "operation": result.operation,
            "undone": [place(record, key) for record, key in result.undone],
            "kept": kept,
            "impossible": impossible,
            **({"skipped": skipped} if skipped else {}),
        },
        *lines,
    )
