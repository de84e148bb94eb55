"""Periods named relative to today ("last quarter", "next 30 days"), as filters offer them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from coordinator_app.domain.folding import fold
from coordinator_app.texts import LANGUAGES, N_, Texts, load

#: Stable name and English msgid of each period that menus offer.
PERIODS: Final = {
    "today": N_("Today"),
    "this_week": N_("This week"),
    "last_week": N_("Last week"),
    "next_week": N_("Next week"),
    "this_month": N_("This month"),
    "last_month": N_("Last month"),
    "next_month": N_("Next month"),
    "this_quarter": N_("This quarter"),
    "last_quarter": N_("Last quarter"),
    "next_quarter": N_("Next quarter"),
    "this_year": N_("This year"),
    "last_year": N_("Last year"),
    "next_year": N_("Next year"),
    "last_30_days": N_("Last 30 days"),
    "next_14_days": N_("Next 14 days"),
    "next_30_days": N_("Next 30 days"),
}
_DAYS: Final = re.compile(r"(last|next)_([0-9]{1,4})_days")
_SPOKEN_DAYS: Final = (
    (re.compile(r"last ([0-9]{1,4}) days"), "last"),
    (re.compile(r"(?:los )?ultimos ([0-9]{1,4}) dias"), "last"),
    (re.compile(r"next ([0-9]{1,4}) days"), "next"),
    (re.compile(r"(?:los )?proximos ([0-9]{1,4}) dias"), "next"),
)
_STEPS: Final = {"last": -1, "this": 0, "next": 1}
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}


def bounds(name: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of a period, None when there is none of that name.

    Args:
        name: A key of PERIODS, or any `last_N_days`, `next_N_days`; both count today in.
    """
    if name == "today":
        return today, today
    found = _DAYS.fullmatch(name)
    if found:
        span = dt.timedelta(days=int(found[2]))
        return (today - span, today) if found[1] == "last" else (today, today + span)
    if name not in PERIODS:
        return None
    when, unit = name.split("_")
    if unit == "week":
        start = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=_STEPS[when])
        return start, start + dt.timedelta(days=6)
    months = _MONTHS[unit]
    number = ((today.year * 12 + today.month - 1) // months + _STEPS[when]) * months
    return _month(number), _month(number + months) - dt.timedelta(days=1)


def named(text: str) -> str:
    """Return the name of the period a person's words mean, "" when they mean none.

    Args:
        text: A stable name, or the words of a menu in any language of ours.
    """
    plain = fold(text.replace("_", " "))
    for pattern, when in _SPOKEN_DAYS:
        found = pattern.fullmatch(plain)
        if found:
            return f"{when}_{int(found[1])}_days"
    for name, label in PERIODS.items():
        if plain in {
            fold(name.replace("_", " ")),
            *(fold(load(lang)(label)) for lang in LANGUAGES),
        }:
            return name
    return ""


def label(name: str, texts: Texts) -> str:
    """Return what a period is called, the name itself when it is none of the offered ones."""
    return texts(PERIODS[name]) if name in PERIODS else name.replace("_", " ")


def _month(number: int) -> dt.date:
    """Return the first day of a month, counted from year 0."""
    return dt.date(number // 12, number % 12 + 1, 1)
