"""One file for each of several States in one go."""

from __future__ import annotations

import datetime as dt
import errno
from pathlib import Path

import openpyxl
import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.excel import writer
from coordinator_app.services import editing
from coordinator_app.services.exchange import batch, incoming, recipients, sent_files
from coordinator_app.services.exchange.dispatch import Request
from coordinator_app.services.reference import country_id
from coordinator_app.texts import load
from tests.services.exchange.busy_workbook import COL, JAM, TTO

HTI = country_id("HTI")


def speak(session, state, name, *langs):
    """Give a State a point of contact."""
    values = {"name": name, "country": state, "languages": sorted(langs)}
    person = editing.create(session, "contact", values)
    role = {"parent": person.id, "role": "POC_1540", "status": "NOTIFIED"}
    editing.create(session, "contact_role", role)
    return person


@pytest.fixture
def contacts(session):
    return [speak(session, COL, "Luz Roja", "es"), speak(session, JAM, "Joan Blue", "en")]


def wanted(session, folder: Path, *states: str, **facts) -> tuple[batch.Item, ...]:
    found = recipients.addressees(session, states)
    spoken = [each for each in found if each.contact]
    return batch.items(session, Request(**facts), spoken, folder)


def test_all_states_of_the_region_are_addressed_in_their_language(session):
    found = recipients.addressees(session)
    assert len(found) == 25
    langs = {each.state.text("code"): each.lang for each in found}
    assert (langs["COL"], langs["JAM"], langs["GTM"]) == ("es", "en", "es")
    assert [each.called for each in found if each.contact] == ["Ána Pérez 0"]


@pytest.mark.parametrize(
    ("state", "spoken", "otherwise", "lang"),
    [
        (COL, (), "en", "es"),
        (COL, ("en",), "es", "en"),
        (COL, ("en", "es"), "en", "es"),
        (JAM, ("en", "es"), "es", "en"),
        (HTI, (), "es", "es"),
        (HTI, ("es", "fr"), "en", "es"),
        (HTI, ("fr",), "xx", "en"),
    ],
)
def test_the_language_is_the_persons_else_the_states_else_the_one_chosen(
    session, state, spoken, otherwise, lang
):
    speak(session, state, "Somebody", *spoken)
    assert recipients.addressee(session, session.records.get(state), otherwise).lang == lang


def test_twenty_five_states_get_a_file_each_and_a_record_each(session, tmp_path):
    found = recipients.addressees(session)
    items = batch.items(session, Request(due=dt.date(2025, 4, 1)), found, tmp_path / "out")
    steps: list[tuple[int, int, str]] = []
    report = batch.send_all(session, items, progress=lambda *step: steps.append(step))
    assert (len(report.done), report.failed, report.left) == (25, (), ())
    assert len({each.dispatch for each in report.done}) == 25
    assert len(list((tmp_path / "out").glob("*.xlsx"))) == 25
    assert len(sent_files.sent_files(session, load("en"))) == 25
    assert steps[0][:2] == (0, 25)
    assert steps[-1] == (25, 25, "")
    for each in report.done[:3]:
        assert incoming.receive(session, each.file).dispatch.id == each.dispatch


def test_each_file_holds_its_own_state_alone_in_its_own_words(session, contacts, tmp_path):
    report = batch.send_all(session, wanted(session, tmp_path, TTO, COL, JAM, personal=True))
    names = [each.file.name for each in report.done]
    assert names[0] == "TTO State update form 2025-03-07.xlsx"
    assert names[1].startswith("COL ")
    kept = [session.records.get(each.dispatch) for each in report.done]
    assert [each.text("language") for each in kept] == ["en", "es", "en"]
    assert [each.ids("countries") for each in kept] == [(TTO,), (COL,), (JAM,)]
    assert [each.get("recipient") for each in kept[1:]] == [{"id": each.id} for each in contacts]
    texts = [
        str([row for page in openpyxl.load_workbook(each.file) for row in page.values])
        for each in report.done
    ]
    assert "Luz Roja" in texts[1]
    assert "Luz Roja" not in texts[0] + texts[2]
    assert "Léame" in openpyxl.load_workbook(report.done[1].file).sheetnames


