"""coordinator new FILE [--sample | --demo]."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from coordinator_app.cli import writing
from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import samples
from coordinator_app.texts import N_

_EXTENSION: Final = ".c1540"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--sample", action="store_true", help=N_("the cited public facts"))
    kind.add_argument("--demo", action="store_true", help=N_("a clearly invented busy year"))


def run(options: argparse.Namespace, console: Console) -> int:
    """Make a new file."""
    writing.named(Path(options.file), (_EXTENSION,))
    make = (
        samples.new_sample if options.sample else samples.new_demo if options.demo else samples.new
    )
    with make(Path(options.file), console.clock, console.actor) as session:
        counts = {each.key: session.records.count(each.key) for each in session.catalogue}
        counts = {key: n for key, n in counts.items() if n}
        console.mention_place(session.path)
        console.answer(
            {"file": str(session.path), "kind": session.kind, "counts": counts},
            console.texts(
                "{file} is ready: {count} entries.",
                file=session.path.name,
                count=sum(counts.values()),
            ),
        )
    return DONE
