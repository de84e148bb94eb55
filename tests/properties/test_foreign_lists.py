"""Any list of somebody else's goes in as it says or is asked about, and out again without a trace."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coordinator_app.domain.values import normalise
from coordinator_app.services import maintenance, samples, undoing
from coordinator_app.services.exchange import review
from coordinator_app.services.foreign import comparing, looking, proposing
from coordinator_app.services.session import Session
from tests.services.exchange import busy_workbook, spoiling

pytestmark = pytest.mark.slow
NAMES = st.text(st.characters(categories=["L", "Nd", "Zs", "Po", "Sm"]), min_size=1, max_size=25)
STATES = st.sampled_from(
    ["Jamaica", "Perú", "TTO", "Equator", "Rep. Dom.", "Granada", "Atlantis", None]
)
DAYS = st.sampled_from(
    ["17/04/2013", "06/11/14", "May 2014", "2013-04-17", "12 March", "soon", 41_381, None]
)
COUNTS = st.sampled_from(
    ["24 (10 women)", "over 25", "close to 15", 24, "24,5", "many", "#REF!", None]
)
#: Sheets with their headers, and what their columns hold.
LISTS = {
    "Visits": (("Title", NAMES), ("State", STATES), ("Dates", DAYS), ("Participants", COUNTS),
               ("Summary", NAMES)),
    "Institutions": (("Name", NAMES), ("State", STATES), ("City", NAMES), ("Sector", NAMES)),
    "Contactos": (("Nombre", NAMES), ("País", STATES), ("Correo electrónico", NAMES),
                  ("Teléfono", NAMES)),
}  # fmt: skip


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "mine.c1540"
    samples.new(path, busy_workbook.clock(), "Ana").close()
    return path


@settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink whole lists takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_undo_leaves_nothing_of_any_list_that_was_taken_in(empty, data):
    sheets = data.draw(st.lists(st.sampled_from(sorted(LISTS)), min_size=1, unique=True), "sheets")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.c1540"
        shutil.copy(empty, path)
        source = Path(folder) / "list.xlsx"
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name in sheets:
            columns = LISTS[name]
            rows = data.draw(
                st.lists(st.tuples(*(each for _, each in columns)), min_size=2, max_size=8), name
            )
            page = book.create_sheet(name)
            page.append([header for header, _ in columns])
            for at, row in enumerate(rows, start=2):
                for column, value in enumerate(row, start=1):
                    spoiling.put(page.cell(at, column), value)
        book.save(source)
        with Session.open_for(path, busy_workbook.clock(), "Ana") as session:
            _goes_in_and_out(session, source, create=data.draw(st.booleans(), "create"))


def _goes_in_and_out(session: Session, source: Path, *, create: bool) -> None:
    before = maintenance.digest(session)
    look = looking.look(session, source)
    mapping = replace(proposing.propose(session, look), create_missing=create)
    received = comparing.compare(session, look, mapping)
    for row in received.plan.rows:  # the store takes it as it is
        fields = session.catalogue[row.type].by_key
        assert row.values == {key: normalise(fields[key], each) for key, each in row.values.items()}
    applied = review.apply(session, received, accept="all", conflicts="theirs")
    assert bool(applied.operation) is (maintenance.digest(session) != before)
    if applied.operation:
        again = comparing.compare(session, look, mapping)
        taken = [each for each in again.plan.rows if each.decision.value == "take"]
        assert taken == []
        undoing.undo(session, applied.operation)
    assert maintenance.digest(session) == before
