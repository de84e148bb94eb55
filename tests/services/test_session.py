"""An open workbook: its clock goes on where the log ends."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from coordinator_app.domain.clock import Clock
from coordinator_app.services import editing
from coordinator_app.services.session import Session

START = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def test_a_clock_that_was_set_back_goes_on_after_the_log(tmp_path: Path):
    path = tmp_path / "office.c1540"
    with Session.create(path, Clock("replica1", lambda: START), "Ana") as session:
        editing.create(session, "institution", {"name": "Customs"})
        before = session.log.last_stamp()
    earlier = START - dt.timedelta(minutes=20)
    with Session.open_for(path, Clock("replica1", lambda: earlier), "Ana") as session:
        editing.create(session, "institution", {"name": "Police"})
        assert session.log.last_stamp() > before


def test_an_empty_log_has_no_stamp(tmp_path: Path):
    with Session.create(tmp_path / "office.c1540", Clock("replica1"), "Ana") as session:
        assert session.log.last_stamp() == ""
