"""Reviews wait, whole, until they are applied or thrown away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordinator_app.store import reviews as reviews_module
from coordinator_app.store.reviews import Review, Reviews
from tests.store.book import Book

FIRST = Review(
    "1",
    "d1",
    "aa",
    "reply.xlsx",
    "2026-03-02T09:00",
    {"conflict": 3, "theirs_only": 14},
    3,
    {"cells": [{"record": "r", "field": "title", "decided": None, "note": "ñ"}]},
)
SECOND = Review("2", "", "bb", "list.xlsx", "2026-03-02T10:00", {}, 2, {"rows": []})


def test_a_review_comes_back_whole(book: Book):
    reviews = Reviews(book.connection)
    reviews.save(FIRST)
    assert reviews.load("1") == FIRST
    assert reviews.load("none") is None


@pytest.mark.parametrize("size", range(6))
def test_a_long_one_is_written_in_pieces_and_comes_back_whole(book: Book, monkeypatch, size):
    monkeypatch.setattr(reviews_module, "_AT_ONCE", 2)
    rows = [{"record": f"r{n}", "values": {"title": "ñ, [x]", "n": n}} for n in range(size)]
    content = {
        "plan": {"rows": rows, "lang": "es"},
        "decisions": {f"{n}": "take" for n in range(size)},
    }
    long = replace(FIRST, content=content)
    reviews = Reviews(book.connection)
    reviews.save(replace(long, content=content | {"plan": {"rows": iter(rows), "lang": "es"}}))
    assert reviews.load("1") == long


def test_lists_are_without_content_latest_first(book: Book):
    reviews = Reviews(book.connection)
    reviews.save(FIRST)
    reviews.save(SECOND)
    assert [(each.id, each.content) for each in reviews.all()] == [("2", {}), ("1", {})]
    assert [each.counts for each in reviews.all("d1")] == [{"conflict": 3, "theirs_only": 14}]
    assert reviews.all("other") == []


def test_what_is_undecided_is_counted(book: Book):
    reviews = Reviews(book.connection)
    assert reviews.undecided() == 0
    reviews.save(FIRST)
    reviews.save(SECOND)
    assert reviews.undecided() == 5
    reviews.save(Review("1", "d1", "aa", "reply.xlsx", "2026-03-02T11:00", {}, 0))
    assert reviews.undecided() == 2
    assert [each.id for each in reviews.all()] == ["1", "2"]
    reviews.delete("2")
    reviews.delete("never there")
    assert reviews.undecided() == 0
    assert [each.id for each in reviews.all()] == ["1"]


def test_the_same_bytes_find_their_review(book: Book):
    reviews = Reviews(book.connection)
    reviews.save(FIRST)
    assert reviews.of_file("aa") == replace(FIRST, content={})
    assert reviews.of_file("cc") is None
