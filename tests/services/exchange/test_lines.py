"""A reply as lines a person reads: the three versions, who changed mine, why each is there."""

from __future__ import annotations

import openpyxl
import pytest

from coordinator_app.services import editing
from coordinator_app.services.exchange import incoming
from coordinator_app.services.exchange.lines import CLASSES, lines, notices
from coordinator_app.texts import load
from tests.services.exchange import spoiling

EN, ES = load("en"), load("es")


def visit(session, title="Mission 1"):
    return next(each for each in session.records.all("visit") if each.title == title)


def put(sent, type_key, key, by, value, what):
    with spoiling.opened(sent.file) as book:
        spoiling.cell(spoiling.sheet(book, type_key), key, by, value).value = what


def found(session, sent, texts=EN):
    return lines(session, incoming.receive(session, sent.file), texts)


def test_a_file_that_came_back_as_it_was_sent_has_no_lines(session, sent):
    received = incoming.receive(session, sent.file)
    assert lines(session, received, EN) == ()
    assert notices(received, EN) == ()


def test_both_sides_are_worded_with_who_changed_mine(session, sent):
    put(sent, "visit", "next_steps", "title", "Mission 1", "Theirs")
    editing.update(session, visit(session).id, {"next_steps": "Mine"})
    (line,) = found(session, sent)
    assert (line.cls, line.base, line.ours, line.theirs) == ("conflict", "Next", "Mine", "Theirs")
    assert line.who.startswith("Coordinator, ")
    assert (line.label, line.type_label, line.whole) == ("Next steps", "Visit", False)
    assert line.entry == f"{visit(session).reference} Mission 1"
    assert line.place.startswith("Visits!")


def test_values_are_worded_in_the_language_of_the_window(session, sent):
    put(sent, "visit", "dates", "title", "Mission 1", "7 Mar 2025")
    (line,) = found(session, sent, ES)
    assert (line.base, line.theirs) == ("nov 2024", "7 mar 2025")
    assert (line.label, line.why) == ("Fechas", ES("Changed by them only"))


def test_links_are_named(session, sent):
    put(sent, "follow_up", "owner", "title", "Send draft list 3", "Customs and Excise Division")
    (line,) = found(session, sent)
    assert (line.ours, line.theirs) == ("Trinidad and Tobago", "Customs and Excise Division")


def test_what_cannot_be_used_is_shown_as_it_was_written_and_says_why(session, sent):
    put(sent, "visit", "dates", "title", "Mission 1", "06/11/14")
    (line,) = found(session, sent)
    assert (line.cls, line.theirs, line.usable) == ("invalid", "06/11/14", False)
    assert "several ways" in line.why


def test_a_new_entry_that_resembles_one_of_mine_names_it(session, sent):
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "institution")
        row = spoiling.blank_row(page, "name")
        page.cell(row, spoiling.column(page, "name")).value = "Customs & Excise Division"
        page.cell(row, spoiling.column(page, "city")).value = "Arima"
    (line,) = found(session, sent)
    assert (line.cls, line.whole) == ("duplicate", True)
    customs = next(each for each in session.records.all("institution")
                   if each.title == "Customs and Excise Division")  # fmt: skip
    assert line.candidates[0][0] == customs.id
    assert "Customs and Excise Division" in line.ours
    assert "City: Arima" in line.theirs


def test_what_needs_a_decision_comes_first(session, sent):
    put(sent, "visit", "venue", "title", "Mission 0", "Hall")
    put(sent, "visit", "next_steps", "title", "Mission 1", "Theirs")
    put(sent, "visit", "dates", "title", "Mission 2", "06/11/14")
    editing.update(session, visit(session).id, {"next_steps": "Mine"})
    classes = [each.cls for each in found(session, sent)]
    assert classes == ["conflict", "invalid", "theirs_only"]
    assert classes == sorted(classes, key=CLASSES.index)


@pytest.mark.parametrize("texts", [EN, ES])
def test_what_is_wrong_with_the_file_itself_is_told_apart_from_its_cells(
    session, sent, tmp_path, texts
):
    put(sent, "visit", "dates", "title", "Mission 2", "06/11/14")
    book = openpyxl.load_workbook(sent.file)
    page = spoiling.sheet(book, "visit")
    page.cell(spoiling.FIRST, 1).value = "spoilt"
    book.save(sent.file)
    told = notices(incoming.receive(session, sent.file), texts)
    assert len(told) == 1
    assert told[0].startswith(f"{page.title}: ")


def fill(sent, type_key, first, **values):
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, type_key)
        row = spoiling.blank_row(page, first)
        for key, value in values.items():
            page.cell(row, spoiling.column(page, key)).value = value


def test_what_has_no_code_of_its_own_is_called_by_what_it_is(session, sent):
    put(sent, "participant", "position", "person", "Trainee 3", "Chief")
    (line,) = found(session, sent)
    assert line.entry == "Participant: Trainee 3"


def test_a_new_entry_names_what_is_new_in_the_same_file(session, sent):
    fill(sent, "contact", "name", name="Oriel Frangipani")
    fill(sent, "contact_role", "role", parent="Oriel Frangipani", role="Legal drafter")
    by_type = {each.type: each for each in found(session, sent)}
    assert by_type["contact_role"].entry.startswith("Role: Oriel Frangipani")


def test_why_something_is_to_be_removed_is_said(session, sent):
    with spoiling.opened(sent.file) as book:
        page = spoiling.sheet(book, "institution")
        spoiling.cell(page, "_remove", "name", "Customs and Excise Division").value = "Merged"
        spoiling.cell(page, "_remove", "name", "Ministry of National Security").value = "Yes"
    told = {each.entry.partition(" ")[2]: each.why for each in found(session, sent)}
    assert told == {
        "Customs and Excise Division": "They propose to remove it: “Merged”",
        "Ministry of National Security": "They propose to remove it",
    }
