"""coordinator export FILE OUT.xlsx [--profile P] [--country ISO3]... [--type T]... [--to REF]."""

from __future__ import annotations

import argparse
from pathlib import Path

from coordinator_app.cli import assignments, writing
from coordinator_app.cli.console import DONE, Console
from coordinator_app.cli.helping import day, replaceable
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.services.exchange import dispatch
from coordinator_app.services.session import Session
from coordinator_app.texts import LANGUAGES, N_


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; --lang is the language of the file, too."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("out", metavar="OUT.xlsx")
    parser.add_argument(
        "--profile", default=dispatch.COUNTRY_RETURN, metavar="P", help=N_("kind of file")
    )
    parser.add_argument(
        "--country", action="append", default=[], metavar="ISO3", help=N_("the State it is about")
    )
    parser.add_argument(
        "--type", action="append", default=[], metavar="TYPE", help=N_("only these sheets")
    )
    parser.add_argument("--to", metavar="REF", help=N_("contact or institution it is for"))
    parser.add_argument("--due", type=day, metavar="DATE", help=N_("reply by"))
    parser.add_argument("--file-lang", choices=LANGUAGES, help=N_("language of the file"))
    parser.add_argument(
        "--personal", action="store_true", help=N_("data about people may be in it")
    )
    parser.add_argument("--note", default="", metavar="TEXT", help=N_("words to the recipient"))
    replaceable(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Make an Excel file to send, and track it."""
    texts = console.texts
    out = writing.free(Path(options.out), replace=options.replace, endings=(".xlsx",))
    if len(options.country) != 1:
        raise UserError(
            N_("This kind of file is about one State."),
            do=N_("Name it with --country, such as --country TTO."),
        )
    with console.session(options.file) as session:
        request = dispatch.Request(
            country=assignments.state(session, options.country[0], texts.lang),
            profile=options.profile,
            recipient=_recipient(session, options.to),
            due=options.due,
            lang=options.file_lang or texts.lang,
            personal=options.personal,
            note=options.note,
            types=tuple(options.type),
        )
        sent = dispatch.send(session, request, out)
        shown = sent.preview
        lines = [texts("{ref}: {file} is ready to be sent.", ref=sent.reference, file=out.name)]
        lines += [
            "  "
            + texts.n(
                "{name}: {n} row, {spare} to add more",
                "{name}: {n} rows, {spare} to add more",
                each.rows,
                name=each.name,
                spare=each.spare,
            )
            for each in shown.sheets
        ]
        console.answer(dispatch.document(sent, texts), *lines)
    return DONE


def _recipient(session: Session, reference: str | None) -> Value:
    return {"id": session.one(reference).id} if reference else None
