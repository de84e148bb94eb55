"""Tables on the clipboard: copied with headings so that Excel and Word take them as tables."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence

from PySide6.QtCore import QMimeData


def as_mime(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> QMimeData:
    """Return a table for the clipboard: tab-separated text and an HTML table."""
    made = QMimeData()
    whole = [list(headings), *map(list, rows)] if headings else [list(row) for row in rows]
    made.setText(as_text(whole))
    made.setHtml(as_html(headings, rows))
    return made


def as_text(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as tab-separated text, quoted as Excel quotes it."""
    written = io.StringIO()
    writer = csv.writer(written, "excel-tab", lineterminator="\r\n")
    writer.writerows(rows)
    return written.getvalue()


def as_html(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as an HTML table whose cells Excel takes as text and Word draws with lines."""
    lines = ['<table border="1" cellspacing="0" cellpadding="3" style="border-collapse:collapse">']
    if headings:
        cells = "".join(f"<th align='left'>{_cell(each)}</th>" for each in headings)
        lines.append(f"<tr>{cells}</tr>")
    for row in rows:
        # "mso-number-format: @" is text: neither dates nor codes are turned into something else.
        cells = "".join(
            f"<td style='mso-number-format:\"\\@\"'>{_cell(each)}</td>"
            if _is_text(each)
            else f"<td>{_cell(each)}</td>"
            for each in row
        )
        lines.append(f"<tr>{cells}</tr>")
    lines.append("</table>")
    body = "\n".join(lines)
    return f'<html><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>'


def _is_text(text: str) -> bool:
    plain = text.replace(".", "", 1).replace(",", "")
    return not (plain.isdigit() and not text.startswith("0"))


def _cell(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
