"""Edit the sent file as people do in LibreOffice Calc.

Runs under the Python that LibreOffice's own bindings belong to; is told by `make.py` what to do.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]  # comes with LibreOffice
from com.sun.star.beans import NamedValue, PropertyValue  # type: ignore[import-not-found]  # the same
from com.sun.star.table import TableSortField  # type: ignore[import-not-found]  # the same

KEYS, HEAD, FIRST = 0, 1, 2
_WIDEST, _LONGEST = 60, 400
_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".ods": "calc8",
    ".xls": "MS Excel 97",
    ".csv": "Text - txt - csv (StarCalc)",
}


class Calc:
    """A program started for one run of the script."""

    def __init__(self, folder: Path) -> None:
        pipe = f"returns{os.getpid()}"
        self._process = subprocess.Popen(
            ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
             "--norestore", f"--accept=pipe,name={pipe};urp;"]
        )  # fmt: skip
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        for _ in range(120):
            try:
                remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:  # noqa: BLE001 - whatever it is, the program is not up yet
                time.sleep(0.5)
        else:
            raise SystemExit("LibreOffice does not answer.")
        self._desktop = remote.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", remote
        )

    def close(self) -> None:
        """End the program."""
        self._desktop.terminate()
        self._process.wait(60)

    def open(self, path: Path) -> Any:
        """Open a file."""
        return self._desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, _props(Hidden=True))


def _props(**values: Any) -> tuple[Any, ...]:
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def save(document: Any, path: Path, options: dict[str, Any]) -> None:
    """Save under the format that the name asks for, and close."""
    wanted: dict[str, Any] = {"FilterName": _FILTERS[path.suffix]}
    if "password" in options:
        lock = {"CryptoType": "Standard", "OOXPassword": options["password"]}
        told = tuple(NamedValue(name, value) for name, value in lock.items())
        wanted["EncryptionData"] = uno.Any("[]com.sun.star.beans.NamedValue", told)
    if path.suffix == ".csv":
        at = next(n for n, each in enumerate(document.Sheets, 1) if _type(each) == options["sheet"])
        wanted["FilterOptions"] = f"{options['csv']},1,,0,false,true,false,false,false,{at}"
    document.storeToURL(path.as_uri(), _props(**wanted))
    document.close(True)
    for made in path.parent.glob(f"{path.stem}-*{path.suffix}") if path.suffix == ".csv" else ():
        made.rename(path)


def _type(page: Any) -> str:
    keys = (str(page.getCellByPosition(at, KEYS).String) for at in range(_WIDEST))
    return next((each.partition(".")[0] for each in keys if "." in each), "")


class Edits:
    """The steps of one file, done in an open document."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def run(self, steps: list[list[Any]]) -> None:
        """Do the steps one after the other."""
        for name, *given in steps:
            getattr(self, name)(*given)

    def put(self, sheet: str, row: list[str], field: str, value: Any) -> None:
        """Type a value into the cell of a field."""
        page = self._page(sheet)
        self._write(page.getCellByPosition(_column(page, field), _row(page, *row)), value)

    def spare(self, sheet: str, values: dict[str, Any]) -> None:
        """Fill the first blank row."""
        page = self._page(sheet)
        self._fill(page, _blank(page, next(iter(values))), values)

    def below(self, sheet: str, values: dict[str, Any]) -> None:
        """Write a row under all others."""
        page = self._page(sheet)
        self._fill(page, _last(page) + 1, values)

    def copy(self, sheet: str, row: list[str], values: dict[str, Any]) -> None:
        """Copy a whole row below all others, and change the copy."""
        page = self._page(sheet)
        at, below = _row(page, *row), _last(page) + 1
        source = page.getCellRangeByPosition(0, at, _widest(page), at).RangeAddress
        page.copyRange(page.getCellByPosition(0, below).CellAddress, source)
        self._fill(page, below, values)

    def delete_row(self, sheet: str, row: list[str]) -> None:
        """Delete a row."""
        page = self._page(sheet)
        page.Rows.removeByIndex(_row(page, *row), 1)

    def sort(self, sheet: str, field: str) -> None:
        """Sort whole rows, from the end of the alphabet."""
        page = self._page(sheet)
        _sort(page, (0, _widest(page)), _column(page, field))

    def sort_apart(self, sheet: str, first: str, last: str, field: str) -> None:
        """Sort some of the columns alone."""
        page = self._page(sheet)
        _sort(page, (_column(page, first), _column(page, last)), _column(page, field))

    def filter(self, sheet: str, field: str, value: str) -> None:
        """Filter: all other rows are hidden."""
        page = self._page(sheet)
        at = _column(page, field)
        for row in range(FIRST, _last(page) + 1):
            page.Rows.getByIndex(row).IsVisible = page.getCellByPosition(at, row).String == value

    def insert_column(self, sheet: str, field: str, texts: list[str]) -> None:
        """Insert a column of their own before that of a field: header and first cells."""
        page = self._page(sheet)
        at = _column(page, field)
        page.Columns.insertByIndex(at, 1)
        for row, text in enumerate(texts, HEAD):
            page.getCellByPosition(at, row).setString(text)

    def delete_column(self, sheet: str, field: str) -> None:
        """Delete the column of a field."""
        page = self._page(sheet)
        page.Columns.removeByIndex(_column(page, field), 1)

    def move_column(self, sheet: str, field: str, before: str) -> None:
        """Cut the column of a field and insert it before another."""
        page = self._page(sheet)
        page.Columns.insertByIndex(_column(page, before), 1)
        at, to = _column(page, field), _column(page, before) - 1
        source = page.getCellRangeByPosition(at, 0, at, _LONGEST).RangeAddress
        page.moveRange(page.getCellByPosition(to, 0).CellAddress, source)
        page.Columns.removeByIndex(at, 1)

    def rename(self, sheet: str, headers: dict[str, str]) -> None:
        """Type other texts over headers."""
        page = self._page(sheet)
        for field, text in headers.items():
            page.getCellByPosition(_column(page, field), HEAD).setString(text)

    def no_keys(self, sheet: str) -> None:
        """Delete the hidden row of keys."""
        self._page(sheet).Rows.removeByIndex(KEYS, 1)

    def title(self, sheet: str, texts: list[str]) -> None:
        """Insert rows with a title above everything, the first merged over the table."""
        page = self._page(sheet)
        widest = _widest(page)
        page.Rows.insertByIndex(0, len(texts))
        for row, text in enumerate(texts):
            page.getCellByPosition(2, row).setString(text)
        page.getCellRangeByPosition(2, 0, widest, 0).merge(True)

    def rename_sheet(self, sheet: str, name: str) -> None:
        """Write another name on a tab."""
        self._page(sheet).Name = name

    def delete_sheet(self, sheet: str) -> None:
        """Delete a sheet."""
        self._document.Sheets.removeByName(self._page(sheet).Name)

    def sheet_first(self, sheet: str) -> None:
        """Move a sheet before all others."""
        self._document.Sheets.moveByName(self._page(sheet).Name, 0)

    def _page(self, sheet: str) -> Any:
        return next(each for each in self._document.Sheets if _type(each) == sheet)

    def _fill(self, page: Any, row: int, values: dict[str, Any]) -> None:
        for field, value in values.items():
            self._write(page.getCellByPosition(_column(page, field), row), value)

    def _write(self, cell: Any, value: Any) -> None:
        match value:
            case None:
                cell.setString("")
            case {"day": str(day)}:
                cell.setValue((dt.date.fromisoformat(day) - dt.date(1899, 12, 30)).days)
                cell.NumberFormat = self._document.NumberFormats.getStandardFormat(
                    2, uno.createUnoStruct("com.sun.star.lang.Locale")
                )
            case {"formula": str(formula)}:
                cell.setFormula(formula)
            case str():
                cell.setString(value)
            case _:
                cell.setValue(value)


