"""What the stored text of a cell means, by its type, its style and the shared strings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator_app.excel.cells import (
    CellKind,
    NumberFormat,
    Value,
    from_iso,
    from_serial,
    number,
    unescape,
)
from coordinator_app.texts import N_

LOST = "#LOST!"
"""The value of an error cell whose text the file refers to but does not hold."""

TRUE = ("1", "true")

Meaning = tuple[Value, CellKind, str | None]

_TEXT, _NUMBER, _BOOL = CellKind.TEXT, CellKind.NUMBER, CellKind.BOOL
_DATE, _ERROR, _NO_VALUE = CellKind.DATE, CellKind.ERROR, CellKind.NO_VALUE
_ODD = (_ERROR, _NO_VALUE)
_MOST_KNOWN, _LONGEST_KNOWN = 20_000, 32


@dataclass(slots=True)
class ValueReader:
    """Tells values from stored texts.

    Args:
        strings: The shared strings.
        formats: Style as the file numbers it, to its format, or None where that changes nothing.
        from_1904: Serial dates count from 1904.
        report: Called with what is wrong with the cell that is being read.
        known: Meanings of short stored texts, by type, text and style.
    """

    strings: Sequence[str]
    formats: Mapping[str, NumberFormat | None]
    from_1904: bool
    report: Callable[[str], None]
    known: dict[tuple[str | None, str, str | None], Meaning] = field(default_factory=dict)

    def read(self, kind: str | None, raw: str, style: str | None) -> Meaning:
        """Return value, kind and displayed form; those that may come again are also in known.

        Args:
            kind: The cell's type as the file says it; without one it is a number.
            raw: The stored text.
            style: The cell's style as the file numbers it; without one it is the first.
        """
        if kind == "s":
            return self._shared(raw) if raw else ("", _TEXT, None)
        key = (kind, raw, style)
        if known := self.known.get(key):
            return known
        style = (style or "").strip() or "0"
        if kind == "n" or not kind:
            meaning = self._number(raw, style)
        else:
            meaning = self._other(kind, raw, style)
        if style in self.formats and len(raw) < _LONGEST_KNOWN and len(self.known) < _MOST_KNOWN:
            self.known[key] = meaning
        return meaning

    def plainly(self, kind: str | None, raw: str, style: str | None) -> Meaning | None:
        """Return a meaning; None where there is more to the cell than its value."""
        meaning = self.known.get((kind, raw, style))
        if meaning is None:
            if style is not None and style not in self.formats:
                return None  # to be reported
            meaning = self.read(kind, raw, style)
        return meaning if meaning[2] is None and meaning[1] not in _ODD else None

    def _shared(self, raw: str) -> Meaning:
        try:
            at = int(raw)
            if at >= 0:
                return self.strings[at], _TEXT, None
        except (ValueError, IndexError):
            pass  # reported below, with negative numbers
        self.report(N_("The text of this cell is missing from the file."))
        return LOST, _ERROR, None

    def _number(self, raw: str, style: str) -> Meaning:
        value = number(raw)
        if value is None:  # not a number after all: the text says what stood there
            return (raw, _TEXT, None) if raw.strip() else (None, _NO_VALUE, None)
        if style not in self.formats:
            self.report(
                N_(
                    "The format of this cell is missing from the file: a date may look like a number."
                )
            )
        form = self.formats.get(style)
        if form is None:
            return value, _NUMBER, None
        if form.dated:
            moment = from_serial(value, form, from_1904=self.from_1904)
            return (value, _NUMBER, None) if moment is None else (moment, _DATE, form.shown(moment))
        return value, _NUMBER, form.shown(value)

    def _other(self, kind: str, raw: str, style: str) -> Meaning:
        plain = raw.strip()
        if kind == "b" and plain in ("0", "1", "true", "false"):
            return plain in TRUE, _BOOL, None
        if kind == "e":
            return plain, _ERROR, None
        if kind == "d":
            form = self.formats.get(style)
            moment = from_iso(plain, form)
            shown = form.shown(moment) if form else None
            return (raw, _TEXT, None) if moment is None else (moment, _DATE, shown)
        return unescape(raw), _TEXT, None
