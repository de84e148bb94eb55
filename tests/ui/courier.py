"""A file that was sent to a State, and the reply to it: 14 safe changes, 3 changed on both sides."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

from coordinator_app.services import editing
from coordinator_app.services.exchange import dispatch, incoming, review
from tests.services.exchange import busy_workbook, spoiling
from tests.services.exchange.busy_workbook import TTO
from tests.ui.desk import TODAY, Desk

VISITS = [f"Mission {n}" for n in range(6)]
#: In the order in which they are listed: by reference.
CONFLICTS = ["Mission 2", "Mission 0", "Mission 1"]


def workbook(path: Path) -> Path:
    """Make a workbook with something to send."""
    busy_workbook.make(path).close()
    return path


def send(desk: Desk, folder: Path, name: str = "form.xlsx", **request) -> dispatch.Sent:
    """Send Trinidad and Tobago its file."""
    request = {"due": TODAY + dt.timedelta(days=7), "personal": True, **request}
    made = dispatch.Request(TTO, **request)
    found: dispatch.Sent = desk.write(partial(dispatch.send, request=made, path=folder / name))
    return found


def put(path: Path, type_key: str, title: str, **values) -> None:
    """Write into the cells of one row."""
    with spoiling.opened(path) as book:
        page = spoiling.sheet(book, type_key)
        for key, value in values.items():
            spoiling.cell(page, key, "title", title).value = value


def answer(desk: Desk, sent: dispatch.Sent) -> Path:
    """Fill in the reply, and change three of the same cells here."""
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "visit")
        for title in VISITS:
            spoiling.cell(page, "venue", "title", title).value = f"Hall of {title}"
            spoiling.cell(page, "city", "title", title).value = "San Fernando"
            if title != VISITS[5]:
                spoiling.cell(page, "next_steps", "title", title).value = "Their next step"
    for title in CONFLICTS:
        update(desk, visit(desk, title).id, next_steps="My next step")
    return sent.file


def visit(desk: Desk, title: str):
    """Return a visit by its title."""
    return desk.read(
        lambda reading: next(each for each in reading.records.all("visit") if each.title == title)
    )


def update(desk: Desk, record_id: str, **values) -> None:
    """Change an entry."""
    desk.write(partial(editing.update, record_id=record_id, values=values))


def tracked(desk: Desk, sent: dispatch.Sent):
    """Return the record that tracks a sent file."""
    return desk.read(lambda reading: reading.records.get(sent.dispatch))


def take_in(desk: Desk, path: Path) -> review.Applied:
    """Take a reply in without looking at it."""
    found: review.Applied = desk.write(
        lambda session: review.apply(session, incoming.receive(session, path))
    )
    return found
