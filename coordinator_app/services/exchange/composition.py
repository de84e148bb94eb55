"""Composing a file: its identity, its blank rows, all its sheets and its first page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from coordinator_app.domain.fields import Value
from coordinator_app.domain.identity import uuid7
from coordinator_app.excel import profiles
from coordinator_app.excel.layouts import FileLayout
from coordinator_app.excel.manifest import Manifest
from coordinator_app.services import naming
from coordinator_app.services.exchange import guide as first_page
from coordinator_app.services.exchange.selection import Selection
from coordinator_app.services.exchange.sheets import Promised, SheetMaker
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts

COUNTRY_RETURN = profiles.COUNTRY_RETURN.key


@dataclass(frozen=True)
class Request:
    """What is to be sent to whom.

    Args:
        country: Record id of the State it is about.
        profile: Kind of file.
        recipient: A party: {"id": contact or institution} or {"label": name}; None: not said.
        due: Day by which a reply is asked for.
        lang: Language of the recipient.
        personal: Data about people may be in it.
        note: Words to the recipient on the first page.
        types: Only these record types; all of the kind of file when empty.
    """

    country: str
    profile: str = COUNTRY_RETURN
    recipient: Value = None
    due: dt.date | None = None
    lang: str = "en"
    personal: bool = False
    note: str = ""
    types: tuple[str, ...] = ()


@dataclass(frozen=True)
class Identity:
    """Id and reference of a sent file."""

    id: str
    reference: str


def identity(session: Session, selection: Selection) -> Identity:
    """Return a new identity."""
    values: dict[str, Value] = {
        "countries": [selection.state.id],
        "sent_on": session.today().isoformat(),
    }
    (reference,) = session.writer.promise_references([("dispatch", values)])
    return Identity(uuid7(), reference)


def promise(session: Session, selection: Selection) -> dict[str, list[Promised]]:
    """Return blank rows with ids and codes given in advance, by record type."""
    promised: dict[str, list[Promised]] = {}
    for each in selection.sheets:
        type_key = each.profile.type
        path = session.catalogue[type_key].state_path
        field = session.catalogue[type_key].by_key.get(path)
        known: dict[str, Value] = {}
        if field is not None and "country" in field.targets:
            state = selection.state.id
            known[path] = [state] if field.kind.value == "links" else state
        if session.catalogue[type_key].date_field:
            known[session.catalogue[type_key].date_field] = session.today().isoformat()
        references = session.writer.promise_references([(type_key, known)] * each.profile.spare)
        promised[type_key] = [(uuid7(), type_key, reference) for reference in references]
    return promised


def layout(
    reading: Reading,
    request: Request,
    selection: Selection,
    promised: Mapping[str, list[Promised]],
    who: Identity,
    texts: Texts,
    purpose: str = "",
) -> FileLayout:
    """Return a whole file.

    Args:
        promised: Blank rows by record type.
        who: Its identity.
        purpose: English msgid: what is asked, where it is not what this kind of file asks.
    """
    profile = profiles.profile(request.profile)
    state = naming.name(selection.state, texts.lang)
    maker = SheetMaker(reading.catalogue, selection, texts, promised)
    sheets = tuple(maker.sheet(each) for each in selection.sheets)
    letter = first_page.Letter(
        replace(profile, purpose=purpose or profile.purpose),
        state,
        reading.actor if isinstance(reading, Session) else "",
        _called(reading, request.recipient, texts),
        who.reference,
        request.due,
        request.note,
    )
    spare = {key: len(rows) for key, rows in promised.items()}
    page = first_page.guide(letter, selection, reading.catalogue, texts, maker.names, spare)
    taken = {name.casefold() for name in maker.names.values()}
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
        title=f"{texts(profile.label)}: {state}",
        marking=first_page.marking(reading.kind, selection.sensitivity, texts),
        footer=f"{who.reference} · {texts(profile.label)} · {state}",
        page=texts(N_("Page {page} of {pages}")),
    )


def _called(reading: Reading, recipient: Value, texts: Texts) -> str:
    match recipient:
        case {"id": str(record_id)}:
            record = reading.records.get(record_id)
            return naming.name(record, texts.lang) if record else ""
        case {"label": str(label)}:
            return label
        case _:
            return ""
