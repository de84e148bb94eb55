"""The only writer: operations go in whole or not at all, and everything derived follows."""

from __future__ import annotations

import json

import pytest

from coordinator_app.domain.catalogue import REFERENCE_VERSION, VERSION
from coordinator_app.domain.changes import (
    REFERENCE,
    Create,
    Delete,
    Operation,
    Restore,
    Update,
)
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.identity import reference_id, uuid7
from tests.store.book import Book, open_book


def test_a_creation_is_one_change_without_parents(book: Book, state: str):
    made = book.do(Create("follow_up", {"title": "Send the list", "countries": [state]}))
    (change,) = made.changes
    assert change.creates
    assert change.parents == {}
    assert change.old == {}
    assert change.values["title"] == "Send the list"
    assert change.values["status"] == "OPEN"
    assert change.values[REFERENCE] == book.get(change.record).reference
    assert change.scope == state
    record = book.get(change.record)
    assert record.made == change.id
    assert record.heads == {}
    assert record.heads_of("title") == (change.id,)


def test_an_edit_names_the_changes_it_supersedes(book: Book):
    record = book.make("institution", {"name": "Customs", "city": "Port of Spain"})
    made = book.get(record).made
    first = book.set(record, name="Customs and Excise").changes[0]
    assert first.parents == {"name": (made,)}
    assert first.old == {"name": "Customs"}
    second = book.set(record, name="Excise", city=None).changes[0]
    assert second.parents == {"name": (first.id,), "city": (made,)}
    assert book.get(record).heads == {"name": (second.id,), "city": (second.id,)}
    assert book.get(record).get("city") is None
    assert book.query("SELECT heads FROM institution WHERE id = ?", record) == [
        (json.dumps({"name": [second.id], "city": [second.id]}, separators=(",", ":")),)
    ]


def test_several_edits_of_a_record_are_one_change(book: Book):
    record = book.make("institution", {"name": "Customs"})
    done = book.do(Update(record, {"name": "A"}), Update(record, {"name": "B", "city": "C"}))
    (change,) = done.changes
    assert change.values == {"name": "B", "city": "C"}
    assert change.old == {"name": "Customs", "city": None}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"name": "Customs"},
        {"name": "  Customs "},
        {"city": None},
        {"city": ""},
        {"roles_1540": []},
    ],
)
def test_an_edit_that_changes_nothing_is_not_logged(book: Book, values):
    record = book.make("institution", {"name": "Customs"})
    before = book.log.revision()
    assert book.do(Update(record, values)).changes == ()
    assert book.log.revision() == before


def test_edits_that_cancel_each_other_out_are_not_logged(book: Book):
    record = book.make("institution", {"name": "Customs"})
    before = book.log.revision()
    done = book.do(
        Update(record, {"name": "A", "city": "B"}),
        Update(record, {"name": "Customs", "city": None}),
        Delete(record),
        Restore(record),
    )
    assert done.changes == ()
    assert book.log.revision() == before
    assert book.check().clean


def test_the_log_says_who_when_and_with_which_catalogue(book: Book):
    book.do(
        Create("institution", {"name": "A"}), label="New {type}", params={"type": "institution"}
    )
    (row,) = book.query("SELECT at, actor, replica, kind, label, params, catalogue FROM txn")
    assert row[0].startswith("2026-03-02T09:00")
    assert row[1:] == ("Ana", "replica1", "edit", "New {type}", '{"type":"institution"}', VERSION)


def test_changes_are_stamped_in_their_order(book: Book):
    for number in range(20):
        book.make("institution", {"name": str(number)})
    stamps = [row[0] for row in book.query("SELECT hlc FROM change ORDER BY seq")]
    assert stamps == sorted(set(stamps))
    ids = [row[0] for row in book.query("SELECT id FROM change ORDER BY seq")]
    assert ids == sorted(set(ids))


def test_an_operation_goes_in_whole_or_not_at_all(book: Book):
    before, length = book.digest(), book.query("SELECT count(*) FROM change")
    with pytest.raises(UserError, match="is not in the list"):
        book.do(
            Create("institution", {"name": "A"}),
            Create("institution", {"name": "B", "sector": "NO SUCH"}),
        )
    assert book.digest() == before
    assert book.query("SELECT count(*) FROM change") == length
    assert book.query("SELECT count(*) FROM txn") == [(0,)]


