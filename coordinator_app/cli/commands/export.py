"""coordinator export FILE OUT [--profile P] [--country C]... [--to REF | --to-points-of-contact]."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from coordinator_app.cli import assignments, writing
from coordinator_app.cli.console import DONE, REFUSED, Console
from coordinator_app.cli.helping import day, replaceable
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.services.exchange import batch, dispatch
from coordinator_app.services.exchange.recipients import Addressee, addressees
from coordinator_app.services.session import Reading
from coordinator_app.texts import LANGUAGES, N_, Texts

_ALL = "all"
#: Words for the pages of a report.
_WRITTEN = {
    "summary": N_("words on the summary of a report, or a text file with them"),
    "narrative": N_("what was achieved, for a donor"),
    "highlights": N_("dual benefits, for the secretariat"),
    "risks": N_("risks and decisions asked for, for the secretariat"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; --lang is the language of the file, too."""
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("out", metavar="OUT", help=N_("the Excel file, or a folder for several"))
    parser.add_argument(
        "--profile", default=dispatch.COUNTRY_RETURN, metavar="P", help=N_("kind of file")
    )
    parser.add_argument(
        "--country",
        action="append",
        default=[],
        metavar="ISO3|all",
        help=N_("the State it is about; several States, or all, for a file each"),
    )
    parser.add_argument(
        "--about",
        "--training",
        metavar="REF",
        help=N_("the training, the request for assistance or the donor it is about"),
    )
    parser.add_argument(
        "--type", action="append", default=[], metavar="TYPE", help=N_("only these sheets")
    )
    parser.add_argument("--to", metavar="REF", help=N_("contact or institution it is for"))
    parser.add_argument(
        "--to-points-of-contact",
        action="store_true",
        help=N_("a file for each State's point of contact, in their language"),
    )
    parser.add_argument(
        "--name", default=batch.PATTERN, metavar="PATTERN", help=N_("how several files are named")
    )
    parser.add_argument("--due", type=day, metavar="DATE", help=N_("reply by"))
    parser.add_argument(
        "--from", dest="frm", type=day, metavar="DATE", help=N_("first day of the period")
    )
    parser.add_argument("--until", type=day, metavar="DATE", help=N_("last day of the period"))
    parser.add_argument("--since", type=day, metavar="DATE", help=N_("only what changed since"))
    parser.add_argument("--file-lang", choices=LANGUAGES, help=N_("language of the file"))
    parser.add_argument(
        "--personal", action="store_true", help=N_("data about people may be in it")
    )
    parser.add_argument("--note", default="", metavar="TEXT", help=N_("words to the recipient"))
    for key, what in _WRITTEN.items():
        parser.add_argument(f"--{key}", default="", metavar="TEXT|FILE", help=what)
    parser.add_argument(
        "--password", default="", metavar="P", help=N_("password to open the file with")
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=N_("show what would leave; write nothing")
    )
    replaceable(parser)


def run(options: argparse.Namespace, console: Console) -> int:
    """Make Excel files to send, and track them."""
    if options.dry_run:
        with console.reading(options.file) as reading:
            return _look(reading, options, console)
    with console.session(options.file) as session:
        if _several(options):
            items = _items(session, options, console)
            report = batch.send_all(session, items, over=options.replace)
            _tell(report, console, _silent(session, options, console))
            return REFUSED if report.failed else DONE
        out = writing.free(Path(options.out), replace=options.replace, endings=(".xlsx",))
        sent = dispatch.send(session, _request(session, options, console), out)
        line = console.texts(
            "{ref}: {file} is ready to be sent.", ref=sent.reference, file=out.name
        )
        console.answer(
            dispatch.document(sent, console.texts), line, *_inside(sent.preview, console.texts)
        )
    return DONE


def _look(reading: Reading, options: argparse.Namespace, console: Console) -> int:
    texts = console.texts
    if not _several(options):
        shown = dispatch.preview(reading, _request(reading, options, console))
        console.answer(dispatch.document(shown, texts), *_inside(shown, texts))
        return DONE
    looked = batch.previews(reading, _items(reading, options, console))
    lines = []
    for each in looked:
        problem = each.problem.sentence(texts) if each.problem else each.item.to.called
        lines.append(f"{each.item.path.name}  {problem}".rstrip())
        lines += _inside(each.preview, texts) if each.preview else ()
    document = {
        "files": [
            {
                "country": each.item.to.state.text("code"),
                "lang": each.item.request.lang,
                "name": each.item.path.name,
                "problem": each.problem.sentence(texts) if each.problem else None,
                **(dispatch.document(each.preview, texts) if each.preview else {}),
            }
            for each in looked
        ],
        "without_contact": _silent(reading, options, console),
    }
    console.answer(document, *lines)
    return DONE


