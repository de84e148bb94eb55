"""A workbook of its own for each test of the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.book import Book, open_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Return an empty workbook."""
    made = open_book(tmp_path / "office.c1540")
    yield made
    made.close()


@pytest.fixture
def state(book: Book) -> str:
    """Return the id of a State in the workbook."""
    return book.make("country", {"code": "TTO", "name_en": "Trinidad and Tobago"})
