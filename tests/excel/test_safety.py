from __future__ import annotations

import struct
import zipfile
from dataclasses import fields

import pytest

from coordinator_app.excel.refusals import LimitReached, Limits, PasswordNeeded, Reason, Refusal
from coordinator_app.excel.safety import Format, inspect
from coordinator_app.texts import load
from tests.excel.made_files import pack, parts

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(*streams: str) -> bytes:
    """Return what an OLE file begins with, and its directory."""
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return OLE.ljust(512, b"\0") + directory


@pytest.fixture
def made(tmp_path):
    """Return what makes a file: from bytes, or from parts."""

    def make(content):
        path = tmp_path / "made.xlsx"
        if isinstance(content, bytes):
            path.write_bytes(content)
            return path
        return pack(path, content)

    return make


def refusal(path, limits=None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        inspect(path, limits)
    return caught.value


def test_an_honest_file_passes(made):
    path = made(parts("<row/>"))
    container = inspect(path)
    assert container.format is Format.XLSX
    assert container.size == path.stat().st_size
    assert container.parts["xl/workbook.xml"] == len(parts("<row/>")["xl/workbook.xml"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY_FILE),
        (b"PK", Reason.NOT_EXCEL),
        (b"a few words and\nnothing else\n", Reason.NOT_EXCEL),
        (b"<html><table></table></html>", Reason.OTHER_FORMAT),
        (b"PK\x03\x04 and nothing more", Reason.DAMAGED),
        (ole("Root Entry", "WordDocument"), Reason.NOT_EXCEL),
        ({"word/document.xml": "<document/>"}, Reason.NOT_WORKBOOK),
    ],
)
def test_what_is_no_workbook_is_refused(made, content, reason):
    assert refusal(made(content)).reason is reason


def test_a_missing_file_is_refused(tmp_path):
    assert refusal(tmp_path / "none.xlsx").reason is Reason.CANNOT_OPEN
    assert refusal(tmp_path).reason is Reason.CANNOT_OPEN


def test_an_encrypted_file_asks_for_its_password(made):
    with pytest.raises(PasswordNeeded) as caught:
        inspect(made(ole("Root Entry", "EncryptionInfo", "EncryptedPackage")))
    assert caught.value.reason is Reason.PASSWORD


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (ole("Root Entry", "Workbook"), Format.XLS),
        (ole("Root Entry", "Book"), Format.XLS),
        (b"State,Date\nTTO,2024-05-01\n", Format.CSV),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, Format.ODS),
        ({"xl/workbook.bin": b"\0"}, Format.XLSB),
        ({"xl/workbook.xml": "<workbook/>"}, Format.XLSX),
        (
            {"[Content_Types].xml": "application/vnd.ms-excel.sheet.macroEnabled.main+xml"},
            Format.XLSM,
        ),
        (
            {"[content_types].XML": "…spreadsheetml.template.main+xml".encode("utf-16")},
            Format.TEMPLATE,
        ),
    ],
)
def test_formats_are_told_by_content(made, content, form):
    assert inspect(made(content)).format is form


def test_a_name_of_a_stream_counts_in_the_directory_only(made):
    somewhere = OLE.ljust(700, b"\0") + "EncryptedPackage\0".encode("utf-16-le")
    assert refusal(made(somewhere)).reason is Reason.NOT_EXCEL


@pytest.mark.parametrize(
    "name", ["../evil.xml", "xl/../../evil.xml", "/xl/evil.xml", "xl\\evil.xml", "C:evil.xml"]
)
def test_names_that_leave_the_package_are_refused(made, name):
    assert refusal(made(parts("") | {name: "x"})).reason is Reason.NAMES


def test_two_parts_of_one_name_are_refused(made):
    assert refusal(made(parts("") | {"XL/Workbook.xml": "x"})).reason is Reason.NAMES


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_packing_is_refused(tmp_path, method):
    path = tmp_path / "packed.xlsx"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(path).reason is Reason.METHOD


def test_zip_encryption_is_refused(made):
    path = made(parts(""))
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 8] |= 0x1
    path.write_bytes(content)
    assert refusal(path).reason is Reason.METHOD


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
        f"<?xml version='1.0'?>{' ' * 2000}<!DOCTYPE x><x/>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/_rels/any.rels", "xl/drawing.VML"])
def test_declared_entities_are_refused(made, text, encoding, name):
    path = made(parts("") | {name: text.encode(encoding)})
    assert refusal(path).reason is Reason.DTD


@pytest.mark.parametrize(
    ("limits", "limit"),
    [
        (Limits(file_bytes=100), "file_bytes"),
        (Limits(entries=3), "entries"),
        (Limits(part_bytes=5000), "part_bytes"),
        (Limits(total_bytes=8000), "total_bytes"),
        (Limits(ratio_from_bytes=1000, ratio=2), "ratio"),
    ],
)
def test_limits_are_reported_by_name(made, limits, limit):
    path = made(parts(" " * 9000))
    inspect(path)
    with pytest.raises(LimitReached) as caught:
        inspect(path, limits)
    assert caught.value.limit == limit
    assert f"(limit: {limit})" in str(caught.value)
    assert str(getattr(limits, limit)) in str(caught.value)


@pytest.mark.parametrize("zip64", [False, True])
def test_an_endless_directory_is_refused_before_it_is_read(made, monkeypatch, zip64):
    path = made(parts(""))
    content = bytearray(path.read_bytes())
    end = content.rindex(b"PK\x05\x06")
    if zip64:
        record = b"PK\x06\x06" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 9, 9, 10**9, 0)
        content[end:end] = record + b"PK\x06\x07" + struct.pack("<LQL", 0, end, 1)
    else:
        content[end + 12 : end + 16] = struct.pack("<L", 10**9)
    path.write_bytes(content)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert refusal(path).reason is Reason.LIMIT


def test_damage_in_a_part_that_is_not_needed_does_not_matter(made):
    path = made(parts("") | {"docProps/app.xml": "<Properties/>" * 50})
    content = bytearray(path.read_bytes())
    at = content.index(b"docProps/app.xml") + len("docProps/app.xml")
    content[at] ^= 0xFF
    path.write_bytes(content)
    assert inspect(path).format is Format.XLSX


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_refusal_is_a_sentence_and_what_to_do(lang):
    texts = load(lang)
    for reason in Reason:
        if reason is not Reason.LIMIT:
            error = Refusal(reason, where="file.xlsx", format=".ods")
            assert error.sentence(texts).startswith("file.xlsx: ")
            assert error.do
    for limit in {field.name for field in fields(Limits)} - {"ratio_from_bytes"}:
        assert f"(limit: {limit})" in LimitReached(limit, Limits()).sentence(load("en"))
