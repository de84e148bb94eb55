"""coordinator show FILE REF."""

from __future__ import annotations

import argparse

from coordinator_app.cli import documents
from coordinator_app.cli.console import DONE, Console
from coordinator_app.services import editing, naming


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("ref", metavar="REF")


def run(options: argparse.Namespace, console: Console) -> int:
    """Show one entry with all that belongs to it."""
    texts = console.texts
    with console.reading(options.file) as reading:
        record = reading.one(options.ref)
        document = documents.one(reading, record, texts)
        children = {
            each.key: rows
            for each in reading.catalogue.children_of(record.type)
            if (rows := reading.records.children(record.id, each.key))
        }
        sources = reading.records.get_many(
            source for link in children.get("source_link", ()) for source in link.ids("source")
        )
        issues = editing.issues(reading, record)
        document["children"] = {
            key: documents.records(reading, rows, texts) for key, rows in children.items()
        }
        document["issues"] = [
            {"field": issue.place.field, "what": issue.sentence(texts)} for issue in issues
        ]
        document["sources"] = documents.records(reading, list(sources.values()), texts)
        in_bin = texts("(in the recycle bin)") if record.deleted else ""
        title = (record.reference, naming.name(record, texts.lang), in_bin)
        lines = [
            "  ".join(filter(None, title)),
            *documents.in_bin(record, texts),
            *documents.lines(reading, record, texts),
        ]
        for key, rows in children.items():
            lines.append(f"{texts(reading.catalogue[key].plural)}:")
            lines += [f"  {naming.name(row, texts.lang)}" for row in rows]
        lines += documents.remarks(reading, record, texts)
        console.answer(document, *lines)
    return DONE
