"""Order, pages, what stands under and over a list, and names in the reader's language."""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.changes import Create
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.folding import clean, fold
from coordinator_app.store import chosen
from coordinator_app.store.connection import connect
from coordinator_app.store.pages import Pages
from coordinator_app.store.query import Condition, Op, Query
from coordinator_app.store.terms import term
from tests.store.book import Book, open_book
from tests.store.shelf import TODAY, Shelf, entries


@pytest.fixture
def shelf(book: Book) -> Shelf:
    made = Shelf(book)
    entries(made)
    return made


ORDERS: list[tuple[str, list[tuple[str, bool]], str]] = [
    ("follow_up", [], "b a c d e"),
    ("follow_up", [("title", False)], "a d b e c"),
    ("follow_up", [("title", True)], "c e b d a"),
    ("follow_up", [("status", False)], "c d a e b"),
    ("follow_up", [("status", True)], "b e a d c"),
    ("follow_up", [("priority", False)], "a d c e b"),
    ("follow_up", [("due_on", False)], "c b d a e"),
    ("follow_up", [("due_on", True)], "a b c d e"),
    ("follow_up", [("agreed_on", False)], "a b c d e"),
    ("follow_up", [("countries", False)], "d c a b e"),
    ("follow_up", [("$states", True)], "b a c d e"),
    ("follow_up", [("owner", False)], "c b a d e"),
    ("follow_up", [("owner", True)], "d a b c e"),
    ("follow_up", [("next_step", False)], "e d b a c"),
    ("follow_up", [("status", False), ("due_on", True)], "c d a e b"),
    ("follow_up", [("status", False), ("title", False)], "d c a e b"),
    ("follow_up", [("$late", False)], "c b a d e"),
    ("training", [("participants", False)], "t1 t2 t4 t3"),
    ("training", [("participants", True)], "t4 t2 t1 t3"),
    ("training", [("days", False)], "t1 t2 t3 t4"),
    ("training", [("actual_cost", False)], "t3 t1 t2 t4"),
    ("training", [("satisfaction", True)], "t3 t1 t4 t2"),
    ("training", [("languages", False)], "t3 t1 t2 t4"),
    ("training", [("$reference", True)], "t3 t2 t4 t1"),
    ("country", [("$title", False)], "CRI DEU HTI TTO"),
    ("contact", [("name", False)], "abel pena"),
]


@pytest.mark.parametrize("few", [True, False], ids=["looked up", "along an index"])
@pytest.mark.parametrize(("type_key", "sort", "expected"), ORDERS, ids=str)
def test_rows_come_in_the_order_of_their_kind(
    shelf: Shelf,
    monkeypatch: pytest.MonkeyPatch,
    type_key: str,
    sort: Any,
    expected: str,
    few: bool,
):
    monkeypatch.setattr(chosen, "FEW", 1_000 if few else -1)
    everything = Condition("$reference" if type_key != "country" else "code", Op.NOT_EMPTY)
    for where in ((), (everything,)):
        query = Query(type_key, where, tuple(sort), today=dt.date(2026, 4, 10))
        if "$late" in dict(sort):
            assert shelf.found(query)[:1] == ["a"]
        elif "$reference" in dict(sort):
            assert len(shelf.found(query)) == 4
        elif type_key != "contact" or not where:
            assert shelf.found(query) == expected.split()


def test_states_are_sorted_and_shown_by_the_name_the_reader_knows(shelf: Shelf):
    query = shelf.query("country", sort=(("$title", False),))
    assert shelf.found(query) == ["CRI", "DEU", "HTI", "TTO"]
    shelf.pages.use_language("es")
    assert shelf.found(query) == ["DEU", "CRI", "HTI", "TTO"]
    handle = shelf.pages.open(shelf.query("follow_up", sort=(("countries", True),))).handle
    first = shelf.pages.page(handle, 0, ["countries"])[0]
    assert first.titles == {shelf.id("TTO"): "Trinidad y Tabago"}
    assert shelf.pages.titles([shelf.id("DEU"), shelf.id("abel")]) == {
        shelf.id("DEU"): "Alemania", shelf.id("abel"): "abel zúñiga",
    }  # fmt: skip


def test_a_renamed_state_is_shown_by_its_new_name(shelf: Shelf):
    shelf.pages.use_language("es")
    query = shelf.query("country", ("code", "is", "HTI"))
    title = shelf.pages.page(shelf.pages.open(query).handle, 0)[0].title
    assert title == "Haití"
    shelf.book.set(shelf.id("HTI"), name_es="República de Haití")
    title = shelf.pages.page(shelf.pages.open(query).handle, 0)[0].title
    assert title == "República de Haití"


