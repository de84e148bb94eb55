"""Rows that are spelled alike, each read at one stroke: nearly all rows of a long list are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coordinator_app.excel.cells import Value, column_number
from coordinator_app.excel.values import ValueReader

PlainCell = tuple[str, str | None, str | None, str | None, str | None]
"""Column letters, style, type, "<is>" for an inline string, stored text."""

#: So many rows are seen before a form is made, which takes as long as two hundred of them; and so
#: many times as many before the next.
_ENOUGH, _MORE = 200, 8
_MOST_COLUMNS = 400
_MOST_TEXTS, _LONGEST_TEXT = 20_000, 32
_ROW = r'<row r="([1-9][0-9]{0,6})"((?: [\w:]+="[^"<&]*")*) ?>'
_STYLE = '(?: s="[0-9]+")?'
_BLANK = f'{_STYLE}(?: t="[a-zA-Z]+")?(?: ?/>|></c>)'
_SHARED = f'{_STYLE} t="s"><v>([0-9]+)</v></c>'
_INLINE = f'{_STYLE} t="inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>'
_TEXT = f'{_STYLE} t="str"><v>([^<]*)</v></c>'


class _Form(NamedTuple):
    """How rows are spelled: the pattern, and the group and the place of what each column holds."""

    pattern: re.Pattern[str]
    width: int
    shared: list[tuple[int, int]]
    texts: list[tuple[int, int]]
    others: list[tuple[int, int, str | None]]


class RowForms:
    """Learns how the rows of a sheet are spelled, and reads the values of those spelled so.

    A row that is more than its values (errors, numbers shown with zeros in front, references
    and escapes in its texts) is left to whoever reads it cell by cell.

    Args:
        values: Tells values from stored texts.
        longest: So many characters a cell may hold.
    """

    def __init__(self, values: ValueReader, longest: int) -> None:
        self._values = values
        self._longest = longest
        self._columns: dict[str, tuple[str | None, str | None] | None] = {}
        self._form: _Form | None = None
        self._seen, self._enough = 0, _ENOUGH
        self._texts: dict[str, str] = {}

    def learn(self, cells: Iterable[PlainCell]) -> None:
        """See how a row is spelled that had to be read cell by cell."""
        self._seen += 1
        if self._seen > self._enough or len(self._columns) > _MOST_COLUMNS:
            return
        for letters, _, kind, inline, raw in cells:
            if raw is not None:
                self._columns[letters] = kind, inline
            else:
                self._columns.setdefault(letters, None)
        if self._seen == self._enough:
            self._form = self._made()
            self._seen, self._enough = 0, self._enough * _MORE

    def read(self, item: str) -> tuple[str, str, list[Value]] | None:
        """Return number, attributes and values of a row; None where it is not spelled so."""
        form = self._form
        if form is None or "&" in item or "_x" in item or len(item) > self._longest:
            return None
        found = form.pattern.fullmatch(item)
        values = self._values_of(form, found.groups()) if found else None
        return None if found is None or values is None else (found[1], found[2], values)

    def _values_of(self, form: _Form, groups: Sequence[str | None]) -> list[Value] | None:
        """Return the values of a row; None where there is more to a cell of it."""
        values: list[Value] = [None] * form.width
        strings, texts = self._values.strings, self._texts
        for group, place in form.texts:
            if (raw := groups[group]) and not raw.isspace():
                values[place] = texts.get(raw) or self._kept(raw)
        for group, place in form.shared:
            if (raw := groups[group]) is not None:
                if len(strings) <= (at := int(raw)):
                    return None
                if (text := strings[at]) and not text.isspace():
                    values[place] = text
        for group, place, kind in form.others:
            if (raw := groups[group]) is not None:
                meaning = self._values.plainly(kind, raw, groups[group - 1])
                if meaning is None:
                    return None
                values[place] = meaning[0]
        return values

    def _kept(self, text: str) -> str:
        """Return a text; of those that may stand in many cells, one for all of them."""
        if len(text) <= _LONGEST_TEXT and len(self._texts) < _MOST_TEXTS:
            self._texts[text] = text
        return text

    def _made(self) -> _Form:
        pattern, groups, width = [_ROW], 2, 0
        form = _Form(re.compile(""), 0, [], [], [])
        for letters in sorted(self._columns, key=column_number):
            place = column_number(letters) - 1
            width = max(width, place + 1)
            spelled = ""
            match self._columns[letters]:
                case None:
                    pass
                case "s", None:
                    form.shared.append((groups, place))
                    spelled, groups = f"{_SHARED}|", groups + 1
                case "inlineStr", str():
                    form.texts.append((groups, place))
                    spelled, groups = f"{_INLINE}|", groups + 1
                case "str", None:
                    form.texts.append((groups, place))
                    spelled, groups = f"{_TEXT}|", groups + 1
                case (None | "n" | "b") as kind, None:
                    named = f' t="{kind}"' if kind else ""
                    form.others.append((groups + 1, place, kind))
                    spelled = f'(?: s="([0-9]+)")?{named}><v>([^<]*)</v></c>|'
                    groups += 2
                case _:
                    continue  # rows that have such a cell are not spelled so
            pattern.append(f'(?><c r="{letters}\\1"(?:{spelled}{_BLANK}))?')
        return form._replace(pattern=re.compile("".join(pattern)), width=width)
