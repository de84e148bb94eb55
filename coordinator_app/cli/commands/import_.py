"""coordinator import FILE IN... [--dry-run] [--accept ...] [--conflicts ...] [--decisions D.json]."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from coordinator_app.cli import foreign, replies, writing
from coordinator_app.cli.console import DONE, WAITS, Console
from coordinator_app.cli.helping import replaceable
from coordinator_app.cli.telling import Telling
from coordinator_app.domain import edtf
from coordinator_app.domain.errors import UserError
from coordinator_app.services.exchange import (
    documents,
    incoming,
    issues_file,
    lines,
    rehearsal,
    review,
)
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts

_UNCHANGED: Final = N_("Unchanged")
_MARKS: Final = {"take": "✓", "keep": "✗", "open": "?"}
#: Nothing is to be decided about these; the counts say how many there are.
_SETTLED: Final = ("same", "ours_only")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("reply", metavar="IN", nargs="+")
    parser.add_argument("--dry-run", action="store_true", help=N_("only say what would happen"))
    parser.add_argument(
        "--accept",
        choices=("safe", "all", "none"),
        default="safe",
        help=N_("what to take in without a decision"),
    )
    parser.add_argument(
        "--conflicts",
        choices=("keep", "ours", "theirs"),
        default="keep",
        help=N_("what becomes of cells that both changed"),
    )
    parser.add_argument("--decisions", metavar="D.json", help=N_("decisions by number"))
    parser.add_argument(
        "--issues", metavar="OUT.xlsx", help=N_("write what cannot be used, to be sent back")
    )
    parser.add_argument(
        "--rehearse",
        metavar="OUT.xlsx",
        help=N_("write nothing but a report of what would happen"),
    )
    parser.add_argument(
        "--password",
        dest="passwords",
        action="append",
        default=[],
        metavar="P",
        help=N_("opens a file that is protected; of several files, each may have its own"),
    )
    parser.add_argument(
        "--ask-password",
        action="store_true",
        help=N_("ask on the terminal for the passwords of files that are protected"),
    )
    foreign.arguments(parser)
    replaceable(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Check a reply, or a list that somebody else made, and take it in."""
    texts, given = console.texts, _decisions(options.decisions)
    several = replies.several(options.reply)
    options.password = "" if several else _password(options, texts)
    with _open(options, console) as reading:
        if several:
            _refuse_rehearsal(options)
            return replies.run(options, console, reading, given)
        listed = None
        if foreign.is_foreign(options, reading):
            listed = foreign.receive(options, reading, texts)
            received = listed.received
        else:
            received = incoming.receive(reading, Path(options.reply[0]), password=options.password)
        decided: dict[str, Any] = {
            "accept": options.accept,
            "conflicts": options.conflicts,
            "decisions": review.answers(reading, received, given),
        }
        found = review.outcome(reading, received, **decided)
        # Written first: when that fails, nothing has been taken in.
        sent_back = _send_back(options, reading, received, found)
        tried = _rehearse(options, reading, received, found, texts)
        applied = None
        if isinstance(reading, Session):
            applied = _take(reading, received, decided, console)
            received, found = applied.received, applied.outcome
        document = documents.imported(reading, received, found, texts, applied)
        document["issues_file"] = str(sent_back) if sent_back else None
        document["rehearsal"] = str(tried) if tried else None
        said = _lines(reading, received, document, texts)
        if listed is not None:
            document |= foreign.document(listed, texts)
            said += foreign.lines(listed, texts)
    said += _files(sent_back, tried, texts, asked=bool(options.issues))
    if applied:
        said.append(texts.n("{n} taken in.", "{n} taken in.", applied.taken))
    left = len(document["undecided"])
    if left:
        said.append(texts.n("{n} left to decide", "{n} left to decide", left))
    console.answer(document, *said)
    waits = found.waits or (listed is not None and listed.waits)
    return WAITS if waits else DONE


def _take(
    session: Session, received: Received, decided: Mapping[str, Any], console: Console
) -> review.Applied:
    """Take in what was decided, telling how far it is."""
    tell = Telling(console.texts)
    try:
        take = partial(tell, "take")
        return review.apply(session, received, **decided, data=console.places.data, tell=take)
    finally:
        tell.end()


