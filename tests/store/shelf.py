"""A workbook with a few of everything that lists are about, by short names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.fields import Value
from coordinator_app.store.pages import Pages
from coordinator_app.store.query import Condition, Op, Query
from tests.store.book import Book

TODAY = dt.date(2026, 3, 2)


class Shelf:
    """Records of a workbook by the names a test gives them."""

    def __init__(self, book: Book, lang: str = "en") -> None:
        self.book = book
        self.pages = Pages(book.connection, built_in(), lang)
        self._ids: dict[str, str] = {}

    def put(self, known_as: str, type_key: str, **values: Any) -> str:
        """Create a record under a name; a value "@name" links to an earlier one."""
        self._ids[known_as] = self.book.make(
            type_key, {key: self._linked(value) for key, value in values.items()}
        )
        return self._ids[known_as]

    def id(self, name: str) -> str:
        """Return the id of a record."""
        return self._ids[name]

    def names(self, ids: Iterable[str]) -> list[str]:
        """Return the names of records, in their order."""
        known = {record: name for name, record in self._ids.items()}
        return [known[each] for each in ids]

    def query(
        self, type_key: str, *conditions: tuple[Any, ...], today: dt.date = TODAY, **more: Any
    ) -> Query:
        """Return a query; a condition is field, op and values."""
        where = tuple(
            Condition(field, Op(op), tuple(self._linked(each) for each in values))
            for field, op, *values in conditions
        )
        return Query(type_key, where, today=today, **more)

    def found(self, query: Query) -> list[str]:
        """Return the names of the rows of a query; the first page must agree with all of them."""
        result = self.pages.open(query)
        first = [row.id for row in self.pages.page(result.handle, 0)]
        ids = self.pages.ids(result.handle)
        assert first == ids[: len(first)] == [row.id for row in self.pages.page(result.handle, 0)]
        assert result.count == len(ids)
        self.pages.close(result.handle)
        return self.names(ids)

    def rows(self, query: Query, *keys: str) -> list[Mapping[str, Value]]:
        """Return the values of the first page of a query."""
        result = self.pages.open(query)
        return [row.values for row in self.pages.page(result.handle, 0, keys)]

    def _linked(self, value: Any) -> Any:
        match value:
            case str() if value.startswith("@"):
                return self._ids[value[1:]]
            case list():
                return [self._linked(each) for each in value]
            case dict():
                return {key: self._linked(each) for key, each in value.items()}
            case _:
                return value


def states(shelf: Shelf) -> None:
    """Put four States there, in the order of neither their names."""
    for code, english, spanish in (
        ("TTO", "Trinidad and Tobago", "Trinidad y Tabago"),
        ("HTI", "Haiti", "Haití"),
        ("DEU", "Germany", "Alemania"),
        ("CRI", "Costa Rica", "Costa Rica"),
    ):
        shelf.put(code, "country", code=code, name_en=english, name_es=spanish)


def entries(shelf: Shelf) -> None:
    """Put five follow-ups and four trainings there, in no order a list could have."""
    states(shelf)
    shelf.put("pena", "contact", name="Ángela Peña", country="@CRI")
    shelf.put("abel", "contact", name="abel zúñiga", country="@HTI")
    shelf.put(
        "b",
        "follow_up",
        title="beta",
        countries=["@TTO"],
        owner={"id": "@pena"},
        due_on="2026-03",
        status="DONE",
        priority="LOW",
        agreed_on="2026-01-05",
    )
    shelf.put(
        "a",
        "follow_up",
        title="Álamo",
        countries=["@HTI"],
        owner={"label": "Élodie"},
        due_on="2026-03-15",
        status="WAITING",
        priority="URGENT",
        agreed_on="2025-12-30",
    )
    shelf.put(
        "c",
        "follow_up",
        title="zeta",
        countries=["@CRI", "@TTO"],
        owner={"id": "@abel"},
        due_on="2026-03-01",
        status="OPEN",
        priority="NORMAL",
    )
    shelf.put(
        "d",
        "follow_up",
        title="Ándes",
        countries=["@CRI"],
        owner={"label": "Elodie Z."},
        due_on="2026-03-01/..",
        status="OPEN",
        priority="HIGH",
        next_step="Éxito",
    )
    shelf.put("e", "follow_up", title="beta 2", status="BLOCKED", next_step="call")
    shelf.put(
        "t1",
        "training",
        title="One",
        participants={"n": 24, "q": "exact"},
        days=2,
        actual_cost={"minor": 100, "currency": "USD"},
        satisfaction=80,
        languages=["es"],
    )
    shelf.put(
        "t2",
        "training",
        title="Two",
        participants={"n": 25, "q": "at_least"},
        days=3,
        actual_cost={"minor": 250, "currency": "USD"},
        countries=["@TTO"],
    )
    shelf.put(
        "t3",
        "training",
        title="Three",
        participants={"n": None, "q": "unknown"},
        actual_cost={"minor": 5, "currency": "EUR"},
        satisfaction=91,
        countries=["@TTO"],
        languages=["en", "es"],
    )
    shelf.put("t4", "training", title="Four", participants={"n": 100, "q": "exact"})
