"""What the process apart and its starter say to each other: rows as lines of JSON, then an index."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from coordinator_app.excel.cells import Cell, CellKind, Value
from coordinator_app.excel.refusals import Reason
from coordinator_app.excel.rows import Row

#: At the very end: where the index begins, in as many digits.
TAIL: Final = 20
_DATE, _MOMENT, _CLOCK, _ERROR, _NO_VALUE = "d", "m", "t", "e", "x"
_FORMULA, _SHOWN = "f", "s"


@dataclass(frozen=True)
class Task:
    """What is to be read.

    Args:
        job: Which library reads it.
        format: What the file is.
        path: Where it lies; "" where its bytes are not those on disk.
        source: Its bytes, not yet read.
        limits: Fields of Limits by name.
        password: Opens it.
    """

    job: str
    format: str
    path: str
    source: BinaryIO
    limits: Mapping[str, Any]
    password: str = ""


class Refused(Exception):  # noqa: N818  as a Refusal, which crosses no processes
    """The file, or the rest of it, is not read.

    Args:
        reason: Why.
        limit: Name of the limit, where that is why.
        detail: What the library said, for the log.
    """

    def __init__(self, reason: Reason, limit: str = "", detail: str = "") -> None:
        super().__init__(reason, limit, detail)
        self.reason, self.limit, self.detail = reason, limit, detail


class Answer:
    """What the process apart writes.

    Args:
        stream: Where to.
        most: How many bytes.
    """

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most
        self._written = 0
        self._sheets: list[dict[str, Any]] = []

    def sheet(self, name: str, rows: Iterable[str], facts: dict[str, Any]) -> None:
        """Write the rows of a sheet.

        Args:
            rows: Lines as spell() gives them.
            facts: What stands beside the cells; complete when the rows are.
        """
        start, count = self._written, 0
        for line in rows:
            self._write(line.encode())
            count += 1
        self._sheets.append(
            {"name": name, "start": start, "end": self._written, "rows": count, **facts}
        )

    def finish(self, **facts: Any) -> None:
        """Write the index: nothing follows."""
        self._end({"sheets": self._sheets, **facts})

    def give(self, content: bytes) -> None:
        """Answer with bytes instead of sheets."""
        self._write(content)
        self._end({"sheets": []})

    def refuse(self, refused: Refused) -> None:
        """Say why there is no answer, in whose place this stands."""
        said = {"reason": refused.reason, "limit": refused.limit, "detail": refused.detail}
        self._end({"refused": said})

    def _end(self, index: dict[str, Any]) -> None:
        start = self._written
        self._stream.write(json.dumps(index).encode())
        self._stream.write(str(start).rjust(TAIL).encode())
        self._stream.flush()

    def _write(self, content: bytes) -> None:
        self._written += len(content)
        if self._written > self._most:
            self._written -= len(content)
            raise Refused(Reason.LIMIT, "reader_output")
        self._stream.write(content)


def spell(number: int, cells: Sequence[object], *, hidden: bool = False) -> str:
    """Return a row as one line.

    Args:
        cells: Column, content, column, content, ...; contents as plain() gives them.
    """
    return json.dumps([number, int(hidden), *cells], ensure_ascii=False) + "\n"


def plain(
    value: Value, kind: CellKind, *, formula: bool = False, shown: str | None = None
) -> object:
    """Return what stands for the content of a cell in a line."""
    if kind in (CellKind.TEXT, CellKind.NUMBER, CellKind.BOOL) and not formula and shown is None:
        return value
    told: dict[str, object] = {}
    if isinstance(value, dt.datetime):
        told[_MOMENT] = value.isoformat()
    elif isinstance(value, dt.date):
        told[_DATE] = value.isoformat()
    elif isinstance(value, dt.time):
        told[_CLOCK] = value.isoformat()
    elif kind is CellKind.ERROR:
        told[_ERROR] = value
    elif kind is CellKind.NO_VALUE:
        told[_NO_VALUE] = True
    else:
        told["v"] = value
    if formula:
        told[_FORMULA] = True
    if shown is not None:
        told[_SHOWN] = shown
    return told


def row(line: bytes) -> Row:
    """Return the row of a line."""
    number, hidden, *flat = json.loads(line)
    cells = [
        _cell(number, column, content)
        for column, content in zip(flat[::2], flat[1::2], strict=True)
    ]
    return Row(number, bool(hidden), cells)


def _cell(number: int, column: int, content: Any) -> Cell:
    if isinstance(content, str):
        return Cell(number, column, content, CellKind.TEXT)
    if isinstance(content, bool):
        return Cell(number, column, content, CellKind.BOOL)
    if not isinstance(content, dict):
        return Cell(number, column, content, CellKind.NUMBER)
    value, kind = _told(content)
    return Cell(number, column, value, kind, _FORMULA in content, content.get(_SHOWN))


def _told(content: dict[str, Any]) -> tuple[Value, CellKind]:
    if _MOMENT in content:
        return dt.datetime.fromisoformat(content[_MOMENT]), CellKind.DATE
    if _DATE in content:
        return dt.date.fromisoformat(content[_DATE]), CellKind.DATE
    if _CLOCK in content:
        return dt.time.fromisoformat(content[_CLOCK]), CellKind.DATE
    if _ERROR in content:
        return content[_ERROR], CellKind.ERROR
    if _NO_VALUE in content:
        return None, CellKind.NO_VALUE
    value = content.get("v")
    if isinstance(value, bool):
        return value, CellKind.BOOL
    return value, CellKind.TEXT if isinstance(value, str) else CellKind.NUMBER