def test_it_is_told_how_far_it_is_and_whoever_is_told_may_take_everything_back(book: Book):
    edits = tuple(Create("institution", {"name": f"N{number}"}) for number in range(2_100))
    before = book.query("SELECT count(*) FROM record"), book.query("SELECT count(*) FROM change")

    class TooMuchError(Exception):
        pass

    def end_at(calls: int):
        told = []

        def tell(done: int, total: int) -> None:
            told.append((done, total))
            if len(told) == calls:
                raise TooMuchError

        return told, tell

    for calls in (1, 4, 8):
        _, tell = end_at(calls)
        with pytest.raises(TooMuchError):
            book.writer.commit(Operation(edits), tell=tell)
        after = book.query("SELECT count(*) FROM record"), book.query("SELECT count(*) FROM change")
        assert after == before
    told, tell = end_at(0)
    assert len(book.writer.commit(Operation(edits), tell=tell).changes) == len(edits)
    done = [each for each, _ in told]
    assert done == sorted(done)
    assert (done[0], {total for _, total in told}) == (0, {len(edits)})
    assert done[-1] > 0.8 * len(edits)


def test_what_belongs_to_an_operation_stands_or_falls_with_it(book: Book):
    def also(operation: str) -> None:
        book.connection.execute("INSERT INTO import_row VALUES ('d', 'r', ?)", (operation,))

    def fails(operation: str) -> None:
        also(operation)
        raise RuntimeError(operation)

    operation = Create("institution", {"name": "A"})
    done = book.writer.commit(_operation(operation), also)
    assert book.query("SELECT operation FROM import_row") == [(done.operation,)]
    book.connection.execute("DELETE FROM import_row")
    with pytest.raises(RuntimeError):
        book.writer.commit(_operation(operation), fails)
    assert book.query("SELECT * FROM import_row") == []
    assert book.records.count("institution") == 1


def _operation(*edits):
    from coordinator_app.domain.changes import Operation

    return Operation(edits)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (Create("institution", {}), "A new entry of the kind"),
        (Create("nothing", {}), "no kind of entry"),
        (Create("institution", {"name": "A", "colour": "red"}), "no field"),
        (Create("institution", {"name": "A", "country": "nowhere"}), "does not exist"),
        (Update("nobody", {"name": "A"}), "no entry with the id"),
        (Delete("nobody"), "no entry with the id"),
        (Restore("nobody"), "no entry with the id"),
    ],
)
def test_what_cannot_be_applied_is_refused_in_one_sentence(book: Book, edit, sentence):
    with pytest.raises(UserError, match=sentence):
        book.do(edit)
    assert not book.connection.in_transaction


def test_a_link_takes_only_entries_of_its_kinds(book: Book):
    office = book.make("institution", {"name": "Customs"})
    with pytest.raises(UserError, match="cannot point at an entry"):
        book.do(Create("visit", {"title": "Visit", "country": office}))


def test_what_an_entry_cannot_be_without_cannot_be_emptied(book: Book):
    record = book.make("institution", {"name": "Customs"})
    with pytest.raises(UserError, match="cannot be left empty") as refused:
        book.set(record, name=None)
    assert refused.value.where == book.get(record).reference
    new = uuid7()
    with pytest.raises(UserError, match="cannot be left empty"):
        book.do(Create("institution", {"name": "A"}, new), Update(new, {"name": None}))


def test_an_expected_value_that_moved_on_refuses_the_whole(book: Book):
    record = book.make("institution", {"name": "Customs"})
    book.do(Update(record, {"name": "A"}, expected={"name": "Customs"}))
    with pytest.raises(UserError, match="changed meanwhile"):
        book.do(Update(record, {"name": "B"}, expected={"name": "Customs"}))
    assert book.get(record).get("name") == "A"
    book.do(Update(record, {"name": "B"}, expected={"city": None}))


def test_further_heads_are_superseded_too(book: Book):
    record = book.make("institution", {"name": "Customs"})
    base = book.get(record).made
    book.set(record, name="Ours")
    done = book.do(Update(record, {"name": "Theirs"}, parents={"name": (base,)}))
    ours = done.changes[0].parents["name"]
    assert set(ours) == {base, *ours}
    assert len(ours) == 2
    assert book.check().clean


def test_an_id_and_a_code_promised_in_advance_are_used(book: Book):
    record = uuid7()
    book.do(Create("institution", {"name": "A"}, record, "INS-TTO-2013-007"))
    assert book.get(record).reference == "INS-TTO-2013-007"
    with pytest.raises(UserError, match="exists already"):
        book.do(Create("institution", {"name": "B"}, record))


def test_reference_data_has_the_same_ids_everywhere(tmp_path):
    books = [open_book(tmp_path / f"{name}.c1540", replica=f"replica{name}") for name in "ab"]
    for book in books:
        group = book.make("country_group", {"code": "CARICOM", "name_en": "Caribbean Community"})
        country = book.make("country", {"code": "TTO", "name_en": "Trinidad and Tobago"})
        book.make("group_membership", {"parent": group, "country": country, "status": "FULL"})
        book.make("theme", {"code": "T01", "label_en": "Border control"})
        assert country == reference_id("country", "TTO", REFERENCE_VERSION)
        assert book.get(country).reference == "TTO"
    one, other = (
        book.query(
            "SELECT r.id, r.type, c.id FROM record r JOIN change c ON c.record = r.id ORDER BY 1"
        )
        for book in books
    )
    assert one == other
    assert len(one) == 4
    assert books[0].digest() == books[1].digest()
    for book in books:
        book.close()


