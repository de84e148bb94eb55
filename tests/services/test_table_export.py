"""A filtered list as a plain file."""

from __future__ import annotations

import csv
import datetime as dt

import openpyxl
import pytest

from coordinator_app.domain.changes import Create, Operation
from coordinator_app.domain.errors import UserError
from coordinator_app.services import samples, table_export
from coordinator_app.services.reference import country_id
from coordinator_app.texts import load
from tests.services.exchange.busy_workbook import clock


@pytest.fixture
def session(tmp_path):
    with samples.new(tmp_path / "mine.c1540", clock(), "Me") as made:
        state = country_id("TTO")
        made.commit(
            Operation(
                (
                    Create("visit", {"title": "=1+1", "country": state, "dates": "2024-05",
                                     "invited_on": "2024-04-01",
                                     "participants": {"n": 25, "q": "at_least"}}),
                    Create("visit", {"title": "Second\tone", "country": state,
                                     "participants": {"n": 7, "q": "exact"}}),
                )
            )
        )  # fmt: skip
        yield made


def ids(session):
    return [each.id for each in session.records.all("visit")]


def test_an_excel_list_has_true_values_and_harmless_texts(session, tmp_path):
    path = tmp_path / "visits.xlsx"
    assert table_export.write(session, "visit", ids(session), path, load("en")) == 2
    page = openpyxl.load_workbook(path).active
    rows = [dict(zip([c.value for c in page[1]], [c.value for c in row], strict=True))
            for row in page.iter_rows(min_row=2)]  # fmt: skip
    assert rows[0]["Our code"] == "VIS-TTO-2024-001"
    assert rows[0]["Title"] == "=1+1"
    assert page.cell(2, 2).data_type == "s"
    assert rows[0]["State"] == "Trinidad and Tobago"
    assert rows[0]["Invited on"] == dt.datetime.fromisoformat("2024-04-01")
    assert [row["Participants"] for row in rows] == ["≥25", 7]
    assert "Summary" not in rows[0]
    assert page.auto_filter.ref
    assert "INTERNAL" in page.oddFooter.left.text


def test_chosen_columns_in_their_order(session, tmp_path):
    path = tmp_path / "visits.xlsx"
    table_export.write(session, "visit", ids(session)[:1], path, load("es"), ("dates", "title"))
    page = openpyxl.load_workbook(path).active
    assert [cell.value for cell in page[2]] == ["VIS-TTO-2024-001", "may 2024", "=1+1"]


@pytest.mark.parametrize(("lang", "separator"), [("en", ","), ("es", ";")])
def test_a_csv_list_follows_the_habits_of_the_language(session, tmp_path, lang, separator):
    path = tmp_path / "visits.csv"
    table_export.write(session, "visit", ids(session), path, load(lang), ("title", "participants"))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=separator))
    assert rows[1] == ["VIS-TTO-2024-001", "'=1+1", "≥25"]
    assert rows[2][1] == "Second one"


def test_other_endings_are_refused(session, tmp_path):
    with pytest.raises(UserError, match=r"\.xlsx or \.csv"):
        table_export.write(session, "visit", ids(session), tmp_path / "visits.doc", load("en"))
    assert list(tmp_path.glob("*.doc")) == []


def test_what_was_there_stays_when_it_cannot_be_written(session, tmp_path):
    (tmp_path / "visits.csv").mkdir()
    with pytest.raises(UserError, match="a folder of that name"):
        table_export.write(session, "visit", ids(session), tmp_path / "visits.csv", load("en"))
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".~")]
