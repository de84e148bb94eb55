"""Several replies at once: recognised or refused, compared anew one after the other, undone."""

from __future__ import annotations

import io
import os
import shutil

import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.excel import locking
from coordinator_app.services import undoing
from coordinator_app.services.exchange import dispatch, folder, lines, review, several_sent
from coordinator_app.texts import load
from tests.services.exchange import spoiling
from tests.services.exchange.busy_workbook import COL, JAM, TTO

EN = load("en")


@pytest.fixture
def replies(tmp_path):
    made = tmp_path / "replies"
    made.mkdir()
    return made


def send(session, place, state=TTO, name="form.xlsx"):
    return dispatch.send(session, dispatch.Request(state, personal=True), place / name)


def fill(path, **values):
    with spoiling.opened(path) as book:
        page = spoiling.sheet(book, "visit")
        for key, value in values.items():
            spoiling.cell(page, key, "title", "Mission 1").value = value
    return path


def capital(path, value):
    with spoiling.opened(path) as book:
        page = spoiling.sheet(book, "country")
        page.cell(spoiling.FIRST, spoiling.column(page, "capital")).value = value
    return path


def visit(session):
    return next(each for each in session.records.all("visit") if each.title == "Mission 1")


def look(session, place):
    return folder.look(session, folder.files([place]))


def said(arrived):
    return arrived.refusal.sentence(EN)


def take_all(session, arrived):
    return [
        folder.take_in(session, each.received, {}) for each in arrived if each.received is not None
    ]


class TestFiles:
    def test_a_folder_gives_its_tables_by_name_and_nothing_else(self, tmp_path):
        for name in ("b.XLSX", "A.ods", "~$b.xlsx", ".hidden.csv", "photo.jpg", "c.csv"):
            (tmp_path / name).write_bytes(b"")
        (tmp_path / "inner.xlsx").mkdir()
        assert [each.name for each in folder.files([tmp_path])] == ["A.ods", "b.XLSX", "c.csv"]

    def test_a_file_named_twice_is_there_once_and_order_is_kept(self, tmp_path):
        one, two = tmp_path / "z.xlsx", tmp_path / "a.xlsx"
        one.write_bytes(b"")
        two.write_bytes(b"")
        assert folder.files([one, two, one]) == [one, two]
        assert folder.files([one, tmp_path]) == [one, two]

    def test_a_folder_without_a_table_says_so(self, tmp_path):
        (tmp_path / "photo.jpg").write_bytes(b"")
        with pytest.raises(UserError, match="no Excel file"):
            folder.files([tmp_path])

    def test_far_too_many_are_a_wrong_folder(self, tmp_path):
        for number in range(301):
            (tmp_path / f"{number}.xlsx").write_bytes(b"")
        with pytest.raises(UserError, match="301 files; at most 300"):
            folder.files([tmp_path])


