"""Values as people read them, and as the text that stands in a cell of a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from coordinator_app.domain import counts, edtf
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.numbers import show_money
from coordinator_app.texts import N_, P_, Texts

#: Between the values of one cell.
SEPARATOR = "; "
YES, NO = N_("Yes"), N_("No")
UNKNOWN_COUNT = P_("count", "unknown")


def show(field: Field, value: Value, texts: Texts, titles: Callable[[str], str]) -> str:
    """Return a value as a person reads it, "" when it is empty.

    Args:
        field: What it is a value of.
        value: In its stored shape.
        texts: Of the reader's language.
        titles: Gives the title of a record by its id.
    """
    if field.kind is Kind.AMOUNT:
        return _money(value, grouped=True)
    if field.called and value is not None:
        return label(field, value, texts)
    if field.kind is Kind.PERCENT and value is not None:
        return f"{_number(value)}\u00a0%"
    return raw(field, value, texts, titles)


def raw(field: Field, value: Value, texts: Texts, titles: Callable[[str], str]) -> str:  # noqa: C901  one case for each kind, on purpose
    """Return the text that stands for a value in a cell; reading it gives the value again.

    Ungrouped and without signs for people; a link is whatever `titles` gives, which may be a
    reference where titles alone would not be told apart.
    """
    if value is None:
        return ""
    match field.kind:
        case Kind.TEXT | Kind.NOTE | Kind.EMAIL | Kind.PHONE | Kind.URL | Kind.TIME:
            return str(value)
        case Kind.WHOLE | Kind.PERCENT:
            return _number(value)
        case Kind.AMOUNT:
            return _money(value, grouped=False)
        case Kind.DATE:
            return edtf.display_day(str(value), texts.lang)
        case Kind.EDTF:
            return edtf.display(str(value), texts.lang)
        case Kind.YES_NO:
            return texts(YES if value else NO)
        case Kind.CHOICE:
            return label(field, value, texts)
        case Kind.CHOICES:
            return SEPARATOR.join(label(field, each, texts) for each in _each(value))
        case Kind.LINK:
            return titles(str(value))
        case Kind.LINKS:
            return SEPARATOR.join(sorted(titles(each) for each in _each(value)))
        case Kind.COUNT:
            return _count(value, texts)
        case Kind.PARTY:
            return _party(value, titles)
        case Kind.FILE:
            return str(value["name"]) if isinstance(value, dict) else str(value)
        case _:
            assert_never(field.kind)


def label(field: Field, code: Value, texts: Texts) -> str:
    """Return the label of a choice; a code that is no longer in the list stands for itself."""
    found = field.choice(code) if isinstance(code, str) else None
    return texts(found.label) if found else str(code)


def _each(value: Value) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _number(value: Value) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _money(value: Value, grouped: bool) -> str:
    match value:
        case {"minor": int(minor), "currency": str(currency)}:
            return show_money(minor, currency, grouped)
        case _:
            return "" if value is None else str(value)


def _count(value: Value, texts: Texts) -> str:
    match value:
        case {"n": int() | None as number, "q": str(how)}:
            count = counts.make(number, how)  # type: ignore[arg-type]  # make refuses other words
            return counts.display(count, texts(UNKNOWN_COUNT))
        case _:
            return str(value)


def _party(value: Value, titles: Callable[[str], str]) -> str:
    match value:
        case {"id": str(record)}:
            return titles(record)
        case {"label": str(written)}:
            return written
        case _:
            return str(value)
