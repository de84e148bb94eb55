"""The change log read back: history, base values, and what undoing would do."""

from __future__ import annotations

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.changes import LIFE, Create, Delete, Restore, Update
from coordinator_app.domain.identity import uuid7
from tests.store.book import Book, open_book

ROLE = built_in()["contact_role"].by_key["role"].choices[0].code


@pytest.fixture
def office(book: Book) -> str:
    return book.make("institution", {"name": "Customs", "city": "Port of Spain"})


def whys(plan) -> list[tuple[str, str, str]]:
    return sorted((each.record, each.field, each.why) for each in plan.kept)


class TestHistory:
    def test_latest_first_and_paged(self, book: Book, office: str):
        operations = [book.set(office, name=f"N{number}").operation for number in range(5)]
        entries = book.log.entries(limit=3)
        assert [each.operation for each in entries] == operations[:1:-1]
        older = book.log.entries(limit=3, before=entries[-1].operation)
        assert [each.operation for each in older[:2]] == operations[1::-1]
        assert entries[0].changes[0].values == {"name": "N4"}
        assert entries[0].changes[0].old == {"name": "N3"}
        assert entries[0].actor == "Ana"

    def test_a_record_has_its_own_and_that_of_the_rows_it_owns(self, book: Book, state: str):
        visit = book.make("visit", {"title": "V", "country": state})
        other = book.make("visit", {"title": "W", "country": state})
        row = book.make("visit_meeting", {"parent": visit, "topic": "x"})
        book.set(row, topic="y")
        assert len(book.log.entries(visit)) == 3
        assert len(book.log.entries(other)) == 1

    def test_one_operation(self, book: Book, office: str):
        done = book.set(office, name="A")
        assert book.log.entry(done.operation).changes == done.changes
        assert book.log.entry("none") is None

    def test_changes_of_a_record_fold_to_it(self, book: Book, office: str):
        book.set(office, name="A", city=None)
        book.delete(office)
        folded = book.log.folded(office, built_in()["institution"])
        record = book.get(office)
        assert folded.values == record.values
        assert folded.deleted
        assert folded.made == record.made
        assert {key: tuple(ids) for key, ids in folded.compact().items()} == record.heads

    def test_the_revision_moves_with_each_operation(self, book: Book):
        assert book.log.revision() == ""
        book.make("institution", {"name": "A"})
        first = book.log.revision()
        book.make("institution", {"name": "B"})
        assert book.log.revision() not in ("", first)

    def test_base_values_by_change_id(self, book: Book, office: str):
        first = book.get(office).made
        second = book.set(office, name="A").changes[0].id
        assert book.log.values_at([first, second, "unknown"]) == {
            first: book.log.changes_of(office)[0].values,
            second: {"name": "A"},
        }


