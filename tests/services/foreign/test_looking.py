"""What a foreign file is seen to be: headers, record types, fields."""

from __future__ import annotations

import datetime as dt

import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.services.foreign import comparing, looking, proposing
from coordinator_app.services.foreign.telling import Pace
from coordinator_app.texts import load
from tests.services.foreign.conftest import book, table


def fields(mapping, sheet):
    return {each.header: each.field for each in mapping.sheets[sheet].columns.values()}


def proposed(office, source):
    look = looking.look(office, source)
    return look, proposing.propose(office, look)


CONTACTS = table(
    "Directorio de contactos||||||",
    "||||||",
    "Nombre y apellidos|Institución|Cargo|País|Correo electrónico|Correo electrónico|Teléfono",
    "Ana Pérez|Ministerio de Salud|Directora|Ecuador|ana@x.org||555-0100",
    "Luis Soto|Aduanas|Jefe|Panamá|luis@x.org|l@y.org|555-0101",
)


def test_a_header_below_a_title_in_spanish_is_found_and_doubled_headers_stay_apart(office):
    look, mapping = proposed(office, CONTACTS)
    (sheet,) = look.sheets
    assert (sheet.type, sheet.header_row, sheet.rows) == ("contact", 3, 2)
    assert fields(mapping, sheet.name) == {
        "Nombre y apellidos": "name",
        "Institución": "contact_role.institution",
        "Cargo": "contact_role.position",
        "País": "country",
        "Correo electrónico": "email",
        "Correo electrónico (2)": "",
        "Teléfono": "phone",
    }
    assert mapping.sheets[sheet.name].constants == {"contact_role.role": "OTHER"}


@pytest.mark.parametrize(
    ("headers", "type_key", "meant"),
    [
        ("Country|Title|Dates|Type of visit|City", "visit", ("country", "title", "dates")),
        ("Pays|Titre|Data|Cidade|Mulheres|Formation", "", ()),
        ("Curso|Nombre completo|Sexo|País|Institución", "participant", ("parent", "person")),
        ("Acción|Responsable|Fecha límite|Estado", "follow_up", ("title", "owner", "due_on")),
        ("Sigla|Institución|País|Página web", "institution", ("acronym", "name", "country")),
    ],
)
def test_the_headers_say_what_a_list_is_of(office, headers, type_key, meant):
    cells = "|".join("abc" for _ in headers.split("|"))
    look = looking.look(office, table(headers, cells, cells))
    if type_key:
        assert look.sheets[0].type == type_key
        found = fields(proposing.propose(office, look), look.sheets[0].name)
        assert tuple(found.values())[: len(meant)] == meant


@pytest.mark.parametrize(
    ("rows", "type_key"),
    [
        (("Name|E-mail|State", "Ana Pérez|a@x.org|Ecuador", "Dr. L. Soto|l@y.org|Panama"), "contact"),
        (("Nombre|Correo|País", "ANA PÉREZ|a@x.org|Ecuador", "LUIS SOTO|l@y.org|Perú"), "contact"),
        (("Name|State", "Ana Pérez|Ecuador", "Luis Soto|Panama"), "contact"),
        (("Name|Email|State", "Ministry of Health|a@x.org|Ecuador", "AGEA|l@y.org|Panama"),
         "institution"),
        (("Nombre|Correo|País", "Dirección de Aduanas|a@x.org|Perú", "INTERPOL|b@y.org|Perú"),
         "institution"),
        (("Event|Date|Venue", "Regional dialogue|2024-05-01|Lima"), "event"),
        (("Curso|Fecha|Lugar", "Bioseguridad|2024-05-01|Lima"), "training"),
    ],
)  # fmt: skip
def test_what_stands_in_the_rows_decides_where_the_headers_fit_several(office, rows, type_key):
    assert looking.look(office, table(*rows)).sheets[0].type == type_key


def test_rows_without_a_header_have_none(office):
    look = looking.look(office, table("Ana Pérez|a@x.org|Ecuador", "Luis Soto|l@y.org|Panama"))
    assert (look.sheets[0].header_row, look.sheets[0].rows) == (0, 2)


