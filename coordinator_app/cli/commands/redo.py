"""coordinator redo FILE."""

from __future__ import annotations

import argparse

from coordinator_app.cli.commands.undo import tell
from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import undoing
from coordinator_app.texts import N_


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")


def run(options: argparse.Namespace, console: Console) -> int:
    """Redo what was undone last."""
    with console.session(options.file) as session:
        tell(console, session, undoing.redo(session), N_("Redone: {label}"))
    return DONE
