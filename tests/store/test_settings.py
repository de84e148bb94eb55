"""Settings, drafts, saved views and names come back as they were put."""

from __future__ import annotations

import pytest

from coordinator_app.store.settings import (
    Alias,
    Aliases,
    Draft,
    Drafts,
    Settings,
    View,
    Views,
)
from tests.store.book import Book, open_book


@pytest.mark.parametrize("value", [True, 0, 1.5, "ñ", "", [1, "a"], {"a": {"b": None}}])
def test_a_setting_keeps_its_kind(book: Book, value):
    settings = Settings(book.connection)
    settings.put("key", value)
    assert settings.get("key") == value
    assert type(settings.get("key")) is type(value)


def test_settings_are_replaced_forgotten_and_listed(book: Book):
    settings = Settings(book.connection)
    assert settings.get("none") is None
    assert settings.get("none", 7) == 7
    settings.put("b", 1)
    settings.put("a", 2)
    settings.put("b", 3)
    assert settings.all() == {"a": 2, "b": 3}
    settings.put("b", None)
    settings.put("never there", None)
    assert settings.all() == {"a": 2}


def test_a_draft_survives_a_crash(book: Book):
    drafts = Drafts(book.connection)
    drafts.save(Draft("1", "visit", {"title": "Visi"}, "2026-03-02T09:00"))
    drafts.save(Draft("1", "visit", {"title": "Visita ñ"}, "2026-03-02T09:01"))
    drafts.save(Draft("2", "training", {}, "2026-03-02T09:02"))
    book.connection.close()  # no clean close
    book.file.lock.release()
    again = open_book(book.path)
    drafts = Drafts(again.connection)
    assert drafts.load("1") == Draft("1", "visit", {"title": "Visita ñ"}, "2026-03-02T09:01")
    assert [each.id for each in drafts.all()] == ["2", "1"]
    drafts.remove("1")
    assert drafts.load("1") is None
    assert [each.id for each in drafts.all()] == ["2"]
    again.close()


def test_views_by_page_and_name(book: Book):
    views = Views(book.connection)
    views.save(View("1", "follow_ups", "Mine", {"filter": {"owner": "me"}}))
    views.save(View("2", "follow_ups", "Late", {"sort": ["due_on"]}))
    views.save(View("3", "contacts", "Points of contact"))
    assert [each.name for each in views.all("follow_ups")] == ["Late", "Mine"]
    assert [each.id for each in views.all()] == ["3", "2", "1"]
    views.save(View("1", "follow_ups", "My own", {}))
    assert [each.name for each in views.all("follow_ups")] == ["Late", "My own"]
    views.remove("2")
    assert [each.id for each in views.all()] == ["3", "1"]


def test_names_are_folded_and_found(book: Book, state: str):
    aliases = Aliases(book.connection)
    made = aliases.add("Trínidad  & Tobago", "country", state)
    assert made == Alias("trinidad & tobago", "country", state)
    aliases.add_all([Alias("equator", "country", state, warn=True), Alias("x", "institution", "")])
    assert [each.folded for each in aliases.all("country")] == ["equator", "trinidad & tobago"]
    assert aliases.all("country")[0].warn
    assert [each.id for each in book.records.find("TRINIDAD & TOBAGO", ("country",))] == [state]
    aliases.remove(made)
    assert len(aliases.all()) == 2
    assert aliases.add(" - ", "country", state) is None
    assert len(aliases.all()) == 2


def test_nothing_of_it_is_in_the_log(book: Book, state: str):
    revision, before = book.log.revision(), book.digest()
    Settings(book.connection).put("a", 1)
    Drafts(book.connection).save(Draft("1", "visit", {}, ""))
    Aliases(book.connection).add("T&T", "country", state)
    assert book.log.revision() == revision
    assert book.digest() == before
    assert book.check().clean
