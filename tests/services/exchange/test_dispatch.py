"""What a sent file holds, and what it must not."""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from coordinator_app.domain.changes import Operation, Update
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.identity import without_check
from coordinator_app.services import editing, reference
from coordinator_app.services.exchange import dispatch
from coordinator_app.services.session import Session
from coordinator_app.store.dispatches import Dispatches
from coordinator_app.texts import load
from tests.services.exchange import busy_workbook, spoiling
from tests.services.exchange.busy_workbook import COL, SECRETS, TTO


def parts(path: Path) -> dict[str, str]:
    """Return every part of a zip as text."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def other_names(session: Session) -> set[str]:
    """Return the names and codes of every State but the recipient."""
    names = set()
    for each in session.records.all("country"):
        if each.id != TTO:
            names |= {each.text(f"name_{lang}") for lang in ("en", "es", "fr", "nl", "pt")}
            names.add(each.text("code"))
    return names - {""}


@pytest.mark.parametrize("personal", [False, True])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_part_of_the_file_names_another_state_or_its_rows(session, tmp_path, personal, lang):
    request = dispatch.Request(TTO, lang=lang, personal=personal)
    sent = dispatch.send(session, request, tmp_path / "form.xlsx")
    ids = {
        each.id
        for type_key in ("institution", "contact", "visit", "participant", "country")
        for each in session.records.all(type_key)
        if set(session.records.states_of(each)) - {TTO}
    }
    names = re.compile(r"\b(" + "|".join(map(re.escape, other_names(session))) + r")\b")
    for name, text in parts(sent.file).items():
        # The capital of the recipient bears the name of another State.
        assert not names.findall(text.replace("Port of Spain", "")), name
        assert not [each for each in (*SECRETS, *ids) if each in text], name


def test_without_a_tick_nobody_is_named(session, tmp_path):
    sent = dispatch.send(session, dispatch.Request(TTO), tmp_path / "form.xlsx")
    everything = "\n".join(parts(sent.file).values())
    assert "Pérez" not in everything
    assert "Trainee" not in everything
    assert 'example.org"' not in everything
    assert not sent.preview.personal_data
    assert sent.preview.sensitivity == "INTERNAL"
    left = {(each.type, each.what): each.count for each in sent.preview.left_out}
    assert left["contact", "entries"] == 6
    assert left["participant", "entries"] == 11
    assert left["follow_up", "entries"] == 1


def test_the_look_inside_is_what_is_sent(session, tmp_path):
    request = dispatch.Request(TTO, personal=True)
    looked = dispatch.preview(session, request)
    sent = dispatch.send(session, request, tmp_path / "form.xlsx")
    assert sent.preview == looked
    assert looked.personal_data
    assert looked.sensitivity == "CONFIDENTIAL"
    book = openpyxl.load_workbook(sent.file)
    assert book.sheetnames == [
        "Read me", *(each.name for each in looked.sheets), "_lists", "_meta",
    ]  # fmt: skip
    for each in looked.sheets:
        page = book[each.name]
        ids = [page.cell(row, 1).value for row in range(spoiling.FIRST, page.max_row + 1)]
        assert len([each for each in ids if each]) == each.rows + each.spare
        keys = [str(cell.value).partition(".")[2] for cell in page[spoiling.KEYS]]
        assert [key for key in keys if not key.startswith("_")] == list(each.fields)


def test_what_was_sent_is_recorded_with_its_rows(session, sent):
    record = session.records.get(sent.dispatch)
    assert record.reference == sent.reference == "DSP-TTO-2025-001"
    assert record.get("status") == "SENT"
    assert record.get("sha256") == sent.sha256
    assert json.loads(record.text("columns"))["visit"]["editable"][0] == "title"
    rows = Dispatches(session.book.connection, session.catalogue, session.log).rows(sent.dispatch)
    filled = [each for each in rows if not each.spare]
    assert len(filled) == sum(each.rows for each in sent.preview.sheets)
    assert len(rows) - len(filled) == sum(each.spare for each in sent.preview.sheets)
    assert sent.change_set.records == (sent.dispatch,)


def test_blank_rows_have_codes_that_nobody_else_gets(session, sent):
    book = openpyxl.load_workbook(sent.file)
    page = spoiling.sheet(book, "institution")
    at = spoiling.column(page, "_ref")
    codes = [page.cell(row, at).value for row in range(spoiling.FIRST, page.max_row + 1)]
    assert codes[4:] == [f"INS-TTO-2025-{n:03d}" for n in range(5, 11)]
    made = editing.create(session, "institution", {"name": "Another", "country": TTO})
    assert made.reference == "INS-TTO-2025-011"


def test_an_entry_of_several_states_shows_the_recipients_part(sent):
    book = openpyxl.load_workbook(sent.file)
    page = spoiling.sheet(book, "training")
    assert spoiling.cell(page, "countries", "title", "Regional course").value == (
        "Trinidad and Tobago"
    )
    own = spoiling.cell(page, "summary", "title", "Customs workshop")
    shared = spoiling.cell(page, "summary", "title", "Regional course")
    assert own.fill.fgColor.rgb != shared.fill.fgColor.rgb
    owner = spoiling.sheet(book, "follow_up")
    assert spoiling.cell(owner, "owner", "title", "Shared task").value == "…"


def test_what_looks_like_a_formula_is_a_text(session, sent):
    book = openpyxl.load_workbook(sent.file)
    page = spoiling.sheet(book, "institution")
    cell = spoiling.cell(page, "name", "acronym", "@LAB")
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=Laboratory +1", "s", True)
    sheets = {name: text for name, text in parts(sent.file).items() if "worksheets/sheet" in name}
    assert not any("<f>" in text for text in sheets.values())


def test_numbers_and_days_are_true_and_partial_dates_are_texts(sent):
    book = openpyxl.load_workbook(sent.file)
    visits = spoiling.sheet(book, "visit")
    assert spoiling.cell(visits, "participants", "title", "Mission 5").value == 12
    assert spoiling.cell(visits, "participants", "title", "Mission 0").value == "≥25"
    assert spoiling.cell(visits, "dates", "title", "Mission 1").value == "Nov 2024"
    participants = spoiling.sheet(book, "participant")
    day = spoiling.cell(participants, "certificate_on", "person", "Trainee 3")
    assert day.value == dt.datetime.fromisoformat("2024-06-07")


def test_it_says_who_it_is_in_four_places(sent):
    everything = parts(sent.file)
    book = openpyxl.load_workbook(sent.file)
    meta = {row[0].value: row[1].value for row in book["_meta"].iter_rows(max_col=2)}
    assert without_check(meta["dispatch"]) == sent.dispatch
    assert without_check(book.custom_doc_props["c1540_dispatch"].value) == sent.dispatch
    assert without_check(book.defined_names["c1540_dispatch"].value.strip('"')) == sent.dispatch
    key = spoiling.sheet(book, "visit").cell(spoiling.KEYS, 1).value
    assert without_check(key.partition(" ")[2]) == sent.dispatch
    assert book["_meta"].sheet_state == book["_lists"].sheet_state == "veryHidden"
    assert 'name="c1540_visit__dates"' in everything["xl/workbook.xml"]


def test_its_sheets_are_made_to_be_worked_on_and_printed(sent):
    book = openpyxl.load_workbook(sent.file)
    page = spoiling.sheet(book, "follow_up")
    assert page.freeze_panes == "D3"
    assert not page.protection.sheet
    assert page.row_dimensions[1].hidden
    assert page.column_dimensions["A"].hidden
    assert [table.ref.partition(":")[0] for table in page.tables.values()] == ["A2"]
    assert page.print_title_rows == "$2:$2"
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    assert "CONFIDENTIAL" in page.oddHeader.left.text
    assert "CONFIDENTIAL" in page.oddFooter.left.text
    assert page.oddFooter.center.text is None  # it would run into what stands at the left
    lists = [each for each in page.data_validations.dataValidation if each.type == "list"]
    assert lists
    assert all(each.formula1.startswith("c1540_list_") for each in lists)
    assert all(next(iter(each.sqref.ranges)).max_row > page.max_row for each in lists)
    assert book.properties.creator in (None, "")


def test_a_demo_is_marked_on_every_page(tmp_path):
    with Session.create(tmp_path / "d.c1540", busy_workbook.clock(), "Me", "demo") as made:
        reference.lay(made)
        sent = dispatch.send(made, dispatch.Request(TTO), tmp_path / "form.xlsx")
    for page in openpyxl.load_workbook(sent.file).worksheets[:2]:
        assert "DEMO" in page.oddHeader.left.text


def test_a_text_too_long_for_a_cell_is_refused_and_nothing_is_left(session, tmp_path):
    visit = next(session.records.all("visit"))
    session.commit(Operation((Update(visit.id, {"summary": "x" * 32_768}),)))
    revision = session.log.revision()
    with pytest.raises(UserError, match="32767 at most"):
        dispatch.send(session, dispatch.Request(TTO), tmp_path / "form.xlsx")
    assert session.log.revision() == revision
    assert [each.name for each in tmp_path.iterdir() if "xlsx" in each.name] == []


def test_a_place_that_cannot_be_written_records_nothing(session, tmp_path):
    revision = session.log.revision()
    with pytest.raises(UserError, match="folder does not exist"):
        dispatch.send(session, dispatch.Request(TTO), tmp_path / "nowhere" / "form.xlsx")
    assert session.log.revision() == revision
    (tmp_path / "taken.xlsx").mkdir()
    with pytest.raises(UserError, match="a folder of that name"):
        dispatch.send(session, dispatch.Request(TTO), tmp_path / "taken.xlsx")
    assert session.log.revision() == revision
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".~")]


def test_a_file_whose_record_cannot_be_kept_is_not_left_either(session, tmp_path, monkeypatch):
    def fail(*_):
        raise UserError("The disk is full.")

    kept = session.commit

    def commit(operation, also):
        kept(operation, also)
        fail()

    monkeypatch.setattr(session, "commit", commit)
    with pytest.raises(UserError, match="disk is full"):
        dispatch.send(session, dispatch.Request(TTO), tmp_path / "form.xlsx")
    assert [each.name for each in tmp_path.iterdir() if "xlsx" in each.name] == []


@pytest.mark.parametrize(
    ("request_", "what"),
    [
        (dispatch.Request("nobody"), "not a State"),
        (dispatch.Request(TTO, profile="OTHER"), "no kind of file"),
        (dispatch.Request(TTO, types=("event",)), "no sheet"),
    ],
)
def test_what_cannot_be_sent_is_refused_in_a_sentence(session, tmp_path, request_, what):
    with pytest.raises(UserError, match=what):
        dispatch.send(session, request_, tmp_path / "form.xlsx")


def test_only_the_sheets_asked_for(session, tmp_path):
    request = dispatch.Request(TTO, types=("visit", "follow_up"), due=dt.date(2025, 4, 30))
    sent = dispatch.send(session, request, tmp_path / "form.xlsx")
    assert [each.type for each in sent.preview.sheets] == ["visit", "follow_up"]
    document = dispatch.document(sent, load("en"))
    assert document["file"] == str(sent.file)
    assert document["cells"] == sent.preview.cells
    assert session.records.get(sent.dispatch).get("due_back") == "2025-04-30"


@pytest.mark.parametrize(("lang", "name"), [("en", "Public health"), ("es", "Salud pública")])
def test_priorities_are_chosen_from_all_themes(session, tmp_path, lang, name):
    sent = dispatch.send(session, dispatch.Request(TTO, lang=lang), tmp_path / "form.xlsx")
    lists = openpyxl.load_workbook(sent.file)["_lists"]
    (column,) = [cells for cells in lists.columns if cells[0].value == "country__priorities"]
    offered = [cell.value for cell in column[1:] if cell.value]
    assert len(offered) == len(list(session.records.all("theme"))) > 20
    assert any(each.startswith(name) for each in offered)


#: People of other States, by how they come into an entry of several States.
@pytest.mark.parametrize(
    ("type_key", "title", "values"),
    [
        ("follow_up", "Send draft list 4", {"owner": {"label": "Jane Elsewhere"}}),
        ("follow_up", "Send draft list 4", {"owner": {"label": "Rosa Lejana, of nobody's list"}}),
        ("follow_up", "Send draft list 4", {"owner": {"label": "jane ELSEWHERE"}}),
        ("follow_up", "Send draft list 4", {"owner": {"label": "Ministry of Secrets of Jamaica"}}),
        ("follow_up", "Send draft list 4", {"next_step": "Ask (Jane Elsewhere), then write."}),
        ("follow_up", "Send draft list 4", {"description": "Said JANE-ELSEWHERE’s office."}),
        ("follow_up", "Send draft list 5", {"owner": {"label": "Jane Elsewhere"}}),
        ("training", "Regional course", {"summary": "Opened by Jane Elsewhere."}),
        ("training", "Regional course", {"results": "Written up by Pedro Ajeno."}),
    ],
)
@pytest.mark.parametrize("personal", [False, True])
def test_nobody_of_another_state_is_named_in_free_text(
    session, tmp_path, type_key, title, values, personal
):
    course = next(each for each in session.records.all("training")
                  if each.title == "Regional course")  # fmt: skip
    absent = {"parent": course.id, "person": {"label": "Pedro Ajeno"}, "country": COL}
    editing.create(session, "participant", absent)
    (entry,) = [each for each in session.records.all(type_key) if each.title == title]
    session.commit(Operation((Update(entry.id, values),)))
    request = dispatch.Request(TTO, personal=personal)
    sent = dispatch.send(session, request, tmp_path / "form.xlsx")
    names = re.compile(r"jane.elsewhere|rosa lejana|secrets of jamaica|pedro ajeno", re.IGNORECASE)
    assert {name: names.findall(text) for name, text in parts(sent.file).items()
            if names.search(text)} == {}  # fmt: skip
    page = spoiling.sheet(openpyxl.load_workbook(sent.file), type_key)
    (key,) = values
    assert spoiling.cell(page, key, "title", title).value == "…"
    told = {(each.type, each.what) for each in sent.preview.left_out}
    assert (type_key, "values") in told


def test_free_text_that_names_nobody_else_is_shown(session, tmp_path):
    shared, own = (
        next(each for each in session.records.all("follow_up") if each.title == title)
        for title in ("Send draft list 4", "Send draft list 5")
    )
    session.commit(
        Operation(
            (
                Update(shared.id, {"owner": {"label": "Customs and Excise Division"},
                                   "next_step": "Ask Jane, or write elsewhere."}),
                Update(own.id, {"owner": {"label": "A new committee"}}),
            )
        )
    )  # fmt: skip
    sent = dispatch.send(session, dispatch.Request(TTO), tmp_path / "form.xlsx")
    page = spoiling.sheet(openpyxl.load_workbook(sent.file), "follow_up")
    assert (
        spoiling.cell(page, "owner", "title", shared.title).value == "Customs and Excise Division"
    )
    assert spoiling.cell(page, "next_step", "title", shared.title).value == (
        "Ask Jane, or write elsewhere."
    )
    assert spoiling.cell(page, "owner", "title", own.title).value == "A new committee"


def test_a_person_written_as_free_text_is_named_only_with_the_tick(session, tmp_path):
    own = next(each for each in session.records.all("follow_up")
               if each.title == "Send draft list 5")  # fmt: skip
    session.commit(Operation((Update(own.id, {"owner": {"label": "Ána Pérez 3"}}),)))
    for personal, shown in ((False, "…"), (True, "Ána Pérez 3")):
        request = dispatch.Request(TTO, personal=personal)
        sent = dispatch.send(session, request, tmp_path / f"{personal}.xlsx")
        page = spoiling.sheet(openpyxl.load_workbook(sent.file), "follow_up")
        assert spoiling.cell(page, "owner", "title", own.title).value == shown


DAY = dt.date(2025, 1, 1)


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ({"frm": DAY}, "is not about a period"),
        ({"to": DAY}, "is not about a period"),
        ({"since": DAY}, "cannot hold only what changed since"),
        ({"note": "x" * 32_768}, "“note” has 32768 characters"),
        ({"profile": "SECRETARIAT_QUARTER", "country": "", "written": (("summary", "x" * 40_000),)},
         "“summary” has 40000 characters"),
    ],
)  # fmt: skip
def test_nothing_that_is_asked_for_is_left_out_without_a_word(session, asked, why):
    with pytest.raises(UserError, match=why):
        dispatch.preview(session, dispatch.Request(**{"country": TTO, **asked}))