def test_two_languages_may_read_through_one_connection(shelf: Shelf):
    other = Pages(shelf.book.connection, built_in(), "es")
    for _ in range(2):
        assert shelf.pages.titles([shelf.id("DEU")]) == {shelf.id("DEU"): "Germany"}
        assert other.titles([shelf.id("DEU")]) == {shelf.id("DEU"): "Alemania"}


def test_accents_do_not_matter_to_order_or_search(shelf: Shelf):
    shelf.put("jose", "contact", name="José Pérez", country="@CRI")
    shelf.put("place", "institution", name="Alcaldía de San José", country="@CRI")
    assert shelf.found(shelf.query("contact", text="perez")) == ["jose"]
    assert shelf.found(shelf.query("institution", text="san jose")) == ["place"]
    assert shelf.found(shelf.query("contact", sort=(("name", False),))) == [
        "abel", "pena", "jose",
    ]  # fmt: skip


def test_a_row_holds_the_columns_asked_for(shelf: Shelf):
    handle = shelf.pages.open(shelf.query("follow_up", ("title", "is", "zeta"))).handle
    (row,) = shelf.pages.page(handle, 0, ["title", "countries", "owner", "due_on", "$states"])
    assert row.title == "zeta"
    assert row.reference == "FU-REG-0000-001"
    assert not row.deleted
    both = sorted([shelf.id("CRI"), shelf.id("TTO")])
    assert row.values == {
        "title": "zeta", "countries": both, "$states": both, "owner": {"id": shelf.id("abel")},
        "due_on": "2026-03-01",
    }  # fmt: skip
    assert row.titles == {
        shelf.id("CRI"): "Costa Rica", shelf.id("TTO"): "Trinidad and Tobago",
        shelf.id("abel"): "abel zúñiga",
    }  # fmt: skip


def test_every_column_gives_back_what_was_stored(shelf: Shelf):
    for record_type in built_in():
        handle = shelf.pages.open(Query(record_type.key, today=TODAY)).handle
        for row in shelf.pages.page(handle, 0):
            assert row.values == shelf.book.get(row.id).values


def test_pages_follow_one_another_without_gap(shelf: Shelf):
    shelf.book.do(
        *(Create("follow_up", {"title": f"No. {n % 7}", "status": "VERIFIED"}) for n in range(600))
    )
    query = shelf.query("follow_up", ("status", "is", "VERIFIED"), sort=(("title", True),))
    result = shelf.pages.open(query)
    assert result.count == 600
    pages = [shelf.pages.page(result.handle, number, ["title"]) for number in range(4)]
    assert [len(page) for page in pages] == [256, 256, 88, 0]
    rows = [row for page in pages for row in page]
    assert len({row.id for row in rows}) == 600
    titles = [row.title for row in rows]
    assert titles == sorted(titles, reverse=True)
    assert shelf.pages.position(result.handle, rows[300].id) == 300
    assert shelf.pages.position(result.handle, shelf.id("a")) is None
    assert shelf.pages.ids(result.handle, 255, 2) == [row.id for row in rows[255:257]]


def test_several_lists_are_open_at_once_and_leave_nothing_behind(shelf: Shelf):
    one = shelf.pages.open(shelf.query("follow_up", ("status", "is", "OPEN")))
    two = shelf.pages.open(shelf.query("contact", sort=(("name", False),)))
    shelf.pages.arrange(one.handle)
    shelf.pages.arrange(two.handle)
    assert shelf.names(shelf.pages.ids(one.handle)) == ["c", "d"]
    assert shelf.names(shelf.pages.ids(two.handle)) == ["abel", "pena"]
    shelf.pages.close(one.handle)
    assert shelf.names(shelf.pages.ids(two.handle)) == ["abel", "pena"]
    shelf.pages.close(one.handle)
    shelf.pages.close_all()
    left = shelf.book.query("SELECT name FROM sqlite_temp_master WHERE name LIKE 'list_%'")
    assert left == []


def test_choosing_again_and_again_keeps_few_tables(shelf: Shelf):
    for number in range(40):
        query = shelf.query("follow_up", ("title", "contains", str(number)))
        shelf.pages.close(shelf.pages.open(query).handle)
    left = shelf.book.query("SELECT name FROM sqlite_temp_master WHERE name LIKE 'list_%'")
    assert len(left) < 12


def test_a_list_does_not_hinder_the_writer(shelf: Shelf, book: Book):
    reader = connect(book.path, read_only=True)
    pages = Pages(reader, built_in())
    before = pages.open(Query("follow_up", today=TODAY))
    pages.arrange(before.handle)
    shelf.put("new", "follow_up", title="new")
    after = pages.open(Query("follow_up", today=TODAY))
    assert (before.count, after.count) == (5, 6)
    assert len(pages.ids(before.handle)) == 5
    (row,) = pages.rows("follow_up", [shelf.id("new")], ["title"], TODAY)
    assert row.values == {"title": "new"}
    reader.close()


