"""Any sequence of operations, undone and redone in any lawful order, folds to the rows."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from coordinator_app.domain.catalogue import REFERENCE_VERSION, built_in
from coordinator_app.domain.changes import Create, Delete, Edit, Restore, Update
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.identity import reference_id, uuid7
from coordinator_app.store.log import Logged
from tests.store.book import Book, open_book

#: Types that stand for all shapes: plain, owned, owned by any, with titles that rest on others.
TYPES = (
    "institution",
    "contact",
    "theme",
    "visit",
    "visit_meeting",
    "activity_partner",
    "training",
    "participant",
    "follow_up",
    "follow_up_update",
    "interaction",
    "source",
    "source_link",
)
WORDS = ("Aduanas", "Policía", "O'Brien", "ministry of trade", "=1+1", "a\nb", "   ", "ß", "")
PLAIN: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.TEXT: st.sampled_from(WORDS),
    Kind.NOTE: st.sampled_from(WORDS),
    Kind.WHOLE: st.integers(-3, 3),
    Kind.AMOUNT: st.builds(lambda n: {"minor": n, "currency": "USD"}, st.integers(0, 3)),
    Kind.PERCENT: st.sampled_from([0, 33.5, 100]),
    Kind.DATE: st.sampled_from(["2013-04-17", "2014-02-28"]),
    Kind.EDTF: st.sampled_from(["2013", "2013-04", "2013-04-17", "2013-04-17/2013-04-19"]),
    Kind.TIME: st.sampled_from(["09:30", "23:59"]),
    Kind.YES_NO: st.booleans(),
    Kind.COUNT: st.sampled_from(
        [{"n": 3, "q": "exact"}, {"n": None, "q": "unknown"}, {"n": 9, "q": "about"}]
    ),
    Kind.EMAIL: st.sampled_from(["ana@example.org", "b@example.org"]),
    Kind.PHONE: st.sampled_from(["+1 868 555 0101", "0"]),
    Kind.URL: st.sampled_from(["https://example.org"]),
    Kind.FILE: st.sampled_from([{"sha256": "0" * 64, "name": "a.pdf", "size": 1}]),
}
PICKS = st.integers(0, 1_000)


class Drawer:
    """Draws edits that are lawful in a workbook as it stands, and some that are not."""

    def __init__(self, book: Book, data: st.DataObject) -> None:
        self.book, self.data = book, data
        self.rows: list[tuple[str, str, int]] = book.query("SELECT id, type, deleted FROM record")

    def value(self, field: Field) -> Value:
        """Return a value of a field, now and then none."""
        if not field.needed and self.data.draw(PICKS) % 4 == 0:
            return None
        match field.kind:
            case Kind.CHOICE:
                return str(self.one(field.choices).code)
            case Kind.CHOICES:
                return sorted({self.one(field.choices).code for _ in range(2)})
            case Kind.TEXT | Kind.NOTE if field.needed:
                return str(self.one(WORDS[:6]))
            case Kind.LINK:
                return self.target(field)
            case Kind.LINKS:
                found = {self.target(field), self.target(field)} - {None}
                return sorted(each for each in found if each)
            case Kind.PARTY:
                target = self.target(field)
                return {"id": target} if target else {"label": "A bank"}
            case _:
                return self.data.draw(PLAIN[field.kind])

    def one(self, among: Sequence[Any]) -> Any:
        """Return one of several."""
        return among[self.data.draw(PICKS) % len(among)]

    def target(self, field: Field) -> str | None:
        """Return a record a field may point at, deleted ones among them."""
        found = [row[0] for row in self.rows if not field.targets or row[1] in field.targets]
        return str(self.one(found)) if found else None

    def create(self) -> Edit:
        """Return the making of an entry with all it needs and some more."""
        there = {row[1] for row in self.rows}
        record_type = built_in()[self.one([each for each in TYPES if _can_be_made(each, there)])]
        values = {
            each.key: self.value(each)
            for each in record_type.fields
            if each.needed or self.data.draw(PICKS) % 3 == 0
        }
        if record_type.reference_data:
            values["code"] = f"C{len(self.rows)}-{self.data.draw(PICKS)}"
        record_id = uuid7()
        self.rows.append((record_id, record_type.key, 0))
        return Create(record_type.key, values, "" if record_type.reference_data else record_id)

    def update(self) -> Edit:
        """Return changes to a few fields of an entry."""
        record, type_key, _ = self.one(self.rows)
        fields = built_in()[type_key].fields
        chosen = {self.one(fields).key for _ in range(3)}
        return Update(record, {each.key: self.value(each) for each in fields if each.key in chosen})

    def edit(self) -> Edit:
        """Return any edit."""
        known = [row for row in self.rows if row[1] != "theme"]
        match self.data.draw(PICKS) % 6:
            case 0 | 1:
                return self.create()
            case 2 | 3:
                return self.update()
            case 4:
                return Delete(self.one(known)[0])
            case _:
                return Restore(self.one(known)[0])


def _can_be_made(type_key: str, there: set[str]) -> bool:
    """Say whether there is an entry for each link that an entry cannot be without."""
    return all(
        there.intersection(each.targets) or not each.targets
        for each in built_in()[type_key].fields
        if each.needed and each.kind is Kind.LINK
    )


class Operations(RuleBasedStateMachine):
    """A workbook that is worked on, undone, redone, closed and opened in any order."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "office.c1540"
        shutil.copy(self.template, self.path)
        self.book = open_book(self.path)
        self._hasten()

    def _hasten(self) -> None:
        self.book.connection.execute("PRAGMA synchronous=OFF")

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        drawer = Drawer(self.book, data)
        for _ in range(4):
            self._try(drawer.create())

    @rule(data=st.data(), count=st.integers(1, 4))
    def work(self, data: st.DataObject, count: int) -> None:
        """Do something; undone at once it was never there, redone it is there again."""
        drawer = Drawer(self.book, data)
        edits = [drawer.edit() for _ in range(count)]
        before = self.book.digest()
        if not self._try(*edits):
            assert self.book.digest() == before
            return
        after, operation = self.book.digest(), self.book.log.revision()
        if data.draw(st.booleans()):
            plan = self.book.log.plan_undo(operation)
            assert (plan.kept, plan.impossible) == ((), ())
            self.book.writer.commit(plan.operation)
            assert self.book.digest() == before
            if data.draw(st.booleans()) and (undo := self.book.log.latest_to_redo("Ana")):
                self.book.undo(undo.operation, "redo")
                assert self.book.digest() == after

    @rule()
    def undo_the_latest(self) -> None:
        entry = self.book.log.latest_to_undo("Ana")
        if entry is not None:
            self._take_back(entry, "undo")

    @rule(pick=PICKS)
    def undo_any(self, pick: int) -> None:
        standing = [each for each in self.book.log.entries() if not each.undone_by]
        if standing:
            self._take_back(standing[pick % len(standing)], "undo")

    @rule()
    def redo_the_latest(self) -> None:
        entry = self.book.log.latest_to_redo("Ana")
        if entry is not None:
            self._take_back(entry, "redo")

    @precondition(lambda self: self.book.log.revision())
    @rule()
    def reopen(self) -> None:
        before = self.book.digest()
        self.book.close()
        self.book = open_book(self.path)
        self._hasten()
        assert self.book.digest() == before

    def teardown(self) -> None:
        checked = self.book.check()
        told = [(finding.what, finding.where, finding.key) for finding in checked.findings]
        self.book.close()
        shutil.rmtree(self.folder)
        assert told == []

    def _try(self, *edits: Edit) -> bool:
        """Commit edits; False when they are not lawful together or change nothing."""
        try:
            return bool(self.book.do(*edits).changes)
        except UserError:
            assert not self.book.connection.in_transaction
            return False

    def _take_back(self, entry: Logged, kind: str) -> None:
        plan = self.book.log.plan_undo(entry.operation, kind)
        kept = {(each.record, each.field) for each in (*plan.kept, *plan.impossible)}
        assert not kept & set(plan.undone)
        done = self.book.writer.commit(plan.operation)
        assert {(each.record, key) for each in done.changes for key in each.values} <= set(
            plan.undone
        )


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook with two States, copied for each run: making one takes longer."""
    path = tmp_path_factory.mktemp("template") / "template.c1540"
    book = open_book(path)
    for code, name in (("TTO", "Trinidad and Tobago"), ("GUY", "Guyana")):
        book.do(Create("country", {"code": code, "name_en": name}), source="reference")
    book.close()
    return path


@pytest.mark.slow
def test_whatever_is_done_undone_and_redone_folds_to_the_rows(template: Path):
    Operations.template = template
    run_state_machine_as_test(
        Operations,
        settings=settings(
            max_examples=60,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


CODES = st.lists(
    st.sampled_from(["CARICOM", "SICA", "OECS", "ñ-1", "A B"]), unique=True, max_size=5
)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(codes=CODES, other=st.randoms(use_true_random=False))
def test_two_workbooks_made_apart_hold_the_same_reference_ids(template, codes, other):
    found: list[tuple[str, list[Any]]] = []
    for order in (codes, other.sample(codes, len(codes))):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "office.c1540"
            shutil.copy(template, path)
            book = open_book(path, replica=f"replica{len(found)}")
            tto = reference_id("country", "TTO", REFERENCE_VERSION)
            for code in order:
                group = book.make("country_group", {"code": code, "name_en": code})
                assert group == reference_id("country_group", code, REFERENCE_VERSION)
                book.make("group_membership", {"parent": group, "country": tto, "status": "FULL"})
            found.append(
                (
                    book.digest(),
                    sorted(book.query("SELECT record, id, new FROM change WHERE parents = '{}'")),
                )
            )
            assert book.check().clean
            book.close()
    assert found[0] == found[1]
