"""What a courier file holds, before it is written: sheets, columns, lines, lists, first page."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from coordinator_app.domain.fields import Field, Value
from coordinator_app.excel.manifest import Manifest
from coordinator_app.excel.written import Content

#: Columns that are no fields: the record id, the digest of what was sent, the readable code, and
#: where removal may be proposed.
ID, REVISION, REFERENCE, REMOVE = "_id", "_rev", "_ref", "_remove"

#: Rows of a data sheet: hidden keys, header of the table, first line.
KEY_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 3

#: Rows that a page holds: what a sheet of an Excel file holds, but for title, words and header.
MOST_ON_PAGE = 1_048_576 - 16

#: Stands in a cell whose value the recipient may not see.
NOT_SHOWN = "…"


@dataclass(frozen=True)
class Column:
    """One column of a data sheet.

    Args:
        key: Field key, or REFERENCE or REMOVE.
        header: In the recipient's language.
        field: None for columns that are no fields.
        hint: Shown while a cell of it is selected.
        editable: The recipient is asked for it.
        listing: Name of the list its cells are chosen from, "" when typed.
        enforced: Nothing but what is in the list may be typed.
    """

    key: str
    header: str
    field: Field | None = None
    hint: str = ""
    editable: bool = True
    listing: str = ""
    enforced: bool = False


@dataclass(frozen=True)
class Line:
    """One row of a data sheet.

    Args:
        record: Its id.
        revision: Digest of (made, heads), "" in a spare row.
        reference: Readable code.
        values: Field key to stored value; absent is empty.
        withheld: Fields shown in part or not at all; what stands there means nothing.
        locked: All of it is only to be read.
        spare: To be filled in by the recipient.
        raws: Fields that hold what the recipient wrote, as it stood there.
        remarks: Fields with what is wrong with them, in the recipient's language; under the empty
            key what is wrong with the whole row.
    """

    record: str
    revision: str = ""
    reference: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()
    locked: bool = False
    spare: bool = False
    raws: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SheetLayout:
    """One data sheet: the records of one type."""

    type: str
    name: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Listing:
    """What the cells of a column are chosen from.

    Args:
        name: Letters, digits and underscores.
        entries: Label, and the code or record id it stands for.
    """

    name: str
    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Contents:
    """What the first page says of one sheet: its name, how many rows, what to do there."""

    sheet: str
    rows: int
    spare: int
    task: str


@dataclass(frozen=True)
class Guide:
    """The first page: who asks whom for what until when, and how to fill it in.

    Args:
        sheet: Name on its tab.
        title: Large, on top.
        facts: Label and text, one line each (State, recipient, reply by).
        opening: What is asked, as paragraphs.
        steps_title, steps: How to fill it in.
        contents_head: Headers of the table of sheets: sheet, entries, blank rows, what to do.
        contents: The sheets.
        example_title, example_head, example: A filled-in line as it should look.
        closing: Paragraphs at the end (who may see it, what was left out).
    """

    sheet: str
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    opening: tuple[str, ...] = ()
    steps_title: str = ""
    steps: tuple[str, ...] = ()
    contents_head: tuple[str, str, str, str] = ("", "", "", "")
    contents: tuple[Contents, ...] = ()
    example_title: str = ""
    example_head: tuple[str, ...] = ()
    example: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """One page of a report, only to be read.

    Args:
        name: On its tab.
        headers: One per column; none where the page is words alone.
        rows: Cells by column; None is empty. Many of them may be made only as they are written.
        words: Paragraphs above the table.
        task: What it shows, for the first page.
    """

    name: str
    headers: tuple[str, ...] = ()
    rows: Collection[tuple[Content, ...]] = ()
    words: tuple[str, ...] = ()
    task: str = ""


@dataclass(frozen=True)
class FileLayout:
    """A whole courier file.

    Args:
        manifest: Its identity.
        guide: The first page.
        sheets: In order.
        listings: The lists of all its columns.
        title: Document title.
        marking: On top of every printed page: how far it may travel, and that it is a sample.
        footer: Below every printed page.
        page: Word for a page number, with {page} and {pages}.
        pages: Pages that are only to be read, after the sheets.
    """

    manifest: Manifest
    guide: Guide
    sheets: tuple[SheetLayout, ...]
    listings: tuple[Listing, ...] = ()
    title: str = ""
    marking: str = ""
    footer: str = ""
    page: str = "{page}/{pages}"
    pages: tuple[Page, ...] = ()

    def labels(self, name: str) -> dict[str, str]:
        """Return what stands in a cell for each code or record id of a list."""
        for listing in self.listings:
            if listing.name == name:
                return {stands_for: label for label, stands_for in listing.entries}
        return {}