class TestLook:
    def test_each_is_recognised_or_refused_and_none_hinders_another(self, session, replies):
        fill(send(session, replies).file, city="Arima")
        capital(send(session, replies, JAM, "jamaica.xlsx").file, "Spanish Town")
        (replies / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
        send(session, replies, COL, "untouched.xlsx")
        found = {each.path.name: each for each in look(session, replies)}
        assert found["form.xlsx"].received.plan.counts["theirs_only"] == 1
        assert found["jamaica.xlsx"].received.scope == (JAM,)
        assert found["broken.xlsx"].refusal is not None
        assert "still as it was sent" in said(found["untouched.xlsx"])
        assert folder.counts(found.values())["theirs_only"] == 2

    def test_the_same_bytes_are_taken_once(self, session, replies):
        sent = send(session, replies)
        fill(sent.file, city="Arima")
        shutil.copy(sent.file, replies / "form (1).xlsx")
        refused = [each for each in look(session, replies) if each.refusal]
        assert [said(each) for each in refused] == [
            "form.xlsx: This is the same file as form (1).xlsx; it is taken in once."
        ]

    def test_a_correction_stands_after_what_it_corrects(self, session, replies):
        sent = send(session, replies)
        other = send(session, replies, JAM, "form (2).xlsx")
        capital(other.file, "Spanish Town")
        fill(shutil.copy(sent.file, replies / "form (1).xlsx"), city="Second")
        fill(sent.file, city="First")
        os.utime(sent.file, (1_000_000, 1_000_000))
        assert [each.path.name for each in look(session, replies)] == [
            "form.xlsx",
            "form (1).xlsx",
            "form (2).xlsx",
        ]

    def test_progress_is_told_and_the_rest_left_when_cancelled(self, session, replies):
        for number in range(3):
            fill(send(session, replies, name=f"{number}.xlsx").file, city="Arima")
        told: list[tuple[int, int, str]] = []
        found = folder.look(
            session,
            folder.files([replies]),
            progress=lambda *each: told.append(each),
            cancelled=lambda: len(told) == 2,
        )
        assert told == [(0, 3, "0.xlsx"), (1, 3, "1.xlsx")]
        assert len(found) == 2

    def test_what_was_taken_in_before_is_said_and_asks_nothing(self, session, replies):
        fill(send(session, replies).file, city="Arima")
        take_all(session, look(session, replies))
        (again,) = look(session, replies)
        assert [each.name for each in again.received.known] == ["form.xlsx"]
        assert not again.asks

    def test_a_first_reply_that_changes_nothing_asks_to_be_recorded(self, session, replies):
        with spoiling.opened(send(session, replies).file):
            pass  # opened and saved by another program
        (found,) = look(session, replies)
        assert found.asks


class TestTaking:
    def test_one_operation_for_each_that_can_be_undone_by_itself(self, session, replies):
        fill(send(session, replies).file, city="Arima")
        capital(send(session, replies, JAM, "jamaica.xlsx").file, "Spanish Town")
        first, second = take_all(session, look(session, replies))
        assert (first.taken, second.taken) == (1, 1)
        assert first.operation != second.operation
        assert session.log.entry(first.operation).source == first.received.dispatch.id
        undoing.undo(session, first.operation)
        assert visit(session).text("city") == "Port of Spain"
        assert session.records.get(JAM).text("capital") == "Spanish Town"

    def test_a_second_file_that_changed_the_same_cell_becomes_a_conflict(self, session, replies):
        fill(send(session, replies, name="a.xlsx").file, city="Arima", venue="Hall")
        fill(send(session, replies, name="b.xlsx").file, city="Chaguanas")
        arrived = look(session, replies)
        assert [each.received.plan.counts["conflict"] for each in arrived] == [0, 0]
        first, second = take_all(session, arrived)
        assert (first.taken, second.taken) == (2, 0)
        assert second.outcome.plan.counts["conflict"] == 1
        cell = next(each for each in second.outcome.plan.cells if each.cls == "conflict")
        assert (cell.base, cell.ours, cell.theirs) == ("Port of Spain", "Arima", "Chaguanas")
        assert visit(session).text("city") == "Arima"
        (left,) = review.waiting(session)
        assert (left.id, left.undecided) == (second.review, 1)

    def test_even_when_somebody_had_said_to_take_it(self, session, replies):
        fill(send(session, replies, name="a.xlsx").file, city="Arima")
        fill(send(session, replies, name="b.xlsx").file, city="Chaguanas", venue="Hall")
        arrived = look(session, replies)
        numbers = {cell.field: cell.n for cell in arrived[1].received.plan.cells}
        folder.take_in(session, arrived[0].received, {})
        given: dict[int, review.Answer] = {numbers["city"]: "take", numbers["venue"]: "keep"}
        second = folder.take_in(session, arrived[1].received, given)
        assert visit(session).text("city") == "Arima"
        assert visit(session).get("venue") is None
        assert second.outcome.decided.left == (numbers["city"],)

    def test_the_same_change_in_both_is_no_conflict(self, session, replies):
        fill(send(session, replies, name="a.xlsx").file, city="Arima")
        fill(send(session, replies, name="b.xlsx").file, city="Arima")
        first, second = take_all(session, look(session, replies))
        assert (first.taken, second.taken) == (1, 0)
        assert not second.outcome.waits
        assert review.waiting(session) == []

    def test_what_two_files_say_differently_is_known_before(self, session, replies):
        fill(send(session, replies, name="a.xlsx").file, city="Arima", venue="Hall")
        fill(send(session, replies, name="b.xlsx").file, city="Chaguanas", venue="Hall")
        arrived = look(session, replies)
        (clash,) = folder.clashes(arrived).items()
        numbers = {cell.field: cell.n for cell in arrived[1].received.plan.cells}
        assert clash == ((replies / "b.xlsx", numbers["city"]), replies / "a.xlsx")


def test_each_protected_file_is_opened_with_the_password_that_is_its_own(session, replies):
    for name, state, password in (("a.xlsx", TTO, "uno"), ("b.xlsx", JAM, "dos"),
                                  ("c.xlsx", COL, "tres"), ("d.xlsx", TTO, "")):  # fmt: skip
        sent = send(session, replies, state, name)
        capital(sent.file, "Arima")
        if password:
            locking.lock(io.BytesIO(sent.file.read_bytes()), sent.file, password)
    found = folder.look(session, folder.files([replies]), passwords=("dos", "uno"))
    assert {each.path.name: each.wants_password for each in found} == {
        "a.xlsx": False, "b.xlsx": False, "c.xlsx": True, "d.xlsx": False,
    }  # fmt: skip
    assert [each.path.name for each in found if each.received is not None] == [
        "a.xlsx", "b.xlsx", "d.xlsx",
    ]  # fmt: skip
    first = found[0].received
    assert first.anew is not None
    assert first.anew(session).plan.counts == first.plan.counts


def test_a_reply_to_a_file_that_was_withdrawn_says_so_and_may_be_taken_in(session, replies):
    sent = send(session, replies)
    fill(sent.file, venue="Hall")
    several_sent.withdraw(session, (sent.dispatch,))
    (arrived,) = look(session, replies)
    reference = session.records.get(sent.dispatch).reference
    told = f"The sent file {reference} that this one answers was withdrawn."
    assert lines.notices(arrived.received, EN)[0].startswith(told)
    (applied,) = take_all(session, [arrived])
    assert visit(session).get("venue") == "Hall"
    assert session.records.get(sent.dispatch).get("status") == "MERGED"
    undoing.undo(session, applied.operation)
    assert visit(session).get("venue") != "Hall"


def test_two_copies_of_a_form_filled_in_apart_never_overwrite_each_other(session, replies):
    """Two ministries each use the first blank row: what the second adds is asked about."""
    first = send(session, replies)
    second = shutil.copy(first.file, replies / "second.xlsx")
    for path, name in ((first.file, "Port Authority"), (second, "Coast Guard")):
        with spoiling.opened(path) as book:
            page = spoiling.sheet(book, "institution")
            row = spoiling.blank_row(page, "name")
            page.cell(row, spoiling.column(page, "name")).value = name
    one, other = take_all(session, look(session, replies))
    assert (one.taken, other.taken) == (1, 0)
    resumed, _ = review.resume(session, other.review)
    (asked,) = resumed.plan.rows
    (line,) = lines.lines(session, resumed, EN)
    assert line.why.startswith("An earlier reply filled in the same row: INS-")
    review.apply(session, resumed, decisions={asked.n: "take"})
    names = {each.title for each in session.records.all("institution")}
    assert {"Port Authority", "Coast Guard"} <= names
