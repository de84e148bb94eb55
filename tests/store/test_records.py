"""Reading records: by id, page by page, through links, with their States."""

from __future__ import annotations

import datetime as dt

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.changes import Create
from coordinator_app.store.records import Records
from tests.store.book import Book


@pytest.fixture
def visit(book: Book, state: str) -> str:
    return book.make("visit", {"title": "Visit", "country": state, "dates": "2013"})


def test_a_record_comes_with_everything(book: Book, visit: str, state: str):
    record = book.get(visit)
    assert record.type == "visit"
    assert record.reference == "VIS-TTO-2013-001"
    assert record.title == "Visit"
    assert record.get("country") == state
    assert record.get("venue") is None
    assert "venue" not in record.values
    assert not record.deleted


def test_what_is_not_there_is_left_out(book: Book, visit: str, state: str):
    assert book.records.get("nobody") is None
    found = book.records.get_many([state, "nobody", visit, state])
    assert list(found) == [state, visit]
    assert book.records.types_of([visit, "nobody"]) == {visit: "visit"}
    assert book.records.titles([visit, "nobody"]) == {visit: "Visit"}


def test_deleted_ones_are_found_by_id_alone(book: Book, visit: str):
    book.delete(visit)
    assert book.get(visit).deleted
    assert list(book.records.all("visit")) == []
    assert [each.id for each in book.records.all("visit", deleted=True)] == [visit]
    assert book.records.count("visit") == 0


def test_all_of_a_type_come_in_the_order_of_their_making(book: Book):
    done = book.do(*(Create("institution", {"name": str(n)}) for n in range(1_100)))
    gone = set(done.records[::7])
    book.delete(*gone)
    kept = [each for each in done.records if each not in gone]
    assert [each.id for each in book.records.all("institution")] == kept
    assert [each.id for each in book.records.all("institution", deleted=True)] == list(done.records)
    assert book.records.count("institution") == len(kept)


def test_the_living_of_a_type_and_those_with_an_empty_field(book: Book, state: str):
    ours = book.make("contact", {"name": "Ana", "country": state})
    nobodys = book.make("contact", {"name": "Eva"})
    book.delete(book.make("contact", {"name": "Gone"}))
    assert [each.id for each in book.records.living("contact")] == [ours, nobodys]
    assert [each.id for each in book.records.living("contact", "country")] == [nobodys]
    general = book.make("follow_up", {"title": "For all", "owner": {"label": "UN"}})
    book.make("follow_up", {"title": "For one", "countries": [state], "owner": {"label": "UN"}})
    assert [each.id for each in book.records.living("follow_up", "countries")] == [general]


def test_no_cursor_stays_open_between_pages(book: Book):
    book.do(*(Create("institution", {"name": str(n)}) for n in range(600)))
    reading = book.records.all("institution")
    next(reading)
    book.make("institution", {"name": "added meanwhile"})
    assert sum(1 for _ in reading) == 600


def test_children_and_what_links_here(book: Book, visit: str, state: str):
    rows = [book.make("visit_meeting", {"parent": visit, "topic": str(n)}) for n in range(3)]
    source = book.make("source", {"title": "Report"})
    link = book.make("source_link", {"parent": visit, "source": source})
    assert [each.id for each in book.records.children(visit)] == [*rows, link]
    assert [each.id for each in book.records.children(visit, "visit_meeting")] == rows
    assert [each.id for each in book.records.linked_from(state, "visit", "country")] == [visit]
    assert book.records.linked_from(state, "visit", "host_country") == []
    book.delete(rows[1])
    assert [each.id for each in book.records.children(visit, "visit_meeting")] == [rows[0], rows[2]]


@pytest.mark.parametrize("written", ["VIS-TTO-2013-001", "vis-tto-2013-001"])
def test_by_reference_in_any_case(book: Book, visit: str, written: str):
    assert [each.id for each in book.records.by_reference(written)] == [visit]


def test_by_id_and_living_ones_first(book: Book, visit: str, state: str):
    assert [each.id for each in book.records.by_reference(visit.upper())] == [visit]
    book.delete(visit)
    other = book.do(
        Create("visit", {"title": "B", "country": state}, reference="VIS-TTO-2013-001")
    ).records[0]
    assert [each.id for each in book.records.by_reference("VIS-TTO-2013-001")] == [other, visit]
    book.make("visit_meeting", {"parent": other, "topic": "has no reference"})
    assert book.records.by_reference("") == []


def test_a_code_in_mixed_letters_is_found_as_it_is_written(book: Book):
    mixed = book.do(Create("institution", {"name": "A"}, reference="INS-OAS-Cicte")).records[0]
    for written in ("INS-OAS-Cicte", "ins-oas-cicte", "INS-OAS-CICTE"):
        assert [each.id for each in book.records.by_reference(written)] == [mixed]


def test_states_through_parents_lists_and_parties(book: Book, visit: str, state: str):
    other = book.make("country", {"code": "GUY", "name_en": "Guyana"})
    office = book.make("institution", {"name": "Customs"})
    meeting = book.make("visit_meeting", {"parent": visit, "topic": "x"})
    training = book.make("training", {"title": "T", "countries": [state, other]})
    event = book.make("event", {"title": "E"})
    theirs = book.make("delegation", {"parent": event, "party": {"id": other}})
    nobodys = book.make("delegation", {"parent": event, "party": {"id": office}})
    named = book.make("delegation", {"parent": event, "party": {"label": "A bank"}})
    theme = book.make("theme", {"code": "T", "label_en": "Theme"})
    expected = {
        state: (state,),
        visit: (state,),
        meeting: (state,),
        training: tuple(sorted((state, other))),
        theirs: (other,),
        nobodys: (),
        named: (),
        event: (),
        theme: (),
        office: (),
    }
    for record, states in expected.items():
        assert book.records.states_of(book.get(record)) == states


def test_the_bin_shows_the_latest_first_and_no_owned_rows(book: Book, visit: str):
    book.make("visit_meeting", {"parent": visit, "topic": "x"})
    office = book.make("institution", {"name": "A"})
    book.delete(office)
    book.delete(visit)
    assert [each.id for each in book.records.deleted()] == [visit, office]
    assert [each.id for each in book.records.deleted(limit=1)] == [visit]


def test_values_of_fields_this_version_does_not_know_are_kept(book: Book, visit: str):
    book.connection.execute("UPDATE visit SET extra = ? WHERE id = ?", ('{"colour": "red"}', visit))
    assert book.get(visit).extra == {"colour": "red"}


def test_a_type_this_version_does_not_know_is_left_alone(book: Book, visit: str):
    book.connection.execute("UPDATE record SET type = 'treaty' WHERE id = ?", (visit,))
    assert book.records.get(visit) is None
    book.connection.execute("UPDATE record SET type = 'visit' WHERE id = ?", (visit,))


def test_the_day_is_that_of_the_workbook(book: Book):
    records = Records(book.connection, built_in(), lambda: dt.date(2026, 3, 1))
    assert records.today() == dt.date(2026, 3, 1)
