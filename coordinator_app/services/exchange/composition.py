"""Composing a file: its identity, its blank rows, all its sheets and its first page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from coordinator_app.domain.fields import Sensitivity, Value
from coordinator_app.domain.identity import uuid7
from coordinator_app.excel import profiles
from coordinator_app.excel.layouts import FileLayout
from coordinator_app.excel.manifest import Manifest
from coordinator_app.services import naming
from coordinator_app.services.exchange import guide as first_page
from coordinator_app.services.exchange.extent import Request, period
from coordinator_app.services.exchange.report_pages import Report
from coordinator_app.services.exchange.selection import Selection
from coordinator_app.services.exchange.sheets import Promised, SheetMaker, filled
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts


@dataclass(frozen=True)
class Identity:
    """Id and reference of a sent file."""

    id: str
    reference: str


def identity(session: Session, selection: Selection) -> Identity:
    """Return a new identity."""
    values: dict[str, Value] = {
        "countries": selection.extent.ids,
        "sent_on": session.today().isoformat(),
    }
    dispatch = uuid7()
    (reference,) = session.writer.promise_references([(dispatch, "dispatch", values)])
    return Identity(dispatch, reference)


def promise(session: Session, selection: Selection) -> dict[str, list[Promised]]:
    """Return blank rows with ids and codes given in advance, by record type."""
    wanted: list[tuple[str, str, dict[str, Value]]] = []
    promised: dict[str, list[Promised]] = {}
    for each in selection.sheets:
        type_key = each.profile.type
        given = filled(session.catalogue, each, promised)
        promised[type_key] = [(uuid7(), type_key, "") for _ in range(each.spare)]
        known = _known(session, selection, type_key, given)
        wanted += [(record, type_key, known) for record, _, _ in promised[type_key]]
    references = iter(session.writer.promise_references(wanted))
    return {
        key: [(record, key, next(references)) for record, _, _ in rows]
        for key, rows in promised.items()
    }


def _known(
    session: Session, selection: Selection, type_key: str, given: Mapping[str, Value]
) -> dict[str, Value]:
    """Return what is known of a blank row: what stands in it, its State, the day."""
    record_type = session.catalogue[type_key]
    known = dict(given)
    path = record_type.state_path
    field = record_type.by_key.get(path)
    state = selection.extent.one
    if field is not None and "country" in field.targets and state is not None:
        known[path] = [state.id] if field.kind.value == "links" else state.id
    if record_type.date_field:
        known[record_type.date_field] = session.today().isoformat()
    return known


def layout(
    reading: Reading,
    request: Request,
    selection: Selection,
    promised: Mapping[str, list[Promised]],
    who: Identity,
    texts: Texts,
    purpose: str = "",
    report: Report | None = None,
) -> FileLayout:
    """Return a whole file.

    Args:
        promised: Blank rows by record type.
        who: Its identity.
        purpose: English msgid: what is asked, where it is not what this kind of file asks.
        report: Its pages, for a report.
    """
    profile = profiles.profile(request.profile)
    about = selection.extent.about(texts)
    subject = f"{texts(profile.label)}: {about}" if about else texts(profile.label)
    maker = SheetMaker(reading.catalogue, selection, texts, promised)
    sheets = tuple(maker.sheet(each) for each in selection.sheets)
    letter = first_page.Letter(
        replace(profile, purpose=purpose or profile.purpose),
        selection.extent,
        sender(reading) if request.sender is None else request.sender,
        called(reading, request.recipient, texts),
        who.reference,
        request.due,
        request.note,
        period(reading, request) if profile.by_period else None,
    )
    pages = report.pages if report else ()
    spare = {key: len(rows) for key, rows in promised.items()}
    page = first_page.guide(letter, selection, reading.catalogue, texts, maker.names, spare)
    page = first_page.with_pages(page, pages)
    taken = {name.casefold() for name in (*maker.names.values(), *(each.name for each in pages))}
    if page.sheet.casefold() in taken:
        page = replace(page, sheet=f"{page.sheet} 1540")
    return FileLayout(
        manifest=Manifest(
            who.id,
            reading.meta.get("id", ""),
            str(reading.catalogue.version),
            profile.key,
            texts.lang,
            {each.name: each.type for each in sheets},
        ),
        guide=page,
        sheets=sheets,
        listings=maker.listings,
        title=subject,
        marking=first_page.marking(reading.kind, highest(selection, report), texts),
        footer=" · ".join(filter(None, (who.reference, texts(profile.label), about))),
        page=texts(N_("Page {page} of {pages}")),
        pages=pages,
    )


def highest(selection: Selection, report: Report | None) -> Sensitivity:
    """Return how sensitive the most sensitive thing in a file is."""
    return max(selection.sensitivity, report.sensitivity) if report else selection.sensitivity


def sender(reading: Reading) -> str:
    """Return who sends files: the person who works here, "" when that is not known."""
    return reading.actor if isinstance(reading, Session) else ""


def called(reading: Reading, recipient: Value, texts: Texts) -> str:
    """Return the name of a recipient, "" when there is none."""
    match recipient:
        case {"id": str(record_id)}:
            record = reading.records.get(record_id)
            return naming.name(record, texts.lang) if record else ""
        case {"label": str(label)}:
            return label
        case _:
            return ""
