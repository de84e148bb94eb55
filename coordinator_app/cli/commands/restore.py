"""coordinator restore BACKUP FILE."""

from __future__ import annotations

import argparse
from pathlib import Path

from coordinator_app.cli import writing
from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import maintenance
from coordinator_app.texts import N_


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("backup", metavar="BACKUP")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument(
        "--replace",
        action="store_true",
        help=N_("put it in the place of FILE, which is kept beside it"),
    )


def run(options: argparse.Namespace, console: Console) -> int:
    """Put a backup in the place of a file."""
    texts = console.texts
    target = writing.free(Path(options.file), replace=options.replace)
    found = maintenance.restore(
        Path(options.backup), target, console.clock.now, replace=options.replace
    )
    lines = [texts("Restored: {file}", file=found.path.name)]
    if found.aside is not None:
        lines.append(texts("The file that was there is kept as {file}.", file=found.aside.name))
    if found.missing:
        lines.append(
            texts.n(
                "{n} attached file was not found.",
                "{n} attached files were not found.",
                len(found.missing),
            )
        )
    console.answer(
        {
            "file": str(found.path),
            "aside": str(found.aside) if found.aside else None,
            "missing": list(found.missing),
        },
        *lines,
    )
    return DONE