class TestUndo:
    def test_an_edit(self, book: Book, office: str):
        before = book.digest()
        done = book.set(office, name="A", city=None)
        book.undo(done.operation)
        assert book.digest() == before
        assert book.log.entry(done.operation).undone_by == book.log.revision()

    def test_a_creation_goes_into_the_bin(self, book: Book, office: str):
        before = book.digest()
        done = book.do(Create("institution", {"name": "B"}))
        book.undo(done.operation)
        assert book.digest() == before
        assert book.get(done.records[0]).deleted

    def test_a_deletion_with_owned_rows(self, book: Book, state: str):
        visit = book.make("visit", {"title": "V", "country": state})
        row = book.make("visit_meeting", {"parent": visit, "topic": "x"})
        book.delete(row)
        before = book.digest()
        done = book.delete(visit)
        book.undo(done.operation)
        assert book.digest() == before

    def test_a_restoring(self, book: Book, office: str):
        book.delete(office)
        before = book.digest()
        book.undo(book.do(Restore(office)).operation)
        assert book.digest() == before

    def test_undo_redo_undo_again_also_after_reopening(self, book: Book, office: str):
        before = book.digest()
        done = book.do(Update(office, {"name": "A"}), Create("institution", {"name": "B"}))
        after = book.digest()
        for _ in range(3):
            assert book.log.latest_to_undo("Ana").operation == done.operation
            assert book.log.latest_to_redo("Ana") is None
            book.undo(done.operation)
            assert book.digest() == before
            book.close()
            book = open_book(book.path)
            undone = book.log.latest_to_redo("Ana")
            assert undone.undo_of == done.operation
            assert book.log.latest_to_undo("Ana").operation != done.operation
            book.undo(undone.operation, "redo")
            assert book.digest() == after
            book.close()
            book = open_book(book.path)
            assert book.log.entry(done.operation).undone_by == ""
        assert book.check().clean
        book.close()

    def test_several_back_and_forth(self, book: Book, office: str):
        digests = [book.digest()]
        for name in "ABCD":
            book.set(office, name=name)
            digests.append(book.digest())
        for expected in reversed(digests[:-1]):
            book.undo(book.log.latest_to_undo("Ana").operation)
            assert book.digest() == expected
        for expected in digests[1:]:
            book.undo(book.log.latest_to_redo("Ana").operation, "redo")
            assert book.digest() == expected
        assert book.log.latest_to_redo("Ana") is None

    def test_something_new_ends_redoing(self, book: Book, office: str):
        book.undo(book.set(office, name="A").operation)
        assert book.log.latest_to_redo("Ana") is not None
        book.set(office, city="Arima")
        assert book.log.latest_to_redo("Ana") is None

    def test_ctrl_z_is_this_actors(self, book: Book, office: str):
        done = book.set(office, name="A")
        book.writer.actor = "Ben"
        theirs = book.set(office, city="Arima")
        assert book.log.latest_to_undo("Ana").operation == done.operation
        assert book.log.latest_to_undo("Ben").operation == theirs.operation
        assert book.log.latest_to_undo().operation == theirs.operation
        assert book.log.latest_to_undo("Eva") is None

    @pytest.mark.parametrize("source", ["reference", "sample", "demo"])
    def test_what_a_file_came_with_is_not_undone_by_ctrl_z(self, book: Book, source: str):
        book.do(Create("institution", {"name": "A"}), kind="import", source=source)
        assert book.log.latest_to_undo("Ana") is None

    def test_many_undone_operations_are_passed_over(self, book: Book, office: str):
        done = [book.set(office, name=str(number)) for number in range(30)]
        for each in reversed(done[5:]):
            book.undo(each.operation)
        assert book.log.latest_to_undo("Ana").operation == done[4].operation

    def test_an_operation_that_is_not_there(self, book: Book):
        plan = book.log.plan_undo("none")
        assert plan.operation.edits == ()
        assert [each.why for each in plan.impossible] == ["no such operation"]