def test_one_that_fails_does_not_keep_the_others_back_and_leaves_nothing(
    session, contacts, tmp_path
):
    visit = {"title": "Long", "country": COL, "dates": "2025-01", "summary": "x" * 32_768}
    editing.create(session, "visit", visit)
    before = session.records.count("dispatch")
    report = batch.send_all(session, wanted(session, tmp_path, TTO, COL, JAM))
    assert [each.item.to.called for each in report.failed] == ["Luz Roja"]
    assert len(report.done) == 2
    assert session.records.count("dispatch") == before + 2
    assert sorted(each.name[:3] for each in tmp_path.glob("*.xlsx")) == ["JAM", "TTO"]
    assert not list(tmp_path.glob(".~*"))
    document = batch.document(report, load("en"))
    assert [each["ok"] for each in document["files"]] == [True, False, True]
    assert "32767" in document["files"][1]["problem"]


def test_cancelling_keeps_what_was_sent_and_begins_no_more(session, contacts, tmp_path):
    items = wanted(session, tmp_path, TTO, COL, JAM)
    answers = iter([False, True])
    report = batch.send_all(session, items, cancelled=lambda: next(answers))
    assert [each.preview.recipient for each in report.done] == ["Ána Pérez 0"]
    assert [each.to.called for each in report.left] == ["Luz Roja", "Joan Blue"]
    assert len(list(tmp_path.glob("*.xlsx"))) == 1


def test_a_look_into_all_of_them_writes_nothing(session, contacts, tmp_path):
    revision = session.log.revision()
    looked = batch.previews(session, wanted(session, tmp_path / "out", TTO, COL, JAM))
    assert [each.preview.recipient for each in looked] == ["Ána Pérez 0", "Luz Roja", "Joan Blue"]
    assert session.log.revision() == revision
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_there_is_written_over_only_when_told(session, contacts, tmp_path):
    items = wanted(session, tmp_path, TTO, COL)
    batch.send_all(session, items[:1])
    report = batch.send_all(session, items)
    assert [each.item.to.called for each in report.failed] == ["Ána Pérez 0"]
    assert len(batch.send_all(session, items, over=True).done) == 2


def test_files_are_named_by_a_pattern_and_never_alike(session, contacts, tmp_path):
    found = recipients.addressees(session, (TTO, COL))
    request = Request()

    def names(pattern: str) -> list[str]:
        return [each.path.name for each in batch.items(session, request, found, tmp_path, pattern)]

    assert names("{state}: {who}/{kind}")[0] == (
        "Trinidad and Tobago Ána Pérez 0 State update form.xlsx"
    )
    assert names("form") == ["form.xlsx", "form 2.xlsx"]
    assert names("***") == ["TTO.xlsx", "COL.xlsx"]
    for wrong in ("{nothing}", "{", "{0}"):
        with pytest.raises(UserError, match="cannot be used to name"):
            names(wrong)


def test_nobody_to_send_to_is_said(session, tmp_path):
    with pytest.raises(UserError, match="nobody"):
        batch.send_all(session, ())


def test_files_after_one_that_is_open_elsewhere_go_out_all_the_same(session, tmp_path, monkeypatch):
    files = batch.items(session, Request(), recipients.addressees(session)[:3], tmp_path)
    real = Path.replace

    def replace(self, target):
        if Path(target) == files[1].path:
            raise PermissionError(errno.EACCES, "in use")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    report = batch.send_all(session, files, over=True)
    assert [each.sent is not None for each in report.outcomes] == [True, False, True]
    assert "open in another program" in str(report.failed[0].problem)
    assert sorted(tmp_path.glob("[!.]*.xlsx")) == sorted([files[0].path, files[2].path])
    assert not list(tmp_path.glob(".~*"))
    assert len(list(session.records.all("dispatch"))) == 2


def test_a_disk_that_fills_half_way_leaves_whole_files_and_says_so(session, tmp_path, monkeypatch):
    files = batch.items(session, Request(), recipients.addressees(session)[:4], tmp_path)
    made = []
    real = writer._finish

    def finish(skeleton, rows, out):
        made.append(out)
        if len(made) > 2:
            out.write(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")
        real(skeleton, rows, out)

    monkeypatch.setattr(writer, "_finish", finish)
    report = batch.send_all(session, files)
    assert [each.sent is not None for each in report.outcomes] == [True, True, False, False]
    assert all("no room left" in str(each.problem) for each in report.failed)
    assert sorted(each for each in tmp_path.iterdir() if "xlsx" in each.name) == sorted(
        each.path for each in files[:2]
    )
    assert len(list(session.records.all("dispatch"))) == 2
