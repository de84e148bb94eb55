from pathlib import Path

import pytest

from coordinator_app.services import changelog, editing, reference, samples, undoing
from coordinator_app.services.changelog import Wanted
from coordinator_app.texts import load

EN, ES = load("en"), load("es")


@pytest.fixture
def session(tmp_path: Path, clock):
    made = samples.new(tmp_path / "work.c1540", clock, "Tester")
    yield made
    made.close()


def visit(session, title="Mission"):
    return editing.create(
        session, "visit", {"title": title, "country": reference.country_id("BRB")}
    )


def test_operations_are_told_latest_first_in_words(session):
    made = visit(session)
    editing.update(session, made.id, {"status": "CONFIRMED"})
    page = changelog.page(session, Wanted(), EN)
    assert [told.what for told in page.told[:2]] == ["Edit Mission", "New: Visit"]
    assert page.told[0].when.startswith("2 Mar 2026")
    assert page.told[-1].source == "Reference data"
    assert not page.told[-1].undoable
    assert page.last == ""


def test_old_and_new_are_told_as_people_read_them(session):
    made = visit(session)
    editing.update(session, made.id, {"status": "CONFIRMED", "city": "Bridgetown"})
    operation = changelog.page(session, Wanted(), EN).told[0].operation
    found = changelog.detail(session, operation, EN)
    assert {(each.field, each.before, each.after) for each in found.changes} == {
        ("City", "", "Bridgetown"),
        ("Status", "Planned", "Confirmed"),
    }
    assert found.changes[0].entry == f"Visit: {made.reference} · Mission"


def test_links_are_told_by_name_in_the_language(session):
    made = visit(session)
    operation = changelog.page(session, Wanted(), ES).told[0].operation
    found = changelog.detail(session, operation, ES)
    assert "Barbados" in [each.after for each in found.changes]
    assert made.id in {each.record for each in found.changes}


def test_what_was_undone_says_so_and_can_be_looked_for(session):
    visit(session, "Kept")
    visit(session, "Taken back")
    undoing.undo(session)
    undone = changelog.page(session, Wanted(undone=True), EN)
    assert len(undone.told) == 1
    assert undone.told[0].undone_by
    assert not undone.told[0].undoable
    undos = changelog.page(session, Wanted(kinds=("undo", "redo")), EN)
    assert [told.kind for told in undos.told] == ["undo"]


def test_words_find_operations(session):
    made = visit(session, "Misión técnica")
    editing.update(session, made.id, {"city": "Bridgetown"})
    assert len(changelog.page(session, Wanted(text="mision"), EN).told) == 1
    assert changelog.page(session, Wanted(text="nowhere"), EN).told == ()


def test_the_log_of_one_entry_has_its_rows_too(session):
    made = visit(session)
    visit(session, "Another")
    editing.create(session, "visit_site", {"parent": made.id, "name": "Port"})
    page = changelog.page(session, Wanted(record=made.id), EN)
    assert [told.what for told in page.told] == ["New: Site visited", "New: Visit"]


def test_pages_follow_one_another_without_gap_or_repeat(session, monkeypatch):
    monkeypatch.setattr(changelog, "PAGE", 4)
    for number in range(9):
        visit(session, f"Number {number}")
    seen, last = [], ""
    while True:
        page = changelog.page(session, Wanted(), EN, last)
        seen += [told.operation for told in page.told]
        last = page.last
        if not last:
            break
    assert len(seen) == len(set(seen)) == 10


def test_there_is_nothing_to_tell_of_an_operation_that_is_not_there(session):
    assert changelog.detail(session, "nothing", EN) is None
