"""The form for a request for assistance: out to a State, and back as a request with items."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.excel import writer
from coordinator_app.services import editing, undoing
from coordinator_app.services.exchange import again, dispatch, incoming, issues_file, review
from coordinator_app.services.exchange.dispatch import Request
from coordinator_app.services.session import Session
from coordinator_app.texts import load
from tests.services.exchange import spoiling
from tests.services.exchange.asked_for import (
    ITEM,
    REQUEST,
    ask,
    fill,
    items_of,
    parts,
    shapes,
)
from tests.services.exchange.busy_workbook import COL, JAM, TTO


class TestAssistanceForm:
    def new(self, session: Session, tmp_path: Path, **more: Any) -> dispatch.Sent:
        request = Request(TTO, profile="ASSISTANCE_FORM", **more)
        return dispatch.send(session, request, tmp_path / "form.xlsx")

    def filled(self, sent: dispatch.Sent) -> None:
        with spoiling.opened(sent.file) as book:
            page = spoiling.sheet(book, REQUEST)
            fill(page, 3, title="Border detection", submitted_on="March 2025",
                 domains="Nuclear; Chemical", urgency="High", situation="We have no portals",
                 publish_ok="No", circulate_ok="Yes")  # fmt: skip
            page = spoiling.sheet(book, ITEM)
            fill(page, 3, number=1, text="Portal monitors", assist_type="Equipment",
                 quantity="4, two ports", beneficiaries="Customs and Excise Division")  # fmt: skip
            fill(page, 4, number=2, text="Training of their crews", assist_type="Training",
                 estimated_cost="12000 USD")  # fmt: skip

    def test_a_new_request_is_a_blank_row_whose_code_the_items_bear(self, session, tmp_path):
        ask(session, "An older request", ("Something else",))
        sent = self.new(session, tmp_path)
        assert shapes(sent.preview) == [(REQUEST, 0, 1), (ITEM, 0, 10)]
        assert sent.preview.sensitivity == "CONFIDENTIAL"  # of what it will hold
        book = openpyxl.load_workbook(sent.file)
        page = spoiling.sheet(book, ITEM)
        codes = {page.cell(row, spoiling.column(page, "parent")).value for row in range(3, 13)}
        assert codes == {"REQ-TTO-2025-001"}
        own = [page.cell(row, spoiling.column(page, "_ref")).value for row in (3, 12)]
        assert own == ["ITM-TTO-2025-001", "ITM-TTO-2025-010"]
        assert not any("An older request" in text for text in parts(sent.file).values())
        assert [each.title for each in book] [:3] == ["Read me", "Request", "Items"]  # fmt: skip

    def test_the_institutions_of_the_state_are_offered_and_no_other(self, session, tmp_path):
        whole = "\n".join(parts(self.new(session, tmp_path).file).values())
        assert "Customs and Excise Division" in whole
        assert "Ministry of Secrets of Jamaica" not in whole

    def test_filled_in_it_becomes_a_request_with_items(self, session, tmp_path):
        sent = self.new(session, tmp_path)
        self.filled(sent)
        received = incoming.receive(session, sent.file)
        assert [(row.type, row.reference, row.issue) for row in received.plan.rows] == [
            (REQUEST, "REQ-TTO-2025-001", None),
            (ITEM, "ITM-TTO-2025-001", None),
            (ITEM, "ITM-TTO-2025-002", None),
        ]
        review.apply(session, received)
        (request,) = session.records.all(REQUEST)
        assert request.ids("countries") == (TTO,)
        held = {key: request.get(key) for key in ("submitted_on", "domains", "urgency", "status")}
        assert held == {
            "submitted_on": "2025-03", "domains": ["C", "N"], "urgency": "HIGH", "status": "DRAFT",
        }  # fmt: skip
        assert (request.get("publish_ok"), request.get("circulate_ok")) == (False, True)
        assert request.get("sensitivity") == "CONFIDENTIAL"
        first, second = items_of(session, request)
        assert (first.title, first.get("assist_type")) == ("Portal monitors", "EQUIPMENT")
        assert [session.one(each).title for each in first.ids("beneficiaries")] == [
            "Customs and Excise Division"
        ]
        assert second.get("estimated_cost") == {"minor": 1_200_000, "currency": "USD"}

    def test_the_same_file_twice_makes_nothing_twice_and_undo_takes_all_back(
        self, session, tmp_path
    ):
        sent = self.new(session, tmp_path)
        self.filled(sent)
        applied = review.apply(session, incoming.receive(session, sent.file))
        again_ = incoming.receive(session, sent.file)
        assert again_.known
        assert again_.plan.rows == ()
        assert {cell.cls.value for cell in again_.plan.cells} <= {"unchanged", "both_same"}
        undoing.undo(session, applied.change_set.operation)
        assert list(session.records.all(REQUEST)) == []
        assert list(session.records.all(ITEM)) == []

    def test_a_corrected_file_changes_what_the_first_made(self, session, tmp_path):
        sent = self.new(session, tmp_path)
        self.filled(sent)
        review.apply(session, incoming.receive(session, sent.file))
        with spoiling.opened(sent.file) as book:
            fill(spoiling.sheet(book, ITEM), 3, quantity="6, three ports")
            fill(spoiling.sheet(book, ITEM), 5, number=3, text="Spare parts")
        received = incoming.receive(session, sent.file)
        assert [row.title for row in received.plan.rows] == ["Spare parts"]
        review.apply(session, received)
        (request,) = session.records.all(REQUEST)
        assert [each.get("quantity") for each in items_of(session, request)] == [
            "6, three ports", None, None,
        ]  # fmt: skip

    def test_a_blank_form_asks_for_the_contact_and_names_nobody(self, session, tmp_path):
        sent = self.new(session, tmp_path)
        assert not sent.preview.personal_data
        assert not any("Ána Pérez" in text for text in parts(sent.file).values())
        self.filled(sent)
        with spoiling.opened(sent.file) as book:
            fill(spoiling.sheet(book, REQUEST), 3, contact="Rosa Nueva")
        review.apply(session, incoming.receive(session, sent.file))
        (request,) = session.records.all(REQUEST)
        assert request.get("contact") == {"label": "Rosa Nueva"}

    def test_items_of_a_request_left_blank_wait_for_it(self, session, tmp_path):
        sent = self.new(session, tmp_path)
        with spoiling.opened(sent.file) as book:
            fill(spoiling.sheet(book, ITEM), 3, text="Portal monitors")
        received = incoming.receive(session, sent.file)
        review.apply(session, received)
        assert list(session.records.all(ITEM)) == []
        (row,) = received.plan.rows
        assert row.missing == ("parent",)

    @pytest.mark.parametrize("many", [1, 10_000])
    @pytest.mark.parametrize("lang", ["en", "es"])
    def test_untouched_it_says_nothing(self, session, tmp_path, monkeypatch, many, lang):
        monkeypatch.setattr(writer, "MANY", many)
        plan = incoming.receive(session, self.new(session, tmp_path, lang=lang).file).plan
        assert (plan.rows, plan.cells, plan.issues) == ((), (), ())

    def test_a_request_on_record_comes_back_changed(self, session, tmp_path):
        request = ask(session, "Border detection", ("Portal monitors", "Training"),
                      situation="no portals")  # fmt: skip
        asked = Request(TTO, profile="ASSISTANCE_FORM", entry=request.id)
        sent = dispatch.send(session, asked, tmp_path / "form.xlsx")
        assert shapes(sent.preview) == [(REQUEST, 1, 0), (ITEM, 2, 10)]
        with spoiling.opened(sent.file) as book:
            fill(spoiling.sheet(book, REQUEST), 3, situation="two portals", publish_ok="yes")
            fill(spoiling.sheet(book, ITEM), 3, quantity="6")
            fill(spoiling.sheet(book, ITEM), 5, text="Spare parts")
        received = incoming.receive(session, sent.file)
        changed = {cell.field: cell.theirs for cell in received.plan.cells
                   if cell.cls.value == "theirs_only"}  # fmt: skip
        assert changed == {"situation": "two portals", "publish_ok": True, "quantity": "6"}
        review.apply(session, received)
        third = items_of(session, request)[2]
        assert (third.title, third.reference) == ("Spare parts", "ITM-TTO-2024-003")

    def test_one_asked_for_by_several_states_is_only_to_be_read_by_one(self, session, tmp_path):
        request = ask(session, "Shared", ("Portal monitors",), countries=[COL, TTO])
        asked = Request(TTO, profile="ASSISTANCE_FORM", entry=request.id)
        sent = dispatch.send(session, asked, tmp_path / "form.xlsx")
        with spoiling.opened(sent.file) as book:
            fill(spoiling.sheet(book, REQUEST), 3, situation="ours alone")
        cells = incoming.receive(session, sent.file).plan.cells
        assert {cell.cls.value for cell in cells} <= {"unchanged", "outside"}

    def test_a_regional_organisation_gets_its_own_request(self, session, tmp_path):
        body = editing.create(session, "institution", {
            "name": "Regional Secretariat", "scope": "REGIONAL"})  # fmt: skip
        request = ask(session, "Regional list", ("Model law",), countries=[], requester=body.id)
        asked = Request(profile="ASSISTANCE_FORM", entry=request.id, recipient={"id": body.id})
        sent = dispatch.send(session, asked, tmp_path / "form.xlsx")
        with spoiling.opened(sent.file) as book:
            fill(spoiling.sheet(book, ITEM), 3, beneficiaries="Ministry of Secrets of Jamaicas")
        received = incoming.receive(session, sent.file)
        (wrong,) = [cell for cell in received.plan.cells if cell.cls.value == "invalid"]
        assert "Jamaica" not in wrong.issue.sentence(load("en")).replace(wrong.raw, "")

    def test_people_are_named_only_when_ticked(self, session, tmp_path):
        person = next(
            each for each in session.records.all("contact") if each.ids("country") == (TTO,)
        )
        request = ask(session, "Border detection", ("x",), contact={"id": person.id})
        asked = Request(TTO, profile="ASSISTANCE_FORM", entry=request.id)
        whole = parts(dispatch.send(session, asked, tmp_path / "a.xlsx").file)
        assert not any(person.title in text for text in whole.values())
        ticked = Request(TTO, profile="ASSISTANCE_FORM", entry=request.id, personal=True)
        sent = dispatch.send(session, ticked, tmp_path / "b.xlsx")
        assert sent.preview.personal_data
        assert any(person.title in text for text in parts(sent.file).values())

    def test_it_is_written_again_as_it_was(self, session, tmp_path):
        sent = self.new(session, tmp_path)
        again.write_again(session, sent.dispatch, tmp_path / "again.xlsx")
        for name in (REQUEST, ITEM):
            pages = [spoiling.sheet(openpyxl.load_workbook(path), name)
                     for path in (sent.file, tmp_path / "again.xlsx")]  # fmt: skip
            one, other = (list(page.iter_rows(values_only=True)) for page in pages)
            assert one == other
        self.filled(sent)
        review.apply(session, incoming.receive(session, sent.file))
        again.write_again(session, sent.dispatch, tmp_path / "third.xlsx")
        page = spoiling.sheet(openpyxl.load_workbook(tmp_path / "third.xlsx"), ITEM)
        codes = {page.cell(row, spoiling.column(page, "parent")).value for row in range(3, 11)}
        assert codes == {"REQ-TTO-2025-001"}

    def test_what_cannot_be_used_goes_back_and_comes_right(self, session, tmp_path):
        sent = self.new(session, tmp_path)
        self.filled(sent)
        with spoiling.opened(sent.file) as book:
            fill(spoiling.sheet(book, ITEM), 4, text=None)
        applied = review.apply(session, incoming.receive(session, sent.file))
        back = tmp_path / "issues.xlsx"
        issues_file.write(session, applied.received, applied.outcome, back)
        with spoiling.opened(back) as book:
            page = spoiling.sheet(book, ITEM)
            at = spoiling.row(page, "assist_type", "Training")
            fill(page, at, text="Training of their crews")
        review.apply(session, incoming.receive(session, back))
        (request,) = session.records.all(REQUEST)
        assert [each.get("assist_type") for each in items_of(session, request)] == [
            "EQUIPMENT", "TRAINING",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("asked", "what"),
        [
            (Request(profile="ASSISTANCE_FORM"), "one request for assistance"),
            (Request(TTO, profile="ASSISTANCE_FORM", entry=TTO), "one request for assistance"),
            (Request(profile="DONOR_OFFER"), "for one donor"),
            (Request(profile="DONOR_OFFER", entry=TTO), "for one donor"),
        ],
    )
    def test_what_it_cannot_be_about_is_refused(self, session, asked, what):
        with pytest.raises(UserError, match=what):
            dispatch.preview(session, asked)

    def test_a_request_of_another_state_is_refused(self, session):
        request = ask(session, "Border detection", ("x",))
        with pytest.raises(UserError, match="not one of this State"):
            dispatch.preview(session, Request(JAM, profile="ASSISTANCE_FORM", entry=request.id))
