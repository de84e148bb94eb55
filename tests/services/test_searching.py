"""Finding anything, with titles in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coordinator_app.domain.changes import Create, Delete, Operation
from coordinator_app.domain.clock import Clock
from coordinator_app.services.searching import find
from coordinator_app.services.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    clock = Clock("replica1", today=lambda: dt.date(2026, 5, 20))
    with Session.create(tmp_path / "office.c1540", clock, "Ana") as made:
        yield made


def make(session: Session, type_key: str, **values: Any) -> str:
    return session.commit(Operation((Create(type_key, values),))).records[0]


def test_perez_finds_perez_and_san_jose_finds_san_jose(session: Session):
    person = make(session, "contact", name="Ángel Pérez")
    place = make(session, "institution", name="Policía de San José", scope="REGIONAL")
    assert [hit.id for hit in find(session, "perez")] == [person]
    assert [hit.id for hit in find(session, "PEREZ angel")] == [person]
    assert [hit.id for hit in find(session, "san jose")] == [place]


def test_everything_is_searched_but_what_lies_in_the_bin(session: Session):
    state = make(session, "country", code="HTI", name_en="Haiti", name_es="Haití")
    visit = make(session, "visit", title="Mission to Jacmel", country=state, dates="2026-02")
    meeting = make(session, "visit_meeting", parent=visit, topic="Jacmel port")
    hits = {hit.id: hit for hit in find(session, "jacmel")}
    assert set(hits) == {visit, meeting}
    assert hits[meeting].parent == visit
    assert find(session, hits[visit].reference.lower())[0].id == visit
    assert {hit.type for hit in find(session, "jacmel", ("visit",))} == {"visit"}
    assert len(find(session, "jacmel", limit=1)) == 1
    session.commit(Operation((Delete(visit),)))
    assert find(session, "jacmel") == []


def test_titles_are_in_the_language_of_the_reader(session: Session):
    make(session, "country", code="DEU", name_en="Germany", name_es="Alemania")
    assert [hit.title for hit in find(session, "alemania", lang="en")] == ["Germany"]
    assert [hit.title for hit in find(session, "germany", lang="es")] == ["Alemania"]
