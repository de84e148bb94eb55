"""Names kept at hand answer as the file does."""

from __future__ import annotations

import pytest

from coordinator_app.store.connection import connect
from coordinator_app.store.names import Names
from coordinator_app.store.records import Records
from tests.store.book import Book

PEOPLE = ("Ana Pérez", "Anna Peres", "María del Carmen López", "John Baptiste", "Juan Bautista",
          "Joseph Charles", "O'Neil D'Souza", "Li")  # fmt: skip


@pytest.fixture
def people(book: Book) -> Book:
    for name in PEOPLE:
        book.make("contact", {"name": name, "email": f"{name[:2].lower()}@example.org"})
    return book


@pytest.mark.parametrize(
    "text", ["ana perez", "anna perez", "lopez maria del carmen", "john batiste", "jon baptist",
             "oneil dsousa", "joseph charls", "li", "nobody at all"]
)  # fmt: skip
def test_the_second_question_is_answered_as_the_first(people: Book, text):
    names = Names(people.connection, people.records.catalogue, ["contact"])
    first = names.close(text)
    assert names.close(text) == first
    assert bool(first) is (text != "nobody at all")


def test_names_and_codes_are_not_mixed_up(people: Book):
    state = people.make("country", {"code": "PER", "name_en": "Peru", "name_fr": "Pérou"})
    names = Names(people.connection, people.records.catalogue, ["country", "contact"])
    assert list(names.called("per", "per")) == [state]
    assert list(names.called("Pérou", "perou")) == [state]
    assert list(names.called("LI@EXAMPLE.ORG", "li@example.org"))
    assert list(names.called("pe", "pe")) == []


def test_what_is_written_meanwhile_is_found(people: Book):
    assert people.records.find("Eva Brown", ("contact",)) == []
    eva = people.make("contact", {"name": "Eva Brown"})
    assert [each.id for each in people.records.find("Eva Brown", ("contact",))] == [eva]
    people.set(eva, name="Eva Browne")
    (hit,) = people.records.find("Eva Brown", ("contact",))
    assert hit.id == eva
    assert hit.score < 1
    people.delete(eva)
    assert people.records.find("Eva Brown", ("contact",)) == []


def test_what_another_connection_writes_is_found(people: Book):
    connection = connect(people.path, read_only=True)
    reading = Records(connection, people.records.catalogue, people.records.today)
    assert reading.find("Eva Brown", ("contact",)) == []
    eva = people.make("contact", {"name": "Eva Brown"})
    assert [each.id for each in reading.find("Eva Brown", ("contact",))] == [eva]
    connection.close()
