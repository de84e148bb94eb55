"""The check finds each thing that can go wrong, and nothing where nothing is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.changes import Create, Restore
from coordinator_app.domain.heads import fold
from coordinator_app.store.derived import PAGE, Derived
from coordinator_app.store.integrity import Checker, made_of
from coordinator_app.store.log import multi_fields, without_reference
from coordinator_app.texts import load
from tests.store.book import Book, open_book


@pytest.fixture
def busy(book: Book, state: str) -> Book:
    """Return a workbook with a bit of everything, some of it edited, deleted and restored."""
    office = book.make("institution", {"name": "Customs", "country": state})
    visit = book.make("visit", {"title": "Visit", "country": state, "dates": "2013-04"})
    book.make("visit_meeting", {"parent": visit, "institution": {"id": office}})
    task = book.make("follow_up", {"title": "Send", "countries": [state], "origin": visit})
    book.set(task, title="Send the list", due_on="2014")
    book.delete(visit)
    book.do(Restore(visit))
    book.undo(book.set(office, name="Police").operation)
    book.delete(book.make("source", {"title": "Report", "doc_date": "2012"}))
    return book


def spoil(book: Book, sql: str, *params: object) -> None:
    book.connection.execute("PRAGMA foreign_keys=OFF")
    book.connection.execute(sql, params)
    book.connection.execute("PRAGMA foreign_keys=ON")


def whats(book: Book) -> set[str]:
    return {finding.what for finding in book.check().findings}


def test_a_sound_workbook_has_no_findings(busy: Book):
    checked = busy.check()
    assert checked.clean
    assert not checked.repairable
    assert checked.records == busy.query("SELECT count(*) FROM record")[0][0]
    assert checked.changes == busy.query("SELECT count(*) FROM change")[0][0]


def test_an_empty_workbook_is_sound(book: Book):
    assert book.check().clean


SPOILT = [
    ("UPDATE follow_up SET title = 'Other'", "“{field}” does not hold what the log says."),
    ("UPDATE follow_up SET due_on = NULL", "“{field}” does not hold what the log says."),
    ("UPDATE visit SET extra = '{\"a\": 1}'", "“{field}” does not hold what the log says."),
    (
        "UPDATE follow_up SET heads = '{}'",
        "It does not name the changes that its values come from.",
    ),
    ("UPDATE visit SET made = 'x'", "It does not name the changes that its values come from."),
    ("UPDATE visit SET deleted = 1", "It is not clear whether it lies in the recycle bin."),
    (
        "UPDATE record SET deleted = 1 WHERE type = 'institution'",
        "It is not clear whether it lies in the recycle bin.",
    ),
    (
        "UPDATE record SET reference = 'VIS-X' WHERE type = 'visit'",
        "It bears another reference than the log gave it.",
    ),
    ("DELETE FROM follow_up", "The values of the entry are not there."),
    ("DELETE FROM record WHERE type = 'source'", "The log tells of an entry that is not there."),
    ("DELETE FROM change WHERE type = 'source'", "The log creates the entry {count} times."),
    (
        "UPDATE change SET parents = '{}' WHERE type = 'follow_up'",
        "The log creates the entry {count} times.",
    ),
    (
        "UPDATE change SET type = 'training' WHERE type = 'visit'",
        "The log says that it is of another kind.",
    ),
    (
        "UPDATE change SET parents = replace(parents, '[\"', '[\"x') WHERE type = 'follow_up'",
        "A change rests on one that is not there.",
    ),
    (
        "UPDATE txn SET undo_of = 'x' WHERE undo_of <> ''",
        "An operation undoes one that is not there.",
    ),
    ("UPDATE follow_up SET origin = 'x'", "“{field}” points at an entry that does not exist."),
    (
        "UPDATE follow_up SET countries = '[\"x\"]'",
        "“{field}” points at an entry that does not exist.",
    ),
    (
        "UPDATE follow_up SET origin = 'x'",
        "A row of “{table}” points at something in “{target}” that is not there.",
    ),
]
DERIVED = [
    ("DELETE FROM link WHERE field = 'countries'", "Its links are not those of its values."),
    ("INSERT INTO link SELECT id, 'x', id FROM visit", "Its links are not those of its values."),
    ("INSERT INTO link VALUES ('zz', 'x', 'y')", "A link starts from an entry that is not there."),
    (
        "UPDATE record SET title = 'x' WHERE type = 'visit'",
        "Its title does not follow from its values.",
    ),
    ("UPDATE record SET title_fold = 'x'", "Its title does not follow from its values."),
    ("UPDATE search_text SET body = 'x'", "The search does not know it as it is."),
    ("DELETE FROM search_text", "The search does not know it as it is."),
    ("INSERT INTO search_text VALUES (999, 'x')", "The search knows entries that are not there."),
    (
        "INSERT INTO search (rowid, body) VALUES (1, 'nonsense')",
        "The search index does not fit the texts.",
    ),
]


@pytest.mark.parametrize(("sql", "what"), SPOILT)
def test_what_does_not_fit_the_log_is_found_and_not_repaired(busy: Book, sql: str, what: str):
    spoil(busy, sql)
    assert what in whats(busy)
    Derived(busy.connection, busy.records).rebuild()
    assert what in whats(busy)
    for finding in busy.check().findings:
        told = finding.told(load("en"))
        assert set(told) == {"what", "where", "do"}
        assert told["what"]
        assert told["do"]
        assert "{" not in told["what"]


@pytest.mark.parametrize(("sql", "what"), DERIVED)
def test_what_is_derived_is_found_and_made_anew(busy: Book, sql: str, what: str):
    before = busy.digest()
    spoil(busy, sql)
    assert what in whats(busy)
    assert busy.check().repairable
    Derived(busy.connection, busy.records).rebuild()
    assert busy.check().clean
    assert busy.digest() == before


def test_titles_are_made_anew_through_others(busy: Book):
    spoil(busy, "UPDATE record SET title = '', title_fold = ''")
    spoil(busy, "DELETE FROM search_text")
    Derived(busy.connection, busy.records).rebuild()
    assert busy.query("SELECT title FROM record WHERE type = 'visit_meeting'") == [("Customs",)]
    assert busy.check().clean


def test_reference_data_with_an_id_of_its_own_is_found(book: Book):
    book.do(Create("country", {"code": "TTO", "name_en": "T"}), kind="import", source="reference")
    assert book.check().clean
    book.do(
        Create("country", {"code": "GUY", "name_en": "G"}, "some id"),
        kind="import",
        source="reference",
    )
    (finding,) = book.check().findings
    assert finding.what == "It has another id than in every other workbook."
    assert finding.where == "GUY"


def test_findings_say_which_entry_and_field(busy: Book):
    spoil(busy, "UPDATE follow_up SET title = 'Other'")
    first = next(each for each in busy.check().findings if each.key)
    assert first.record == busy.query("SELECT id FROM follow_up")[0][0]
    assert (first.key, first.where) == ("title", "FU-TTO-0000-001")


def test_a_reader_checks_all_but_the_index(busy: Book):
    spoil(busy, "INSERT INTO search (rowid, body) VALUES (1, 'nonsense')")
    reader = Checker(busy.connection, busy.records, writable=False)
    busy.connection.execute("PRAGMA query_only=ON")
    assert reader.check().clean
    busy.connection.execute("PRAGMA query_only=OFF")
    assert not busy.check().clean


def test_a_file_with_broken_pages_is_a_finding_and_no_crash(tmp_path: Path):
    path = tmp_path / "office.c1540"
    book = open_book(path)
    book.do(*(Create("institution", {"name": f"Office {n}"}) for n in range(3_000)))
    book.close()
    spoilt = bytearray(path.read_bytes())
    size = int.from_bytes(spoilt[16:18], "big")
    pages = len(spoilt) // size  # the first ones hold the schema
    for page in range(pages * 3 // 4, pages, 3):
        spoilt[page * size : page * size + 16] = b"\xff" * 16
    path.write_bytes(spoilt)
    book = open_book(path)
    checked = book.check()
    assert "The file is damaged: {message}." in {finding.what for finding in checked.findings}
    book.close()


def test_more_records_than_a_page(book: Book, state: str):
    book.do(
        *(
            Create("follow_up", {"title": f"T{n}", "countries": [state]})
            for n in range(2 * PAGE + 3)
        )
    )
    seen: list[tuple[int, int]] = []
    checker = Checker(book.connection, book.records, writable=True)
    checked = checker.check(lambda done, total: seen.append((done, total)))
    assert checked.clean
    assert checked.records == 2 * PAGE + 4
    assert seen[-1] == (2 * PAGE + 4, 2 * PAGE + 4)
    assert len(seen) == 3
    last = book.query("SELECT id FROM follow_up ORDER BY id DESC LIMIT 1")[0][0]
    spoil(book, "DELETE FROM link WHERE record = ?", last)
    assert [each.record for each in book.check().findings] == [last]


def test_a_check_can_be_stopped(busy: Book):
    class Stopped(Exception):  # noqa: N818  no error
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        Checker(busy.connection, busy.records, writable=True).check(stop)
    assert not busy.connection.in_transaction


def test_the_short_way_of_folding_is_the_long_one(busy: Book):
    for record, type_key in busy.query("SELECT id, type FROM record"):
        changes = busy.log.changes_of(record)
        record_type = built_in()[type_key]
        plain = [without_reference(each) for each in changes[:1]]
        short, long = made_of(changes[:1], record_type), fold(plain, multi_fields(record_type))
        assert short.values == long.values
        assert dict(short.heads) == dict(long.heads)
        assert (short.made, short.deleted) == (long.made, long.deleted)
        assert short.compact() == long.compact()


class TestDigest:
    def test_it_is_that_of_values_links_and_life(self, busy: Book):
        before = busy.digest()
        for sql in (
            "UPDATE follow_up SET next_step = 'x'",
            "DELETE FROM link WHERE field = 'origin'",
            "UPDATE record SET deleted = 1 WHERE type = 'follow_up'",
            "UPDATE follow_up SET extra = '{\"a\": 1}'",
        ):
            busy.connection.execute("BEGIN")
            busy.connection.execute(sql)
            assert busy.digest() != before, sql
            busy.connection.execute("ROLLBACK")
        assert busy.digest() == before

    def test_it_is_not_that_of_the_log_or_of_sent_files(self, busy: Book):
        before = busy.digest()
        task = busy.query("SELECT id FROM follow_up")[0][0]
        busy.undo(busy.set(task, title="Other").operation)
        assert busy.digest() == before
        busy.make("dispatch", {"title": "Update form"})
        assert busy.digest() == before
        busy.delete(busy.make("institution", {"name": "Police"}))
        assert busy.digest() == before

    def test_it_does_not_rest_on_the_order_of_making(self, tmp_path: Path):
        digests = []
        for name, codes in (("a", ("TTO", "GUY")), ("b", ("GUY", "TTO"))):
            book = open_book(tmp_path / f"{name}.c1540")
            for code in codes:
                book.make("country", {"code": code, "name_en": code})
            digests.append(book.digest())
            book.close()
        assert digests[0] == digests[1]
