"""Conditions of lists, one kind after the other, against rows that were really written."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.errors import UserError
from coordinator_app.store.filters import predicate
from coordinator_app.store.query import Condition, Op, Query
from tests.store.book import Book
from tests.store.shelf import TODAY, Shelf, states


@pytest.fixture
def shelf(book: Book) -> Shelf:
    made = Shelf(book)
    states(made)
    made.put("customs", "institution", name="Dirección de Aduanas", country="@CRI")
    made.put(
        "perez",
        "contact",
        name="José Pérez",
        email="jose@example.org",
        country="@CRI",
        languages=["es", "en"],
    )
    made.put("brown", "contact", name="Ann Brown", country="@TTO", languages=["en"])
    made.put(
        "draft",
        "follow_up",
        title="Send the draft law",
        countries=["@CRI"],
        owner={"id": "@perez"},
        due_on="2026-02",
        status="OPEN",
        kind="SEND_DOCUMENT",
        obligations=["OP2", "OP6"],
        description="Código penal, artículo 4",
        agreed_on="2026-01-20",
        progress=20,
    )
    made.put(
        "roster",
        "follow_up",
        title="Nominate six officers",
        countries=["@CRI", "@TTO"],
        owner={"label": "Coast Guard"},
        due_on="2026-03-20",
        status="WAITING",
        kind="NOMINATE",
        obligations=["OP3c"],
        agreed_on="2026-02-25",
        next_contact_on="2026-03-05",
        progress=50.5,
    )
    made.put(
        "report",
        "follow_up",
        title="Report to the Committee",
        countries=["@HTI"],
        owner={"id": "@HTI"},
        due_on="2026",
        status="DONE",
        kind="REPORT",
        done_on="2026-02-10",
        times_rescheduled=2,
    )
    made.put("bare", "follow_up", title="Ask again", status="OPEN")
    made.put(
        "visit",
        "visit",
        title="Mission to San José",
        country="@CRI",
        dates="2026-01-12/2026-01-15",
        status="COMPLETED",
        participants={"n": 25, "q": "at_least"},
        planned_cost={"minor": 120_000, "currency": "USD"},
        start_time="09:30",
    )
    made.put(
        "round table",
        "visit",
        title="Round table",
        country="@TTO",
        dates="XXXX-03-12",
        participants={"n": None, "q": "unknown"},
    )
    made.put(
        "meeting", "visit_meeting", parent="@visit", topic="Border control", held_on="2026-01-13"
    )
    made.put("other", "visit_meeting", parent="@round table", topic="Ports")
    made.put(
        "note",
        "attachment",
        parent="@meeting",
        file={"sha256": "0" * 64, "name": "Minuta.pdf", "size": 3},
    )
    made.put("event", "event", title="Conference", countries=["@CRI"], dates="2025-11/..")
    made.put("party state", "delegation", parent="@event", party={"id": "@TTO"})
    made.put("party body", "delegation", parent="@event", party={"id": "@customs"})
    return made


CASES: list[tuple[str, list[tuple[Any, ...]], list[str]]] = [
    # text, note, e-mail and the like: without regard to accents and case
    ("follow_up", [("title", "contains", "DRAFT")], ["draft"]),
    ("follow_up", [("title", "is", "send THE draft law", "ask again")], ["draft", "bare"]),
    ("follow_up", [("description", "contains", "codigo")], ["draft"]),
    ("follow_up", [("description", "empty")], ["roster", "report", "bare"]),
    ("follow_up", [("description", "is", "codigo penal, articulo 4")], ["draft"]),
    ("contact", [("name", "contains", "perez")], ["perez"]),
    ("contact", [("email", "contains", "EXAMPLE")], ["perez"]),
    ("contact", [("email", "is", None)], ["brown"]),
    ("visit", [("start_time", "after", "09:00")], ["visit"]),
    ("attachment", [("file", "contains", "minuta")], ["note"]),
    # choice and choices
    ("follow_up", [("status", "is", "OPEN", "WAITING")], ["draft", "roster", "bare"]),
    ("follow_up", [("status", "is_not", "OPEN")], ["roster", "report"]),
    ("follow_up", [("obligations", "is", "OP6", "OP3c")], ["draft", "roster"]),
    ("follow_up", [("obligations", "is_not", "OP6")], ["roster", "report", "bare"]),
    ("follow_up", [("obligations", "empty")], ["report", "bare"]),
    ("contact", [("languages", "is", "es")], ["perez"]),
    # link, links, party
    ("contact", [("country", "is", "@CRI")], ["perez"]),
    ("contact", [("country", "contains", "trinidad")], ["brown"]),
    ("follow_up", [("countries", "is", "@TTO")], ["roster"]),
    ("follow_up", [("countries", "is", "@TTO", None)], ["roster", "bare"]),
    ("follow_up", [("countries", "is_not", "@CRI")], ["report", "bare"]),
    ("follow_up", [("countries", "contains", "costa")], ["draft", "roster"]),
    ("follow_up", [("owner", "is", {"id": "@perez"})], ["draft"]),
    ("follow_up", [("owner", "is", "@HTI", {"label": "coast guard"})], ["roster", "report"]),
    ("follow_up", [("owner", "contains", "Perez")], ["draft"]),
    ("follow_up", [("owner", "contains", "coast")], ["roster"]),
    ("follow_up", [("owner", "not_empty")], ["draft", "roster", "report"]),
    # dates: a partial one counts where it may fall
    ("follow_up", [("due_on", "between", "2026-02-10", "2026-02-12")], ["draft", "report"]),
    ("follow_up", [("due_on", "between", None, "2026-02-28")], ["draft", "report"]),
    ("follow_up", [("due_on", "between", "2026-03-21", None)], ["report"]),
    ("follow_up", [("due_on", "before", "2026-03-01")], ["draft"]),
    ("follow_up", [("due_on", "after", "2026-02-28")], ["roster"]),
    ("follow_up", [("due_on", "is", "2026-02")], ["draft"]),
    ("follow_up", [("due_on", "empty")], ["bare"]),
    ("visit", [("dates", "not_empty")], ["visit", "round table"]),
    ("visit", [("dates", "between", "1900-01-01", "2100-01-01")], ["visit"]),
    ("event", [("dates", "between", "2026-03-01", "2026-03-31")], ["event"]),
    ("event", [("dates", "between", None, "2025-10-31")], []),
    ("follow_up", [("next_contact_on", "between", "2026-03-02", "2026-03-31")], ["roster"]),
    ("follow_up", [("done_on", "before", "2026-03-01")], ["report"]),
    # numbers
    ("follow_up", [("progress", "between", 20, 50)], ["draft"]),
    ("follow_up", [("progress", "after", 20)], ["roster"]),
    ("follow_up", [("progress", "is", 50.5)], ["roster"]),
    ("follow_up", [("times_rescheduled", "after", 0)], ["report"]),
    ("visit", [("participants", "is", {"n": 25, "q": "at_least"})], ["visit"]),
    ("visit", [("participants", "is", {"n": None, "q": "unknown"})], ["round table"]),
    ("visit", [("participants", "is", 25)], []),
    ("visit", [("participants", "after", 20)], ["visit"]),
    ("visit", [("participants", "empty")], []),
    ("visit", [("planned_cost", "is", {"minor": 120_000, "currency": "USD"})], ["visit"]),
    ("visit", [("planned_cost", "is", {"minor": 120_000, "currency": "EUR"})], []),
    ("visit", [("planned_cost", "empty")], ["round table"]),
    # States, by whatever way
    ("country", [("$states", "is", "@HTI")], ["HTI"]),
    ("visit", [("$states", "is", "@CRI")], ["visit"]),
    ("follow_up", [("$states", "is", "@CRI")], ["draft", "roster"]),
    ("visit_meeting", [("$states", "is", "@CRI")], ["meeting"]),
    ("attachment", [("$states", "is", "@CRI")], ["note"]),
    ("attachment", [("$states", "is", "@TTO")], []),
    ("delegation", [("$states", "is", "@TTO", "@CRI")], ["party state"]),
    ("delegation", [("$states", "is_not", "@TTO")], ["party body"]),
    ("delegation", [("$states", "empty")], ["party body"]),
    ("delegation", [("$states", "is", "@CRI", None)], ["party body"]),
    ("follow_up", [("$states", "empty")], ["bare"]),
    ("visit_meeting", [("$states", "is_not", "@CRI")], ["other"]),
    # owned rows, references, several at once
    ("visit_meeting", [("$parent", "is", "@visit")], ["meeting"]),
    ("visit_meeting", [("parent", "is", "@round table")], ["other"]),
    ("visit", [("$reference", "contains", "vis-cri-2026")], ["visit"]),
    ("country", [("$title", "contains", "haiti")], ["HTI"]),
    ("follow_up", [("status", "is", "OPEN"), ("countries", "is", "@CRI")], ["draft"]),
    ("follow_up",
     [("status", "is", "OPEN"), ("description", "contains", "penal"), ("kind", "not_empty")],
     ["draft"]),
]  # fmt: skip


@pytest.mark.parametrize(("type_key", "conditions", "expected"), CASES, ids=str)
def test_a_condition_chooses_exactly_its_rows(
    shelf: Shelf, type_key: str, conditions: list[tuple[Any, ...]], expected: list[str]
):
    assert shelf.found(shelf.query(type_key, *conditions)) == expected


def test_an_institution_is_no_state_of_its_delegation(shelf: Shelf):
    assert shelf.rows(shelf.query("delegation"), "$states") == [
        {"$states": [shelf.id("TTO")]},
        {},
    ]


@pytest.mark.parametrize(
    ("flag", "today", "expected"),
    [
        ("open", TODAY, ["draft", "roster", "bare"]),
        ("overdue", TODAY, ["draft"]),
        ("overdue", dt.date(2026, 2, 28), []),
        ("overdue", dt.date(2026, 3, 21), ["draft", "roster"]),
        ("overdue", dt.date(2027, 1, 1), ["draft", "roster"]),
        ("stale", TODAY, ["draft"]),
    ],
)
def test_marks_are_computed_as_of_a_day(
    shelf: Shelf, flag: str, today: dt.date, expected: list[str]
):
    query = shelf.query("follow_up", today=today, flags=frozenset({flag}))
    assert shelf.found(query) == expected


def test_a_month_is_overdue_only_when_it_is_over(shelf: Shelf):
    shelf.put("june", "follow_up", title="June", due_on="2025-06")

    def overdue(today: dt.date) -> bool:
        return "june" in shelf.found(
            shelf.query("follow_up", today=today, flags=frozenset({"overdue"}))
        )

    assert not overdue(dt.date(2025, 6, 2))
    assert not overdue(dt.date(2025, 6, 30))
    assert overdue(dt.date(2025, 7, 1))


def test_news_makes_a_follow_up_no_longer_stale(shelf: Shelf):
    stale = shelf.query("follow_up", flags=frozenset({"stale"}))
    assert shelf.found(stale) == ["draft"]
    shelf.put("news", "follow_up_update", parent="@draft", noted_on="2026-02-27", text="Soon")
    assert shelf.found(stale) == []


def test_roles_go_stale_and_files_are_late(shelf: Shelf):
    shelf.put(
        "old", "contact_role", parent="@perez", role="POC_1540", last_verified_on="2025-01-10"
    )
    shelf.put(
        "fresh", "contact_role", parent="@brown", role="POC_1540", last_verified_on="2026-02-10"
    )
    shelf.put("never", "contact_role", parent="@brown", role="TRAINER")
    shelf.put("ended", "contact_role", parent="@brown", role="LAB", status="ENDED")
    stale = shelf.query("contact_role", flags=frozenset({"stale"}))
    assert shelf.found(stale) == ["old", "never"]
    shelf.put("late", "dispatch", title="Form", due_back="2026-03-01")
    shelf.put("in time", "dispatch", title="Form", due_back="2026-03-02")
    shelf.put("back", "dispatch", title="Form", due_back="2026-03-01", status="RETURNED")
    assert shelf.found(shelf.query("dispatch", flags=frozenset({"overdue"}))) == ["late"]
    assert shelf.found(shelf.query("dispatch", flags=frozenset({"open"}))) == ["late", "in time"]


def test_what_lies_in_the_bin_is_listed_only_there(shelf: Shelf):
    shelf.book.delete(shelf.id("draft"), shelf.id("visit"))
    assert shelf.found(shelf.query("follow_up")) == ["roster", "report", "bare"]
    assert shelf.found(shelf.query("follow_up", ("countries", "is", "@CRI"))) == ["roster"]
    assert shelf.found(shelf.query("follow_up", deleted=True)) == ["draft"]
    assert shelf.found(shelf.query("visit_meeting")) == ["other"]
    assert shelf.found(shelf.query("follow_up", text="draft law")) == []
    assert shelf.found(shelf.query("follow_up", text="draft law", deleted=True)) == ["draft"]


@pytest.mark.parametrize(
    ("field", "op", "values"),
    [
        ("nothing", Op.IS, ("x",)),
        ("title\" = '' OR \"1", Op.IS, ("x",)),
        ("title", Op.BETWEEN, ("a", "b")),
        ("status", Op.CONTAINS, ("open",)),
        ("countries", Op.BEFORE, ("x",)),
        ("due_on", Op.BEFORE, (None,)),
        ("due_on", Op.AFTER, ()),
        ("due_on", Op.BETWEEN, ({"n": 1}, None)),
        ("due_on", Op.WITHIN, ("last_quarter",)),
        ("$roles", Op.EMPTY, ()),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(field: str, op: Op, values: tuple[Any, ...]):
    with pytest.raises(UserError):
        predicate(built_in(), Query("follow_up"), Condition(field, op, values))


def test_an_unknown_mark_is_refused_with_those_there_are(shelf: Shelf):
    with pytest.raises(UserError, match="open, overdue, stale"):
        shelf.pages.open(shelf.query("follow_up", flags=frozenset({"lost"})))


def test_values_are_bound_never_written_into_sql():
    hostile = "x'); DROP TABLE record; --"
    for field, op in (("title", Op.CONTAINS), ("status", Op.IS), ("due_on", Op.BEFORE)):
        made = predicate(built_in(), Query("follow_up"), Condition(field, op, (hostile,)))
        assert "DROP" not in made.sql
        assert any("drop table" in str(each).lower() for each in made.params)


def test_a_query_travels_as_data():
    query = Query(
        "follow_up",
        (Condition("status", Op.IS, ("OPEN",)), Condition("due_on", Op.WITHIN, ("this_week",))),
        (("due_on", True),), "law", "countries", frozenset({"overdue"}), TODAY,
    )  # fmt: skip
    assert Query.from_data(query.as_data(), TODAY) == query
