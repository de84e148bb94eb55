"""Writing a sent file once more: the same file, when the recipient lost it or never had it."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from coordinator_app.domain.changes import ChangeSet, Operation, Update
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.record import Record
from coordinator_app.excel import profiles, writer
from coordinator_app.services.exchange.composition import Identity, layout
from coordinator_app.services.exchange.extent import Extent, Request, remembered
from coordinator_app.services.exchange.selection import ChosenRow, Selection, select
from coordinator_app.services.exchange.sheets import Promised
from coordinator_app.services.session import Reading, Session
from coordinator_app.store.dispatches import Base, Dispatches, DispatchRow
from coordinator_app.texts import N_, load

_LINKING = (Kind.LINK, Kind.LINKS, Kind.PARTY)


def write_again(session: Session, dispatch: str, path: Path, *, password: str = "") -> ChangeSet:
    """Write a sent file again, with the values that were sent, and record it; both, or neither.

    What may no longer be shown to the State (deleted, moved, more sensitive since) is left out.

    Args:
        password: To open the file with; kept nowhere, so it is given anew.

    Raises:
        UserError: It is no sent file, it cannot be written, or the workbook can only be read.
    """
    record = session.records.get(dispatch)
    if record is None or record.type != "dispatch":
        raise UserError(N_("Choose a sent file."))
    profile = profiles.profile(record.text("profile"))
    if not profile.answered:
        raise UserError(
            N_("A report is made anew, from what is on record today."),
            where=record.title,
            do=N_("Send it as a new file."),
        )
    if session.read_only:
        session.commit(Operation(()))  # says why it is refused
    texts = load(record.text("language") or "en")
    due = record.text("due_back")
    request = Request(
        profile=profile.key,
        recipient=record.get("recipient"),
        due=dt.date.fromisoformat(due) if due else None,
        lang=texts.lang,
        personal=record.get("personal_data") is True,
        note=record.text("note"),
    )
    kept = Dispatches(session.book.connection, session.catalogue, session.log)
    rows = kept.rows(dispatch)
    extent = remembered(session, profile, record, [each.record for each in rows])
    selection = _as_sent(session, record, extent, rows, kept.bases(rows))
    who = Identity(record.id, record.reference)
    whole = layout(session, request, selection, _blank(session, rows), who, texts)
    draft = writer.write(whole, path, texts, password=password)
    values: dict[str, Value] = {"file_name": path.name, "sha256": draft.sha256}
    if record.get("status") in ("LAPSED", "WITHDRAWN"):
        values["status"] = "SENT"

    def also(_: str) -> None:
        draft.place()

    try:
        return session.commit(
            Operation(
                (Update(dispatch, values),),
                label=N_("Send again {title}"),
                params={"title": record.title},
            ),
            also,
        )
    except BaseException:
        draft.take_back()
        raise


def _as_sent(
    reading: Reading,
    record: Record,
    extent: Extent,
    rows: Sequence[DispatchRow],
    bases: Mapping[str, Base],
) -> Selection:
    """Return what may be shown today of what was sent, with the values that were sent."""
    columns = json.loads(record.text("columns") or "{}")
    now = select(
        reading,
        profiles.profile(record.text("profile")),
        extent,
        personal=record.get("personal_data") is True,
        types=tuple(columns),
    )
    sent = {each.record: each for each in rows if not each.spare}
    shown_still = {row.record.id for sheet in now.sheets for row in sheet.rows} & sent.keys()
    nameable = {*extent.ids, *now.linked, *shown_still}
    sheets = []
    for sheet in now.sheets:
        shown = set(columns.get(sheet.profile.type, {}).get("shown", ()))
        fields = tuple(each for each in sheet.fields if each.key in shown)
        lines = tuple(
            _row(each, fields, sent[each.record.id], bases[each.record.id], nameable)
            for each in sheet.rows
            if each.record.id in shown_still and each.record.id in bases
        )
        sheets.append(replace(sheet, fields=fields, rows=lines))
    return replace(now, sheets=tuple(sheets))


def _row(
    now: ChosenRow, fields: Sequence[Field], sent: DispatchRow, base: Base, nameable: set[str]
) -> ChosenRow:
    values: dict[str, Value] = {}
    withheld = set(now.withheld)
    record = replace(now.record, values=base.values, made=sent.made, heads=sent.heads)
    for each in fields:
        value = base.values.get(each.key)
        lost = base.unknown or each.key in base.lost
        hidden = each.kind in _LINKING and not nameable.issuperset(record.ids(each.key))
        if each.key in now.withheld:
            value = now.values.get(each.key)  # the part that may be shown, if any
        elif lost or hidden:
            value = None
            withheld.add(each.key)
        if value is not None:
            values[each.key] = value
    return ChosenRow(record, values, frozenset(withheld), now.shared)


def _blank(reading: Reading, rows: Sequence[DispatchRow]) -> dict[str, list[Promised]]:
    """Return the blank rows that nobody has filled in since."""
    spare = [each for each in rows if each.spare]
    there = reading.records.get_many(each.record for each in spare)
    found: dict[str, list[Promised]] = defaultdict(list)
    for each in spare:
        if each.record not in there:
            found[each.type].append((each.record, each.type, each.reference))
    return dict(found)
