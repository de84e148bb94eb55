"""coordinator find FILE TEXT."""

from __future__ import annotations

import argparse

from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import naming, searching


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file")
    parser.add_argument("text")


def run(options: argparse.Namespace, console: Console) -> int:
    """Search everything."""
    with console.reading(options.file) as reading:
        hits = searching.find(reading, options.text)
        names = naming.names(reading, [hit.id for hit in hits], console.texts.lang)
        found = [
            {
                "id": hit.id,
                "ref": hit.reference,
                "type": hit.type,
                "title": names.get(hit.id, hit.title),
            }
            for hit in hits
        ]
        console.answer(
            found, *(f"{each['ref'] or each['type']:<20} {each['title']}" for each in found)
        )
    return DONE
