"""What was sent, its base values, and the files that came back."""

from __future__ import annotations

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.changes import Create, Operation, Update
from coordinator_app.domain.identity import uuid7
from coordinator_app.store.dispatches import (
    Base,
    Dispatches,
    DispatchRow,
    ImportFile,
    spares,
)
from tests.store.book import Book


@pytest.fixture
def sent(book: Book) -> Dispatches:
    return Dispatches(book.connection, built_in(), book.log)


def rows_of(book: Book, *records: str) -> list[DispatchRow]:
    return [
        DispatchRow.of("d1", position, book.get(record)) for position, record in enumerate(records)
    ]


def test_rows_come_back_as_they_were_sent(book: Book, sent: Dispatches):
    office = book.make("institution", {"name": "Customs"})
    book.set(office, city="Arima")
    rows = rows_of(book, office)
    rows += spares("d1", 1, [(uuid7(), "visit", "VIS-TTO-2026-001"), (uuid7(), "visit", "")])
    sent.add_rows(rows)
    assert sent.rows("d1") == rows
    assert sent.rows("d2") == []
    assert [row.spare for row in sent.rows("d1")] == [False, True, True]
    assert sent.rows("d1")[1].made == ""
    assert sent.rows("d1")[0].heads_of("name") == (rows[0].made,)
    assert sent.rows("d1")[0].heads_of("city") == book.get(office).heads["city"]
    assert sent.rows("d1")[1].heads_of("title") == ()


def test_the_same_row_is_not_sent_twice_in_a_dispatch(book: Book, sent: Dispatches):
    office = book.make("institution", {"name": "Customs"})
    sent.add_rows(rows_of(book, office))
    with pytest.raises(Exception, match="UNIQUE"):
        sent.add_rows(rows_of(book, office))
    assert not book.connection.in_transaction


def test_it_is_known_where_a_record_went(book: Book, sent: Dispatches):
    office = book.make("institution", {"name": "Customs"})
    for dispatch in ("d1", "d2"):
        sent.add_rows([DispatchRow.of(dispatch, 0, book.get(office))])
    assert [row.dispatch for row in sent.sent(office)] == ["d2", "d1"]
    assert sent.sent("other") == []


def test_the_base_is_what_was_sent_whatever_happened_since(book: Book, sent: Dispatches):
    office = book.make("institution", {"name": "Customs", "city": "Arima", "sector": None})
    book.set(office, city=None, acronym="CED")
    rows = rows_of(book, office)
    held = dict(book.get(office).values)
    book.set(office, name="Police", city="Toco", acronym=None, address="Far away")
    book.undo(book.log.revision())
    book.delete(office)
    assert sent.bases(rows) == {office: Base(held)}


def test_spare_rows_have_no_base(book: Book, sent: Dispatches):
    rows = list(spares("d1", 0, [(uuid7(), "visit", "")]))
    assert sent.bases(rows) == {}


def test_many_rows_in_few_look_ups(book: Book, sent: Dispatches):
    done = book.do(*(Create("institution", {"name": f"N{n}"}) for n in range(1_500)))
    book.do(*(Update(record, {"city": "Arima"}) for record in done.records[:700]))
    rows = rows_of(book, *done.records)
    asked: list[str] = []
    book.connection.set_trace_callback(asked.append)
    bases = sent.bases(rows)
    book.connection.set_trace_callback(None)
    assert len(asked) == 1
    assert [bases[record].values for record in done.records] == [
        book.get(record).values for record in done.records
    ]


def test_what_the_log_does_not_know_is_lost_and_not_empty(book: Book, sent: Dispatches):
    office = book.make("institution", {"name": "Customs", "city": "Arima"})
    row = rows_of(book, office)[0]
    later = DispatchRow("d1", office, row.type, 0, row.made, {"city": ("gone",)})
    assert sent.bases([later]) == {
        office: Base(
            {key: held for key, held in book.get(office).values.items() if key != "city"},
            frozenset({"city"}),
        )
    }
    never = DispatchRow("d1", office, row.type, 0, "gone", {})
    assert sent.bases([never]) == {office: Base(unknown=True)}


def test_several_heads_have_the_value_that_was_shown(book: Book, sent: Dispatches, state: str):
    """Merging workbooks leaves several heads; lists among them merge by element."""
    themes = [book.make("theme", {"code": code, "label_en": code}) for code in "ABC"]
    visit = book.make("visit", {"title": "V", "country": state, "themes": themes[:1]})
    made = book.get(visit).made
    one = book.set(visit, themes=sorted(themes[:2]), title="One").changes[0].id
    other = book.do(Update(visit, {"themes": sorted([themes[0], themes[2]]), "title": "Two"}))
    second = other.changes[0].id
    # As another workbook would have written it: resting on the creation, not on our change.
    book.connection.execute(
        "UPDATE change SET parents = ? WHERE id = ?",
        (f'{{"themes":["{made}"],"title":["{made}"]}}', second),
    )
    row = DispatchRow(
        "d1", visit, "visit", 0, made, {"themes": (one, second), "title": (one, second)}
    )
    base = sent.bases([row])[visit]
    assert base.values["themes"] == sorted(themes)
    assert base.values["title"] == "Two"


def test_files_taken_in(book: Book, sent: Dispatches):
    first = ImportFile("aa", "reply.xlsx", "2026-03-02", "d1", "op1", {"theirs_only": 2})
    second = ImportFile("bb", "list.xlsx", "2026-03-03", counts={})
    sent.add_file(first)
    sent.add_file(second)
    sent.add_file(first)
    assert sent.files(sha256="aa") == [first, first]
    assert sent.files(dispatch="d1") == [first, first]
    assert sent.files(sha256="aa", dispatch="d2") == []
    assert sent.files() == [first, second, first]


def test_records_a_reply_created_are_found_again(book: Book, sent: Dispatches):
    sent.add_created("d1", "op1", ["r1", "r2"])
    sent.add_created("d1", "op2", ["r2", "r3"])
    assert sent.created("d1") == {"r1": "op1", "r2": "op1", "r3": "op2"}
    assert sent.created("d2") == {}


def test_writing_stands_or_falls_with_the_operation(book: Book, sent: Dispatches):
    operation = Operation((Create("institution", {"name": "Customs"}),))

    def fails(uid: str) -> None:
        sent.add_created("d1", uid, ["r1"])
        sent.add_file(ImportFile("aa", "reply.xlsx", "", "d1", uid))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        book.writer.commit(operation, fails)
    assert sent.created("d1") == {}
    assert sent.files() == []
