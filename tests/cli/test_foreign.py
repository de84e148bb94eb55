"""Importing lists of others on the command line: what it asks, and what it refuses."""

from __future__ import annotations

import json

import pytest

from tests.cli.command import coordinator


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "mine.c1540"
    assert coordinator("new", path).code == 0
    return path


@pytest.fixture
def contacts(tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_text("Nombre;Correo electrónico;País\nAna Pérez;ana@x.org;Perú\n", encoding="cp1252")
    return path


def test_a_list_with_nothing_to_ask_is_taken_in_at_once(book, contacts):
    done = coordinator("import", book, contacts, "--json")
    assert done.code == 0, done.err
    assert done.document["counts"]["new"] == 1
    assert done.document["mapping"]["sheets"]["contacts"]["type"] == "contact"
    assert [each["title"] for each in coordinator("list", book, "contact", "--json").document] == [
        "Ana Pérez"
    ]


def test_the_modes_of_a_list_are_followed(book, contacts):
    coordinator("import", book, contacts)
    contacts.write_text(
        "Nombre;Correo electrónico;País;Teléfono\nAna Pérez;ana@x.org;Perú;555-0100\n"
        "Luis Soto;luis@x.org;Perú;\n",
        encoding="cp1252",
    )
    update = coordinator("import", book, contacts, "--mode", "update", "--json").document
    assert (update["counts"]["theirs_only"], update["counts"]["new"]) == (1, 0)
    add = coordinator("import", book, contacts, "--mode", "add", "--json").document
    assert (add["counts"]["theirs_only"], add["counts"]["new"]) == (0, 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--sheet", "contacts"), "NAME=TYPE"),
        (("--sheet", "other=contact"), "contacts"),
        (("--sheet", "contacts=nothing"), "nothing"),
        (("--mapping", "Nobody"), "Nobody"),
        (("--mapping", "missing.json"), "missing.json"),
    ],
)
def test_what_cannot_be_followed_is_refused_in_one_sentence(book, contacts, words, said):
    done = coordinator("import", book, contacts, *words)
    assert done.code == 1
    assert said in done.err
    assert "Traceback" not in done.err


MAPPINGS = {
    "no such sheet": ({"other": {"type": "contact"}}, "Its sheets are: contacts."),
    "no such type": ({"contacts": {"type": "nothing"}}, "“nothing”"),
    "no such field": ({"contacts": {"type": "contact", "columns": {"1": {"field": "x"}}}}, "“x”"),
    "no column that says anything": (
        {"contacts": {"type": "contact", "columns": {"9": {"field": "name"}}}},
        "No row of this list says anything",
    ),
}


@pytest.mark.parametrize(("sheets", "said"), MAPPINGS.values(), ids=MAPPINGS)
def test_a_mapping_that_fits_nothing_is_no_success(book, contacts, tmp_path, sheets, said):
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps({"sheets": sheets}), encoding="utf-8")
    done = coordinator("import", book, contacts, "--mapping", mapping, "--json")
    assert (done.code, done.out) == (1, "")
    assert said in done.err


def test_a_type_that_no_column_fits_is_told_as_that(book, tmp_path):
    path = tmp_path / "sales.csv"
    path.write_text("Qty;Unit price\n3;4.5\n7;1.2\n", encoding="utf-8")
    assert "--sheet NAME=TYPE" in coordinator("import", book, path).err
    done = coordinator("import", book, path, "--sheet", "sales=visit")
    assert done.code == 1
    assert "No column of “sales” is called like a field of visit." in done.err


def test_decisions_are_followed_by_number_as_for_replies(book, contacts, tmp_path):
    contacts.write_text("Título;País;Fecha\nMisión;Perú;3/4/2025\n", encoding="utf-8")
    dry = coordinator("import", book, contacts, "--sheet", "contacts=visit", "--dry-run", "--json")
    assert dry.code == 3
    (cell,) = [each for each in dry.document["changes"] if each["class"] == "invalid"]
    decisions = tmp_path / "decisions.json"
    decisions.write_text(json.dumps({str(cell["n"]): {"value": "2025-04-03"}}), encoding="utf-8")
    done = coordinator(
        "import", book, contacts, "--sheet", "contacts=visit", "--decisions", decisions, "--json"
    )
    assert done.document["undecided"] == []
    (visit,) = coordinator("list", book, "visit", "--json").document
    assert visit["fields"]["dates"] == "2025-04-03"


def test_rows_that_nobody_can_tell_are_no_success(book, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear all,\nthank you for coming.\n", encoding="utf-8")
    done = coordinator("import", book, path)
    assert done.code == 1
    assert "--sheet" in done.err


def titles(book):
    return {each["title"] for each in coordinator("list", book, "contact", "--json").document}


@pytest.mark.parametrize(
    ("header", "rows", "expected"),
    [
        ("First name;Last name", ("Ana;Quiroga", "Luis;Soto"), {"Ana Quiroga", "Luis Soto"}),
        ("Nombre;Apellidos", ("Ana;Quiroga Paz", "Luis;Soto"), {"Ana Quiroga Paz", "Luis Soto"}),
        ("Nombre;Apellidos", ("Ana Quiroga;Quiroga", "Luis Soto;Soto"), {"Ana Quiroga", "Luis Soto"}),
    ],
)  # fmt: skip
def test_a_name_whose_parts_stand_apart_is_put_together(book, contacts, header, rows, expected):
    mails = [f"{each};person{n}@x.org" for n, each in enumerate(rows)]
    contacts.write_text("\n".join((f"{header};Correo electrónico", *mails)), encoding="utf-8")
    done = coordinator("import", book, contacts)
    assert (done.code, titles(book)) == (0, expected), done.out
    assert coordinator("import", book, contacts, "--json").document["counts"]["new"] == 0


def test_a_name_on_record_that_says_more_than_its_parts_is_kept(book, contacts):
    coordinator("import", book, contacts)
    contacts.write_text(
        "First name;Last name;E-mail;Telephone\nA.;Pérez;ana@x.org;555-0100\n", encoding="utf-8"
    )
    done = coordinator("import", book, contacts, "--json").document
    assert done["counts"]["theirs_only"] == 3
    assert titles(book) == {"Ana Pérez"}


@pytest.fixture
def folder(tmp_path, contacts):
    made = tmp_path / "replies"
    made.mkdir()
    (made / contacts.name).write_bytes(contacts.read_bytes())
    return made


def test_a_list_among_replies_names_the_command_that_brings_it_in(book, folder):
    done = coordinator("import", book, folder)
    assert done.code == 1
    assert "not sent from this coordinator file" in done.out
    assert done.out.splitlines()[1] == f"  coordinator import {book} {folder / 'contacts.csv'}"
    assert coordinator("import", book, folder / "contacts.csv").code == 0
    assert "was taken in on" in coordinator("import", book, folder).out


def test_a_list_that_a_kept_mapping_fits_goes_in_with_the_replies(book, contacts, folder):
    coordinator("import", book, contacts, "--keep-mapping", "Contacts")
    (folder / "contacts.csv").write_text(
        "Nombre;Correo electrónico;País\nLuis Soto;luis@x.org;Chile\n", encoding="cp1252"
    )
    done = coordinator("import", book, folder)
    assert done.code == 0, done.out
    assert "List of somebody else: contacts.csv" in done.out
    titles = [each["title"] for each in coordinator("list", book, "contact", "--json").document]
    assert sorted(titles) == ["Ana Pérez", "Luis Soto"]
