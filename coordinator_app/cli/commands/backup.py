"""coordinator backup FILE [OUT]."""

from __future__ import annotations

import argparse
from pathlib import Path

from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import maintenance


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("out", nargs="?", metavar="OUT")


def run(options: argparse.Namespace, console: Console) -> int:
    """Back the file up, or write a whole copy of it to OUT."""
    with console.reading(options.file) as reading:
        if options.out:
            written = maintenance.save_copy(reading, Path(options.out))
        else:
            written = maintenance.back_up(reading, console.places.data).path
        console.answer(
            {"file": str(written)}, console.texts("Backed up and checked: {file}", file=written)
        )
    return DONE
