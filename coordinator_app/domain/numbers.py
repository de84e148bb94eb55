"""Numbers, money and times of day as people write them, with a comma or a point."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_GROUPED: Final = r"[0-9]{1,3}(?:%s[0-9]{3})+"
_BLANKS: Final = str.maketrans(dict.fromkeys(" \u00a0\u202f\u2009'’"))
_SIGN: Final = str.maketrans({"\N{MINUS SIGN}": "-", "–": "-"})
_TIME: Final = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.h](?P<minute>[0-9]{2})?(?::[0-9]{2}(?:\.0*)?)?)?"
    r"\s*(?P<half>[ap]\.?\s*m\.?)?"
)
_MONEY: Final = re.compile(
    r"(?P<before>[^0-9.,+-]*)(?P<number>[-+]?[0-9.,' \u00a0\u202f\u2009’]*[0-9])(?P<after>[^0-9]*)"
)
#: Signs that stand for one currency alone; a bare $ stands for many.
_SIGNS: Final = {
    "US$": "USD", "€": "EUR", "£": "GBP", "TT$": "TTD", "J$": "JMD", "BZ$": "BZD", "EC$": "XCD",
    "BDS$": "BBD", "C$": "CAD", "CA$": "CAD", "CAN$": "CAD", "G$": "GYD", "B$": "BSD",
    "RD$": "DOP",
}  # fmt: skip
_NO_MINOR: Final = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
#: Others that headings of the region name.
_CODES: Final = frozenset(_SIGNS.values()) | {
    "ARS", "BMD", "BOB", "BRL", "CHF", "CLP", "COP", "CRC", "CUP", "GTQ", "HNL", "HTG", "JPY",
    "KYD", "MXN", "NIO", "PAB", "PEN", "PYG", "SRD", "UYU",
}  # fmt: skip
_NAMED: Final = re.compile(r"\b[A-Z]{1,3}\$|[€£]|\b[A-Z]{3}\b")
_LARGEST_MINOR: Final = 10**15


def read_number(text: str) -> tuple[Decimal, ...]:
    """Return the numbers a text may mean: none, one, or two where 1,234 may be either."""
    plain = text.strip().translate(_BLANKS).translate(_SIGN)
    sign, digits = ("-", plain[1:]) if plain[:1] == "-" else ("", plain.removeprefix("+"))
    if not digits.isascii() or not re.fullmatch(r"[0-9]*[.,]?[0-9][0-9.,]*|[0-9]+[.,]?", digits):
        return ()
    found = [Decimal(sign + each) for each in _forms(digits)]
    return tuple(dict.fromkeys(found))


def minor_digits(currency: str) -> int:
    """Return how many decimals a currency has."""
    return 0 if currency in _NO_MINOR else 2


def read_money(text: str) -> tuple[tuple[int, str], ...]:
    """Return the amounts a text may mean, as minor units and currency.

    The currency is "" where the text names none, or only a sign that several share.
    """
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        return ()
    said = [part.strip().upper() for part in (found["before"], found["after"]) if part.strip()]
    codes = {_SIGNS.get(word, "" if word == "$" else word) for word in said}
    if len(codes) > 1 or not all(code == "" or re.fullmatch("[A-Z]{3}", code) for code in codes):
        return ()
    currency = codes.pop() if codes else ""
    digits = minor_digits(currency)
    units = [
        each.scaleb(digits)
        for each in read_number(found["number"])
        if -int(each.as_tuple().exponent) <= digits
    ]
    return tuple((int(each), currency) for each in units if abs(each) < _LARGEST_MINOR)


def currency_of(heading: str) -> str:
    """Return the currency that a heading names, as "Cost (USD)" does; "" for none or several."""
    found = {_SIGNS.get(each, each) for each in _NAMED.findall(heading)} & _CODES
    return found.pop() if len(found) == 1 else ""


def show_money(minor: int, currency: str, grouped: bool = True) -> str:
    """Return an amount as it is shown: ``1 200.50 USD``; ungrouped as it stands in a cell."""
    number = Decimal(minor).scaleb(-minor_digits(currency))
    written = f"{number:,f}".replace(",", "\u00a0" if grouped else "")
    return f"{written} {currency}"


def read_time(text: str) -> str | None:
    """Return a time of day as it is stored (``09:30``), or None."""
    found = _TIME.fullmatch(text.strip().casefold())
    if found is None or not (found["half"] or re.search("[:.h]", text.casefold())):
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found["half"].startswith("p") else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def _forms(digits: str) -> list[str]:
    """Return the ways to read digits with commas and points, as Python writes numbers."""
    signs = [char for char in digits if char in ",."]
    if not signs:
        return [digits]
    last = signs[-1]
    if len(set(signs)) == 2:
        whole, _, rest = digits.rpartition(last)
        group = "," if last == "." else "."
        if last in whole or not re.fullmatch(_GROUPED % re.escape(group), whole):
            return []
        return [f"{whole.replace(group, '')}.{rest}"]
    groups = re.fullmatch(_GROUPED % re.escape(last), digits)
    if len(signs) > 1:
        return [digits.replace(last, "")] if groups else []
    decimal = digits.replace(last, ".")
    # 1.234 may be a thousand and more, or one and a bit; 0.234 only the latter.
    return [digits.replace(last, ""), decimal] if groups and digits[0] != "0" else [decimal]
