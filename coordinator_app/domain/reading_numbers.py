"""Reading whole numbers, percentages, amounts of money and counts."""

from __future__ import annotations

from decimal import Decimal

from coordinator_app.domain import counts
from coordinator_app.domain.display import UNKNOWN_COUNT
from coordinator_app.domain.fields import Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.numbers import minor_digits, read_money, read_number
from coordinator_app.domain.reading import Parsed, Raw, Reading, refuse, written
from coordinator_app.texts import N_

_NOT_WHOLE = N_("“{value}” is not a whole number.")
_NOT_MONEY = N_("“{value}” is not an amount of money.")
_WRITE_MONEY = N_("Write it as 1200.50 USD.")
_USUAL_CURRENCY = "USD"


def read_whole(raw: Raw) -> Parsed:
    """Read a whole number; separated thousands are understood."""
    found = [each for each in _numbers(raw) if each == each.to_integral_value()]
    if len(found) != 1 or abs(found[0]) >= 10**15:
        return refuse(_NOT_WHOLE, N_("Write digits only."), raw)
    return Parsed(int(found[0]))


def read_percent(raw: Raw) -> Parsed:
    """Read a percentage from 0 to 100; a fraction of one is asked about."""
    text = written(raw).strip()
    signed = text.endswith("%")
    found = [
        each for each in _numbers(text.removesuffix("%") if signed else raw) if 0 <= each <= 100
    ]
    if len(found) != 1:
        return refuse(
            N_("“{value}” is not a percentage."),
            N_("Write a number from 0 to 100."),
            raw,
            tuple(_plain(each) for each in found),
        )
    number = found[0]
    if 0 < number < 1 and not signed:
        return refuse(
            N_("“{value}” may be a percentage, or a part of one."),
            N_("Write a number from 0 to 100, followed by %."),
            raw,
            (_plain(number * 100), _plain(number)),
        )
    return Parsed(_plain(number))


def read_amount(raw: Raw) -> Parsed:
    """Read an amount with its currency; an amount without one is asked about."""
    found = read_money(written(raw)) if not isinstance(raw, bool) else ()
    if not found:
        return refuse(_NOT_MONEY, _WRITE_MONEY, raw)
    amounts: list[Value] = []
    for minor, currency in found:
        units = minor if currency else minor * 10 ** (minor_digits(_USUAL_CURRENCY) - 2)
        amounts.append({"minor": units, "currency": currency or _USUAL_CURRENCY})
    if not found[0][1]:
        return refuse(
            N_("“{value}” does not say which currency it is in."),
            _WRITE_MONEY,
            raw,
            tuple(amounts),
        )
    if len(amounts) > 1:
        return refuse(
            N_("“{value}” can be read in several ways."), _WRITE_MONEY, raw, tuple(amounts)
        )
    return Parsed(amounts[0])


def read_count(raw: Raw, reading: Reading) -> Parsed:
    """Read a count with its qualifier: 24, over 25, about 15, unknown."""
    text = written(raw).strip()
    if isinstance(raw, float) and raw.is_integer():
        text = str(int(raw))
    unknown = {fold(texts(UNKNOWN_COUNT)) for texts in reading.languages}
    try:
        count = None if isinstance(raw, bool) else counts.parse(text)
    except counts.CountError:
        count = None
    if count is None and fold(text) in unknown:
        count = counts.make(None, "unknown")
    if count is None:
        return refuse(
            N_("“{value}” is not a number of people or things."),
            N_("Write 24, over 25, about 15 or unknown."),
            raw,
        )
    return Parsed({"n": count["n"], "q": count["q"]})


def _numbers(raw: Raw) -> tuple[Decimal, ...]:
    if isinstance(raw, bool):
        return ()
    if isinstance(raw, int | float):
        number = Decimal(f"{raw:.15g}") if isinstance(raw, float) else Decimal(raw)
        return (number,) if number.is_finite() else ()
    return read_number(raw) if isinstance(raw, str) else ()


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
