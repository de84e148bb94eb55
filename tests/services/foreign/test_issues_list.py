"""Rows of somebody's own list that could not be used go back as they came, and return corrected."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import openpyxl
import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.services.exchange import issues_file, review
from coordinator_app.services.foreign import comparing, looking, proposing, remembering
from tests.services.foreign.conftest import book

HEADS = ("Título", "País", "Fecha", "Participantes", "Notas internas")


@pytest.fixture
def received(office, tmp_path):
    path = book(tmp_path / "lista.xlsx", Visitas=[
        ("Visitas de la oficina",), (),
        HEADS,
        ("Mesa redonda", "Perú", dt.date(2013, 4, 17), "24", "a"),
        ("Encuentro en Kingston", "Jamaica", dt.date(2014, 6, 10), "muchos", "b"),
        ("Jornada en La Habana", "Cuba", dt.date(2015, 1, 2), "12", "c"),
    ])  # fmt: skip
    look = looking.look(office, path)
    mapping = replace(proposing.propose(office, look), name="Lista de la oficina")
    return comparing.compare(office, look, mapping, "es")


def test_bad_rows_go_back_with_their_headers_and_a_reason(office, received, tmp_path):
    out = tmp_path / "corregir.xlsx"
    found = review.outcome(office, received)
    assert issues_file.wanted(found)
    assert issues_file.write(office, received, found, out) == 1
    page = openpyxl.load_workbook(out)["Visitas"]
    rows = list(page.iter_rows(values_only=True))
    assert rows[0][:5] == HEADS
    assert len(rows) == 2
    assert rows[1][:2] == ("Encuentro en Kingston", "Jamaica")
    assert rows[1][2].date() == dt.date(2014, 6, 10)
    assert (rows[1][3], rows[1][4]) == ("muchos", "b")
    assert rows[1][5].startswith("Participantes: ")
    assert page["D2"].comment is not None


def test_corrected_and_returned_it_is_read_by_the_same_choices(office, received, tmp_path):
    out = tmp_path / "corregir.xlsx"
    applied = review.apply(office, received)
    issues_file.write(office, received, review.outcome(office, received), out)
    assert applied.review
    made = openpyxl.load_workbook(out)
    made["Visitas"]["D2"].value = 30
    made.save(out)
    look = looking.look(office, out)
    mapping = remembering.fitting(office, look)
    assert mapping is not None
    assert mapping.name == "Lista de la oficina"
    again = comparing.compare(office, look, mapping, "es")
    assert again.plan.counts["invalid"] == 0
    review.apply(office, again, accept="all")
    visits = [each for each in office.records.all("visit") if each.title == "Encuentro en Kingston"]
    assert [each.get("participants") for each in visits] == [{"n": 30, "q": "exact"}]


def test_bad_rows_go_back_the_next_day_though_the_list_is_gone(office, received, tmp_path):
    kept = review.apply(office, received).review
    received.path.unlink()
    again, _ = review.resume(office, review.save(office, review.resume(office, kept)[0], {}))
    out = tmp_path / "corregir.xlsx"
    assert issues_file.write(office, again, review.outcome(office, again), out) == 1
    head, row = openpyxl.load_workbook(out)["Visitas"].iter_rows(values_only=True)
    assert head[:5] == HEADS
    assert (row[0], row[2].date(), row[3]) == (
        "Encuentro en Kingston", dt.date(2014, 6, 10), "muchos",
    )  # fmt: skip


def test_a_list_that_is_not_at_hand_is_asked_for(office, received, tmp_path):
    kept = review.save(office, replace(received, originals=None), {})
    again, _ = review.resume(office, kept)
    with pytest.raises(UserError, match="not at hand"):
        issues_file.write(office, again, review.outcome(office, again), tmp_path / "x.xlsx")


def test_a_list_without_faults_has_nothing_to_send_back(office, tmp_path):
    path = book(
        tmp_path / "lista.xlsx",
        Visitas=[HEADS, ("Jornada en La Habana", "Cuba", "2015", "12", "c")],
    )
    look = looking.look(office, path)
    received = comparing.compare(office, look, proposing.propose(office, look))
    found = review.outcome(office, received)
    assert not issues_file.wanted(found)
    with pytest.raises(UserError, match="nothing to send back"):
        issues_file.write(office, received, found, tmp_path / "x.xlsx")