def _password(options: argparse.Namespace, texts: Texts) -> str:
    """Return the password of the one file that is named, asked for where that was wished."""
    if options.ask_password and not options.passwords:
        return replies.ask(Path(options.reply[0]).name, texts)
    return str(options.passwords[0]) if options.passwords else ""


def _files(sent_back: Path | None, tried: Path | None, texts: Texts, *, asked: bool) -> list[str]:
    """Return what is said of the files that were written; `asked`: what goes back was wanted."""
    said = []
    if sent_back:
        said.append(texts("To be sent back: {file}", file=sent_back.name))
    elif asked:
        said.append(texts("Everything in this reply can be used; there is nothing to send back."))
    if tried:
        said.append(texts("What would change: {file}; nothing was written.", file=tried.name))
    return said


def _open(options: argparse.Namespace, console: Console) -> Reading:
    """Open the file to change it, or for a dry run to read it."""
    if options.dry_run or options.rehearse:
        return console.reading(options.file)
    return console.session(options.file)


def _refuse_rehearsal(options: argparse.Namespace) -> None:
    if options.rehearse:
        raise UserError(
            N_("A report is written of one file at a time."), do=N_("Name a single file.")
        )


def _rehearse(
    options: argparse.Namespace,
    reading: Reading,
    received: incoming.Received,
    found: review.Outcome,
    texts: Texts,
) -> Path | None:
    """Write a report of what would happen, if it was asked for."""
    if not options.rehearse:
        return None
    out = writing.free(Path(options.rehearse), replace=options.replace, endings=(".xlsx",))
    rehearsal.write(rehearsal.rehearse(reading, received, found, texts), out, texts)
    return out


def _send_back(
    options: argparse.Namespace,
    reading: Reading,
    received: incoming.Received,
    found: review.Outcome,
) -> Path | None:
    """Write what cannot be used, if it was asked for and there is any."""
    if not options.issues:
        return None
    out = writing.free(Path(options.issues), replace=options.replace, endings=(".xlsx",))
    if not issues_file.wanted(found):
        return None
    issues_file.write(reading, received, found, out)
    return out


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


def _lines(
    reading: Reading, received: incoming.Received, document: dict[str, Any], texts: Texts
) -> list[str]:
    """Return what a reply comes to, as a person reads it."""
    source = document["source"]
    said = [texts("Reply to {ref}: {file}", ref=source["dispatch"], file=source["file"])]
    if received.dispatch is None:
        said = [texts("List of somebody else: {file}", file=source["file"])]
    if source["seen_before"]:
        said.append(
            texts(
                "This file was taken in before, on {day}.",
                day=edtf.Day(source["seen_before"][0][:10]),
            )
        )
    named = {"unchanged": _UNCHANGED, **lines.LABELS}
    counts = [(texts(named[key]), n) for key, n in document["counts"].items() if n]
    said.append("  " + " · ".join(f"{name} {n}" for name, n in counts))
    decided = {each["n"]: each["decision"] for each in document["changes"]}
    said += [
        _line(each, _MARKS.get(decided.get(each.n, ""), " "), texts)
        for each in lines.lines(reading, received, texts)
        if each.cls not in _SETTLED
    ]
    said += [
        f"  ! {_place(issue)}{issue['what']} {issue['do']}".rstrip() for issue in document["issues"]
    ]
    return said


def _place(issue: dict[str, Any]) -> str:
    """Return where something is wrong; nothing where it is the file as a whole."""
    where = "!".join(filter(None, (issue["sheet"], issue["cell"])))
    return f"{where}: " if where else ""


def _line(line: lines.Line, mark: str, texts: Texts) -> str:
    """Return one changed cell or row on one line: ✓ is taken, ✗ is not, ? waits."""
    what = line.theirs if line.whole else f"{_short(line.ours)} → {_short(line.theirs)}"
    if line.cls == "removal":
        what = line.why
    place = " · ".join(filter(None, (_short(line.entry, 80) if line.entry else "", line.label)))
    rule = f" · {line.why}" if line.rule else ""
    named = texts(lines.LABELS[line.cls])
    return f"  {line.n:>4} {mark} {named}: {place}: {_short(what, 120)}{rule}"


def _short(text: str, longest: int = 50) -> str:
    """Return the beginning of a text on one line."""
    whole = " ".join(text.split()) or "—"
    return whole if len(whole) <= longest else whole[: longest - 1] + "…"
