"""Values by kind: their one stored shape, when two are the same, and how they sort.

Stored shapes (JSON): text, note, email, phone, url: str; whole: int; percent: number;
amount: {"minor": int, "currency": "USD"}; date: "2013-04-17"; edtf: EDTF text; time: "09:30";
yes_no: bool; choice: code; choices: sorted codes; link: record id; links: sorted record ids;
count: {"n": int | None, "q": qualifier}; party: {"id": record id} or {"label": text};
file: {"sha256", "name", "size"}. Empty is None, whatever the kind.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import Any, assert_never

from coordinator_app.domain import edtf
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.folding import clean, clean_all, fold
from coordinator_app.texts import N_, Message, Messages

QUALIFIERS = ("exact", "at_least", "about", "unknown")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_ID = re.compile(r"\S+")
_CURRENCY = re.compile(r"[A-Z]{3}")
_SIGNIFICANT_DIGITS = 15  # what every spreadsheet program keeps


def normalise(field: Field, value: Value) -> Value:
    """Return a value in its stored shape; None when it is empty.

    Raises:
        UserError: The value cannot be one of this field.
    """
    if not value and not isinstance(value, bool | int | float):
        return None  # nothing, an empty text, an empty list
    return _NORMALISERS[field.kind](field, value)


def normalise_texts(field: Field, texts: Sequence[str]) -> list[Value]:
    """Return many texts of a text or note field in their stored shape."""
    found = clean_all(texts)
    if field.kind is Kind.TEXT:
        whole = "".join(found)
        if "  " in whole or not whole.isprintable():
            return [_text(field, text) for text in found]
    return [text or None for text in found]


def same(field: Field, one: Value, other: Value) -> bool:
    """Say whether two stored values mean the same (exchange 4: typed, not cell text)."""
    if one == other:
        return True
    match field.kind, one, other:
        case Kind.PERCENT, int() | float(), int() | float():
            return float(f"{one:.15g}") == float(f"{other:.15g}")
        case Kind.NOTE, _, _:
            return _cleaned(one) == _cleaned(other)
        case ((Kind.TEXT | Kind.EMAIL | Kind.PHONE | Kind.URL), _, _):
            return _on_one_line(one) == _on_one_line(other)
        case _:
            return False


def sort_key(field: Field, value: Value) -> tuple[int, Any]:
    """Return a key that sorts values of a field as a person expects, empty ones last."""
    match value:
        case None:
            return (2, "")
        case bool() | int() | float():
            return (0, float(value))
        case {"n": int(number)}:
            return (0, float(number))
        case {"minor": int(minor)}:
            return (0, float(minor))
        case {"label": str(label)}:
            return (1, fold(label))
        case str(written) if field.kind is Kind.EDTF:
            return (1, edtf.sort_key(written))
        case str(written):
            return (1, fold(written))
        case _:
            return (1, str(value))


def _cleaned(value: Value) -> Value:
    return (clean(value) if isinstance(value, str) else value) or None


def _on_one_line(value: Value) -> Value:
    return (" ".join(clean(value).split()) if isinstance(value, str) else value) or None


def _not_usable(field: Field, value: Value) -> UserError:
    return UserError(
        N_("“{value}” cannot be used for “{field}”."),
        do=N_("Give a value of the kind {kind}."),
        value=value,
        field=Message(field.label),
        kind=field.kind.value,
    )


def _normaliser(kind: Kind) -> Callable[[Field, Value], Value]:  # noqa: C901  one branch per kind, checked to be whole
    match kind:
        case Kind.TEXT | Kind.PHONE | Kind.URL:
            return _text
        case Kind.NOTE:
            return _note
        case Kind.EMAIL:
            return _email
        case Kind.WHOLE:
            return _whole
        case Kind.PERCENT:
            return _percent
        case Kind.DATE:
            return _day
        case Kind.EDTF:
            return _edtf
        case Kind.TIME:
            return _time
        case Kind.YES_NO:
            return _yes_no
        case Kind.CHOICE:
            return _choice
        case Kind.CHOICES:
            return _choices
        case Kind.LINK:
            return _link
        case Kind.LINKS:
            return _links
        case Kind.AMOUNT:
            return _amount
        case Kind.COUNT:
            return _count
        case Kind.PARTY:
            return _party
        case Kind.FILE:
            return _file
        case _:
            assert_never(kind)


def _note(field: Field, value: Value) -> Value:
    if not isinstance(value, str):
        raise _not_usable(field, value)
    return clean(value) or None


def _text(field: Field, value: Value) -> Value:
    if not isinstance(value, str):
        raise _not_usable(field, value)
    found = clean(value)
    if "  " in found or not found.isprintable():
        found = " ".join(found.split())
    return found or None


def _email(field: Field, value: Value) -> Value:
    found = _text(field, value)
    if isinstance(found, str) and not _EMAIL.fullmatch(found):
        raise UserError(
            N_("“{value}” is not an e-mail address."),
            do=N_("Write it as name@place.org."),
            value=found,
        )
    return found


def _whole(field: Field, value: Value) -> Value:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise UserError(
            N_("“{value}” is not a whole number."), do=N_("Write digits only."), value=value
        )
    return value


def _percent(field: Field, value: Value) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise UserError(
            N_("“{value}” is not a percentage."),
            do=N_("Write a number from 0 to 100."),
            value=value,
        )
    number = float(f"{value:.{_SIGNIFICANT_DIGITS}g}")
    return int(number) if number.is_integer() else number


def _day(field: Field, value: Value) -> Value:
    try:
        return dt.date.fromisoformat(value).isoformat()  # type: ignore[arg-type]  # refused below
    except (TypeError, ValueError):
        raise UserError(
            N_("“{value}” is not a day."), do=N_("Write it as 2025-03-07."), value=value
        ) from None


def _edtf(field: Field, value: Value) -> Value:
    try:
        return edtf.normalise(value)  # type: ignore[arg-type]  # refused below
    except (TypeError, AttributeError, edtf.EdtfError):
        raise UserError(
            N_("“{value}” is not a date we can read."),
            do=N_("Write it as 17 Apr 2013, Apr 2013 or 2013."),
            value=value,
        ) from None


def _time(field: Field, value: Value) -> Value:
    if isinstance(value, str) and _TIME.fullmatch(value):
        return value
    raise UserError(N_("“{value}” is not a time of day."), do=N_("Write it as 09:30."), value=value)


def _yes_no(field: Field, value: Value) -> Value:
    if isinstance(value, bool):
        return value
    raise _not_usable(field, value)


def _link(field: Field, value: Value) -> Value:
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    raise _not_usable(field, value)


def _choice(field: Field, value: Value) -> str:
    if isinstance(value, str) and field.choice(value):
        return value
    raise UserError(
        N_("“{value}” is not in the list of “{field}”."),
        do=N_("The list is: {names}."),
        value=value,
        field=Message(field.label),
        names=Messages(Message(choice.label) for choice in field.choices),
    )


def _choices(field: Field, value: Value) -> Value:
    return sorted({_choice(field, each) for each in _many(field, value)}) or None


def _links(field: Field, value: Value) -> Value:
    return sorted({each for each in _many(field, value) if each}) or None


def _many(field: Field, value: Value) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return value
    raise _not_usable(field, value)


def _amount(field: Field, value: Value) -> Value:
    match value:
        case {"minor": int(minor), "currency": str(currency)} if _CURRENCY.fullmatch(currency):
            return {"minor": minor, "currency": currency}
        case _:
            raise UserError(
                N_("“{value}” is not an amount of money."),
                do=N_("Write it as 1200.50 USD."),
                value=value,
            )


def _count(field: Field, value: Value) -> Value:
    # Matching patterns takes four times as long, and lists have several counts in each row.
    number, how = value, "exact"
    if isinstance(value, dict):
        number, how = value.get("n"), value.get("q", "")
        if how == "unknown":
            return {"n": None, "q": "unknown"}
    elif isinstance(value, bool):
        number = None
    if isinstance(number, int) and number >= 0 and how in QUALIFIERS:
        return {"n": number, "q": how}
    raise UserError(
        N_("“{value}” is not a number of people or things."),
        do=N_("Write 24, over 25, about 15 or unknown."),
        value=value,
    )


def _party(field: Field, value: Value) -> Value:
    match value:
        case {"id": str(record)} if record:
            return {"id": record}
        case {"label": str(label)} if clean(label):
            return {"label": " ".join(clean(label).split())}
        case {"label": str()}:
            return None
        case _:
            raise _not_usable(field, value)


def _file(field: Field, value: Value) -> Value:
    if isinstance(value, dict) and {"sha256", "name", "size"} <= value.keys():
        return dict(value)
    raise _not_usable(field, value)


# Chosen once: going through the kinds for every value takes several times as long as the rest.
_NORMALISERS = {kind: _normaliser(kind) for kind in Kind}
