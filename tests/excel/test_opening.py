"""Every file is opened, or refused with one sentence of a closed list that says what to do."""

from __future__ import annotations

import io
import random
import shutil
import zipfile
from dataclasses import fields

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from coordinator_app.domain.catalogue import built_in
from coordinator_app.excel import reader, refusals
from coordinator_app.excel.opening import open_any
from coordinator_app.excel.refusals import Limits, PasswordNeeded, Reason, Refusal
from coordinator_app.excel.safety import Format
from coordinator_app.texts import load
from tests.excel.made_files import pack, parts

SECRET = "Contraseña 1540"
PLAIN = '<row r="1"><c r="A1"><v>1540</v></c></row>'


def locked(path, content, password=SECRET):
    """Write a file that opens with a password alone."""
    with path.open("wb") as out:
        OOXMLFile(io.BytesIO(content)).encrypt(password, out)
    return path


def plain(folder):
    """Return a file of more than 4 KB: what is smaller, the library that locks it spoils."""
    content = parts(PLAIN) | {"xl/media/noise.bin": random.Random(1540).randbytes(5000)}
    return pack(folder / "plain.xlsx", content)


@pytest.fixture
def protected(tmp_path):
    return locked(tmp_path / "protected.xlsx", plain(tmp_path).read_bytes())


def first_value(book):
    return next(book.sheets[0].rows()).cells[0].value


def test_a_file_opens_with_its_password_and_leaves_nothing_on_the_disk(protected, tmp_path):
    before = sorted(tmp_path.iterdir())
    with open_any(protected, password=SECRET) as book:
        assert book.format is Format.XLSX
        assert book.path == protected
        assert first_value(book) == 1540
        assert first_value(book) == 1540
        assert sorted(tmp_path.iterdir()) == before


def test_without_it_or_with_another_there_is_one_sentence(protected):
    with pytest.raises(PasswordNeeded, match="Give the password"):
        open_any(protected)
    with pytest.raises(Refusal) as caught:
        open_any(protected, password="another")
    assert caught.value.reason is Reason.WRONG_PASSWORD
    assert SECRET not in str(caught.value)


def test_a_file_that_needs_no_password_opens_with_one_too(tmp_path):
    with open_any(plain(tmp_path), password=SECRET) as book:
        assert first_value(book) == 1540


def test_what_only_excel_itself_protected_opens_without(tmp_path):
    path = locked(tmp_path / "own.xlsx", plain(tmp_path).read_bytes(), "VelvetSweatshop")
    with open_any(path) as book:
        assert first_value(book) == 1540


def test_a_reply_is_looked_at_with_its_password(protected):
    with pytest.raises(PasswordNeeded):
        reader.identify(protected, built_in())
    assert reader.identify(protected, built_in(), password=SECRET).manifest is None


# -- the closed list --------------------------------------------------------------------------


def _missing(folder):
    return folder / "none.xlsx"


def _bytes(content):
    def make(folder):
        path = folder / "made.xlsx"
        path.write_bytes(content)
        return path

    return make


def _parts(content):
    def make(folder):
        return pack(folder / "made.xlsx", content)

    return make


def _protected(folder):
    return locked(folder / "protected.xlsx", plain(folder).read_bytes())


def _protected_ods(folder):
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return pack(folder / "made.ods", {"mimetype": kind, "META-INF/manifest.xml": manifest})


def _packed_otherwise(folder):
    with zipfile.ZipFile(folder / "made.xlsx", "w", zipfile.ZIP_LZMA) as archive:
        for name, text in parts(PLAIN).items():
            archive.writestr(name, text)
    return folder / "made.xlsx"


def _without(part):
    content = parts(PLAIN)
    del content[part]
    return content


MADE = {
    Reason.CANNOT_OPEN: _missing,
    Reason.EMPTY_FILE: _bytes(b""),
    Reason.NOT_EXCEL: _bytes(b"PK"),
    Reason.NOT_WORKBOOK: _parts({"word/document.xml": "<document/>"}),
    Reason.OTHER_FORMAT: _bytes(b"<html><table><tr><td>1</td></tr></table></html>"),
    Reason.PASSWORD: _protected,
    Reason.WRONG_PASSWORD: _protected,
    Reason.CANNOT_UNLOCK: _protected_ods,
    Reason.DAMAGED: _parts(parts("<row><c><v>1</c>")),
    Reason.NAMES: _parts(parts(PLAIN) | {"../evil.xml": "x"}),
    Reason.METHOD: _packed_otherwise,
    Reason.DTD: _parts(parts(PLAIN) | {"xl/styles.xml": "<!DOCTYPE a><styleSheet/>"}),
    Reason.LIMIT: _parts(parts('<row r="9999999"/>')),
    Reason.MISSING_PART: _parts(_without("xl/worksheets/sheet1.xml")),
    Reason.NO_SHEETS: _parts(parts(PLAIN) | {"xl/workbook.xml": "<workbook><sheets/></workbook>"}),
}


def read_whole(path, password):
    with open_any(path, password=password) as book:
        for page in book.sheets:
            list(page.rows())


@pytest.mark.parametrize("reason", list(Reason))
def test_each_reason_is_met_and_says_what_to_do(tmp_path, reason):
    path = MADE[reason](tmp_path)
    password = "wrong" if reason is Reason.WRONG_PASSWORD else ""
    with pytest.raises(Refusal) as caught:
        read_whole(path, password)
    assert caught.value.reason is reason
    said = caught.value.sentence(load("en"))
    assert said.startswith(path.name)
    assert caught.value.what
    assert caught.value.do
    assert "{" not in said


def test_the_list_is_closed():
    assert set(refusals._WORDS) == set(Reason) - {Reason.LIMIT}
    assert set(refusals._LIMIT_WORDS) == {each.name for each in fields(Limits)} - {
        "ratio_from_bytes"
    }


def test_a_broken_lock_is_one_sentence_too(protected):
    content = bytearray(protected.read_bytes())
    at = content.find(b"<encryption")
    content[at : at + 400] = b" " * 400
    protected.write_bytes(bytes(content))
    with pytest.raises(Refusal) as caught:
        open_any(protected, password=SECRET)
    assert caught.value.reason in (Reason.DAMAGED, Reason.CANNOT_UNLOCK)


def test_a_lock_that_would_take_hours_to_open_is_refused(protected):
    content = protected.read_bytes()
    assert content.count(b'spinCount="100000"') == 1
    protected.write_bytes(content.replace(b'spinCount="100000"', b'spinCount="999999"'))
    with pytest.raises(Refusal) as caught:
        open_any(protected, password=SECRET, limits=Limits(reader_seconds=5))
    assert caught.value.reason in (Reason.WRONG_PASSWORD, Reason.LIMIT)


def test_a_reply_saved_in_another_format_keeps_its_name(root, tmp_path):
    path = shutil.copy(root / "tests" / "data" / "formats" / "kinds.ods", tmp_path / "reply.ods")
    assert reader.identify(tmp_path / path.name, built_in()).manifest is None
