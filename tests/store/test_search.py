"""Search: what people type is never an operator, and the best comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.changes import Create
from coordinator_app.store import search as searching
from coordinator_app.store.pages import Pages
from coordinator_app.store.query import Query
from coordinator_app.store.search import Search, expression
from tests.store.book import Book, open_book
from tests.store.shelf import Shelf, states


@pytest.fixture
def shelf(book: Book) -> Shelf:
    made = Shelf(book)
    states(made)
    made.put("perez", "contact", name="José Pérez", country="@CRI", notes="Likes coffee")
    made.put("place", "institution", name="Alcaldía de San José", country="@CRI")
    made.put("visit", "visit", title="Mission to San José", country="@CRI", dates="2021-05-03")
    made.put("meeting", "visit_meeting", parent="@visit", topic="N'Djamena—Łódź route")
    made.put("code", "follow_up", title="Compare with V-2021 (draft)", countries=["@TTO"])
    return made


@pytest.fixture
def search(book: Book) -> Search:
    return Search(book.connection)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("perez", ["perez"]),
        ("PÉREZ josé", ["perez"]),
        ("san jose", ["place", "visit"]),
        ("coff", ["perez"]),
        ("ndjamena", ["meeting"]),
        ("N’Djamena", ["meeting"]),
        ("lodz", ["meeting"]),
        ("V-2021", ["code"]),
        ("v-2021*", ["code"]),
        ("(draft", ["code"]),
        ('"draft" AND', ["code"]),
        ("2021-v", []),
        ("trinidad y tabago", ["TTO"]),
        ("haití", ["HTI"]),
        ("body:perez", []),
        ("perez NOT jose", []),
        ("", []),
        ("   ", []),
        ("***", []),
        ("nothing like it", []),
    ],
)
def test_words_find_whatever_the_accents_and_case(
    shelf: Shelf, search: Search, text: str, expected: list[str]
):
    found = shelf.names(hit.id for hit in search.search(text))
    assert sorted(found) == sorted(expected)
    assert shelf.names(search.ids_matching(text)) == [
        each for each in shelf.names(shelf._ids.values()) if each in expected
    ]


def test_a_reference_or_id_comes_first(shelf: Shelf, search: Search):
    reference = shelf.book.get(shelf.id("visit")).reference
    shelf.put("mention", "follow_up", title=f"{reference} {reference} {reference}")
    hits = search.search(reference.lower())
    assert shelf.names([hits[0].id]) == ["visit"]
    assert {shelf.names([hit.id])[0] for hit in hits} >= {"visit", "mention"}
    assert shelf.names(hit.id for hit in search.search(shelf.id("perez").upper())) == ["perez"]


def test_what_is_called_so_comes_before_what_mentions_it(shelf: Shelf, search: Search):
    shelf.put(
        "mention",
        "follow_up",
        title="Ask about coffee",
        description="San Pedro, San Pedro, San Pedro, San Pedro",
    )
    shelf.put("town", "institution", name="San Pedro Town Council and a long name after it")
    shelf.put("itself", "institution", name="San Pedro")
    assert shelf.names(hit.id for hit in search.search("san pedro")) == [
        "itself", "town", "mention",
    ]  # fmt: skip


def test_hits_say_what_they_are(shelf: Shelf, search: Search):
    (hit,) = search.search("lodz")
    assert (hit.type, hit.title, hit.parent) == (
        "visit_meeting", "N'Djamena—Łódź route", shelf.id("visit"),
    )  # fmt: skip
    assert "lodz" in hit.snippet
    (hit,) = search.search("perez")
    assert (hit.reference, hit.parent) == (shelf.book.get(hit.id).reference, "")


def test_types_and_limits_narrow_it(shelf: Shelf, search: Search):
    assert shelf.names(hit.id for hit in search.search("san jose", ("institution",))) == ["place"]
    assert len(search.search("san jose", limit=2)) == 2
    assert search.ids_matching("san jose", ("visit",)) == [shelf.id("visit")]


def test_what_lies_in_the_bin_is_not_found(shelf: Shelf, search: Search):
    reference = shelf.book.get(shelf.id("visit")).reference
    shelf.book.delete(shelf.id("visit"))
    assert shelf.names(hit.id for hit in search.search("san jose")) == ["place"]
    assert search.search(reference) == []


def test_where_too_much_is_found_the_newest_comes_first(
    shelf: Shelf, search: Search, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(searching, "_RANKED", 3)
    made = shelf.book.do(*(Create("follow_up", {"title": f"Alike {n}"}) for n in range(6)))
    hits = search.search("alike", limit=4)
    assert [hit.id for hit in hits] == list(reversed(made.records))[:4]


def test_the_index_is_checked_and_made_anew(shelf: Shelf, search: Search):
    assert search.sound()
    for (name,) in shelf.book.query("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        shelf.book.connection.execute(f'DROP TRIGGER "{name}"')
    shelf.book.connection.execute("UPDATE search_text SET body = 'spoiled words'")
    assert not search.sound()
    search.rebuild()
    assert search.sound()
    assert len(search.search("spoiled")) == 9


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory):
    """Return a workbook that many hostile texts are tried on; they only read."""
    book = open_book(tmp_path_factory.mktemp("hostile") / "office.c1540")
    book.make("follow_up", {"title": 'He said "AND" (not OR) near* col:umn ^x + - \' ; --'})
    yield book
    book.close()


_HOSTILE = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="\"'*^:()+-{}[]\\;,./ \x00\ud800ANDORTé0ﬁⅣ\U000f0000", max_size=30),
    st.sampled_from(
        ["AND", "OR NOT", "NEAR(a b)", '"', '""', "a\x00b", "{a b}:c", "^", "-", "col:"]
    ),
)


@given(_HOSTILE)
def test_nothing_typed_is_an_operator_or_an_error(hostile: Book, text: str):
    search = Search(hostile.connection)
    hits = {hit.id for hit in search.search(text)}
    assert hits >= set(search.ids_matching(text))
    pages = Pages(hostile.connection, built_in())
    result = pages.open(Query("follow_up", text=text))
    assert result.count == len(pages.page(result.handle, 0, ["title"]))
    pages.close_all()


@given(st.text(alphabet="abé\"*^ -'", min_size=1, max_size=20))
def test_every_word_is_quoted(text: str):
    made = expression(text)
    outside = made.replace('""', "").split('"')[::2]
    assert set("".join(outside)) <= {" ", "*"}


@given(st.lists(st.sampled_from(["said", "AND", "near", "umn", "OR", "not"]), min_size=1))
def test_words_that_look_like_operators_are_found_as_words(hostile: Book, words: list[str]):
    assert len(Search(hostile.connection).search(" ".join(words))) == 1
