"""coordinator check FILE."""

from __future__ import annotations

import argparse

from coordinator_app.cli.console import DONE, REFUSED, Console
from coordinator_app.services import maintenance
from coordinator_app.texts import N_


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument(
        "--repair", action="store_true", help=N_("make links, titles and search anew")
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Compare the file with its log."""
    texts = console.texts
    if options.repair:
        with console.session(options.file) as session:
            found = maintenance.repair(session)
    else:
        with console.reading(options.file) as reading:
            console.mention_place(reading.path)
            found = maintenance.check(reading)
    findings = [each.told(texts) for each in found.findings]
    lines = [f"{each['where']}: {each['what']} {each['do']}" for each in findings]
    if found.clean:
        lines = [
            texts(
                "All is well: {records} entries agree with {changes} changes.",
                records=found.records,
                changes=found.changes,
            )
        ]
    console.answer({"ok": found.clean, "findings": findings}, *lines)
    if found.clean:
        return DONE
    console.complain(texts.n("{n} thing does not fit.", "{n} things do not fit.", len(findings)))
    return REFUSED
