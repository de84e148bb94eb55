"""From what a person writes to the records it may mean."""

from __future__ import annotations

import pytest

from coordinator_app.domain.folding import fold
from coordinator_app.store.finding import add_aliases
from tests.store.book import Book


@pytest.fixture
def ecuador(book: Book) -> str:
    return book.make(
        "country", {"code": "ECU", "iso2": "EC", "name_en": "Ecuador", "name_fr": "Équateur"}
    )


@pytest.fixture
def guyana(book: Book) -> str:
    return book.make("country", {"code": "GUY", "iso2": "GY", "name_en": "Guyana"})


def found(book: Book, text: str, *targets: str) -> list[str]:
    return [each.id for each in book.records.find(text, targets)]


@pytest.mark.parametrize(
    "text", ["ECU", "ecu", "EC", "Ecuador", "ÉCUADOR", "equateur", " Ecuador "]
)
def test_a_code_or_name_in_any_language_is_exact(book: Book, ecuador, guyana, text):
    (hit,) = book.records.find(text, ("country",))
    assert hit.id == ecuador
    assert hit.score == 1.0
    assert not hit.warn


def test_a_resemblance_is_only_proposed(book: Book, ecuador, guyana):
    (hit,) = book.records.find("Ecuadro", ("country",))
    assert hit.id == ecuador
    assert hit.score < 1.0
    assert book.records.find("Mozambique", ("country",)) == []


@pytest.mark.parametrize("text", ["", "   ", "'", "-"])
def test_nothing_means_nothing(book: Book, ecuador, text):
    assert book.records.find(text, ()) == []


def test_an_alias_is_exact_and_may_want_a_word(book: Book, ecuador, guyana):
    add_aliases(book.connection, [(fold("Equator"), "country", ecuador, True)])
    (hit,) = book.records.find("EQUATOR", ("country",))
    assert (hit.id, hit.score, hit.warn) == (ecuador, 1.0, True)


def test_a_name_that_means_none_of_ours_is_not_guessed(book: Book, ecuador, guyana):
    assert found(book, "Guyana Francesa", "country")
    add_aliases(book.connection, [(fold("Guyana Francesa"), "country", "", False)])
    assert found(book, "Guyana Francesa", "country") == []


def test_more_than_one_fit_is_shown(book: Book):
    one = book.make("contact", {"name": "Ana Pérez"})
    other = book.make("contact", {"name": "ana perez"})
    assert found(book, "Ana Perez", "contact") == [one, other]


def test_only_the_kinds_asked_for(book: Book, ecuador):
    office = book.make("institution", {"name": "Ecuador"})
    assert found(book, "Ecuador", "institution") == [office]
    assert set(found(book, "Ecuador")) == {ecuador, office}


def test_by_reference_id_email_and_acronym(book: Book):
    office = book.make("institution", {"name": "Customs", "acronym": "CED"})
    person = book.make("contact", {"name": "Ana", "email": "ana@example.org"})
    assert found(book, "CED", "institution") == [office]
    assert found(book, "ANA@example.org", "contact") == [person]
    assert found(book, book.get(office).reference.lower()) == [office]
    assert found(book, office) == [office]


def test_what_lies_in_the_bin_is_not_found(book: Book, ecuador):
    book.delete(ecuador)
    assert book.records.find("Ecuador", ("country",)) == []
    assert book.records.find("Ecuadro", ("country",)) == []


def test_the_likest_come_first_and_not_too_many(book: Book):
    for number in range(20):
        book.make("institution", {"name": f"Ministry of Trade {number}"})
    hits = book.records.find("Ministry of Trades", ("institution",))
    assert 0 < len(hits) <= 6
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
