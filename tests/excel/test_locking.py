"""Putting a password on a file: what was written opens again, however small it is."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile

import msoffcrypto
import pytest
import xlsxwriter

from coordinator_app.domain.errors import UserError
from coordinator_app.excel import locking
from coordinator_app.excel.opening import open_any

PASSWORD = "uno dos tres"
_SMALL_THEME = (
    '<?xml version="1.0"?><a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' name="x"/>'
)


def package(filling=0):
    """Return a small Excel file, made longer by so many bytes that cannot be compressed."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write(0, 0, "Ána Pérez")
    sheet.write(1, 0, os.urandom(filling).hex())
    book.close()
    small = io.BytesIO()
    with (
        zipfile.ZipFile(made) as source,
        zipfile.ZipFile(small, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out,
    ):
        for part in source.namelist():
            content = _SMALL_THEME if "theme" in part else source.read(part)
            out.writestr(part, content)
    return small


def unlocked(path):
    with path.open("rb") as stream:
        file = msoffcrypto.OfficeFile(stream)
        file.load_key(password=PASSWORD, verify_password=True)
        out = io.BytesIO()
        file.decrypt(out)
    return out


@pytest.mark.parametrize("filling", [0, 10, 40, 70, 90, 100, 110, 130, 200, 400, 2_000])
def test_what_was_locked_opens_with_its_password(tmp_path, filling):
    plain = package(filling)
    path = tmp_path / "locked.xlsx"
    locking.lock(plain, path, PASSWORD)
    with zipfile.ZipFile(unlocked(path)) as found, zipfile.ZipFile(plain) as given:
        assert {each: found.read(each) for each in found.namelist()} == {
            each: given.read(each) for each in given.namelist()
        }
    with open_any(path, password=PASSWORD) as book:
        (first, *_) = book.sheets[0].rows()
        assert [cell.value for cell in first.cells] == ["Ána Pérez"]


def test_some_of_these_files_are_too_small_to_be_encrypted_as_they_are():
    assert len(package().getvalue()) < 4_096 < len(package(400).getvalue())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_a_small_locked_file_is_lawful_for_libreoffice(tmp_path):
    path = tmp_path / "small.xlsx"
    stored = tmp_path / "stored.xlsx"
    locking.lock(package(), path, PASSWORD)
    stored.write_bytes(unlocked(path).getvalue())
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/home", "--headless",
         "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", tmp_path, stored],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert "Ána Pérez" in (tmp_path / "stored.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("password", ["a\nb", "x" * 256])
def test_a_password_that_office_cannot_be_given_is_refused(password):
    with pytest.raises(UserError, match="password"):
        locking.checked(password)
