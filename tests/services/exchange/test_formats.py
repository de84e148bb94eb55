"""A reply that comes back in another format, or under a password, is compared as ever."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from coordinator_app.excel.refusals import PasswordNeeded, Reason, Refusal
from coordinator_app.services.exchange import dispatch, incoming
from tests.services.exchange import busy_workbook
from tests.services.exchange.busy_workbook import TTO

QUIET = ("theirs_only", "conflict", "emptied", "invalid", "new", "removal")


@pytest.fixture
def session(tmp_path):
    with busy_workbook.make(tmp_path / "mine.c1540") as made:
        yield made


@pytest.fixture
def sent(session, tmp_path):
    return dispatch.send(session, dispatch.Request(TTO, personal=True), tmp_path / "form.xlsx")


def quiet(counts):
    assert {name: counts[name] for name in QUIET} == dict.fromkeys(QUIET, 0)


def test_a_reply_under_a_password_is_compared_when_it_is_given(session, sent, tmp_path):
    path = tmp_path / "locked.xlsx"
    with path.open("wb") as out:
        OOXMLFile(io.BytesIO(sent.file.read_bytes())).encrypt("1540", out)
    with pytest.raises(PasswordNeeded):
        incoming.receive(session, path)
    with pytest.raises(Refusal) as caught:
        incoming.receive(session, path, password="1541")
    assert caught.value.reason is Reason.WRONG_PASSWORD
    received = incoming.receive(session, path, password="1540")
    assert received.plan.counts["unchanged"] == sent.preview.cells
    quiet(received.plan.counts)


@pytest.mark.parametrize(
    ("form", "separator", "encoding"),
    [("%m/%d/%Y", ",", "utf-8"), ("%d/%m/%Y", ";", "utf-8-sig"), ("%Y-%m-%d", "\t", "utf-16")],
)
def test_a_sheet_saved_as_text_is_compared_whatever_order_its_days_have(
    session, sent, tmp_path, form, separator, encoding
):
    book = openpyxl.load_workbook(sent.file)
    compared = 0
    for page in book.worksheets:
        if page.sheet_state != "visible" or not page.tables:
            continue
        path = tmp_path / f"{page.title}.csv"
        with path.open("w", encoding=encoding, newline="") as out:
            writer = csv.writer(out, delimiter=separator)
            for row in page.iter_rows(values_only=True):
                writer.writerow(
                    [value.strftime(form) if isinstance(value, dt.date) else value for value in row]
                )
        received = incoming.receive(session, path)
        quiet(received.plan.counts)
        compared += received.plan.counts["unchanged"]
    assert compared > 100
