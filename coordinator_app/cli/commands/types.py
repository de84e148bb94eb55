"""coordinator types [TYPE]."""

from __future__ import annotations

import argparse

from coordinator_app.cli import documents
from coordinator_app.cli.console import DONE, Console
from coordinator_app.domain.catalogue import built_in


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("type", nargs="?", metavar="TYPE")


def run(options: argparse.Namespace, console: Console) -> int:
    """Show the catalogue."""
    catalogue, texts = built_in(), console.texts
    chosen = [catalogue[options.type]] if options.type else list(catalogue)
    lines = []
    for each in chosen:
        lines.append(f"{each.key:<20} {texts(each.plural)}")
        if options.type:
            lines += [
                f"  {field.key:<22} {field.kind.value:<8} {texts(field.label)}"
                + (
                    f"  ({', '.join(choice.code for choice in field.choices)})"
                    if field.choices
                    else ""
                )
                for field in each.fields
            ]
    console.answer([documents.record_type(each) for each in chosen], *lines)
    return DONE