def test_what_is_interrupted_leaves_the_list_usable(shelf: Shelf):
    shelf.book.do(*(Create("follow_up", {"title": f"No. {n}"}) for n in range(300)))
    result = shelf.pages.open(shelf.query("follow_up", sort=(("description", False),)))
    shelf.book.connection.set_progress_handler(lambda: 1, 50)
    with pytest.raises(sqlite3.OperationalError):
        shelf.pages.arrange(result.handle)
    shelf.book.connection.set_progress_handler(None, 0)
    assert len(shelf.pages.ids(result.handle)) == 305
    shelf.pages.interrupt()
    assert len(shelf.pages.page(result.handle, 1)) == 49


def test_an_unknown_column_is_refused_when_the_list_is_opened(shelf: Shelf):
    for query in (
        shelf.query("follow_up", sort=(("nothing", False),)),
        shelf.query("follow_up", group="nothing"),
        shelf.query("nothing"),
    ):
        with pytest.raises(UserError):
            shelf.pages.open(query)


def test_computed_columns_say_what_the_rows_around_say(shelf: Shelf):
    shelf.put("old news", "follow_up_update", parent="@a", noted_on="2026-01-01", text="Old")
    shelf.put("news", "follow_up_update", parent="@a", noted_on="2026-02-01", text="New")
    shelf.put("ministry", "institution", name="Ministry", country="@HTI")
    shelf.put(
        "role",
        "contact_role",
        parent="@abel",
        role="POC_1540",
        institution="@ministry",
        position="Director",
    )
    shelf.put("past", "contact_role", parent="@abel", role="LAB", status="ENDED")
    shelf.put(
        "been",
        "visit",
        title="Mission",
        country="@HTI",
        dates="2026-01-10/2026-01-12",
        status="COMPLETED",
    )
    shelf.put(
        "to come", "visit", title="Mission", country="@HTI", dates="2026-03-30", status="PLANNED"
    )
    shelf.put("call", "interaction", text="Called", countries=["@HTI"], held_on="2026-02-20")
    today = dt.date(2026, 3, 20)
    late = shelf.rows(shelf.query("follow_up", ("title", "is", "Álamo"), today=today),
                      "$last_news", "$last_news_on", "$late")  # fmt: skip
    assert late == [{"$last_news": "New", "$last_news_on": "2026-02-01", "$late": 5}]
    person = shelf.rows(shelf.query("contact", ("name", "contains", "abel")),
                        "$roles", "$institutions", "$positions")  # fmt: skip
    assert person == [
        {"$roles": ["POC_1540"], "$institutions": [shelf.id("ministry")], "$positions": "Director"}
    ]
    state = shelf.rows(shelf.query("country", ("code", "is", "HTI")),
                       "$last_contact", "$last_visit")  # fmt: skip
    assert state == [{"$last_contact": "2026-02-20", "$last_visit": "2026-01-12"}]
    assert shelf.found(shelf.query("contact", ("$roles", "is", "POC_1540"))) == ["abel"]
    assert shelf.found(shelf.query("country", ("$last_visit", "empty"))) == ["TTO", "DEU", "CRI"]


def test_rows_around_are_found_by_their_parent(shelf: Shelf):
    record_type = built_in()["follow_up"]
    for key in ("$last_news", "$last_news_on"):
        found = term(built_in(), record_type, key, TODAY)
        for expression in (*found.cells, found.sort or "1"):
            plan = str(shelf.book.query(f"EXPLAIN QUERY PLAN SELECT {expression} FROM follow_up t"))
            assert expression == "1" or "by_follow_up_update_parent" in plan


_words = st.text(alphabet="aáÁbñÑzZ ß-'", min_size=1, max_size=6).filter(str.strip)


@given(st.lists(_words, min_size=1, max_size=12))
def test_titles_are_sorted_as_they_are_folded(
    tmp_path_factory: pytest.TempPathFactory, titles: list[str]
):
    usable = [each for each in titles if clean(each)]
    book = open_book(tmp_path_factory.mktemp("sorted") / "office.c1540")
    book.do(*(Create("follow_up", {"title": each}) for each in usable))
    pages = Pages(book.connection, built_in())
    handle = pages.open(Query("follow_up", sort=(("title", False),))).handle
    shown = [fold(row.title) for row in pages.page(handle, 0)]
    book.close()
    assert shown == sorted(shown)
