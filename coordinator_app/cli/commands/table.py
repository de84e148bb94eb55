"""coordinator table FILE TYPE OUT.xlsx|.csv [--filter F=V]..."""

from __future__ import annotations

import argparse
from pathlib import Path

from coordinator_app.cli import assignments, writing
from coordinator_app.cli.commands.list_ import filtered
from coordinator_app.cli.console import DONE, Console
from coordinator_app.cli.helping import replaceable
from coordinator_app.services import listing, table_export


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("type", metavar="TYPE")
    parser.add_argument("out", metavar="OUT.xlsx|.csv")
    filtered(parser)
    replaceable(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Save a list as Excel or CSV."""
    texts = console.texts
    out = writing.free(Path(options.out), replace=options.replace, endings=(".xlsx", ".csv"))
    with console.saving(options.file) as reading:
        filters = assignments.split(options.filter)
        found = listing.list_records(reading, options.type, filters, texts.lang)
        rows = table_export.write(reading, options.type, [each.id for each in found], out, texts)
    console.answer(
        {"file": str(out), "type": options.type, "rows": rows},
        texts.n("{n} entry written: {file}", "{n} entries written: {file}", rows, file=out.name),
    )
    return DONE
