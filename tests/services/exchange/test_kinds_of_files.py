"""Each kind of file: what is in it, what never is, and what a reply to it does."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.identity import without_check
from coordinator_app.excel import profiles, writer
from coordinator_app.services import editing
from coordinator_app.services.exchange import again, dispatch, incoming, review
from coordinator_app.services.exchange.dispatch import Request
from coordinator_app.store.connection import writing
from coordinator_app.texts import load
from tests.services.exchange import spoiling
from tests.services.exchange.busy_workbook import COL, JAM, TTO

YEAR: dict[str, Any] = {"frm": dt.date(2024, 1, 1), "to": dt.date(2024, 12, 31)}
ID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def training(session, title="Regional course"):
    return next(each for each in session.records.all("training") if each.title == title)


def everything(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "\n".join(
            archive.read(each).decode("utf-8", "replace") for each in archive.namelist()
        )


def texts_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(path)
    return {page.title: list(page.iter_rows(values_only=True)) for page in book}


@pytest.mark.parametrize("kind", profiles.PROFILES, ids=lambda each: each.key)
def test_each_kind_names_fields_that_there_are_and_sheets_of_parents_first(session, kind):
    met: set[str] = set()
    for sheet in kind.sheets:
        for key in sheet.fields:
            session.catalogue.field(sheet.type, key)
        parents = {each for each in session.catalogue[sheet.type].parents if each != "*"}
        assert not parents or parents & met or not parents & {each.type for each in kind.sheets}
        met.add(sheet.type)
    assert kind.sheets or kind.pages
    assert kind.answered or not any(each.editable for each in kind.sheets)


def test_a_nomination_is_about_one_training_and_comes_back(session, tmp_path):
    course = training(session)
    editing.update(session, course.id, {"seats": 4})
    request = Request(TTO, profile="TRAINING_NOMINATION", entry=course.id)
    sent = dispatch.send(session, request, tmp_path / "nominate.xlsx")
    assert [(each.type, each.rows, each.spare) for each in sent.preview.sheets] == [
        ("training", 1, 0), ("participant", 0, 4),
    ]  # fmt: skip
    assert not sent.preview.personal_data
    assert "Luis Aquí" not in everything(sent.file)
    assert "Jane Elsewhere" not in everything(sent.file)
    book = openpyxl.load_workbook(sent.file)
    page = spoiling.sheet(book, "participant")
    codes = {page.cell(row, spoiling.column(page, "parent")).value for row in range(3, 7)}
    assert codes == {course.reference}
    page.cell(3, spoiling.column(page, "person")).value = "Rosa Nueva"
    page.cell(3, spoiling.column(page, "position")).value = "Officer"
    back = tmp_path / "back.xlsx"
    book.save(back)
    received = incoming.receive(session, back)
    assert [(row.type, row.title, row.issue) for row in received.plan.rows] == [
        ("participant", "Rosa Nueva", None)
    ]
    review.apply(session, received)
    made = session.records.children(course.id, "participant")
    rosa = next(each for each in made if each.title == "Rosa Nueva")
    assert (rosa.get("country"), rosa.get("attendance")) == (TTO, "NOMINATED")


def test_a_nomination_opened_and_saved_changes_nothing(session, tmp_path):
    request = Request(TTO, profile="TRAINING_NOMINATION", entry=training(session).id)
    sent = dispatch.send(session, request, tmp_path / "nominate.xlsx")
    plan = incoming.receive(session, sent.file).plan
    assert (plan.rows, [cell for cell in plan.cells if cell.cls.value != "unchanged"]) == ((), [])


def test_a_list_of_participants_goes_to_the_trainer_with_all_states_and_comes_back(
    session, tmp_path
):
    course = training(session)
    sent = dispatch.send(
        session,
        Request(profile="ROSTER", entry=course.id, personal=True),
        tmp_path / "list.xlsx",
    )
    assert set(session.records.get(sent.dispatch).ids("countries")) == {TTO, JAM, COL}
    book = openpyxl.load_workbook(sent.file)
    page = spoiling.sheet(book, "participant")
    people = [page.cell(row, spoiling.column(page, "person")).value for row in (3, 4)]
    assert people == ["Luis Aquí", "Jane Elsewhere"]
    page.cell(4, spoiling.column(page, "attendance")).value = "Attended in part"
    page.cell(4, spoiling.column(page, "post_score")).value = 17
    page.cell(5, spoiling.column(page, "person")).value = "Nuevo Alumno"
    page.cell(5, spoiling.column(page, "country")).value = "Colombia"
    back = tmp_path / "back.xlsx"
    book.save(back)
    received = incoming.receive(session, back)
    changed = {cell.field for cell in received.plan.cells if cell.cls.value == "theirs_only"}
    assert "post_score" in changed
    assert [(row.title, row.values["country"]) for row in received.plan.rows] == [
        ("Nuevo Alumno", COL)
    ]


def test_a_list_of_participants_without_the_tick_names_nobody(session, tmp_path):
    request = Request(profile="ROSTER", entry=training(session).id)
    sent = dispatch.send(session, request, tmp_path / "list.xlsx")
    assert "Luis Aquí" not in everything(sent.file)
    (left,) = [each for each in sent.preview.left_out if each.type == "participant"]
    assert (left.count, left.reason) == (2, "personal data were not ticked")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_rows_written_by_ourselves_come_back_unchanged_and_changes_are_seen(
    session, tmp_path, monkeypatch, lang
):
    monkeypatch.setattr(writer, "MANY", 1)
    sent = dispatch.send(session, Request(TTO, lang=lang, personal=True), tmp_path / "form.xlsx")
    assert "inlineStr" in everything(sent.file)

    def changed():
        plan = incoming.receive(session, sent.file).plan
        found = [cell for cell in plan.cells if cell.cls.value != "unchanged"]
        return [(cell.field, cell.theirs) for cell in found], plan.rows, plan.issues

    assert changed() == ([], (), ())
    with spoiling.opened(sent.file) as book:  # saved by another program
        visits = spoiling.sheet(book, "visit")
        spoiling.cell(visits, "city", "title", "Mission 3").value = "Arima"
    assert changed() == ([("city", "Arima")], (), ())


def test_a_donor_sees_numbers_and_no_person_and_no_id(session, tmp_path):
    row = {"parent": training(session).id, "person": {"label": "Zoila Zed"}, "country": TTO,
           "attendance": "ATTENDED", "gender": "F"}  # fmt: skip
    editing.create(session, "participant", row)
    sent = dispatch.send(
        session, Request(profile="DONOR_REPORT", personal=True, **YEAR), tmp_path / "donor.xlsx"
    )
    whole = everything(sent.file)
    for person in ("Zoila Zed", "Luis Aquí", "Jane Elsewhere", "Ána Pérez", "ana0@example.org"):
        assert person not in whole
    assert not ID.search(whole)
    assert not sent.preview.personal_data
    pages = texts_of(sent.file)
    assert list(pages)[1:] == ["Summary", "Activities", "Participants", "Follow-ups", "Indicators",
                               "Definitions"]  # fmt: skip
    (workshop,) = [each for each in pages["Participants"] if each[0] == "Customs workshop"]
    assert workshop[3:] == (24, 10, None)
    assert pages["Follow-ups"][2] == ("Title", "Status")
    assert session.records.get(sent.dispatch).get("status") == "CLOSED"


@pytest.mark.parametrize("few", [1, 4])
def test_a_donor_sees_no_split_of_fewer_than_five(session, tmp_path, few):
    course = training(session, "Customs workshop")
    editing.update(session, course.id, {"women": {"n": few, "q": "exact"}})
    request = Request(profile="DONOR_REPORT", **YEAR)
    sent = dispatch.send(session, request, tmp_path / "donor.xlsx")
    rows = texts_of(sent.file)["Participants"]
    (workshop,) = [each for each in rows if each[0] == "Customs workshop"]
    assert workshop[3:] == (24, "fewer than five, not split", "fewer than five, not split")


def test_a_report_about_chosen_states_names_no_other(session, tmp_path):
    request = Request(profile="SECRETARIAT_QUARTER", countries=(TTO,), **YEAR)
    sent = dispatch.send(session, request, tmp_path / "quarter.xlsx")
    whole = everything(sent.file)
    assert "Kingston" not in whole
    assert "Jamaica" not in whole
    assert "Colombia" not in whole
    (state,) = texts_of(sent.file)["States"][3:]
    assert state[0] == "Trinidad and Tobago"


def test_a_quarter_is_set_beside_the_one_before_and_the_year(session, tmp_path):
    sent = dispatch.send(session, Request(profile="SECRETARIAT_QUARTER"), tmp_path / "q.xlsx")
    pages = texts_of(sent.file)
    head = pages["Indicators"][2]
    assert head == ("Indicator", "Name", "This period", "The period before", "The year to date")
    facts = {row[1]: row[2] for row in pages["Read me"] if row[1]}
    assert facts["Period"] == "1 Oct 2024 – 31 Dec 2024"
    assert "Confidential promise" not in everything(sent.file)
    assert any(each.type == "follow_up" for each in sent.preview.left_out)


def test_nothing_is_taken_in_from_a_report_and_none_is_written_again(session, tmp_path):
    sent = dispatch.send(session, Request(profile="DONOR_REPORT"), tmp_path / "donor.xlsx")
    with pytest.raises(UserError):
        incoming.receive(session, sent.file)
    with pytest.raises(UserError, match="made anew"):
        again.write_again(session, sent.dispatch, tmp_path / "again.xlsx")


def test_a_copy_of_everything_needs_a_password_and_holds_every_table(session, tmp_path):
    msoffcrypto = pytest.importorskip("msoffcrypto")
    request = Request(profile="FULL_BACKUP")
    assert dispatch.preview(session, request).sensitivity == "STRICT"
    with pytest.raises(UserError, match="password"):
        dispatch.send(session, request, tmp_path / "all.xlsx")
    sent = dispatch.send(
        session, Request(profile="FULL_BACKUP", password="secreto"), tmp_path / "all.xlsx"
    )
    opened = io.BytesIO()
    with sent.file.open("rb") as stream:
        office = msoffcrypto.OfficeFile(stream)
        office.load_key(password="secreto")
        office.decrypt(opened)
    book = openpyxl.load_workbook(opened)
    names = {each.type for each in sent.preview.sheets}
    filled = {each.key for each in session.catalogue if any(session.records.all(each.key))}
    assert filled - {"dispatch"} <= names
    page = spoiling.sheet(book, "contact")
    people = [page.cell(row, spoiling.column(page, "name")).value for row in range(3, 12)]
    assert "Hidden person" in people
    assert "STRICTLY CONFIDENTIAL" in page.oddHeader.left.text
    assert "STRICTLY CONFIDENTIAL" in page.oddFooter.left.text
    assert "secreto" not in str(session.records.get(sent.dispatch))
    assert "secreto" not in repr(request.__class__(password="secreto"))


def test_changes_for_a_colleague_are_those_since_a_day_and_come_back(session, tmp_path):
    with writing(session.book.connection):
        session.book.connection.execute("UPDATE txn SET at = '2020-01-01T00:00:00Z'")
    visit = next(each for each in session.records.all("visit") if each.title == "Mission 1")
    editing.update(session, visit.id, {"city": "Tobago"})
    role = next(session.records.all("contact_role"))
    editing.update(session, role.id, {"position": "Director"})
    request = Request(profile="MERGE", since=dt.date(2025, 1, 1), personal=True)
    sent = dispatch.send(session, request, tmp_path / "changes.xlsx")
    rows = {each.type: each.rows for each in sent.preview.sheets if each.rows}
    assert rows == {"visit": 1, "contact_role": 1, "contact": 1}
    book = openpyxl.load_workbook(sent.file)
    spoiling.cell(spoiling.sheet(book, "visit"), "city", "title", "Mission 1").value = "Moriah"
    book.save(sent.file)
    plan = incoming.receive(session, sent.file).plan
    (cell,) = [each for each in plan.cells if each.cls.value == "theirs_only"]
    assert (cell.field, cell.theirs) == ("city", "Moriah")
    assert plan.rows == ()


@pytest.mark.parametrize(
    ("request_", "what"),
    [
        (Request(profile="COUNTRY_RETURN"), "one State"),
        (Request(TTO, countries=(JAM,)), "one State"),
        (Request(TTO, profile="TRAINING_NOMINATION"), "one training"),
        (Request(profile="ROSTER", entry=TTO), "one training"),
        (Request(TTO, profile="FULL_BACKUP", password="x"), "whole coordinator file"),
        (
            Request(profile="DONOR_REPORT", frm=dt.date(2025, 2, 1), to=dt.date(2025, 1, 1)),
            "ends before",
        ),
        (Request(profile="DONOR_REPORT", countries=("nobody",)), "not a State"),
    ],
)
def test_what_a_kind_of_file_cannot_be_about_is_refused(session, tmp_path, request_, what):
    with pytest.raises(UserError, match=what):
        dispatch.send(session, request_, tmp_path / "file.xlsx")
    assert list(tmp_path.glob("*.xlsx")) == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_what_cannot_be_shown_is_explained_and_a_file_has_no_sender_that_is_none(
    session, tmp_path, lang
):
    request = Request(TTO, lang=lang, sender="")
    sent = dispatch.send(session, request, tmp_path / "form.xlsx")
    page = openpyxl.load_workbook(sent.file).worksheets[0]
    said = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
    assert any("…" in each for each in said)
    assert load(lang).p("letter", "From") not in said
    named = Request(TTO, lang=lang, sender="Ana, CARICOM")
    again_ = dispatch.send(session, named, tmp_path / "form2.xlsx")
    assert "Ana, CARICOM" in everything(again_.file)


def test_a_file_of_a_training_is_written_again_as_it_was(session, tmp_path):
    course = training(session)
    request = Request(profile="ROSTER", entry=course.id, personal=True)
    sent = dispatch.send(session, request, tmp_path / "list.xlsx")
    again.write_again(session, sent.dispatch, tmp_path / "again.xlsx")
    first, second = (texts_of(tmp_path / name) for name in ("list.xlsx", "again.xlsx"))
    assert {key: rows for key, rows in first.items() if key != "Read me"} == {
        key: rows for key, rows in second.items() if key != "Read me"
    }
    key = openpyxl.load_workbook(tmp_path / "again.xlsx")["Participants"].cell(1, 1).value
    assert without_check(key.partition(" ")[2]) == sent.dispatch
