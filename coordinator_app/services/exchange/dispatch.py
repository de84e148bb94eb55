"""Sending a part of the workbook as an Excel file: looking inside first, then writing it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coordinator_app.domain.changes import ChangeSet, Create, Operation
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.excel import profiles, writer
from coordinator_app.excel.profiles import Profile
from coordinator_app.services.exchange.composition import called, highest, identity, promise
from coordinator_app.services.exchange.composition import layout as compose
from coordinator_app.services.exchange.extent import Request, asked, period
from coordinator_app.services.exchange.report_pages import Report
from coordinator_app.services.exchange.report_pages import make as make_report
from coordinator_app.services.exchange.selection import LeftOut, Selection, select
from coordinator_app.services.exchange.sheets import Promised, filled, sheet_names
from coordinator_app.services.session import Reading, Session
from coordinator_app.store.dispatches import Dispatches, DispatchRow, spares
from coordinator_app.texts import N_, Texts, load

COUNTRY_RETURN = profiles.COUNTRY_RETURN.key

__all__ = [
    "COUNTRY_RETURN",
    "LeftOut",
    "Preview",
    "Profile",
    "Request",
    "Sent",
    "SheetPreview",
    "document",
    "is_for_one_state",
    "kinds_of_files",
    "preview",
    "send",
]


@dataclass(frozen=True)
class SheetPreview:
    """One sheet of a file: how many entries and blank rows, and which fields."""

    name: str
    type: str
    rows: int
    spare: int
    fields: tuple[str, ...]
    editable: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """The look inside a file before it is saved.

    Args:
        cells: Data cells sent, filled or empty.
        left_out: What the file does not carry, and why.
        recipient: Whom it is for, "" when that was not said.
        pages: Pages that are worked out, with the rows of each.
        password: It opens with a password alone.
        sensitivity: Code of the most sensitive thing in it.
        personal_data: Data about people are in it.
    """

    sheets: tuple[SheetPreview, ...]
    cells: int
    left_out: tuple[LeftOut, ...]
    sensitivity: str
    personal_data: bool
    recipient: str = ""
    pages: tuple[tuple[str, int], ...] = ()
    password: bool = False


@dataclass(frozen=True)
class Sent:
    """A file that was sent.

    Args:
        dispatch, reference: Of the record that tracks it.
        file: Where it lies.
    """

    dispatch: str
    reference: str
    file: Path
    sha256: str
    preview: Preview
    change_set: ChangeSet


def kinds_of_files() -> tuple[Profile, ...]:
    """Return the kinds of files that can be sent."""
    return profiles.PROFILES


def is_for_one_state(kind: str) -> bool:
    """Say whether a kind of file is made for one State each.

    Raises:
        UserError: There is no such kind.
    """
    return profiles.profile(kind).for_one_state


def preview(reading: Reading, request: Request) -> Preview:
    """Return what a file would hold; nothing is written.

    Raises:
        UserError: There is no such State or kind of file.
    """
    selection = _select(reading, request)
    request = _addressed(request, selection)
    return _preview(reading, selection, _report(reading, selection, request), request)


def send(session: Session, request: Request, path: Path, *, together: str = "") -> Sent:
    """Write the file and record that it was sent; both, or neither.

    Args:
        together: What it has in common with other files that are sent in the same go.

    Raises:
        UserError: It cannot be written, a text does not fit into a cell, or the workbook can only
            be read; nothing was recorded and no file was left.
    """
    selection = _select(session, request)
    request = _addressed(request, selection)
    profile, texts = profiles.profile(request.profile), load(request.lang)
    if profile.locked and not request.password:
        raise UserError(
            N_("This kind of file leaves only with a password on it."),
            do=N_("Choose a password, and pass it on by another way than the file."),
        )
    report = _report(session, selection, request)
    shown = _preview(session, selection, report, request)
    if session.read_only:
        session.commit(Operation(()))  # says why it is refused
    who, promised = identity(session, selection), promise(session, selection)
    layout = compose(session, request, selection, promised, who, texts, report=report)
    draft = writer.write(layout, path, texts, password=request.password)
    try:
        given = {
            each.profile.type: filled(session.catalogue, each, promised)
            for each in selection.sheets
        }
        record = _record(session, request, selection, shown, layout.title)
        record["columns"] = _json({**_columns(shown, given), **report.figures})
        record |= {"file_name": path.name, "sha256": draft.sha256}
        rows = _rows(selection, promised, who.id) if profile.answered else []
        kept = Dispatches(session.book.connection, session.catalogue, session.log)

        def also(_: str) -> None:
            kept.add_rows(rows)
            draft.place()

        change_set = session.commit(
            Operation(
                (Create("dispatch", record, who.id, who.reference),),
                label=N_("Send to several: {title}") if together else N_("Send {title}"),
                params={"title": layout.title, **({"together": together} if together else {})},
            ),
            also,
        )
    except BaseException:
        draft.take_back()
        raise
    return Sent(who.id, who.reference, path, draft.sha256, shown, change_set)


def document(found: Sent | Preview, texts: Texts) -> dict[str, Any]:
    """Return a file sent, or looked into, as the JSON that the command line prints."""
    shown = found.preview if isinstance(found, Sent) else found
    of_file = {
        "dispatch": found.dispatch if isinstance(found, Sent) else None,
        "ref": found.reference if isinstance(found, Sent) else None,
        "file": str(found.file) if isinstance(found, Sent) else None,
        "sha256": found.sha256 if isinstance(found, Sent) else None,
    }
    return of_file | {
        "sheets": [
            {
                "name": each.name,
                "type": each.type,
                "rows": each.rows,
                "spare": each.spare,
                "fields": list(each.fields),
            }
            for each in shown.sheets
        ],
        "cells": shown.cells,
        "left_out": [
            {
                "type": each.type,
                "what": each.what,
                "count": each.count,
                "reason": texts(each.reason),
            }
            for each in shown.left_out
        ],
        "sensitivity": shown.sensitivity,
        "personal_data": shown.personal_data,
        "to": shown.recipient or None,
        "pages": [{"name": name, "rows": rows} for name, rows in shown.pages],
        "password": shown.password,
    }


def _select(reading: Reading, request: Request) -> Selection:
    profile = profiles.profile(request.profile)
    extent = asked(reading, profile, request)
    known = {each.type for each in profile.sheets}
    for each in request.types:
        if each not in known:
            raise UserError(
                N_("This kind of file has no sheet for “{name}”."),
                do=N_("It has: {names}."),
                name=each,
                names=", ".join(sheet.type for sheet in profile.sheets),
            )
    return select(reading, profile, extent, personal=request.personal, types=request.types)


def _addressed(request: Request, selection: Selection) -> Request:
    """Return a request whose file for a donor goes to that donor, if nobody else was named."""
    entry = selection.extent.entry
    if request.recipient is not None or entry is None or entry.type != "institution":
        return request
    return replace(request, recipient={"id": entry.id})


def _report(reading: Reading, selection: Selection, request: Request) -> Report:
    profile = profiles.profile(request.profile)
    unknown = dict(request.written).keys() - profile.written.keys()
    if unknown:
        raise UserError(
            N_("This kind of file has no page for the words “{name}”."),
            do=N_("It has: {names}."),
            name=min(unknown),
            names=", ".join(profile.written) or "—",
        )
    if not profile.pages:
        return Report()
    days = period(reading, request)
    texts = load(request.lang)
    written = {"summary": request.note, **dict(request.written)}
    return make_report(reading, profile, selection.extent, days, texts, written)


def _preview(reading: Reading, selection: Selection, report: Report, request: Request) -> Preview:
    names = sheet_names(reading.catalogue, selection, load(request.lang))
    return Preview(
        tuple(
            SheetPreview(
                names[each.profile.type],
                each.profile.type,
                len(each.rows),
                each.spare,
                tuple(field.key for field in each.fields),
                tuple(field.key for field in each.fields if field.key in each.profile.editable),
            )
            for each in selection.sheets
        ),
        sum(each.cells for each in selection.sheets),
        (*selection.left_out, *report.left_out),
        highest(selection, report).name,
        selection.personal,
        called(reading, request.recipient, load(request.lang)),
        tuple((page.name, len(page.rows)) for page in report.pages),
        bool(request.password),
    )


def _columns(
    shown: Preview, given: Mapping[str, Mapping[str, Value]]
) -> dict[str, Mapping[str, Any]]:
    """Return the fields of each sheet, as they are kept with the record."""
    return {
        each.type: {
            "shown": list(each.fields),
            "editable": list(each.editable),
            **({"given": given[each.type]} if given[each.type] else {}),
        }
        for each in shown.sheets
    }


def _json(found: Mapping[str, Any]) -> str:
    return json.dumps(found, separators=(",", ":"))


def _record(
    session: Session,
    request: Request,
    selection: Selection,
    shown: Preview,
    title: str,
) -> dict[str, Value]:
    """Return the values of the record that tracks the file."""
    return {
        "title": title,
        "profile": request.profile,
        "countries": selection.extent.ids,
        "recipient": request.recipient,
        "language": request.lang,
        "sent_on": session.today().isoformat(),
        "due_back": request.due.isoformat() if request.due else None,
        # Nothing is awaited of a report.
        "status": "SENT" if profiles.profile(request.profile).answered else "CLOSED",
        "catalogue_version": session.catalogue.version,
        "revision": session.log.revision(),
        "ceiling": shown.sensitivity,
        "personal_data": shown.personal_data,
        "note": request.note or None,
    }


def _rows(
    selection: Selection, promised: Mapping[str, list[Promised]], dispatch: str
) -> list[DispatchRow]:
    records: list[Record] = [row.record for sheet in selection.sheets for row in sheet.rows]
    rows = [DispatchRow.of(dispatch, position, each) for position, each in enumerate(records)]
    blank = [each for promises in promised.values() for each in promises]
    return [*rows, *spares(dispatch, len(rows), blank)]