class TestKept:
    def test_a_field_edited_since(self, book: Book, office: str):
        done = book.set(office, name="A", city="Arima")
        book.set(office, name="B")
        plan = book.log.plan_undo(done.operation)
        assert plan.undone == ((office, "city"),)
        assert whys(plan) == [(office, "name", "edited since")]
        book.writer.commit(plan.operation)
        assert book.get(office).values["name"] == "B"
        assert book.get(office).values["city"] == "Port of Spain"

    def test_a_value_that_came_back_by_itself_is_put_back(self, book: Book, office: str):
        done = book.set(office, name="A")
        book.set(office, name="B")
        book.set(office, name="A")
        assert book.log.plan_undo(done.operation).undone == ((office, "name"),)

    def test_a_new_entry_edited_since(self, book: Book):
        done = book.do(Create("institution", {"name": "A"}))
        book.set(done.records[0], city="Arima")
        plan = book.log.plan_undo(done.operation)
        assert plan.operation.edits == ()
        assert whys(plan) == [(done.records[0], "city", "edited since")]

    def test_a_new_entry_linked_since(self, book: Book, state: str):
        done = book.do(Create("institution", {"name": "A"}))
        row = book.make("follow_up", {"title": "F", "owner": {"id": done.records[0]}})
        assert whys(book.log.plan_undo(done.operation)) == [(done.records[0], LIFE, "linked since")]
        book.delete(row)
        assert book.log.plan_undo(done.operation).undone == ((done.records[0], LIFE),)

    def test_a_new_entry_that_got_rows_of_its_own_since(self, book: Book, state: str):
        done = book.do(Create("visit", {"title": "V", "country": state}))
        book.make("visit_meeting", {"parent": done.records[0], "topic": "x"})
        assert whys(book.log.plan_undo(done.operation)) == [(done.records[0], LIFE, "linked since")]

    def test_what_a_kept_entry_links_to_is_kept_with_it(self, book: Book):
        office, person, role = uuid7(), uuid7(), uuid7()
        done = book.do(
            Create("institution", {"name": "Customs"}, office),
            Create("contact", {"name": "Ana Pérez"}, person),
            Create("contact_role", {"parent": person, "institution": office, "role": ROLE}, role),
            Create("institution", {"name": "Police"}),
        )
        book.set(role, position="Director")
        plan = book.log.plan_undo(done.operation)
        assert whys(plan) == sorted(
            [
                (role, "position", "edited since"),
                (person, LIFE, "linked since"),
                (office, LIFE, "linked since"),
            ]
        )
        assert plan.undone == ((done.records[3], LIFE),)
        book.writer.commit(plan.operation)
        assert book.check().clean

    def test_entries_of_the_operation_that_link_to_each_other_go_together(self, book: Book):
        done = book.do(
            Create("contact", {"name": "Ana"}, person := uuid7()),
            Create("follow_up", {"title": "F", "owner": {"id": person}}),
        )
        assert book.log.plan_undo(done.operation).kept == ()

    def test_a_link_that_is_taken_back_in_the_same_undo_holds_nothing(self, book: Book):
        task = book.make("follow_up", {"title": "F"})
        done = book.do(
            Create("contact", {"name": "Ana"}, person := uuid7()),
            Update(task, {"owner": {"id": person}}),
        )
        plan = book.log.plan_undo(done.operation)
        assert plan.kept == ()
        book.writer.commit(plan.operation)
        assert book.get(task).get("owner") is None
        assert book.get(person).deleted

    def test_a_second_link_from_the_same_entry_holds_it(self, book: Book):
        task = book.make("follow_up", {"title": "F"})
        done = book.do(
            Create("contact", {"name": "Ana"}, person := uuid7()),
            Update(task, {"owner": {"id": person}}),
        )
        book.set(task, supporting=[person])
        plan = book.log.plan_undo(done.operation)
        assert whys(plan) == [(person, LIFE, "linked since")]
        assert plan.undone == ((task, "owner"),)

    def test_life_that_changed_since(self, book: Book, office: str):
        done = book.delete(office)
        book.do(Restore(office))
        assert whys(book.log.plan_undo(done.operation)) == [
            (office, LIFE, "deleted or restored since")
        ]

    def test_a_new_entry_that_was_deleted_since_has_nothing_to_undo(self, book: Book):
        done = book.do(Create("institution", {"name": "A"}))
        book.delete(done.records[0])
        plan = book.log.plan_undo(done.operation)
        assert (plan.undone, plan.kept) == ((), ())

    def test_sent_files_hold_nothing(self, book: Book):
        done = book.do(Create("contact", {"name": "Ana"}))
        book.make("dispatch", {"title": "D", "recipient": {"id": done.records[0]}})
        assert book.log.plan_undo(done.operation).kept == ()

    def test_a_thousand_new_entries_are_taken_back_in_one_operation(self, book: Book, state: str):
        before = book.digest()
        done = book.do(
            *(Create("follow_up", {"title": str(n), "countries": [state]}) for n in range(1_000)),
            Delete(book.make("institution", {"name": "A"})),
        )
        undone = book.undo(done.operation)
        assert len(undone.changes) == 1_001
        assert len(book.query("SELECT * FROM txn")) == 4
        assert book.digest() != before  # the institution is back, and was not there then
        book.delete(book.query("SELECT id FROM record WHERE type = 'institution'")[0][0])
        assert book.digest() == before
