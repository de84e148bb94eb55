"""coordinator import FILE IN [--dry-run] [--accept ...] [--conflicts ...] [--decisions D.json]."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from coordinator_app.cli.console import DONE, WAITS, Console
from coordinator_app.domain.errors import UserError
from coordinator_app.services.exchange import documents, incoming, review
from coordinator_app.texts import N_, Texts


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file")
    parser.add_argument("reply")
    parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
    parser.add_argument("--accept", choices=("safe", "all", "none"), default="safe")
    parser.add_argument("--conflicts", choices=("keep", "ours", "theirs"), default="keep")
    parser.add_argument("--decisions", metavar="D.json", help="decisions by number")


def run(options: argparse.Namespace, console: Console) -> int:
    """Check a reply and take it in."""
    texts = console.texts
    given = _decisions(options.decisions)
    if options.dry_run:
        with console.reading(options.file) as reading:
            received = incoming.receive(reading, Path(options.reply))
            found = review.outcome(
                reading,
                received,
                accept=options.accept,
                conflicts=options.conflicts,
                decisions=review.answers(reading, received, given),
            )
            document = documents.imported(reading, received, found, texts)
            console.answer(document, *_lines(document, texts))
        return WAITS if found.waits else DONE
    with console.session(options.file) as session:
        received = incoming.receive(session, Path(options.reply))
        applied = review.apply(
            session,
            received,
            accept=options.accept,
            conflicts=options.conflicts,
            decisions=review.answers(session, received, given),
            data=console.places.data,
        )
        document = documents.imported(session, applied.received, applied.outcome, texts, applied)
        lines = _lines(document, texts)
        lines.append(texts.n("{n} taken in.", "{n} taken in.", applied.taken))
        console.answer(document, *lines)
    return WAITS if applied.outcome.waits else DONE


def _decisions(path: str | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UserError(
            N_("The decisions cannot be read."),
            where=path,
            do=N_('Write them as {"3": "take", "4": "keep"}.'),
        ) from error
    if not isinstance(found, dict):
        raise UserError(
            N_("The decisions cannot be read."),
            where=path,
            do=N_('Write them as {"3": "take", "4": "keep"}.'),
        )
    return found


def _lines(document: dict[str, Any], texts: Texts) -> list[str]:
    """Return what a reply comes to, as a person reads it."""
    source = document["source"]
    lines = [texts("Reply to {ref}: {file}", ref=source["dispatch"], file=source["file"])]
    if source["seen_before"]:
        lines.append(
            texts("This file was taken in before, on {day}.", day=source["seen_before"][0][:10])
        )
    lines.append("  " + " · ".join(f"{name} {n}" for name, n in document["counts"].items() if n))
    for each in document["changes"]:
        arrow = f"{_shown(each['ours'])} → {_shown(each['theirs'])}" if each["field"] else ""
        place = " · ".join(filter(None, (each["ref"] or each["type"], each["field"])))
        lines.append(
            f"  {each['n']:>4} {each['class']:<12} {each['decision'] or '-':<5} {place} {arrow}"
        )
    lines += [
        f"  ! {issue['sheet']}!{issue['cell']}: {issue['what']} {issue['do']}".rstrip()
        for issue in document["issues"]
    ]
    return lines


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "—" if value is None else text.replace("\n", "⏎")
