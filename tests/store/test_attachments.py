"""Attached files: once each, whole, bounded."""

from __future__ import annotations

import hashlib

import pytest

from coordinator_app.domain.errors import UserError
from coordinator_app.store import attachments
from tests.store.book import Book


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "Informe ñ.pdf"
    path.write_bytes(b"%PDF-1.4 report")
    return path


def test_a_file_is_known_by_its_bytes(path):
    blob = attachments.read(path)
    assert blob.sha256 == hashlib.sha256(b"%PDF-1.4 report").hexdigest()
    assert blob.value == {"sha256": blob.sha256, "name": "Informe ñ.pdf", "size": 15}


def test_the_bytes_are_kept_once(book: Book, path, tmp_path):
    other = tmp_path / "copy.pdf"
    other.write_bytes(path.read_bytes())
    for each in (path, other, path):
        attachments.put(book.connection, attachments.read(each))
    assert book.query("SELECT count(*) FROM blob") == [(1,)]
    blob = attachments.read(path)
    assert attachments.data(book.connection, blob.sha256) == b"%PDF-1.4 report"
    assert attachments.digests(book.connection) == {blob.sha256: 15}
    assert attachments.weight(book.connection) == 15


def test_an_empty_file_is_a_file(book: Book, tmp_path):
    (tmp_path / "empty").touch()
    blob = attachments.read(tmp_path / "empty")
    attachments.put(book.connection, blob)
    assert attachments.data(book.connection, blob.sha256) == b""
    assert attachments.digests(book.connection, with_data=True) == {blob.sha256: 0}


def test_what_is_too_large_is_refused_without_reading_it_all(tmp_path, monkeypatch):
    monkeypatch.setattr(attachments, "LARGEST", 1024 * 1024)
    large = tmp_path / "film.mp4"
    with large.open("wb") as stream:
        stream.truncate(1024 * 1024 + 1)
    with pytest.raises(UserError, match="larger than 1 MB") as refused:
        attachments.read(large)
    assert refused.value.where == "film.mp4"
    with large.open("r+b") as stream:
        stream.truncate(1024 * 1024)
    assert len(attachments.read(large).data) == 1024 * 1024


def test_the_limit_is_25_mb():
    assert attachments.LARGEST == 25 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "why"), [("nowhere.pdf", "no such file"), (".", "This is a folder")]
)
def test_what_is_no_file_is_refused(tmp_path, name, why):
    with pytest.raises(UserError, match=why):
        attachments.read(tmp_path / name)


def test_bytes_that_are_not_here_are_said_to_be_missing(book: Book, path):
    blob = attachments.read(path)
    with pytest.raises(UserError, match="is not in this workbook"):
        attachments.data(book.connection, blob.sha256, "Informe.pdf")
    attachments.put(book.connection, blob)
    book.connection.execute("UPDATE blob SET data = x''")
    with pytest.raises(UserError, match="is not in this workbook") as refused:
        attachments.data(book.connection, blob.sha256, "Informe.pdf")
    assert refused.value.where == "Informe.pdf"
    assert attachments.digests(book.connection, with_data=True) == {}
    attachments.put(book.connection, blob)
    assert attachments.data(book.connection, blob.sha256) == blob.data


def test_damaged_bytes_are_never_handed_out(book: Book, path):
    blob = attachments.read(path)
    attachments.put(book.connection, blob)
    book.connection.execute("UPDATE blob SET data = ?", (b"%PDF-1.4 REPORT",))
    with pytest.raises(UserError, match="damaged"):
        attachments.data(book.connection, blob.sha256)
