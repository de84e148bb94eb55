"""What the columns of a foreign file mean: decided once, kept as JSON, used again."""

from __future__ import annotations

import collections.abc
import dataclasses
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.folding import fold
from coordinator_app.texts import N_

#: What happens to rows that are new, and to rows that are on record.
Mode = Literal["add_update", "add", "update", "fill"]
#: What a blank cell says of an entry on record.
Blank = Literal["keep", "clear"]
#: In which order a column writes day, month and year; "" where that is not said.
DateOrder = Literal["", "dmy", "mdy", "ymd"]
#: What is done with a text whose meaning was asked for.
Action = Literal["value", "empty", "create"]

MODES: tuple[Mode, ...] = get_args(Mode)
BLANKS: tuple[Blank, ...] = get_args(Blank)

#: Stands for a field where a column holds the code by which the file itself names its rows.
CODE = "$code"
#: Raised when the JSON form changes.
VERSION = 1

_Names = collections.abc.Mapping[str, str]
_Values = collections.abc.Mapping[str, Value]


@dataclass(frozen=True)
class ColumnMapping:
    """What one column is.

    Args:
        field: Key of a field; "type.field" for one of a row that each row owns (a partner of an
            activity, the role of a contact); CODE; "" where the column is left out.
        header: What stands above it, by which it is found in the next file.
        date_order: How it writes days; "" asks where day and month may be swapped.
        century: What two-digit years begin with: 19, 20; 0 asks.
    """

    field: str = ""
    header: str = ""
    date_order: DateOrder = ""
    century: int = 0


@dataclass(frozen=True)
class TypeMapping:
    """What rows with a certain word in the type column are.

    Args:
        type: Record type; "" leaves them out.
        values: Fields the word says (visit_type: COMMITTEE_VISIT).
    """

    type: str = ""
    values: _Values = field(default_factory=dict)


@dataclass(frozen=True)
class SheetMapping:
    """What the rows of one sheet are.

    Args:
        type: Record type; "" leaves the sheet out.
        header_row: Number of the first header row; 0 where the sheet has none.
        header_depth: How many rows the header has.
        columns: By column number, from 1.
        constants: Field (or "type.field") to the value every row has that says nothing else.
        type_column: Column whose words say what record type a row is; 0 where all are `type`.
        types: By word of the type column, folded.
    """

    type: str = ""
    header_row: int = 1
    header_depth: int = 1
    columns: collections.abc.Mapping[int, ColumnMapping] = field(default_factory=dict)
    constants: _Values = field(default_factory=dict)
    type_column: int = 0
    types: collections.abc.Mapping[str, TypeMapping] = field(default_factory=dict)

    @property
    def data_row(self) -> int:
        """Number of the first row that may hold data."""
        return self.header_row + self.header_depth if self.header_row else 1

    def column_of(self, field_key: str) -> int:
        """Return the column that is mapped to a field, 0 when none is."""
        return next((at for at, each in self.columns.items() if each.field == field_key), 0)


@dataclass(frozen=True)
class Meaning:
    """What one text in one field means.

    Args:
        type, field: Where it stands.
        raw: The text, as it was first met.
        value: In its stored shape; only with the action "value".
        action: "empty" leaves the field empty; "create" makes the record it names.
    """

    type: str
    field: str
    raw: str
    value: Value = None
    action: Action = "value"

    @property
    def key(self) -> tuple[str, str, str]:
        """By what it is found: writings that differ in case and accents only are one."""
        return self.type, self.field, fold(self.raw)


