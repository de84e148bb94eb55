"""A stored value as what stands in a cell: true numbers and days, all else as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import assert_never

from coordinator_app.domain import display, edtf
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import clean
from coordinator_app.excel.cells import unescape
from coordinator_app.texts import Texts

#: What a cell is given: None leaves it empty.
Content = None | str | int | float | dt.date

#: The longest text a cell holds, in every program.
LONGEST_TEXT = 32_767
_EXACT = 10**15  # whole numbers below are kept digit by digit
_FIRST_DAY = dt.date(1900, 3, 1)  # before it programs do not agree on the calendar


def content(field: Field, value: Value, texts: Texts, label: Callable[[str], str]) -> Content:
    """Return what stands in a cell for a stored value.

    Args:
        field: What it is a value of.
        value: In its stored shape; None is empty.
        texts: Of the recipient's language.
        label: Gives what the lists call a record, by its id.
    """
    if value is None:
        return None
    match field.kind:
        case Kind.WHOLE | Kind.PERCENT:
            return _number(value)
        case Kind.COUNT:
            exact = isinstance(value, dict) and value.get("q") == "exact"
            return _number(value["n"]) if exact else display.raw(field, value, texts, label)  # type: ignore[index,call-overload]  # exact says it is a dict
        case Kind.DATE:
            day = dt.date.fromisoformat(str(value))
            return day if day >= _FIRST_DAY else day.isoformat()
        case Kind.EDTF:
            return _partial_date(str(value), texts.lang)
        case Kind.PARTY:
            return _party(value, label)
        case (
            Kind.TEXT
            | Kind.NOTE
            | Kind.EMAIL
            | Kind.PHONE
            | Kind.URL
            | Kind.AMOUNT
            | Kind.TIME
            | Kind.YES_NO
            | Kind.CHOICE
            | Kind.CHOICES
            | Kind.LINK
            | Kind.LINKS
            | Kind.FILE
        ):
            return clean(display.raw(field, value, texts, label)) or None
        case _:
            assert_never(field.kind)


def stands(written: Content, found: object) -> bool:
    """Say whether what a cell holds now is what was written there, whoever saved it since."""
    if written is None or found is None:
        return _blank(written) and _blank(found)
    if isinstance(found, dt.datetime):
        found = found.date() if found.time() == dt.time() else found
    if isinstance(written, dt.date):
        return found == written or (isinstance(found, str) and _iso(found) == written)
    if isinstance(written, str):
        return isinstance(found, str) and (
            clean(found) == clean(written)
            # Some programs write signs like _x0041_ in a text as if they were escapes.
            or ("_x" in written and clean(found) == clean(unescape(written)))
        )
    if isinstance(found, bool) or not isinstance(found, int | float):
        return isinstance(found, str) and clean(found) == f"{written:.15g}"
    return f"{float(found):.15g}" == f"{float(written):.15g}"


def too_long(text: str) -> bool:
    """Say whether a text fits into no cell; programs count signs beyond the first plane twice."""
    if len(text) <= LONGEST_TEXT // 2:
        return False
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT


def looks_like_more(text: str) -> bool:
    """Say whether a program may take a text for a formula, number, day or truth value."""
    head = text.lstrip()[:1]
    return head in "=+-@'\t" or head.isdigit() or text.strip().upper() in _WORDS


_WORDS = frozenset(["TRUE", "FALSE", "VERDADERO", "FALSO", "VRAI", "FAUX", "#N/A"])


def labels(given: Mapping[str, str]) -> Callable[[str], str]:
    """Return a function that gives what a list calls a record, "" for one that is not in it."""

    def label(record_id: str) -> str:
        return given.get(record_id, "")

    return label


def _number(value: Value) -> Content:
    if isinstance(value, int) and abs(value) < _EXACT:
        return value
    return f"{value:d}" if isinstance(value, int) else float(f"{value:.15g}")


def _partial_date(value: str, lang: str) -> str:
    """Return a date as people write it, or in EDTF where that would not be read back."""
    shown = edtf.display(value, lang)
    found = edtf.from_person(shown, lang, dt.date(2000, 1, 1))
    return shown if isinstance(found, edtf.PartialDate) and found.text == value else value


def _party(value: Value, label: Callable[[str], str]) -> str | None:
    match value:
        case {"id": str(record)}:
            return label(record) or None
        case {"label": str(written)}:
            return clean(written) or None
        case _:
            return None


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not clean(value))


def _iso(text: str) -> dt.date | None:
    try:
        return dt.datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None
