"""coordinator find FILE TEXT."""

from __future__ import annotations

import argparse

from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import searching


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("text", metavar="TEXT")


def run(options: argparse.Namespace, console: Console) -> int:
    """Search everything."""
    with console.reading(options.file) as reading:
        found = [
            {"id": hit.id, "ref": hit.reference, "type": hit.type, "title": hit.title}
            for hit in searching.find(reading, options.text, lang=console.texts.lang)
        ]
        lines = [f"{each['ref'] or each['type']:<20} {each['title']}" for each in found]
        console.answer(found, *(lines or [console.texts("Nothing found.")]))
    return DONE
