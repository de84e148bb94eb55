"""Makes the files of this folder anew: one book with every kind of cell, as LibreOffice saves it.

Run it with the environment's Python where LibreOffice is installed.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import xlsxwriter

FOLDER = Path(__file__).resolve().parent
HEADERS = (
    *("text", "whole", "decimal", "day", "moment", "clock", "yes", "error", "formula", "padded"),
    *("percent", "empty text", "not available", "duration"),
)


def main() -> None:
    """Write kinds.xlsx, and kinds.xls and kinds.ods from it."""
    with tempfile.TemporaryDirectory() as profile:
        book = FOLDER / "kinds.xlsx"
        _write(book)
        for ending in ("xls", "ods"):
            subprocess.run(
                [
                    *("soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"),
                    *("--convert-to", ending, "--outdir", str(FOLDER), str(book)),
                ],
                check=True,
                capture_output=True,
            )


def _write(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    forms = {
        code: book.add_format({"num_format": code})
        for code in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm", "00000", "0%", "[h]:mm")
    }
    sheet = book.add_worksheet("Kinds")
    sheet.write_row(0, 0, HEADERS)
    sheet.write(1, 0, "hé 😀\nx")
    sheet.write(1, 1, 5)
    sheet.write(1, 2, 2.5)
    sheet.write_number(1, 3, 45413, forms["dd/mm/yyyy"])
    sheet.write_number(1, 4, 45413.4375, forms["dd/mm/yyyy hh:mm"])
    sheet.write_number(1, 5, 0.4375, forms["hh:mm"])
    sheet.write_boolean(1, 6, True)
    sheet.write_formula(1, 7, "=1/0", None, "#DIV/0!")
    sheet.write_formula(1, 8, "=1+1", None, 2)
    sheet.write(1, 9, 123, forms["00000"])
    sheet.write(1, 10, 0.25, forms["0%"])
    sheet.write_formula(1, 11, '=""', None, "")
    sheet.write_formula(1, 12, "=NA()", None, "#N/A")
    sheet.write(1, 13, 1.5, forms["[h]:mm"])
    sheet.merge_range("A4:C4", "merged")
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.write(5, 0, "hidden row")
    sheet.set_column(15, 16, None, None, {"hidden": True})
    sheet.write("A8", "0123")
    sheet.write("B8", 1234567890123456.0)
    sheet.write("C8", -3)
    aside = book.add_worksheet("Aside")
    aside.hide()
    aside.write(2, 2, "x")
    book.add_worksheet("Empty")
    book.close()


if __name__ == "__main__":
    main()
