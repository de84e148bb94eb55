"""Lists as coordinators keep them: what their headings, tabs and rows mean beyond single cells."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordinator_app.services import editing
from coordinator_app.services.exchange import lines, review
from coordinator_app.services.foreign import comparing, looking, proposing
from coordinator_app.services.reference import country_id
from coordinator_app.texts import load
from tests.services.foreign.conftest import book, table

MINISTRY = "Ministerio de Relaciones Exteriores"


def mapped(office, source):
    look = looking.look(office, source)
    return look, proposing.propose(office, look)


def compare(office, source, **changes):
    look, mapping = mapped(office, source)
    return comparing.compare(office, look, replace(mapping, **changes))


def institutions_of(office) -> dict[str, str]:
    """Return the State of the institution of each contact's role, by the contact's name."""
    found = {}
    for role in office.records.all("contact_role"):
        person = office.records.get(role.get("parent"))
        institution = office.records.get(role.get("institution"))
        state = office.records.get(institution.get("country")) if institution else None
        found[person.title] = state.reference if state else ""
    return found


def test_a_name_under_a_group_of_headings_is_that_of_the_group(office, tmp_path):
    path = book(
        tmp_path / "list.xlsx",
        Contactos=[
            ["Persona", None, "Institución", None],
            ["Nombre y apellido", "Cargo", "Nombre", "País"],
            ["Juan Pérez", "Director", MINISTRY, "Perú"],
        ],
    )
    _, mapping = mapped(office, path)
    fields = [each.field for each in mapping.sheets["Contactos"].columns.values()]
    assert fields == ["name", "contact_role.position", "contact_role.institution", "country"]


@pytest.mark.parametrize(
    ("letters", "meant"),
    [
        ("F M M", ["F", "M", "M"]),
        ("H M M", ["M", "F", "F"]),
        ("h m f", ["M", "F", "F"]),
        ("V M M", ["M", "F", "F"]),
        ("M M M", [None, None, None]),
    ],
)
def test_a_letter_for_men_or_women_means_what_those_beside_it_say(office, letters, meant):
    rows = [f"Person {n} Name|Peru|{each}" for n, each in enumerate(letters.split())]
    received = compare(office, table("Name|Country|M/F", *rows))
    said = {row.title: row.values.get("gender") for row in received.plan.rows}
    asked = {cell.record for cell in received.plan.cells if cell.field == "gender"}
    assert len(asked) == meant.count(None)
    if not asked:
        assert [said[f"Person {n} Name"] for n in range(3)] == meant


def test_a_column_of_marks_says_nothing_of_what_it_marks(office):
    text = table("Name|Country|Attended", "Ana Pérez|Peru|x", "Luis Soto|Peru|", "Eva Paz|Peru|x")
    look, mapping = mapped(office, text)
    assert mapping.sheets[look.sheets[0].name].columns[3].field == ""


def test_yes_and_no_are_nobodys_name(office):
    text = table("Apellidos|Nombres|País|Punto de contacto (sí/no)",
                 "PÉREZ|Juan|Perú|Sí", "D'SOUZA|Anne|Belice|No")  # fmt: skip
    assert {each.title for each in compare(office, text).plan.rows} == {
        "Juan PÉREZ", "Anne D'SOUZA",
    }  # fmt: skip


def test_a_tab_called_after_a_state_says_of_which_state_its_rows_are(office, tmp_path):
    rows = [["Action", "Deadline", "Status"], ["Send the bill", "2026-02-01", "Open"]]
    path = book(tmp_path / "list.xlsx", Belize=rows, Haïti=rows, Notes2026=rows)
    _, mapping = mapped(office, path)
    field = "countries" if "countries" in office.catalogue["follow_up"].by_key else "country"
    stated = {name: each.constants.get(field) for name, each in mapping.sheets.items()}
    assert stated == {
        "Belize": [country_id("BLZ")], "Haïti": [country_id("HTI")], "Notes2026": None,
    }  # fmt: skip


def test_a_heading_names_the_currency_of_the_amounts_beneath(office):
    text = table("Title|State|Dates|Type of training|Actual cost (EUR)",
                 "Course|Peru|2024|Course|1.200,50")  # fmt: skip
    (row,) = compare(office, text).plan.rows
    assert row.values["actual_cost"] == {"minor": 120050, "currency": "EUR"}


@pytest.mark.parametrize("word", ["Total", "TOTALES:", "Subtotal"])
def test_a_row_of_sums_is_left_out_and_said_so(office, word):
    text = table("Title|State|Dates|Participants|Type of training", "Course A|Peru|2024|24|Course",
                 "Course B|Peru|2023|10|Course", f"{word}|||34|")  # fmt: skip
    received = compare(office, text)
    assert [each.title for each in received.plan.rows] == ["Course A", "Course B"]
    (said,) = lines.notices(received, load("en"))
    assert said.endswith("Rows that only sum up others were left out: 4.")


def test_a_title_that_begins_with_total_is_a_row(office):
    text = table("Title|State|Dates|Participants|Type of training",
                 "Total control|Peru|2024|24|Course", "Total|Peru|2023|10|Course")  # fmt: skip
    assert {each.title for each in compare(office, text).plan.rows} == {"Total control", "Total"}


def test_a_kind_of_visit_nobody_listed_is_a_visit_all_the_same(office):
    text = table("Date|Country|Type|Topic", "2024-05-01|Peru|Regional workshop|Controls",
                 "2024-06-01|Peru|National visit|Meetings with ministries")  # fmt: skip
    types = {each.type for each in compare(office, text).plan.rows}
    assert types == {"training", "visit"}


@pytest.mark.parametrize("header", ["Title", "Descripción de la actividad", "Nombre del evento"])
def test_titles_that_name_kinds_stay_titles(office, header):
    text = table(f"{header}|State|Dates|Results", "Taller Lima|Peru|2024|Visit made",
                 "Visita a Quito|Ecuador|2023|Course held", "Curso OPAQ|Peru|2022|x")  # fmt: skip
    look, mapping = mapped(office, text)
    sheet = mapping.sheets[look.sheets[0].name]
    assert sheet.type_column == 0
    assert next(each.field for each in sheet.columns.values()) == "title"


PEOPLE = table(
    "Nombre|País|Institución|Cargo",
    f"Ana Uno|Perú|{MINISTRY}|x",
    f"Bea Dos|República Dominicana|{MINISTRY}|y",
    f"Cid Tres|Perú|{MINISTRY}|z",
)


def test_institutions_of_one_name_are_made_for_each_state(office):
    review.apply(office, compare(office, PEOPLE, create_missing=True))
    assert institutions_of(office) == {"Ana Uno": "PER", "Bea Dos": "DOM", "Cid Tres": "PER"}
    assert len([each for each in office.records.all("institution") if each.title == MINISTRY]) == 2
    again = compare(office, PEOPLE, create_missing=True)
    assert {key: n for key, n in again.plan.counts.items() if n and key != "unchanged"} == {}


def test_of_institutions_of_one_name_that_of_the_rows_state_is_meant(office):
    for code in ("PER", "DOM"):
        editing.create(office, "institution", {"name": MINISTRY, "country": country_id(code)})
    review.apply(office, compare(office, PEOPLE))
    assert institutions_of(office) == {"Ana Uno": "PER", "Bea Dos": "DOM", "Cid Tres": "PER"}


def test_the_institution_of_another_state_is_asked_about_unless_its_code_names_it(office):
    values = {"name": MINISTRY, "country": country_id("PER")}
    made = editing.create(office, "institution", values)
    text = table("Nombre|País|Institución|Cargo", f"Eva Uno|Ecuador|{MINISTRY}|x",
                 f"Fin Dos|Ecuador|{made.reference}|y")  # fmt: skip
    received = compare(office, text)
    (cell,) = received.plan.cells
    assert (cell.field, cell.cls.value, cell.raw) == ("institution", "invalid", MINISTRY)
    assert "another State" in cell.issue.what
    review.apply(office, compare(office, text, create_missing=True))
    assert institutions_of(office) == {"Eva Uno": "ECU", "Fin Dos": "PER"}


def test_a_blank_clears_no_status(office):
    made = editing.create(office, "follow_up", {"title": "Send the bill"})
    text = table("Código|Compromiso|Estado|Observaciones", f"{made.reference}|Send the bill||done",
                 "X-2|Another one|Abierto|")  # fmt: skip
    received = compare(office, text, blank="clear")
    review.apply(office, received, accept="all")
    found = office.records.get(made.id)
    assert (found.get("status"), found.get("notes")) == ("OPEN", "done")
