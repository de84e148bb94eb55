"""Tables on the clipboard: copied with headings so that Excel and Word take them as tables."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QMimeData, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from coordinator_app.domain import display
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.services import pasted_text
from coordinator_app.texts import Texts
from coordinator_app.ui.context import Context
from coordinator_app.ui.tables.record_model import DISPLAY, GROUP_ROLE

#: What is copied from a cell that shows only a part of it.
WHOLE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 905

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Days are counted from here in Excel and in LibreOffice.
_FIRST_DAY: Final = dt.date(1899, 12, 30)
_TABLE: Final = (
    '<table border="1" cellspacing="0" cellpadding="3" style="border-collapse:collapse">'
)
# Both programs are told what a cell is: neither dates nor codes are turned into something else.
_TEXT: Final = 'sdnum="1033;0;@" style=\'mso-number-format:"\\@"\''
_NUMBER: Final = 'x:num="{value}" sdval="{value}" sdnum="1033;0;0" style=\'mso-number-format:"0"\''
_DATE: Final = (
    'x:num="{value}" sdval="{value}" sdnum="1033;0;YYYY-MM-DD" '
    "style='mso-number-format:\"yyyy\\-mm\\-dd\"'"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and the number or day it stands for where it is one."""

    text: str
    value: int | dt.date | None = None


def cell_of(field: Field | None, value: Value, text: str, texts: Texts) -> Cell:
    """Return the cell of a field: true numbers, true days, notes with all their lines."""
    if field is None or value is None:
        return Cell(text)
    match field.kind:
        case Kind.WHOLE if isinstance(value, int):
            return Cell(text, value)
        case Kind.DATE | Kind.EDTF | Kind.NOTE:
            # What a list adds ("late") or leaves out (ends of lines) is not part of the value.
            plain = display.show(field, value, texts, str)
            whole = field.kind is not Kind.NOTE and _DAY.fullmatch(str(value))
            return Cell(plain, dt.date.fromisoformat(str(value)) if whole else None)
        case _:
            return Cell(text)


def put(context: Context, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """Put a block on the clipboard and say so."""
    if place(headings, rows):
        context.shell.say(
            context.texts.n(
                "{n} row copied with its headings",
                "{n} rows copied with their headings",
                len(rows),
            )
        )


def place(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bool:
    """Put a block on the clipboard; a single cell goes as its words alone.

    Returns:
        Whether it went with its headings.
    """
    if not rows or not rows[0]:
        return False
    if len(rows) == len(rows[0]) == 1:
        QGuiApplication.clipboard().setText(rows[0][0].text)
        return False
    QGuiApplication.clipboard().setMimeData(as_mime(headings, rows))
    return True


def chosen(view: QTableView) -> tuple[list[str], list[list[Cell]]]:
    """Return the headings and the chosen cells of any table, as it shows them."""
    model = view.model()
    found = {
        (each.row(), each.column())
        for each in view.selectedIndexes() or [view.currentIndex()]
        if each.isValid()
        and not view.isColumnHidden(each.column())
        and model.index(each.row(), 0).data(GROUP_ROLE) is None
    }
    columns = sorted({column for _, column in found}, key=view.horizontalHeader().visualIndex)
    horizontal = Qt.Orientation.Horizontal
    headings = [str(model.headerData(each, horizontal, DISPLAY) or "") for each in columns]
    return headings, [
        [_said(model.index(row, each)) if (row, each) in found else Cell("") for each in columns]
        for row in sorted({row for row, _ in found})
    ]


def _said(index: QModelIndex) -> Cell:
    return Cell(str(index.data(WHOLE_ROLE) or index.data(DISPLAY) or ""))


def read(context: Context) -> list[list[str]]:
    """Return the table on the clipboard; one that is too long is explained and not taken."""
    try:
        return pasted_text.table_of(*held())
    except UserError as error:
        context.shell.explain(error)
        return []


def held() -> tuple[str, str]:
    """Return the text on the clipboard, and the same as HTML where there is any."""
    clipboard = QGuiApplication.clipboard()
    if not clipboard.text():  # what is cleared holds nothing, not even an empty text
        return "", ""
    return clipboard.text(), clipboard.mimeData().html()


def as_mime(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> QMimeData:
    """Return a table for the clipboard: tab-separated text and an HTML table."""
    made = QMimeData()
    texts = [[each.text for each in row] for row in rows]
    made.setText(as_text([list(headings), *texts] if headings else texts))
    made.setHtml(as_html(headings, rows))
    return made


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as tab-separated text, quoted as Excel quotes it."""
    return "".join("\t".join(map(_quoted, row)) + "\r\n" for row in rows)


def as_html(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """Return rows as an HTML table that Excel takes as it is and Word draws with lines."""
    lines = [_TABLE]
    if headings:
        cells = "".join(f"<th align='left'>{_escaped(each)}</th>" for each in headings)
        lines.append(f"<tr>{cells}</tr>")
    lines += ["<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows]
    lines.append("</table>")
    body = "\n".join(lines)
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<head><meta charset="utf-8"></head><body>\n{body}\n</body></html>'
    )


def _cell(cell: Cell) -> str:
    match cell.value:
        case dt.date() as day:
            looks = _DATE.format(value=(day - _FIRST_DAY).days)
        case int() as number:
            looks = _NUMBER.format(value=number)
        case _:
            looks = _TEXT
    return f"<td {looks}>{_escaped(cell.text)}</td>"


def _quoted(text: str) -> str:
    quoted = text.startswith('"') or any(each in text for each in "\t\r\n")
    return '"' + text.replace('"', '""') + '"' if quoted else text


def _escaped(text: str) -> str:
    # Without the style Excel would begin a new row at each end of a line.
    return html.escape(text).replace("\n", '<br style="mso-data-placement:same-cell">')
