"""Returned files made by the programs people have: exactly the classes, exactly the cells.

The files, what was done to each, and what has to be found lie in `tests/data/returns`.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coordinator_app.domain.fields import Value
from coordinator_app.merge.planned import COUNTED, Decision, Plan, PlannedRow, RowClass
from coordinator_app.merge.three_way import CellClass
from coordinator_app.services import maintenance, undoing
from coordinator_app.services.exchange import incoming, lines, review
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.session import Session
from coordinator_app.texts import load
from tests.services.exchange import busy_workbook

FOLDER = Path(__file__).resolve().parents[1] / "data" / "returns"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
FILES = sorted(EXPECTED["files"])
#: Data cells of the sent file, but for those that it does not show.
CELLS = 602

Entry = tuple[str, str, str, str, Any]


@pytest.fixture(scope="session")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("returns") / "mine.c1540"
    path.write_bytes(gzip.decompress((FOLDER / "mine.db.gz").read_bytes()))
    return path


@pytest.fixture
def session(workbook: Path, tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "mine.c1540"
    shutil.copy(workbook, path)
    with Session.open_for(path, busy_workbook.clock(), "Coordinator") as opened:
        yield opened


def receive(session: Session, name: str) -> Received:
    password = EXPECTED["files"][name].get("password", "")
    path = FOLDER / "returned" / name
    return incoming.receive(session, path, **({"password": password} if password else {}))


def listed(said: str | list[Any]) -> list[Any]:
    return EXPECTED[said] if isinstance(said, str) else said


def expected(name: str) -> tuple[set[str], dict[str, int]]:
    """Return the things a file holds, as texts that can be compared, and how many by class."""
    said = EXPECTED["files"][name]
    found = listed(said.get("found", []))
    of_cells = {tuple(each[1:4]) for each in found if len(each) == 5}
    found = [
        *found,
        *(each for each in said.get("ours", EXPECTED["ours"]) if tuple(each[1:4]) not in of_cells),
    ]
    counts = dict.fromkeys(COUNTED, 0)
    for each in found:
        counts[each[0]] += 1
    cells = sum(counts[each] for each in CellClass)
    counts["unchanged"] = said.get("cells", CELLS) - cells
    return {json.dumps(each, ensure_ascii=False, sort_keys=True) for each in found}, counts


def cells_and_rows(session: Session, plan: Plan, name: str) -> set[str]:
    names = Names(session)
    wanted = {
        (row[0], row[2]): row[3]
        for row in listed(EXPECTED["files"][name].get("found", []))
        if isinstance(row[3], dict)
    }
    found: list[list[Any]] = []
    for cell in plan.cells:
        unread = cell.cls is CellClass.INVALID
        value = cell.raw if unread else names.of(cell.theirs)
        found.append([cell.cls.value, cell.type, cell.title, cell.field, value])
    found += [[row.cls.value, row.type, row.title, told(names, row, wanted)] for row in plan.rows]
    return {json.dumps(each, ensure_ascii=False, sort_keys=True) for each in found}


def told(names: Names, row: PlannedRow, wanted: dict[tuple[str, str], Any]) -> Any:
    """Return what a row says of the fields that are looked at."""
    if row.cls is RowClass.REMOVAL:
        return row.remark
    keys = wanted.get((row.cls.value, row.title), row.values)
    return {key: names.of(row.values.get(key)) for key in keys}


class Names:
    """Puts titles where values hold ids, so that expectations can be read."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, value: Value) -> Any:
        match value:
            case str() if len(value) == 36:
                record = self._session.records.get(value)
                return record.title if record else value
            case {"id": str(record_id)}:
                return self.of(record_id)
            case _:
                return value


def test_every_file_has_its_expectation_and_its_steps():
    steps = json.loads((FOLDER / "make" / "steps.json").read_text(encoding="utf-8"))["files"]
    there = sorted(each.name for each in (FOLDER / "returned").iterdir())
    assert there == FILES == sorted(steps)


@pytest.mark.parametrize("name", FILES)
def test_a_returned_file_gives_exactly_what_was_done_to_it_and_says_what_is_odd(
    session: Session, name: str
):
    received = receive(session, name)
    things, counts = expected(name)
    assert cells_and_rows(session, received.plan, name) == things
    assert dict(received.plan.counts) == counts
    said = lines.notices(received, load("en"))
    wanted = listed(EXPECTED["files"][name].get("says", []))
    assert [each for each in said if not any(each.startswith(start) for start in wanted)] == []
    assert [start for start in wanted if not any(each.startswith(start) for each in said)] == []
    ticked = [cell for cell in received.plan.cells if cell.decision is Decision.TAKE]
    doubtful = EXPECTED["files"][name].get("open", False)
    changed = [cell for cell in received.plan.cells if cell.cls is CellClass.THEIRS_ONLY]
    assert ticked == ([] if doubtful else changed)


@pytest.mark.parametrize("name", FILES)
def test_taking_a_returned_file_in_and_undoing_it_leaves_every_table_as_it_was(
    session: Session, name: str
):
    before = maintenance.digest(session)
    received = receive(session, name)
    applied = review.apply(session, received, accept="all", conflicts="theirs")
    changes = {*COUNTED} - {"unchanged", "ours_only", "same", "invalid"}
    takes = any(received.plan.counts[each] for each in changes)
    assert (maintenance.digest(session) != before) is takes
    again = receive(session, name).plan.counts
    assert {each: again[each] for each in changes if again[each]} == {}
    undoing.undo(session, applied.operation)
    assert maintenance.digest(session) == before
