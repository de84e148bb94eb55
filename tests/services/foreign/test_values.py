"""What single cells of foreign files mean, by kind of field."""

from __future__ import annotations

import datetime as dt

import pytest

from coordinator_app.domain.reading import Reading as Understanding
from coordinator_app.excel.cells import Cell, CellKind
from coordinator_app.services.foreign.known import Known
from coordinator_app.services.foreign.mapping import ColumnMapping, Mapping, Meaning
from coordinator_app.services.foreign.values import ColumnReader
from coordinator_app.services.reference import country_id


def reader(office, type_key, field_key, *, meanings=(), **how):
    field = office.catalogue.field(type_key, field_key)
    understanding = Understanding("es", office.records, office.today())
    known = Known(office.catalogue, understanding, meanings, from_1904=how.pop("from_1904", False))
    others = frozenset(office.catalogue[type_key].by_key)
    return ColumnReader(type_key, field, ColumnMapping(field_key, "", **how), known, others)


@pytest.mark.parametrize(
    ("field", "value", "how", "meant"),
    [
        ("dates", dt.date(2024, 5, 1), {}, "2024-05-01"),
        ("dates", "2024-05", {}, "2024-05"),
        ("dates", "mayo de 2024", {}, "2024-05"),
        ("dates", 2024, {}, "2024"),
        ("dates", "3/4/2025", {"date_order": "dmy"}, "2025-04-03"),
        ("dates", "3/4/2025", {"date_order": "mdy"}, "2025-03-04"),
        ("dates", "3/4/25", {"date_order": "dmy", "century": 20}, "2025-04-03"),
        ("dates", 45413, {}, "2024-05-01"),
        ("dates", 43951, {"from_1904": True}, "2024-05-01"),
        ("interpretation", "sí", {}, True),
        ("interpretation", "oui", {}, True),
        ("interpretation", "ja", {}, True),
        ("interpretation", "x", {}, True),
        ("interpretation", "✓", {}, True),
        ("interpretation", "no", {}, False),
        ("days", "1.200", {}, 1200),
        ("days", "12.000", {}, None),
        ("days", "12", {}, 12),
        ("satisfaction", "85 %", {}, 85),
        ("satisfaction", "85,5%", {}, 85.5),
        ("actual_cost", "1.200,50 USD", {}, {"minor": 120050, "currency": "USD"}),
        ("countries", "Perú, Jamaica y Belice", {}, ["BLZ", "JAM", "PER"]),
        ("countries", "Dominica; Rep. Dom.", {}, ["DMA", "DOM"]),
        ("countries", "St Kitts", {}, ["KNA"]),
        ("countries", "Equator", {}, None),
        ("countries", "CARICOM", {}, None),
        ("participants", "más de 25", {}, {"n": 25, "q": "at_least"}),
        ("participants", "4 instructors", {}, None),
        ("title", "  Un   taller ", {}, "Un taller"),
    ],
)
def test_a_cell_means_this_or_is_asked_about(office, field, value, how, meant):
    heard = reader(office, "training", field, **how).read(value)
    if field == "countries" and meant is not None:
        meant = sorted(country_id(code) for code in meant)
    assert heard.value == meant
    assert (heard.issue is None) is (meant is not None)


@pytest.mark.parametrize(
    ("value", "proposals"),
    [
        ("3/4/2025", {"2025-04-03", "2025-03-04"}),
        ("2013-05 (antes del 8)", {"2013-05"}),
    ],
)
def test_a_doubtful_date_shows_its_readings(office, value, proposals):
    heard = reader(office, "training", "dates").read(value)
    assert set(heard.issue.proposals) == proposals


def test_what_a_text_counts_beside_people_goes_to_fields_of_its_own(office):
    heard = reader(office, "training", "participants").read("24 (10 women) of 10 States")
    assert heard.value == {"n": 24, "q": "exact"}
    assert heard.more == {
        "women": {"n": 10, "q": "exact"}, "countries_count": {"n": 10, "q": "exact"},
    }  # fmt: skip


def test_odd_cells_show_what_a_person_saw_or_are_refused(office):
    phone = reader(office, "contact", "phone")
    padded = Cell(1, 1, 5550100, CellKind.NUMBER, shown="0005550100")
    assert phone.read(5550100, padded).value == "0005550100"
    for kind, value in ((CellKind.ERROR, "#DIV/0!"), (CellKind.NO_VALUE, None)):
        heard = phone.read(value, Cell(1, 1, value, kind, formula=True))
        assert heard.value is None
        assert heard.issue is not None


def test_what_was_decided_goes_before_what_would_be_read(office):
    decided = Meaning("training", "countries", "Equator", country_id("ECU"))
    found = reader(office, "training", "countries", meanings=(decided,))
    assert found.read("Perú; EQUATOR").value == sorted([country_id("ECU"), country_id("PER")])
    empty = Meaning("training", "dates", "date unknown", None, "empty")
    heard = reader(office, "training", "dates", meanings=(empty,)).read("Date unknown")
    assert (heard.value, heard.issue) == (None, None)


def test_a_mapping_comes_back_from_its_json():
    mapping = Mapping("Mine", "fill", "clear", True, {}, (Meaning("visit", "country", "x"),))
    assert Mapping.from_json(mapping.to_json()) == mapping
