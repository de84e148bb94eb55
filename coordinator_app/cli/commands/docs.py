"""coordinator docs OUT."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from coordinator_app.cli import writing
from coordinator_app.cli.console import DONE, Console
from coordinator_app.cli.helping import replaceable
from coordinator_app.domain.catalogue import Catalogue, built_in
from coordinator_app.domain.record_type import RecordType
from coordinator_app.texts import N_, Texts


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("out", metavar="OUT", help=N_("Markdown file to write"))
    replaceable(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Write the catalogue as a document."""
    catalogue = built_in()
    out = writing.free(Path(options.out), replace=options.replace)
    writing.write_text(out, "\n".join((*_lines(catalogue, console.texts), "")))
    console.answer(
        {"file": str(out), "types": [each.key for each in catalogue]},
        console.texts("Written: {file}", file=out),
    )
    return DONE


def _lines(catalogue: Catalogue, texts: Texts) -> Iterator[str]:
    title = texts("Kinds of entries")
    yield f"# {title} ({catalogue.version})"
    for each in catalogue:
        yield ""
        yield f"## {texts(each.plural)} (`{each.key}`)"
        yield from _facts(each, texts)
        yield ""
        heads = (N_("Field"), N_("Label"), N_("Kind"), N_("Values"))
        yield f"| {' | '.join(texts(head) for head in heads)} |"
        yield "|---|---|---|---|"
        for field in each.fields:
            what = [texts(choice.label) for choice in field.choices] or list(field.targets)
            needed = texts("needed") if field.needed else ""
            kind = ", ".join(filter(None, (field.kind.value, needed)))
            yield (f"| `{field.key}` | {texts(field.label)} | {kind} | {', '.join(what)} |")


def _facts(each: RecordType, texts: Texts) -> Iterator[str]:
    if each.prefix:
        yield texts("Reference: {prefix}-…", prefix=each.prefix)
    if each.parents:
        yield texts("Belongs to: {names}", names=", ".join(each.parents))
    if each.life:
        for state, following in each.life.transitions.items():
            yield f"- {state} → {', '.join(following)}"