@dataclass(frozen=True)
class Mapping:
    """How a foreign file is taken in.

    Args:
        name: Under which it is kept; "" when it is not.
        mode: "add_update", "add" (new rows only), "update" (rows on record only), "fill" (what
            is blank in entries on record, and nothing else).
        blank: A blank cell keeps what is on record, or clears it.
        create_missing: Institutions, contacts and sources that are named and not on record are
            made.
        sheets: By sheet name.
        values: Meanings that somebody decided.
    """

    name: str = ""
    mode: Mode = "add_update"
    blank: Blank = "keep"
    create_missing: bool = False
    sheets: collections.abc.Mapping[str, SheetMapping] = field(default_factory=dict)
    values: tuple[Meaning, ...] = ()

    def with_sheet(self, name: str, sheet: SheetMapping) -> Mapping:
        """Return it with another mapping of one sheet."""
        return dataclasses.replace(self, sheets={**self.sheets, name: sheet})

    def with_column(self, sheet: str, column: int, mapped: ColumnMapping) -> Mapping:
        """Return it with another mapping of one column."""
        before = self.sheets[sheet]
        columns = {**before.columns, column: mapped}
        return self.with_sheet(sheet, dataclasses.replace(before, columns=columns))

    def with_meaning(self, meaning: Meaning) -> Mapping:
        """Return it with one more decided meaning, in the place of an earlier one."""
        kept = tuple(each for each in self.values if each.key != meaning.key)
        return dataclasses.replace(self, values=(*kept, meaning))

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return {
            "version": VERSION,
            "name": self.name,
            "mode": self.mode,
            "blank": self.blank,
            "create_missing": self.create_missing,
            "sheets": {name: _sheet_data(each) for name, each in self.sheets.items()},
            "values": [dataclasses.asdict(each) for each in self.values],
        }

    @classmethod
    def from_json(cls, data: Any) -> Mapping:
        """Return what `to_json` wrote, or a person in that form; what is left out is as usual.

        Raises:
            UserError: It is not in that form.
        """
        try:
            if data.get("version", VERSION) != VERSION:
                raise _unreadable()
            sheets = data.get("sheets", {})
            return cls(
                str(data.get("name", "")),
                _one_of(data.get("mode", "add_update"), MODES),
                _one_of(data.get("blank", "keep"), BLANKS),
                bool(data.get("create_missing", False)),
                {str(name): _sheet(each) for name, each in sheets.items()},
                tuple(_meaning(each) for each in data.get("values", ())),
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise _unreadable() from error


def _sheet_data(sheet: SheetMapping) -> dict[str, Any]:
    return {
        "type": sheet.type,
        "header_row": sheet.header_row,
        "header_depth": sheet.header_depth,
        "columns": {str(at): dataclasses.asdict(each) for at, each in sheet.columns.items()},
        "constants": dict(sheet.constants),
        "type_column": sheet.type_column,
        "types": {
            word: {"type": each.type, "values": dict(each.values)}
            for word, each in sheet.types.items()
        },
    }


def _sheet(data: Any) -> SheetMapping:
    columns = data.get("columns", {})
    types = data.get("types", {})
    return SheetMapping(
        str(data.get("type", "")),
        int(data.get("header_row", 1)),
        int(data.get("header_depth", 1)),
        {int(at): _column(each) for at, each in columns.items()},
        dict(data.get("constants", {})),
        int(data.get("type_column", 0)),
        {
            fold(word): TypeMapping(str(each.get("type", "")), dict(each.get("values", {})))
            for word, each in types.items()
        },
    )


def _column(data: Any) -> ColumnMapping:
    return ColumnMapping(
        str(data.get("field", "")),
        str(data.get("header", "")),
        _one_of(data.get("date_order", ""), get_args(DateOrder)),
        int(data.get("century", 0)),
    )


def _meaning(data: Any) -> Meaning:
    return Meaning(
        str(data["type"]),
        str(data["field"]),
        str(data["raw"]),
        data.get("value"),
        _one_of(data.get("action", "value"), get_args(Action)),
    )


def _one_of(value: Any, allowed: tuple[Any, ...]) -> Any:
    if value not in allowed:
        raise ValueError(value)
    return value


def _unreadable() -> UserError:
    return UserError(
        N_("This mapping cannot be read."),
        do=N_("Map the columns anew, or take the form that a dry run prints."),
    )
