"""Errors of an .ods file, and what its cells show beyond their values, straight from its XML."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from coordinator_app.excel.apart.marks import Marks
from coordinator_app.excel.cells import NumberFormat

_PIECE: Final = 2**20
_MANIFEST: Final = "META-INF/manifest.xml"
_PARTS: Final = ("styles.xml", "content.xml")
#: What makes a look at every cell worth its time; most files have nothing of it.
_TELLING: Final = re.compile(
    rb'value-type="(?:error|percentage)"|min-integer-digits="(?:[2-9]|[1-9][0-9]+)"'
)
_DATE_STYLE: Final = re.compile(rb"<number:date-style\b.*?</number:date-style>", re.DOTALL)
_CELLS: Final = ("table:table-cell", "table:covered-table-cell")
_PADDED: Final = re.compile(r"[^0-9]*0[0-9]")
_PERCENT: Final = NumberFormat(percent=True)
_LONGEST: Final = 64
#: Rows and columns of a sheet; what repeats to its end says nothing.
_MOST_REPEATED: Final = 10_000


def is_locked(content: bytes) -> bool:
    """Say whether a password protects the file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if _MANIFEST not in archive.namelist():
            return False
        with archive.open(_MANIFEST) as part:
            return b"encryption-data" in part.read(_PIECE)


def scan(content: bytes) -> Mapping[str, Marks]:
    """Return the marks of each sheet; none where no cell can have any."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in _PARTS if name in archive.namelist()]
    if not any(_TELLING.search(part) or _has_coarse_dates(part) for part in parts):
        return {}
    walker = _Walker()
    try:
        for part in parts:
            walker.walk(part)
    except ExpatError:
        return {}  # damaged: calamine says how
    return walker.found


def _has_coarse_dates(part: bytes) -> bool:
    return any(b"<number:day" not in each for each in _DATE_STYLE.findall(part))


class _Walker:
    """Goes through the styles and cells of a file."""

    def __init__(self) -> None:
        self.found: dict[str, Marks] = {}
        self._coarse: dict[str, str] = {}
        self._style, self._shows = "", set[str]()
        self._sheet = Marks()
        self._row = self._column = self._rows = self._repeated = 0
        self._columns: list[tuple[int, str]] = []
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        #: What the cells of one row say: column, error or what is shown.
        self._errors: dict[int, str] = {}
        self._shown: dict[int, str] = {}

    def walk(self, part: bytes) -> None:
        """Go through one part.

        Raises:
            ExpatError: It is damaged.
        """
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        parser.Parse(part, True)

    def _start(self, name: str, given: dict[str, str]) -> None:
        if name in _CELLS:
            self._repeated = _repeated(given, "columns")
            if "office:value-type" in given:
                self._cell, self._text = given, []
            else:
                self._column += self._repeated
        elif name == "table:table-row":
            self._rows, self._column = _repeated(given, "rows"), 0
        elif name == "table:table":
            self._sheet = self.found.setdefault(given.get("table:name", ""), Marks())
            self._row, self._columns = 0, []
        elif name == "table:table-column":
            style = given.get("table:default-cell-style-name", "")
            self._columns.append((_repeated(given, "columns"), style))
        elif name == "number:date-style":
            self._style, self._shows = given.get("style:name", ""), set()
        elif name.startswith("number:") and self._style:
            self._shows.add(name)
        elif name == "style:style" and given.get("style:data-style-name") in self._coarse:
            coarse = self._coarse[given["style:data-style-name"]]
            self._coarse[given.get("style:name", "")] = coarse

    def _said(self, text: str) -> None:
        if self._cell is not None and len(self._text) < _LONGEST:
            self._text.append(text)

    def _end(self, name: str) -> None:
        if name in _CELLS:
            if self._cell is not None:
                self._mark(self._cell, "".join(self._text).strip())
                self._column += self._repeated
                self._cell = None
        elif name == "table:table-row":
            for row in range(self._row, self._row + min(self._rows, _MOST_REPEATED)):
                self._sheet.add(row, self._errors, self._shown)
            self._row += self._rows
            self._errors, self._shown = {}, {}
        elif name == "number:date-style":
            if "number:day" not in self._shows and "number:year" in self._shows:
                month = "number:month" in self._shows
                self._coarse[self._style] = "month" if month else "year"
            self._style = ""

    def _mark(self, cell: dict[str, str], text: str) -> None:
        shown = self._what_is_shown(cell, text)
        error = cell.get("calcext:value-type") == "error" or cell["office:value-type"] == "error"
        for at in range(self._column, self._column + min(self._repeated, _MOST_REPEATED)):
            if error:
                self._errors[at] = text
            elif shown is not None:
                self._shown[at] = shown

    def _what_is_shown(self, cell: dict[str, str], text: str) -> str | None:
        match cell["office:value-type"]:
            case "percentage":
                return _PERCENT.shown(_number(cell))
            case "float" if _PADDED.match(text) and len(text) < _LONGEST:
                digits = "".join(each for each in text if each.isdecimal())
                return text if digits and int(digits) == abs(_number(cell)) else None
            case "date":
                coarse = self._coarse.get(cell.get("table:style-name") or self._usual_style(), "")
                day = _day(cell.get("office:date-value", "")) if coarse else None
                return NumberFormat(day=True, coarse=coarse).shown(day)
            case _:
                return None

    def _usual_style(self) -> str:
        """Return the style of the cells of a column that name none themselves."""
        left = self._column
        for count, style in self._columns:
            if left < count:
                return style
            left -= count
        return ""


def _repeated(given: Mapping[str, str], what: str) -> int:
    count = given.get(f"table:number-{what}-repeated", "1")
    return int(count) if count.isdecimal() and len(count) < 8 else 1


def _number(cell: Mapping[str, str]) -> float:
    try:
        return float(cell.get("office:value", ""))
    except ValueError:
        return -1.0


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
