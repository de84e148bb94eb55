"""What an indicator says: a number, what it was worked out from, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coordinator_app.domain import counts
from coordinator_app.domain.counts import Count
from coordinator_app.domain.display import UNKNOWN_COUNT
from coordinator_app.texts import N_, Texts

NOTHING_TO_DIVIDE = N_("nothing to count")
# What several indicators say of what they left out, or put beside.
UNDATED = N_("{n} carried out without a known date")
BY_LAST_DAY = N_("{n} counted by the last day its date may mean")
NOT_UN_MEMBERS = N_("Not UN Member States")


@dataclass(frozen=True)
class Figure:
    """A number with its denominator, if it has one, and the records behind both.

    Args:
        numerator, denominator: Counts; qualifiers go through to what is shown.
        behind, among: Ids of the records that were counted in each.
        through: Ids of the records for whose sake those of the numerator count.
    """

    numerator: Count
    denominator: Count | None = None
    behind: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    through: tuple[str, ...] = ()

    @property
    def percent(self) -> int | None:
        """Return the share in whole per cent, halves upwards; None where there is none."""
        if self.denominator is None or not self.denominator["n"] or self.numerator["n"] is None:
            return None
        return (200 * self.numerator["n"] + self.denominator["n"]) // (2 * self.denominator["n"])

    def text(self, texts: Texts) -> str:
        """Return it as a person reads it: ``≥45`` or ``12/25 (48 %)``."""
        unknown = texts(UNKNOWN_COUNT)
        shown = counts.display(self.numerator, unknown)
        if self.denominator is None:
            return shown
        if not self.denominator["n"]:
            return texts(NOTHING_TO_DIVIDE)
        whole = counts.display(self.denominator, unknown)
        share = "" if self.percent is None else f" ({_sign(self)}{self.percent}\u00a0%)"
        return f"{shown}/{whole}{share}"


@dataclass(frozen=True)
class LeftOut:
    """Records that were not counted, or counted with a reservation, and why.

    Args:
        why: English message; {n} is their number.
        records: Their ids.
    """

    why: str
    records: tuple[str, ...]
    params: Mapping[str, Any] = field(default_factory=dict)

    def text(self, texts: Texts) -> str:
        """Return the reason in a language."""
        return texts(self.why, n=len(self.records), **self.params)


@dataclass(frozen=True)
class Part:
    """One line of a split, or a number printed beside the main one.

    Args:
        label: English message, or the name of a State as it stands.
    """

    label: str
    figure: Figure


@dataclass(frozen=True)
class Indicator:
    """One indicator for one period, day and group.

    Args:
        code, label: As the definitions name it.
        figure: The main number.
        parts: Splits and variants, by the English message that names the split.
        excluded: What was not counted.
        remarks: What was counted with a reservation.
    """

    code: str
    label: str
    figure: Figure
    parts: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    excluded: tuple[LeftOut, ...] = ()
    remarks: tuple[LeftOut, ...] = ()


def exact(ids: tuple[str, ...]) -> Count:
    """Return the count of some records."""
    return counts.make(len(ids))


def share(behind: tuple[str, ...], among: tuple[str, ...]) -> Figure:
    """Return how many of some records are counted."""
    return Figure(exact(behind), exact(among), behind, among)


def plain(behind: tuple[str, ...]) -> Figure:
    """Return a number of records without a denominator."""
    return Figure(exact(behind), None, behind)


def left_out(*pairs: tuple[str, list[str]]) -> tuple[LeftOut, ...]:
    """Return the reasons that apply to any record."""
    return tuple(LeftOut(why, tuple(records)) for why, records in pairs if records)


def _sign(figure: Figure) -> str:
    sure = figure.denominator is not None and figure.denominator["q"] == "exact"
    if sure and figure.numerator["q"] == "at_least":
        return "≥"
    return "" if sure and figure.numerator["q"] == "exact" else "≈"
