"""coordinator sent FILE [REF [remind|extend|close|withdraw|again]] [--together] [--due D]."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from coordinator_app.cli import writing
from coordinator_app.cli.console import DONE, Console
from coordinator_app.cli.helping import day, replaceable
from coordinator_app.domain.errors import UserError
from coordinator_app.services import export_log
from coordinator_app.services.exchange import again, issued, life, sent_files, several_sent
from coordinator_app.services.exchange.sent_files import SentFile
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts

_ACTIONS = ("remind", "extend", "close", "withdraw", "again")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("ref", nargs="?", metavar="REF", help=N_("one of the sent files"))
    parser.add_argument(
        "action", nargs="?", choices=_ACTIONS, help=N_("what is to be done with it")
    )
    parser.add_argument("--due", type=day, metavar="DATE", help=N_("reply by, for extend"))
    parser.add_argument("--out", metavar="OUT.xlsx", help=N_("the Excel file, for again"))
    parser.add_argument(
        "--password", default="", metavar="P", help=N_("password to open the file with")
    )
    parser.add_argument(
        "--together",
        action="store_true",
        help=N_("withdraw all files that were sent in one go with it"),
    )
    parser.add_argument(
        "--lists", action="store_true", help=N_("lists and numbers saved as files instead")
    )
    replaceable(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Show sent files, or take one a step further."""
    if not options.action:
        with console.reading(options.file) as reading:
            if options.lists:
                return _lists(reading, console)
            return _show(reading, options.ref, console)
    with console.session(options.file) as session:
        found = session.one(options.ref).id
        document: dict[str, Any] = {}
        lines: list[str] = []
        match options.action:
            case "remind":
                words = sent_files.reminder(session, found, console.installation.actor)
                sent_files.remind(session, found)
                document = {"to": words.to, "subject": words.subject, "text": words.text}
                lines = words.whole().split("\n")
            case "extend":
                if options.due is None:
                    raise UserError(
                        N_("It does not say until when."), do=N_("Name the day with --due.")
                    )
                sent_files.extend(session, found, options.due)
            case "close":
                sent_files.close(session, found)
            case "withdraw":
                chosen: tuple[str, ...] = (found,)
                if options.together:
                    chosen = several_sent.together(session, found) or chosen
                taken = several_sent.withdraw(session, chosen).records
                refs = [each.reference for each in session.records.get_many(taken).values()]
                document = {"withdrawn": refs}
                lines = [console.texts.n("{n} file is withdrawn.", "{n} files are withdrawn.",
                                         len(refs))]  # fmt: skip
            case _:
                document = {"file": str(_again(session, found, options))}
        line = _line(session, found, console)
        console.answer({**_data(line), **document}, *lines, _words(line, console.texts))
    return DONE


def _again(session: Session, found: str, options: argparse.Namespace) -> Path:
    if not options.out:
        raise UserError(N_("It does not say where to write it."), do=N_("Name it with --out."))
    out = writing.free(Path(options.out), replace=options.replace, endings=(".xlsx",))
    again.write_again(session, found, out, password=options.password)
    return out


def _lists(reading: Reading, console: Console) -> int:
    found = export_log.entries(reading)
    lines = [f"{each.at}  {each.file}  {each.what}  {each.rows}  {each.actor}" for each in found]
    console.answer([asdict(each) for each in found], *lines)
    return DONE


def _show(reading: Reading, ref: str | None, console: Console) -> int:
    if ref:
        found = reading.one(ref).id
        steps = life.life(reading, found, console.texts)
        line = _line(reading, found, console)
        named = reading.records.get_many(several_sent.together(reading, found))
        with_it = [each.reference for each in named.values()]
        numbers = issued.compared(reading, line.record, console.texts)
        figures = [asdict(each) for each in numbers]
        told = [{"day": each.day, "what": each.what, "who": each.who} for each in steps]
        console.answer(
            {**_data(line), "together": with_it, "life": told, "figures": figures},
            _words(line, console.texts),
            *(_then_and_now(each) for each in numbers),
            *(f"  {each.day}  {each.what}  {each.who}".rstrip() for each in steps),
        )
        return DONE
    found_lines = sent_files.sent_files(reading, console.texts)
    said = [_words(each, console.texts) for each in found_lines]
    console.answer([_data(each) for each in found_lines], *said)
    return DONE


def _line(reading: Reading, dispatch: str, console: Console) -> SentFile:
    lines = sent_files.sent_files(reading, console.texts)
    for each in lines:
        if each.record.id == dispatch:
            return each
    raise UserError(N_("Choose a sent file."))


def _data(line: SentFile) -> dict[str, Any]:
    return {
        "ref": line.record.reference,
        "states": line.state,
        "recipient": line.recipient or None,
        "kind": line.record.text("profile"),
        "sent": line.record.text("sent_on") or None,
        "due": line.record.text("due_back") or None,
        "status": line.status,
        "reminded": line.record.text("reminded_on") or None,
        "late": line.late,
        "days_late": line.days_late,
        "undecided": line.undecided,
    }


def _then_and_now(number: issued.Compared) -> str:
    now = "" if number.now == number.then else f" → {number.now}"
    return f"  {number.code:<6} {number.then}{now}  {number.label}"


def _words(line: SentFile, texts: Texts) -> str:
    situation = line.situation(texts)
    parts = (line.record.reference, line.state, line.what, line.recipient, situation)
    due = f"→ {line.reply_by}" if line.reply_by else ""
    return "  ".join(filter(None, (*parts, due)))
