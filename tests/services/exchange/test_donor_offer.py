"""The form for a donor's offers: what is asked for goes out, and no secret with it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coordinator_app.domain.record import Record
from coordinator_app.excel import writer
from coordinator_app.services import editing
from coordinator_app.services.exchange import again, dispatch, incoming, issues_file, review
from coordinator_app.services.exchange.dispatch import Request
from coordinator_app.services.session import Session
from tests.services.exchange import spoiling
from tests.services.exchange.asked_for import (
    ITEM,
    OFFER,
    REQUEST,
    ask,
    donor,
    fill,
    items_of,
    parts,
    shapes,
)
from tests.services.exchange.busy_workbook import JAM, TTO

#: What no donor may learn.
SECRETS = (
    "no licensing desk",
    "Ana Reservada",
    "ana.reservada@example.org",
    "from a quiet partner",
    "Not for providers",
    "Rifles for the vault",
    "Marked confidential",
    "Lock of the store",
    "Detection dogs",
    "Offer of somebody else",
    "only among us",
)


class TestDonorOffer:
    @pytest.fixture
    def giver(self, session: Session) -> Record:
        return donor(session)

    @pytest.fixture
    def asked(self, session: Session, giver: Record) -> Record:
        """Make requests that may and that may not be shared, and offers of two donors."""
        shared = ask(session, "Border detection", ("Portal monitors", "Training of crews", "Dogs"),
                     situation="There is no licensing desk", contact={"label": "Ana Reservada"},
                     previous_assistance="Some, from a quiet partner", notes="only among us",
                     domains=["N"])  # fmt: skip
        third = items_of(session, shared)[2]
        editing.update(session, third.id, {
            "text": "Detection dogs", "status": "DELIVERED", "delivered_on": "2024-12",
            "remarks": "only among us"})  # fmt: skip
        ask(session, "Not for providers", ("Rifles for the vault",), circulate_ok=None)
        ask(session, "Marked confidential", ("Lock of the store",), sensitivity="CONFIDENTIAL")
        editing.create(
            session,
            "contact",
            {"name": "Ana Reservada", "country": TTO, "email": "ana.reservada@example.org"},
        )
        other = editing.create(session, "institution", {"name": "Other Giver"})
        hidden = next(
            each for each in session.records.all(ITEM) if each.title == "Rifles for the vault"
        )
        editing.create(session, OFFER, {
            "title": "Offer of somebody else", "provider": other.id,
            "items": [items_of(session, shared)[0].id]})  # fmt: skip
        editing.create(
            session,
            OFFER,
            {
                "title": "Advice on portals",
                "provider": giver.id,
                "notes": "only among us",
                "items": sorted([items_of(session, shared)[0].id]),
                "countries": sorted([JAM, TTO]),
            },
        )
        editing.create(
            session,
            OFFER,
            {"title": "Advice on vaults", "provider": giver.id, "items": [hidden.id]},
        )
        return shared  # fmt: skip

    def send(self, session: Session, giver: Record, path: Path, **more: Any) -> dispatch.Sent:
        request = Request(profile="DONOR_OFFER", entry=giver.id, **more)
        return dispatch.send(session, request, path / "offers.xlsx")

    @pytest.mark.parametrize("lang", ["en", "es"])
    @pytest.mark.parametrize("personal", [False, True])
    def test_no_part_of_it_holds_what_is_not_for_providers(
        self, session, giver, asked, tmp_path, lang, personal
    ):
        sent = self.send(session, giver, tmp_path, lang=lang, personal=personal)
        kept_back = [
            each
            for title in ("Not for providers", "Marked confidential")
            for request in session.records.all(REQUEST)
            if request.title == title
            for row in (request, *items_of(session, request))
            for each in (row.id, row.reference)
        ]
        assert len(kept_back) == 8
        found = {
            name: [each for each in (*SECRETS, *kept_back) if each in text]
            for name, text in parts(sent.file).items()
        }
        assert {name: each for name, each in found.items() if each} == {}
        assert sent.preview.sensitivity == "INTERNAL"
        whole = "\n".join(parts(sent.file).values())
        for shown in ("Border detection", "Portal monitors", "Training of crews",
                      "Advice on portals", "Trinidad"):  # fmt: skip
            assert shown in whole

    def test_what_is_kept_back_is_told_to_us_alone(self, session, giver, asked):
        request = Request(profile="DONOR_OFFER", entry=giver.id)
        shown = dispatch.preview(session, request)
        assert shapes(shown) == [
            ("institution", 1, 0), (REQUEST, 1, 0), (ITEM, 2, 0), (OFFER, 2, 10),
        ]  # fmt: skip
        told = {(each.type, each.what, each.count, each.reason) for each in shown.left_out}
        assert (
            REQUEST,
            "entries",
            1,
            "its State has not agreed to share it with providers",
        ) in told
        assert (REQUEST, "entries", 1, "more sensitive than this file may carry") in told
        assert (ITEM, "entries", 2, "what they belong to is not in the file") in told

    def test_the_requests_of_chosen_states_alone(self, session, giver, asked):
        ask(session, "Of Jamaica", ("Model law",), countries=[JAM])
        request = Request(JAM, profile="DONOR_OFFER", entry=giver.id)
        shown = dispatch.preview(session, request)
        assert shapes(shown)[1:3] == [(REQUEST, 1, 0), (ITEM, 1, 0)]

    @pytest.mark.parametrize("many", [1, 10_000])
    def test_an_offer_names_items_by_their_codes(
        self, session, giver, asked, tmp_path, monkeypatch, many
    ):
        monkeypatch.setattr(writer, "MANY", many)
        sent = self.send(session, giver, tmp_path)
        first, second = items_of(session, asked)[:2]
        with spoiling.opened(sent.file) as book:
            page = spoiling.sheet(book, OFFER)
            at = spoiling.row(page, "title", "Advice on portals")
            assert page.cell(at, spoiling.column(page, "items")).value == first.reference
            fill(page, at, conditions="Subject to funds", valid_to="2026")
            new = spoiling.blank_row(page, "title")
            fill(page, new, title="Course for crews", assist_types="Training", direct="Yes",
                 items=f"{first.reference}; {second.reference}",
                 countries="Trinidad and Tobago; Jamaica")  # fmt: skip
        received = incoming.receive(session, sent.file)
        changed = {cell.field: cell.theirs for cell in received.plan.cells
                   if cell.cls.value == "theirs_only"}  # fmt: skip
        assert changed == {"conditions": "Subject to funds", "valid_to": "2026"}
        assert [(row.title, row.issue, row.missing) for row in received.plan.rows] == [
            ("Course for crews", None, ())
        ]
        review.apply(session, received)
        (offer,) = [each for each in session.records.all(OFFER) if each.title == "Course for crews"]
        assert offer.ids("provider") == (giver.id,)
        assert set(offer.ids("items")) == {first.id, second.id}
        assert set(offer.ids("countries")) == {JAM, TTO}
        assert re.fullmatch(r"OFF-REG-2025-00\d", offer.reference)
        assert items_of(session, asked)[0].get("status") == "OPEN"
        second_time = incoming.receive(session, sent.file)
        assert second_time.known
        assert second_time.plan.rows == ()

    def test_offers_in_further_rows_are_those_of_the_donor_too(
        self, session, giver, asked, tmp_path
    ):
        sent = self.send(session, giver, tmp_path)
        with spoiling.opened(sent.file) as book:
            page = spoiling.sheet(book, OFFER)
            fill(page, page.max_row + 1, title="One more", assist_types="Funding")
        for _ in range(2):  # the same row again is the same offer
            review.apply(session, incoming.receive(session, sent.file))
            with spoiling.opened(sent.file) as book:
                page = spoiling.sheet(book, OFFER)
                fill(page, spoiling.row(page, "title", "One more"), conditions="none")
        (offer,) = [each for each in session.records.all(OFFER) if each.title == "One more"]
        assert offer.ids("provider") == (giver.id,)
        assert offer.get("conditions") == "none"

    def test_an_offer_in_the_name_of_another_waits(self, session, giver, asked, tmp_path):
        sent = self.send(session, giver, tmp_path)
        with spoiling.opened(sent.file) as book:
            page = spoiling.sheet(book, OFFER)
            new = spoiling.blank_row(page, "title")
            fill(page, new, title="Course", provider="Other Giver")
        (row,) = incoming.receive(session, sent.file).plan.rows
        assert row.missing == ("provider",)

    def test_what_was_to_be_read_is_noticed_and_not_taken(self, session, giver, asked, tmp_path):
        sent = self.send(session, giver, tmp_path)
        with spoiling.opened(sent.file) as book:
            fill(spoiling.sheet(book, ITEM), 3, text="Something else")
        received = incoming.receive(session, sent.file)
        assert [cell.cls.value for cell in received.plan.cells if cell.field == "text"
                and cell.cls.value != "unchanged"] == ["outside"]  # fmt: skip

    def test_an_item_not_in_the_file_is_refused_without_a_word_about_it(
        self, session, giver, asked, tmp_path
    ):
        hidden = next(
            each for each in session.records.all(ITEM) if each.title == "Rifles for the vault"
        )
        sent = self.send(session, giver, tmp_path, personal=True)
        with spoiling.opened(sent.file) as book:
            page = spoiling.sheet(book, OFFER)
            new = spoiling.blank_row(page, "title")
            fill(page, new, items=hidden.reference, contact="Ana Reservad")
        applied = review.apply(session, incoming.receive(session, sent.file))
        back = tmp_path / "issues.xlsx"
        issues_file.write(session, applied.received, applied.outcome, back)
        whole = "\n".join(parts(back).values())
        assert hidden.reference in whole  # it wrote that itself
        for secret in SECRETS:
            assert secret not in whole

    def test_it_is_written_again_as_it_was(self, session, giver, asked, tmp_path):
        sent = self.send(session, giver, tmp_path)
        again.write_again(session, sent.dispatch, tmp_path / "again.xlsx")
        for name in ("institution", REQUEST, ITEM, OFFER):
            pages = [spoiling.sheet(openpyxl.load_workbook(path), name)
                     for path in (sent.file, tmp_path / "again.xlsx")]  # fmt: skip
            one, other = (list(page.iter_rows(values_only=True)) for page in pages)
            assert one == other
        kept = session.records.get(sent.dispatch)
        assert (kept.ids("countries"), kept.get("recipient")) == ((), {"id": giver.id})

    def test_what_may_no_longer_be_shared_is_gone_from_the_file_written_again(
        self, session, giver, asked, tmp_path
    ):
        sent = self.send(session, giver, tmp_path)
        editing.update(session, asked.id, {"circulate_ok": False})
        again.write_again(session, sent.dispatch, tmp_path / "again.xlsx")
        whole = "\n".join(parts(tmp_path / "again.xlsx").values())
        assert "Border detection" not in whole
        assert "Portal monitors" not in whole
        assert items_of(session, asked)[0].reference not in whole
