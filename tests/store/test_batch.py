"""From edits to changes: references, life with owned rows, links that are refused."""

from __future__ import annotations

import pytest

from coordinator_app.domain.changes import DELETED, LIFE, LIVE, Create, Delete, Restore
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.identity import uuid7
from tests.store.book import Book


class TestReferences:
    def test_type_state_year_number(self, book: Book, state: str):
        first = book.make("visit", {"title": "A", "country": state, "dates": "2013-04"})
        second = book.make("visit", {"title": "B", "country": state, "dates": "2013"})
        assert book.get(first).reference == "VIS-TTO-2013-001"
        assert book.get(second).reference == "VIS-TTO-2013-002"

    def test_several_states_and_unknown_years(self, book: Book, state: str):
        other = book.make("country", {"code": "GUY", "name_en": "Guyana"})
        regional = book.make(
            "training", {"title": "A", "countries": [state, other], "dates": "2014"}
        )
        undated = book.make("visit", {"title": "B", "country": state})
        assert book.get(regional).reference == "TRN-REG-2014-001"
        assert book.get(undated).reference == "VIS-TTO-0000-001"

    def test_many_at_once_are_numbered_through(self, book: Book, state: str):
        done = book.do(
            *(Create("visit", {"title": "A", "country": state, "dates": "2013"}) for _ in range(12))
        )
        numbers = [book.get(each).reference[-3:] for each in done.records]
        assert numbers == [f"{number:03d}" for number in range(1, 13)]

    def test_a_reference_never_changes_and_is_not_given_twice(self, book: Book, state: str):
        visit = book.make("visit", {"title": "A", "country": state, "dates": "2013"})
        book.set(visit, dates="2015")
        book.delete(visit)
        assert book.get(visit).reference == "VIS-TTO-2013-001"
        again = book.make("visit", {"title": "B", "country": state, "dates": "2013"})
        assert book.get(again).reference == "VIS-TTO-2013-002"

    def test_numbers_above_999_go_on(self, book: Book, state: str):
        values = {"title": "A", "country": state, "dates": "2013"}
        book.do(Create("visit", values, reference="VIS-TTO-2013-999"))
        book.do(Create("visit", values, reference="VIS-TTO-2013-old"))
        assert book.get(book.make("visit", values)).reference == "VIS-TTO-2013-1000"
        assert book.get(book.make("visit", values)).reference == "VIS-TTO-2013-1001"

    def test_codes_promised_to_blank_rows_are_left_out(self, book: Book, state: str):
        values = {"country": state, "dates": "2013"}
        wanted = [(uuid7(), "visit", values), (uuid7(), "visit", values)]
        promised = book.writer.promise_references(wanted)
        assert promised == ["VIS-TTO-2013-001", "VIS-TTO-2013-002"]
        book.connection.executemany(
            "INSERT INTO dispatch_row VALUES ('d', ?, 'visit', 1, '', '{}', 1, ?)",
            [(uuid7(), reference) for reference in promised],
        )
        made = book.make("visit", {"title": "A", **values})
        assert book.get(made).reference == "VIS-TTO-2013-003"

    def test_an_owned_row_has_the_state_and_year_of_its_owner(self, book: Book, state: str):
        values = {"title": "Detection", "countries": [state], "submitted_on": "2012-03"}
        request = book.make("assistance_request", values)
        item = {"parent": request, "text": "Portal monitors"}
        assert book.get(book.make("assistance_item", item)).reference == "ITM-TTO-2012-001"
        assert book.get(book.make("assistance_item", item)).reference == "ITM-TTO-2012-002"

    def test_rows_of_a_promised_owner_are_named_after_it(self, book: Book, state: str):
        request = uuid7()
        known: dict[str, Value] = {"countries": [state], "submitted_on": "2026-11-23"}
        wanted: list[tuple[str, str, dict[str, Value]]] = [
            (request, "assistance_request", known),
            (uuid7(), "assistance_item", {"parent": request}),
            (uuid7(), "assistance_item", {}),
        ]
        promised = book.writer.promise_references(wanted)
        assert promised == ["REQ-TTO-2026-001", "ITM-TTO-2026-001", "ITM-REG-2026-001"]


class TestLife:
    @pytest.fixture
    def visit(self, book: Book, state: str) -> str:
        return book.make("visit", {"title": "Visit", "country": state})

    @pytest.fixture
    def meeting(self, book: Book, visit: str) -> str:
        return book.make("visit_meeting", {"parent": visit, "topic": "Lists"})

    def test_owned_rows_go_with_their_owner_and_come_back(self, book: Book, visit, meeting):
        done = book.delete(visit)
        assert set(done.records) == {visit, meeting}
        assert all(change.values == {LIFE: DELETED} for change in done.changes)
        assert book.records.children(visit) == []
        back = book.do(Restore(visit))
        assert set(back.records) == {visit, meeting}
        assert [each.id for each in book.records.children(visit)] == [meeting]
        assert back.changes[0].old == {LIFE: DELETED}
        assert back.changes[0].values == {LIFE: LIVE}
        assert book.check().clean

    def test_a_row_deleted_before_its_owner_stays_in_the_bin(self, book: Book, visit, meeting):
        book.delete(meeting)
        book.delete(visit)
        book.do(Restore(visit))
        assert book.get(meeting).deleted

    def test_a_row_deleted_once_more_stays_in_the_bin(self, book: Book, visit, meeting):
        book.delete(visit)
        book.do(Restore(meeting))
        book.delete(meeting)
        book.do(Restore(visit))
        assert book.get(meeting).deleted
        assert book.check().clean

    def test_restoring_one_of_many_brings_only_that_one_back(self, book: Book, visit, meeting):
        other = book.make("institution", {"name": "Customs"})
        book.delete(visit, other)
        book.do(Restore(visit))
        assert not book.get(visit).deleted
        assert not book.get(meeting).deleted
        assert book.get(other).deleted

    def test_what_is_new_in_the_same_operation_goes_with_its_owner(self, book: Book, visit):
        row = uuid7()
        book.do(Create("visit_meeting", {"parent": visit, "topic": "x"}, row), Delete(visit))
        assert book.get(row).deleted
        assert book.check().clean

    def test_deleting_twice_is_not_logged(self, book: Book, visit):
        book.delete(visit)
        assert book.delete(visit).changes == ()

    def test_no_entry_belongs_to_itself(self, book: Book, visit):
        source = book.make("source", {"title": "Report"})
        one = book.make("source_link", {"parent": visit, "source": source})
        other = book.make("source_link", {"parent": one, "source": source})
        for parent in (one, other):
            with pytest.raises(UserError, match="cannot belong to itself"):
                book.set(one, parent=parent)
        own, next_one = uuid7(), uuid7()
        with pytest.raises(UserError, match="cannot belong to itself"):
            book.do(Create("source_link", {"parent": own, "source": source}, own))
        with pytest.raises(UserError, match="cannot belong to itself"):
            book.do(
                Create("source_link", {"parent": next_one, "source": source}, own),
                Create("source_link", {"parent": own, "source": source}, next_one),
            )
        assert book.check().clean