def test_the_tab_decides_between_kinds_with_the_same_headers(office, tmp_path):
    rows = [["Título", "Fecha", "País"], ["Uno", "2024-05-01", "Perú"]]
    path = book(tmp_path / "list.xlsx", Visitas=rows, Capacitaciones=rows)
    look = looking.look(office, path)
    assert [each.type for each in look.sheets] == ["visit", "training"]


def test_a_column_of_kinds_makes_several_kinds_of_one_sheet(office):
    look, mapping = proposed(
        office,
        table(
            "Tipo|Detalle|Fecha|País",
            "TRAINING|Course|2019|PER",
            "NATIONAL_ROUNDTABLE|Table|2019|JAM",
            "Evento|Conference|2019|COL",
            "Something else|?|2019|COL",
        ),
    )
    sheet = mapping.sheets[look.sheets[0].name]
    assert sheet.type_column == 1
    assert {word: (each.type, dict(each.values)) for word, each in sheet.types.items()} == {
        "training": ("training", {}),
        "national_roundtable": ("visit", {"visit_type": "NATIONAL_ROUNDTABLE"}),
        "evento": ("event", {}),
    }


def test_what_stands_in_a_column_is_asked_where_its_header_says_nothing(office):
    look, mapping = proposed(
        office,
        table(
            "Nombre|Columna 2|Columna 3",
            "Ana Pérez|ana@example.org|Perú",
            "Luis Soto|luis@example.org|Jamaica",
        ),
    )
    found = fields(mapping, look.sheets[0].name)
    assert (found["Columna 2"], found["Columna 3"]) == ("email", "country")


def test_two_header_lines_with_merged_cells_become_one(office, tmp_path):
    path = book(
        tmp_path / "list.xlsx",
        Trainings=[
            ["Title", "Dates", "Participants", None],
            [None, None, "Women", "Men"],
            ["Course", dt.date(2024, 5, 1), 3, 4],
        ],
    )
    import openpyxl

    with_merges = openpyxl.load_workbook(path)
    with_merges["Trainings"].merge_cells("C1:D1")
    with_merges.save(path)
    (sheet,) = looking.look(office, path).sheets
    assert (sheet.header_row, sheet.header_depth, sheet.rows) == (1, 2, 1)
    assert [each.header for each in sheet.columns][2:] == ["Participants Women", "Participants Men"]
    assert [each.proposals[0].field for each in sheet.columns][2:] == ["women", "men"]


def test_a_person_may_say_otherwise(office):
    look = looking.look(office, CONTACTS)
    name = look.sheets[0].name
    other = looking.look_again(office, look, name, type_key="institution", header_row=3)
    assert other.sheets[0].type == "institution"
    bare = looking.look_again(office, look, name, header_row=0)
    assert (bare.sheets[0].header_row, bare.sheets[0].rows) == (0, 4)


def _brought_in(office, text, tell):
    look = looking.look(office, text, tell=tell)
    return comparing.compare(office, look, proposing.propose(office, look), tell=tell)


class _Stopped(Exception):  # noqa: N818  nothing is wrong
    pass


@pytest.mark.parametrize("stage", ["read", "understand", "compare"])
def test_it_is_told_how_far_it_is_and_can_be_ended_at_each_stage(office, stage):
    text = table("Title|Country", *(f"Visit {n}|Peru" for n in range(1_200)))
    told = []

    def tell(now, done, total):
        told.append((now, done, total))
        if now == stage and done >= 500:
            raise _Stopped

    before = office.log.revision()
    with pytest.raises(_Stopped):
        _brought_in(office, text, tell)
    assert told[-1][0] == stage
    assert ("read", 500, 0) in told
    assert office.log.revision() == before


def test_a_file_with_nothing_in_it_is_refused(office, tmp_path):
    with pytest.raises(UserError):
        looking.look(office, book(tmp_path / "empty.xlsx", Sheet=[]))


def test_how_long_it_may_take_is_said_once_it_is_known():
    now = [0.0]
    pace = Pace(load("en"), lambda: now[0])
    assert pace.said("read", 1, 0) == "Reading… 1 row"
    assert pace.said("compare", 0, 3_000) == "Comparing… 0 of 3,000 rows"
    now[0] = 60
    assert (
        pace.said("compare", 1_000, 3_000)
        == "Comparing… 1,000 of 3,000 rows · about 120 seconds left"
    )
    assert pace.said("understand", 3_000, 3_000) == "Working out… 3,000 of 3,000 rows"
