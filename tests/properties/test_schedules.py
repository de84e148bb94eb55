"""Any edits on both sides, through a real workbook and a real file: each cell is what it is called."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coordinator_app.merge.planned import Plan
from coordinator_app.services import maintenance, undoing
from coordinator_app.services.exchange import dispatch, incoming, review
from coordinator_app.services.session import Session
from tests.properties import schedules
from tests.properties.schedules import Step
from tests.services.exchange import busy_workbook, spoiling
from tests.services.exchange.busy_workbook import TTO

pytestmark = pytest.mark.slow
#: Names that resemble nothing there is.
NEW = ("Quarry Board", "Moss Institute", "Fern Agency", "=Heron & Sons", "0077")
_UNDECIDED = ("unchanged", "ours_only", "same", "invalid")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "mine.c1540"
    busy_workbook.make(path).close()
    return path


@contextmanager
def workbook(template: Path) -> Iterator[tuple[Session, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.c1540"
        shutil.copy(template, path)
        with Session.open_for(path, busy_workbook.clock(), "Coordinator") as session:
            yield session, Path(folder) / "form.xlsx"


def draw_steps(data: st.DataObject, session: Session) -> list[Step]:
    """Draw what becomes of some forty cells, of all kinds."""
    own = [
        each.id
        for type_key in schedules.ASKED
        for each in session.records.all(type_key)
        if each.id == TTO or session.records.states_of(each) == (TTO,)
        if each.get("sensitivity") not in ("STRICT", "CONFIDENTIAL") or type_key == "contact"
    ]
    secret = {
        each.id for each in session.records.all("contact") if each.get("sensitivity") == "STRICT"
    }
    all_cells = schedules.cells(
        session, schedules.ASKED, [each for each in own if each not in secret]
    )
    all_cells += schedules.cells(session, schedules.SHOWN, own)
    chosen = data.draw(
        st.lists(st.sampled_from(all_cells), min_size=15, max_size=45, unique_by=_place), "cells"
    )
    return [data.draw(schedules.steps(each), each.field.key) for each in chosen]


def _place(cell: schedules.Cell) -> tuple[str, str]:
    return cell.record, cell.field.key


def found(plan: Plan) -> dict[tuple[str, str], str]:
    return {(cell.record, cell.field): cell.cls.value for cell in plan.cells}


@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink forty cells takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture,
                           HealthCheck.data_too_large],
)  # fmt: skip
@given(data=st.data())
def test_each_cell_has_the_class_its_definition_says_and_undo_leaves_nothing_of_an_import(
    template, data
):
    lang = data.draw(st.sampled_from(["en", "es"]), "language")
    with workbook(template) as (session, path):
        drawn = draw_steps(data, session)
        schedules.write_base(session, drawn)
        request = dispatch.Request(TTO, lang=lang, personal=True)
        sent = dispatch.send(session, request, path)
        schedules.write_ours(session, drawn)
        added = data.draw(st.lists(st.sampled_from(NEW), max_size=3, unique=True), "new rows")
        schedules.write_theirs(path, session, drawn, lang, added)
        if data.draw(st.booleans(), "rows and columns elsewhere"):
            spoiling.everywhere(path, _shuffle)

        received = incoming.receive(session, path)
        expected = {_place(each.cell): each.expected() for each in drawn}
        classes = found(received.plan)
        wrong = [each for each in drawn if classes.get(_place(each.cell), "unchanged")
                 != each.expected()]  # fmt: skip
        assert [(each, classes.get(_place(each.cell))) for each in wrong] == []
        counts = Counter(cls for cls in expected.values() if cls != "unchanged")
        counts["unchanged"] = sent.preview.cells - counts.total()
        counts["new"] = len(added)
        assert {key: n for key, n in received.plan.counts.items() if n} == {
            key: n for key, n in counts.items() if n
        }

        before = maintenance.digest(session)
        decisions = {
            cell.n: data.draw(st.sampled_from(["take", "keep"]))
            for cell in received.plan.cells
            if cell.cls.value not in _UNDECIDED and cell.usable
        }
        applied = review.apply(session, received, decisions=decisions)
        _stands(session, drawn, decisions, received.plan)
        assert set(added) <= {each.title for each in session.records.all("institution")}
        again = incoming.receive(session, path).plan
        assert again.rows == ()
        open_still = [each for each in again.cells if each.decision.value in ("take", "open")]
        assert [each for each in open_still if each.cls.value != "invalid"] == []
        undoing.undo(session, applied.operation)
        assert maintenance.digest(session) == before
        _stands(session, drawn, {}, received.plan)
        assert incoming.receive(session, path).plan.counts == received.plan.counts


def _shuffle(page):
    spoiling.sort(page, "_id")
    key = str(page.cell(spoiling.KEYS, 4).value).partition(".")[2]
    spoiling.move(page, key, page.max_column + 2)


def _stands(session: Session, drawn: list[Step], decisions: dict[int, str], plan: Plan) -> None:
    taken = {(cell.record, cell.field) for cell in plan.cells if decisions.get(cell.n) == "take"}
    now = session.records.get_many(each.cell.record for each in drawn)
    for each in drawn:
        wanted = each.merged() if _place(each.cell) in taken else each.ours
        assert now[each.cell.record].get(each.cell.field.key) == wanted, each