def _several(options: argparse.Namespace) -> bool:
    if options.to_points_of_contact or _ALL in map(str.casefold, options.country):
        return True
    return len(options.country) > 1 and dispatch.is_for_one_state(options.profile)


def _request(reading: Reading, options: argparse.Namespace, console: Console) -> dispatch.Request:
    lang = console.texts.lang
    states = [assignments.state(reading, each, lang) for each in options.country if not _all(each)]
    return dispatch.Request(
        profile=options.profile,
        recipient=_recipient(reading, options.to),
        due=options.due,
        lang=options.file_lang or lang,
        personal=options.personal,
        note=options.note,
        written=_written(options),
        types=tuple(options.type),
        countries=tuple(states),
        entry=reading.one(options.about).id if options.about else "",
        frm=options.frm,
        to=options.until,
        since=options.since,
        password=options.password,
        sender=console.installation.actor,
    )


def _items(
    reading: Reading, options: argparse.Namespace, console: Console
) -> tuple[batch.Item, ...]:
    folder = Path(options.out)
    if folder.is_file() or folder.suffix.lower() == ".xlsx":
        raise UserError(
            N_("Several files need a folder to lie in."),
            where=folder.name,
            do=N_("Name a folder instead of a file."),
        )
    if options.to:
        raise UserError(
            N_("Several files cannot go to the same recipient."),
            do=N_("Leave --to out, or say --to-points-of-contact."),
        )
    wanted = _asked(reading, options, console)
    if options.to_points_of_contact:
        wanted = [each for each in wanted if each.contact is not None]
    else:
        wanted = [replace(each, contact=None) for each in wanted]
    if options.file_lang:
        wanted = [replace(each, lang=options.file_lang) for each in wanted]
    request = _request(reading, options, console)
    return batch.items(reading, request, wanted, folder, options.name)


def _asked(reading: Reading, options: argparse.Namespace, console: Console) -> list[Addressee]:
    """Return who speaks for the States that were named, or for all."""
    request = _request(reading, options, console)
    states = request.countries
    if not states and request.entry:
        entry = reading.records.get(request.entry)
        states = entry.ids("countries") if entry else ()
    return addressees(reading, states, request.lang)


def _silent(reading: Reading, options: argparse.Namespace, console: Console) -> list[str]:
    """Return the codes of the States that get no file, since nobody speaks for them."""
    if not options.to_points_of_contact:
        return []
    asked = _asked(reading, options, console)
    return [each.state.text("code") for each in asked if each.contact is None]


def _tell(report: batch.Report, console: Console, silent: list[str]) -> None:
    texts = console.texts
    lines = []
    for each in report.outcomes:
        if each.sent is not None:
            name = each.sent.file.name
            who = f" → {each.item.to.called}" if each.item.to.called else ""
            said = texts("{ref}: {file} is ready to be sent.", ref=each.sent.reference, file=name)
            lines.append(f"{said}{who}")
        elif each.problem is not None:
            lines.append(f"{each.item.to.name(texts.lang)}: {each.problem.sentence(texts)}")
    lines.append(texts.n("{n} file made", "{n} files made", len(report.done)))
    if silent:
        lines.append(
            texts("No point of contact on record, no file: {names}", names=", ".join(silent))
        )
    console.answer({**batch.document(report, texts), "without_contact": silent}, *lines)


def _inside(shown: dispatch.Preview, texts: Texts) -> list[str]:
    lines = [
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
    lines += [
        "  " + texts.n("{name}: {n} row", "{name}: {n} rows", rows, name=name)
        for name, rows in shown.pages
    ]
    return lines


def _written(options: argparse.Namespace) -> tuple[tuple[str, str], ...]:
    """Return the words for the pages of a report; what names a file is read from it."""
    found = []
    for key in _WRITTEN:
        given = str(getattr(options, key))
        if given:
            found.append((key, _read(Path(given)) or given))
    return tuple(found)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except (OSError, ValueError) as error:
        raise UserError(
            N_("The words cannot be read."),
            where=path.name,
            do=N_("Save them as plain text in UTF-8."),
        ) from error


def _all(word: str) -> bool:
    return word.casefold() == _ALL


def _recipient(reading: Reading, reference: str | None) -> Value:
    return {"id": reading.one(reference).id} if reference else None
