"""Foreign lists compared, decided and taken in: what goes in, what waits, what is undone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordinator_app.services import editing, undoing
from coordinator_app.services.exchange import documents, lines, review
from coordinator_app.services.foreign import comparing, doubting, looking, proposing, remembering
from coordinator_app.services.reference import country_id
from coordinator_app.texts import load
from tests.services.foreign.conftest import book, table

VISITS = table(
    "Título|País|Fecha|Tipo de visita|Financiador|Participantes",
    "Mesa redonda|Perú|17/04/2013|Mesa redonda nacional|Canadá;Unión Europea|24 (10 mujeres)",
    "Misión a Kingston|Jamaica|2014-06-10/12|Misión de coordinación||más de 25",
)


def compare(office, source, **changes):
    look = looking.look(office, source)
    mapping = replace(proposing.propose(office, look), **changes)
    return comparing.compare(office, look, mapping)


def one(office, type_key, title):
    (found,) = [each for each in office.records.all(type_key) if each.title.startswith(title)]
    return found


def everything(office):
    return {
        each.id: (each.values, each.deleted)
        for record_type in office.catalogue
        for each in office.records.all(record_type.key)
    }


def test_a_list_of_visits_goes_in_with_its_partners_and_counts_and_out_again(office):
    before = everything(office)
    received = compare(office, VISITS)
    assert received.plan.counts["invalid"] == 0
    applied = review.apply(office, received)
    assert applied.taken == 4  # two visits, two who paid
    visit = one(office, "visit", "Mesa redonda")
    assert visit.get("country") == country_id("PER")
    assert (visit.get("dates"), visit.get("visit_type")) == ("2013-04-17", "NATIONAL_ROUNDTABLE")
    assert visit.get("participants") == {"n": 24, "q": "exact"}
    assert visit.get("women") == {"n": 10, "q": "exact"}
    assert visit.get("status") == "COMPLETED"
    assert one(office, "visit", "Misión").get("participants") == {"n": 25, "q": "at_least"}
    partners = office.records.children(visit.id, "activity_partner")
    assert {each.get("role") for each in partners} == {"FUNDER"}
    assert len(partners) == 2
    undoing.undo(office)
    assert everything(office) == before


def test_the_same_list_again_changes_nothing_and_says_so(office):
    review.apply(office, compare(office, VISITS))
    again = compare(office, VISITS)
    assert len(again.known) == 1
    assert sum(n for cls, n in again.plan.counts.items() if cls != "unchanged") == 0
    assert review.apply(office, again).operation == ""


def test_a_corrected_list_changes_what_it_corrects_and_no_more(office):
    review.apply(office, compare(office, VISITS))
    ours = one(office, "visit", "Mesa redonda")
    editing.update(office, ours.id, {"city": "Lima", "participants": {"n": 30, "q": "exact"}})
    corrected = VISITS.replace("más de 25", "26").replace("10 mujeres", "11 mujeres")
    received = compare(office, corrected)
    changed = {(cell.field, cell.cls.value) for cell in received.plan.cells}
    # Our own correction of what the list still says is not taken back.
    assert changed == {
        ("participants", "ours_only"), ("participants", "theirs_only"), ("women", "theirs_only"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("mode", "cells", "rows"),
    [("add_update", 2, 1), ("add", 0, 1), ("update", 2, 0), ("fill", 1, 0)],
)
def test_the_mode_says_which_rows_are_taken(office, mode, cells, rows):
    editing.create(office, "contact", {"name": "Ana Pérez", "email": "ana@x.org", "phone": "1111"})
    text = table(
        "Nombre|Correo electrónico|Teléfono|Celular",
        "Ana Pérez|ana@x.org|555-0100|555-0199",
        "Luis Soto|luis@x.org|555-0101|",
    )
    received = compare(office, text, mode=mode)
    assert (len(received.plan.cells), len(received.plan.rows)) == (cells, rows)


@pytest.mark.parametrize(("blank", "phone"), [("keep", "1111"), ("clear", None)])
def test_a_blank_cell_keeps_or_clears(office, blank, phone):
    made = editing.create(
        office, "contact", {"name": "Ana Pérez", "email": "ana@x.org", "phone": "1111"}
    )
    text = table(
        "Nombre|Correo electrónico|Teléfono|Celular", "Ana Pérez|ana@x.org||555-0199",
        "Luis Soto|luis@x.org|555-0101|",
    )  # fmt: skip
    review.apply(office, compare(office, text, blank=blank))
    assert office.records.get(made.id).get("phone") == phone


def test_an_error_never_clears(office, tmp_path):
    made = editing.create(
        office, "contact", {"name": "Ana Pérez", "email": "ana@x.org", "phone": "1111"}
    )
    path = book(
        tmp_path / "list.xlsx",
        Contactos=[["Nombre", "Correo", "Teléfono"], ["Ana Pérez", "ana@x.org", "=1/0"]],
    )
    received = compare(office, path, blank="clear")
    (cell,) = received.plan.cells
    assert (cell.field, cell.cls.value) == ("phone", "invalid")
    review.apply(office, received)
    assert office.records.get(made.id).get("phone") == "1111"


def test_sheets_of_one_file_name_each_other_by_code_and_title(office, tmp_path):
    path = book(
        tmp_path / "work.xlsx",
        Visitas=[["Nº", "Título", "País", "Fecha"], ["V-1", "Misión a Lima", "Perú", "2019"],
                 ["V-2", "Misión a Quito", "Ecuador", "2019"]],
        Reuniones=[["Visita", "Fecha", "Institución", "Tema"],
                   ["V-1", "2019-03-04", "Ministerio de Salud del Perú", "Ley"],
                   ["Misión a Quito", "2019-03-05", "Aduanas del Ecuador", "Listas"]],
        Instituciones=[["Institución", "País"], ["Ministerio de Salud del Perú", "Perú"]],
    )  # fmt: skip
    received = compare(office, path, create_missing=True)
    assert received.plan.counts["invalid"] == 0
    review.apply(office, received)
    meetings = {each.get("topic"): each for each in office.records.all("visit_meeting")}
    titles = {
        topic: office.records.get(each.get("parent")).title for topic, each in meetings.items()
    }
    assert titles == {"Ley": "Misión a Lima", "Listas": "Misión a Quito"}
    health = one(office, "institution", "Ministerio de Salud")
    assert meetings["Ley"].get("institution") == {"id": health.id}
    assert health.get("country") == country_id("PER")
    customs = one(office, "institution", "Aduanas")
    assert meetings["Listas"].get("institution") == {"id": customs.id}


def test_what_waits_is_a_review_that_can_be_taken_up_and_written_out(office):
    text = table("Título|País|Fecha", "Una visita|Perú|3/4/2025", "Otra visita|Perú|2024-05")
    received = compare(office, text)
    applied = review.apply(office, received)
    assert len(applied.outcome.decided.left) == 1
    (waiting,) = review.waiting(office)
    assert (waiting.dispatch, waiting.undecided) == ("", 1)
    resumed, _ = review.resume(office, waiting.id)
    (cell,) = resumed.plan.cells
    taken = review.apply(office, resumed, decisions={cell.n: review.Other("2025-04-03")})
    assert one(office, "visit", "Una visita").get("dates") == "2025-04-03"
    assert not review.waiting(office)
    document = documents.imported(office, taken.received, taken.outcome, load("en"), taken)
    assert document["source"]["dispatch"] == ""


def test_duplicates_inside_the_file_and_against_the_workbook_are_shown(office):
    editing.create(
        office, "institution", {"name": "Ministry of Health", "country": country_id("PER")}
    )
    text = table(
        "Institución|País",
        "Ministry of Helth|Perú",
        "Customs Agency|Perú",
        "Customs Agency|Perú",
    )
    received = compare(office, text)
    found = {row.title: [each.title for each in row.candidates] for row in received.plan.rows
             if row.candidates}  # fmt: skip
    assert found == {
        "Ministry of Helth": ["Ministry of Health"], "Customs Agency": ["Customs Agency"],
    }  # fmt: skip


def test_an_answer_is_asked_for_once(office):
    text = table(
        "Título|País|Fecha|Tipo de visita",
        "Una|Equator|2024|Comitee visit",
        "Dos|Equator|2024|Committee visit",
        "Tres|St Kitts|2024|Committee visit",
    )
    look = looking.look(office, text)
    mapping = proposing.propose(office, look)
    asked = {each.raw: each for each in doubting.doubts(office, look, mapping)}
    assert {raw: each.kind for raw, each in asked.items()} == {
        "Equator": "alike", "Comitee visit": "list",
    }  # fmt: skip
    assert asked["Equator"].count == 2
    for each in asked.values():
        mapping = doubting.answered(mapping, each, each.proposals[0].value)
    assert doubting.doubts(office, look, mapping) == []
    mapping = replace(mapping, name="Visits")
    review.apply(office, comparing.compare(office, look, mapping))
    assert one(office, "visit", "Una").get("country") == country_id("ECU")
    later = looking.look(office, text.replace("Una", "Cuatro"))
    fitted = remembering.fitting(office, later)
    assert fitted is not None
    assert doubting.doubts(office, later, replace(fitted, values=())) == []


def test_namesakes_are_told_apart_by_their_states(office):
    for code in ("ECU", "PER"):
        values = {"name": "Aduana Nacional", "country": country_id(code)}
        editing.create(office, "institution", values)
    text = table("Nombre|Institución|País", "María López|Aduana Nacional|Jamaica")
    look = looking.look(office, text)
    mapping = proposing.propose(office, look)
    asked = [each for each in doubting.doubts(office, look, mapping) if each.raw != "María López"]
    (doubt,) = asked
    labels = {each.label for each in doubt.proposals}
    assert labels == {"Aduana Nacional (Ecuador)", "Aduana Nacional (Peru)"}
    waiting = lines.lines(office, comparing.compare(office, look, mapping), load("es"))
    offered = {said for line in waiting for _, said in line.proposals}
    assert offered == {"Aduana Nacional (Ecuador)", "Aduana Nacional (Perú)"}


def test_a_kept_mapping_finds_its_columns_by_their_headers(office):
    look = looking.look(office, VISITS)
    mapping = replace(proposing.propose(office, look), name="Visitas")
    remembering.save_mapping(office, mapping)
    moved = table(
        "Fecha|Otra|País|Financiador|Tipo de visita|Participantes|Título",
        "2020|x|Perú||Mesa redonda nacional||Otra mesa",
    )
    fitted = remembering.fitting(office, looking.look(office, moved))
    (sheet,) = fitted.sheets.values()
    assert {at: each.field for at, each in sheet.columns.items()} == {
        1: "dates", 2: "", 3: "country", 4: "activity_partner.party:FUNDER", 5: "visit_type",
        6: "participants", 7: "title",
    }  # fmt: skip
    assert remembering.fitting(office, looking.look(office, table("A|B", "1|2"))) is None
    remembering.forget_mapping(office, "visitas")
    assert remembering.saved_mappings(office) == []


def test_an_answer_for_one_of_several_states_holds_for_every_kind_of_field(office):
    text = table(
        "Tipo|Título|Países|Fecha",
        "TRAINING|Curso|Perú; Equator|2019",
        "NATIONAL_ROUNDTABLE|Mesa|Equator|2019",
        "EVENT|Foro|Equator|2019",
    )
    look = looking.look(office, text)
    mapping = proposing.propose(office, look)
    (doubt,) = doubting.doubts(office, look, mapping)
    assert (doubt.raw, doubt.count) == ("Equator", 3)
    mapping = doubting.answered(mapping, doubt, doubt.proposals[0].value)
    review.apply(office, comparing.compare(office, look, mapping))
    states = sorted([country_id("PER"), country_id("ECU")])
    assert one(office, "training", "Curso").get("countries") == states
    assert one(office, "visit", "Mesa").get("country") == country_id("ECU")
    assert one(office, "event", "Foro").get("countries") == [country_id("ECU")]
    again = comparing.compare(office, look, mapping)
    assert sum(n for cls, n in again.plan.counts.items() if cls != "unchanged") == 0


COURSES = table(
    "Curso|País|Fecha|Lugar",
    "Taller sobre exportaciones|Perú|2025-05-06|Lima",
    "Taller sobre fronteras|Perú|2025-05-07|Lima",
)


@pytest.mark.parametrize(
    ("date", "proposed"), [("2025-07-01", True), ("2025-05", True), ("2026-05-06", False)]
)
def test_what_was_only_put_off_is_laid_beside_the_entry_it_may_be(office, date, proposed):
    review.apply(office, compare(office, COURSES))
    there = one(office, "training", "Taller sobre exportaciones")
    (row, *others) = [
        each
        for each in compare(office, COURSES.replace("2025-05-06", date)).plan.rows
        if each.type == "training"
    ] or [None]
    if date == "2025-05":  # nothing tells them apart
        assert row is None or [each.id for each in row.candidates] == [there.id]
        return
    assert others == []
    assert [each.id for each in row.candidates] == ([there.id] if proposed else [])
    assert row.decision.value == ("open" if proposed else "take")
    assert not proposed or row.beside[there.id]["dates"] == "2025-05-06"


def test_a_second_time_in_another_row_is_another_one(office):
    review.apply(office, compare(office, COURSES))
    longer = f"{COURSES}\nTaller sobre exportaciones\tPerú\t2025-07-01\tLima"
    (row,) = [each for each in compare(office, longer).plan.rows if each.type == "training"]
    assert (row.candidates, row.decision.value) == ((), "take")


def test_the_entry_it_is_gets_the_new_date_and_is_not_asked_about_again(office):
    review.apply(office, compare(office, COURSES))
    there = one(office, "training", "Taller sobre exportaciones")
    later = COURSES.replace("2025-05-06", "2025-07-01")
    received = compare(office, later)
    (row,) = [each for each in received.plan.rows if each.candidates]
    review.apply(office, received, decisions={row.n: review.Other(there.id, update=True)})
    assert office.records.get(there.id).get("dates") == "2025-07-01"
    again = compare(office, later.replace("Lima", "Cusco"))
    assert [each for each in again.plan.rows if each.type == "training"] == []