def _column(page: Any, field: str) -> int:
    for at in range(_WIDEST):
        if str(page.getCellByPosition(at, KEYS).String).partition(" ")[0].endswith(f".{field}"):
            return at
    raise LookupError(field)


def _row(page: Any, field: str, value: str) -> int:
    at = _column(page, field)
    return next(
        row for row in range(FIRST, _LONGEST) if page.getCellByPosition(at, row).String == value
    )


def _blank(page: Any, field: str) -> int:
    return _row(page, field, "")


def _last(page: Any) -> int:
    return max(row for row in range(_LONGEST) if page.getCellByPosition(0, row).String)


def _widest(page: Any) -> int:
    return max(at for at in range(_WIDEST) if page.getCellByPosition(at, HEAD).String)


def _sort(page: Any, columns: tuple[int, int], by: int) -> None:
    field = TableSortField()
    field.Field, field.IsAscending = by - columns[0], False
    fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
    last = max(
        row for row in range(FIRST, _last(page) + 1) if page.getCellByPosition(by, row).String
    )
    cells = page.getCellRangeByPosition(columns[0], FIRST, columns[1], last)
    cells.sort(_props(SortFields=fields, ContainsHeader=False))


def main() -> None:
    """Read what to do from standard input: source, and by target the steps and options."""
    work = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        calc = Calc(Path(folder))
        try:
            for target, each in work.items():
                copy = Path(folder) / "form.xlsx"  # a program locks what it opens
                copy.write_bytes(Path(each["source"]).read_bytes())
                document = calc.open(copy)
                Edits(document).run(each.get("steps", []))
                save(document, Path(target), each)
        finally:
            calc.close()


if __name__ == "__main__":
    main()
