from pathlib import Path

import pytest

from coordinator_app.services import editing, reference, roster_pasting, samples
from coordinator_app.texts import load

EN = load("en")


@pytest.fixture
def session(tmp_path: Path, clock):
    made = samples.new(tmp_path / "work.c1540", clock, "Tester")
    yield made
    made.close()


@pytest.fixture
def training(session):
    return editing.create(session, "training", {"title": "Course"}).id


def contact(session, name, state="", email=None):
    values = {"name": name, "email": email}
    if state:
        values["country"] = reference.country_id(state)
    return editing.create(session, "contact", {k: v for k, v in values.items() if v}).id


def read(session, training, text):
    return roster_pasting.read(session, training, text, EN)


def test_forty_names_are_told_apart(session, training):
    known = [contact(session, f"Philomena Silvertide the {n}th", "GRD") for n in range(10)]
    contact(session, "Desmond Calabash", "BRB")
    lines = [f"{n + 1}. Philomena Silvertide the {n}th\tGrenada" for n in range(10)]
    lines += ["11. Desmond Calabasch\tBarbados"]
    lines += [f"{n}. Somebody Else{'x' * n}\tJamaica" for n in range(12, 41)]
    rows = read(session, training, "\n".join(lines))
    assert len(rows) == 40
    assert [row.person for row in rows[:10]] == known
    assert rows[10].match == "doubtful"
    assert rows[10].name == "Desmond Calabasch"
    assert {row.match for row in rows[11:]} == {"new"}
    assert {row.values["country"] for row in rows[11:]} == {reference.country_id("JAM")}


def test_headings_in_any_order_and_language_name_the_columns(session, training):
    text = (
        "Correo electrónico\tApellidos\tNombres\tInstitución\tPaís\tSexo\n"
        "ana@mfa.example\tPitahaya\tAna\tMinisterio de Prueba\tCosta Rica\tF\n"
    )
    [row] = read(session, training, text)
    assert row.name == "Ana Pitahaya"
    assert row.values == {
        "email": "ana@mfa.example",
        "institution": {"label": "Ministerio de Prueba"},
        "country": reference.country_id("CRI"),
        "gender": "F",
    }


def test_columns_without_headings_are_known_by_what_they_hold(session, training):
    text = "Ana Pitahaya\tCosta Rica\tana@mfa.example\tPort Authority\n" * 1
    [row] = read(session, training, text)
    assert row.values["country"] == reference.country_id("CRI")
    assert row.values["email"] == "ana@mfa.example"
    assert row.values["institution"] == {"label": "Port Authority"}


def test_an_address_knows_its_person_whatever_the_name(session, training):
    ana = contact(session, "Ana María Pitahaya Colibrí", "CRI", "ana@mfa.example")
    [row] = read(session, training, "A. Pitahaya\tana@mfa.example")
    assert (row.match, row.person) == ("known", ana)


def test_a_namesake_from_another_state_is_asked_about(session, training):
    there = contact(session, "José Almendro", "PAN")
    [row] = read(session, training, "José Almendro\tHonduras")
    assert row.match == "doubtful"
    assert [each.id for each in row.candidates] == [there]
    assert "Panama" in row.candidates[0].subtitle


def test_two_of_one_name_are_asked_about(session, training):
    contact(session, "Ángel Colibrí", "PER")
    contact(session, "Angel Colibri", "PER")
    [row] = read(session, training, "Ángel Colibrí\tPeru")
    assert row.match == "doubtful"
    assert len(row.candidates) == 2


def test_titles_before_a_name_do_not_hide_it(session, training):
    there = contact(session, "Rosalind Tradewind")
    [row] = read(session, training, "Dr. Rosalind Tradewind")
    assert (row.match, row.person) == ("known", there)


def test_who_is_on_the_list_already_is_not_added_twice(session, training):
    ana = contact(session, "Ana Pitahaya")
    rows = read(session, training, "Ana Pitahaya\nBeto Marimba\nBeto  MARIMBA")
    assert [row.match for row in rows] == ["known", "new", "listed"]
    roster_pasting.record(session, rows, training)
    again = read(session, training, "Ana Pitahaya\nBeto Marimba")
    assert [row.match for row in again] == ["listed", "listed"]
    people = session.records.children(training, "participant")
    assert [each.get("person") for each in people] == [{"id": ana}, {"label": "Beto Marimba"}]


def test_the_undecided_are_left_out_and_the_decided_go_in(session, training):
    ana = contact(session, "Ana Pitahaya", "CRI")
    [row] = read(session, training, "Ana Pitahya\tCosta Rica")
    assert row.match == "doubtful"
    assert roster_pasting.record(session, [row], training) is None
    roster_pasting.record(session, [row.decided(ana)], training)
    [made] = session.records.children(training, "participant")
    assert made.get("person") == {"id": ana}


def test_new_people_become_contacts_when_asked(session, training):
    rows = read(session, training, "Nobody Knownbefore\tBelize\tnobody@example.org")
    change_set = roster_pasting.record(session, rows, training, contacts=True)
    assert len(change_set.changes) == 2
    [made] = session.records.children(training, "participant")
    person = session.records.get(made.get("person")["id"])
    assert (person.type, person.get("name"), person.get("email")) == (
        "contact",
        "Nobody Knownbefore",
        "nobody@example.org",
    )


def test_a_cell_that_cannot_be_read_stays_empty_and_is_told(session, training):
    text = "Name\tState\nAna Pitahaya\tAtlantis\nBeto Marimba\tBelize"
    rows = read(session, training, text)
    assert "country" not in rows[0].values
    assert rows[0].doubts[0][1] == {"field": "State", "value": "Atlantis"}
    assert rows[1].doubts == ()


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\n"])
def test_nothing_pasted_is_nobody(session, training, text):
    assert read(session, training, text) == []


@pytest.mark.parametrize(
    "written", ["D. Seagrape", "seagrape, d.", "Seagrape, Desmond", "Dr. D. Seagrape", "Seagrape"]
)
def test_initials_and_reversed_names_are_asked_about(session, training, written):
    there = contact(session, "Desmond Seagrape", "BRB")
    contact(session, "Esmeralda Seagrapes", "BRB")
    rows = read(session, training, f"Name\tState\n{written}\tBarbados\nBeto Marimba\tBelize")
    assert [row.match for row in rows] == ["doubtful", "new"]
    assert rows[0].candidates[0].id == there


def test_an_initial_from_another_state_is_somebody_else(session, training):
    contact(session, "Desmond Seagrape", "BRB")
    [row] = read(session, training, "D. Seagrape\tBelize")
    assert row.match == "new"