def test_a_person_may_give_reference_data_an_id_of_its_own(book: Book):
    record = uuid7()
    book.do(Create("theme", {"code": "OWN", "label_en": "Our own"}, record))
    assert book.get(record).reference == "OWN"
    assert book.check().clean


class TestDerived:
    def test_links_follow_the_values(self, book: Book, state: str):
        theme = book.make("theme", {"code": "T1", "label_en": "Borders"})
        visit = book.make("visit", {"title": "A", "country": state, "themes": [theme]})
        links = "SELECT field, target FROM link WHERE record = ? ORDER BY field"
        assert book.query(links, visit) == [("country", state), ("themes", theme)]
        book.set(visit, themes=[])
        assert book.query(links, visit) == [("country", state)]
        book.delete(visit)
        assert book.query(links, visit) == [("country", state)]

    def test_a_party_that_is_only_a_name_links_to_nothing(self, book: Book, state: str):
        row = book.make("follow_up", {"title": "A", "owner": {"label": "A bank"}})
        assert book.query("SELECT * FROM link WHERE record = ?", row) == []
        book.set(row, owner={"id": state})
        assert book.query("SELECT field, target FROM link WHERE record = ?", row) == [
            ("owner", state)
        ]

    def test_titles_and_search_follow_a_new_name_through_others(self, book: Book, state: str):
        office = book.make("institution", {"name": "Aduanas"})
        visit = book.make("visit", {"title": "Visit", "country": state})
        meeting = book.make("visit_meeting", {"parent": visit, "institution": {"id": office}})
        call = book.make("interaction", {"text": "Called", "about": meeting})
        assert book.get(meeting).title == "Aduanas"
        book.set(office, name="Rentas")
        assert book.get(meeting).title == "Rentas"
        body = "SELECT body FROM search_text JOIN record USING (rid) WHERE id = ?"
        assert "rentas" in book.query(body, call)[0][0]
        assert "aduanas" not in book.query(body, call)[0][0]
        assert book.check().clean

    def test_titles_in_one_operation_do_not_rest_on_the_order_of_edits(self, book: Book, state):
        visit, office, meeting = uuid7(), uuid7(), uuid7()
        book.do(
            Create("visit_meeting", {"parent": visit, "institution": {"id": office}}, meeting),
            Create("visit", {"title": "V", "country": state}, visit),
            Create("institution", {"name": "Aduanas"}, office),
        )
        assert book.get(meeting).title == "Aduanas"
        assert book.check().clean
        book.do(Update(meeting, {"topic": "Lists"}), Update(office, {"name": "Rentas"}))
        assert book.get(meeting).title == "Rentas · Lists"
        assert book.check().clean

    def test_a_large_import_is_searched_like_small_ones(self, book: Book, state: str):
        before = book.make("institution", {"name": "Aduanas"})
        book.do(
            *(
                Create("follow_up", {"title": f"Paso {number}", "countries": [state]})
                for number in range(2_100)
            ),
            Update(before, {"name": "Rentas"}),
            kind="import",
        )
        found = book.query(
            "SELECT count(*) FROM search WHERE search MATCH ?", '"paso" AND "trinidad"'
        )
        assert found == [(2_100,)]
        assert book.query("SELECT rowid FROM search WHERE search MATCH 'aduanas'") == []
        assert len(book.query("SELECT rowid FROM search WHERE search MATCH 'rentas'")) == 1
        assert book.check().clean
        book.set(before, name="Hacienda")
        assert book.query("SELECT rowid FROM search WHERE search MATCH 'rentas'") == []
        assert len(book.query("SELECT rowid FROM search WHERE search MATCH 'hacienda'")) == 1
        assert book.check().clean

    def test_the_scope_is_the_one_state_it_belongs_to(self, book: Book, state: str):
        other = book.make("country", {"code": "GUY", "name_en": "Guyana"})
        visit = book.make("visit", {"title": "A", "country": state})
        meeting = book.do(Create("visit_meeting", {"parent": visit, "topic": "x"})).changes[0]
        assert meeting.scope == state
        training = book.do(Create("training", {"title": "T", "countries": [state, other]}))
        assert training.changes[0].scope == ""
        assert book.query("SELECT state_scope FROM visit_meeting") == [(state,)]
