"""What stands over and under a list: counts for menus, sums that keep doubt, groups."""

from __future__ import annotations

from typing import Any

import pytest

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.fields import Kind
from coordinator_app.store import chosen
from coordinator_app.store.computed import computed_of
from coordinator_app.store.totals import NUMBERS, Sum
from tests.store.book import Book
from tests.store.shelf import Shelf, entries


@pytest.fixture
def shelf(book: Book) -> Shelf:
    made = Shelf(book)
    entries(made)
    return made


def test_filter_menus_count_what_is_there(shelf: Shelf):
    def counted(type_key: str, key: str, *conditions: tuple[Any, ...]) -> list[Any]:
        return shelf.pages.counts(shelf.query(type_key, *conditions), key)

    assert counted("follow_up", "status") == [
        ("OPEN", 2), ("WAITING", 1), ("BLOCKED", 1), ("DONE", 1),
    ]  # fmt: skip
    assert counted("follow_up", "status", ("countries", "is", "@CRI")) == [("OPEN", 2)]
    costa, haiti, trinidad = (shelf.id(each) for each in ("CRI", "HTI", "TTO"))
    for key in ("countries", "$states"):
        assert counted("follow_up", key) == [(costa, 2), (haiti, 1), (trinidad, 2), (None, 1)]
    shelf.put("again", "follow_up", title="x", owner={"label": "elodie"}, status="CANCELLED")
    people, labels = (shelf.id("abel"), shelf.id("pena")), ("elodie", "Elodie Z.")
    assert counted("follow_up", "owner") == [
        *(({"id": each}, 1) for each in people), ({"label": labels[0]}, 2),
        ({"label": labels[1]}, 1), (None, 1),
    ]  # fmt: skip
    assert counted("follow_up", "agreed_on") == [("2025", 1), ("2026", 1), (None, 4)]
    assert counted("training", "languages") == [("en", 1), ("es", 2), (None, 2)]


def test_sums_keep_what_is_not_known_exactly(shelf: Shelf):
    sums = shelf.pages.sums(
        shelf.query("training"), ["participants", "days", "actual_cost", "satisfaction", "women"]
    )
    assert sums == [
        Sum("participants", 149, 3, unknown=1, at_least=True),
        Sum("days", 5, 2),
        Sum("satisfaction", 171, 2),
        Sum("women", None, 0),
        Sum("actual_cost", 5, 1, currency="EUR"),
        Sum("actual_cost", 350, 2, currency="USD"),
    ]
    assert sums[0].count == {"n": 149, "q": "at_least"}
    assert sums[2].mean == 85.5
    assert sums[3].count == {"n": None, "q": "unknown"}
    assert sums[3].mean is None
    shelf.book.set(shelf.id("t4"), participants={"n": 100, "q": "about"})
    (people,) = shelf.pages.sums(shelf.query("training"), ["participants"])
    assert people.count == {"n": 149, "q": "about"}


def test_groups_stand_in_the_order_of_the_list_with_their_sums(shelf: Shelf):
    query = shelf.query("training", group="countries", sort=(("title", False),))
    groups = shelf.pages.groups(query, "countries", ["participants", "actual_cost"])
    assert [(each.value, each.count) for each in groups] == [([shelf.id("TTO")], 2), (None, 2)]
    assert groups[0].sums == (
        Sum("participants", 25, 1, unknown=1, at_least=True),
        Sum("actual_cost", 5, 1, currency="EUR"), Sum("actual_cost", 250, 1, currency="USD"),
    )  # fmt: skip
    assert groups[1].sums[0] == Sum("participants", 124, 2)
    assert shelf.found(query) == ["t3", "t2", "t4", "t1"]


@pytest.mark.parametrize("few", [True, False], ids=["looked up", "along an index"])
@pytest.mark.parametrize("down", [False, True], ids=["up", "down"])
def test_groups_agree_with_the_list_for_every_column(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, few: bool, down: bool
):
    monkeypatch.setattr(chosen, "FEW", 1_000 if few else -1)
    for type_key in ("follow_up", "training", "country", "contact"):
        record_type = built_in()[type_key]
        for field in (*record_type.fields, *(each.field for each in computed_of(record_type))):
            query = shelf.query(type_key, sort=((field.key, down),), group=field.key)
            groups = shelf.pages.groups(query, field.key)
            assert sum(each.count for each in groups) == len(shelf.found(query))
            rows = [row.get(field.key) for row in shelf.rows(query, field.key)]
            if field.kind in (Kind.LINK, Kind.CHOICE, *NUMBERS) and field.kind is not Kind.COUNT:
                shown = [each.value for each in groups for _ in range(each.count)]
                assert shown == rows
