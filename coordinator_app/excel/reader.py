"""Reading a returned courier file: from cells to a snapshot of values, issues and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Field, Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.identity import without_check
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.reading import Reading
from coordinator_app.domain.reading_names import read_yes_no
from coordinator_app.domain.snapshot import YES, Said, Snapshot, SnapshotRow
from coordinator_app.excel import headers, interpret, manifest
from coordinator_app.excel.books import BookSource, SheetSource
from coordinator_app.excel.cells import Cell, column_letters
from coordinator_app.excel.headers import Header, Surroundings
from coordinator_app.excel.layouts import ID, NOT_SHOWN, REFERENCE, REMOVE, REVISION
from coordinator_app.excel.manifest import Manifest
from coordinator_app.excel.opening import open_any
from coordinator_app.excel.rows import Row
from coordinator_app.excel.safety import Format
from coordinator_app.placing import digest
from coordinator_app.texts import LANGUAGES, N_, load

#: Rows in which a file says what it is.
_TOP = 40


@dataclass(frozen=True)
class Identified:
    """A file looked at, before its cells are read.

    Args:
        sha256: Of its bytes.
        manifest: What it says of itself, None when it is none of ours.
    """

    sha256: str
    manifest: Manifest | None


@dataclass(frozen=True)
class Known:
    """What the workbook knows of the sent file that this is a reply to.

    Args:
        reading: Language, day and lookup.
        sent: By record, the values that were sent.
        codes: Readable codes of the rows sent, spare ones among them, to their record ids.
        offered: Fields that were sent, by record type.
    """

    reading: Reading
    sent: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    offered: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass
class _Page:
    sheet: SheetSource
    rows: list[Row]
    header: Header


def identify(path: Path, catalogue: Catalogue, *, password: str = "") -> Identified:
    """Look whose file it is.

    Args:
        password: Opens the file, where it needs one.

    Raises:
        Refusal: It cannot be read.
    """
    with open_any(path, password=password) as book:
        keyed = [page.header.dispatch for page in _pages(book, catalogue, None, {}, _TOP)]
        return Identified(digest(path), manifest.of(book, keyed))


def read(
    path: Path, catalogue: Catalogue, whose: Manifest, known: Known, *, password: str = ""
) -> Snapshot:
    """Read a reply.

    Args:
        whose: What the file says of itself.
        known: What was sent.
        password: Opens the file, where it needs one.

    Raises:
        Refusal: It cannot be read whole.
    """
    with open_any(path, password=password) as book:
        pages = _believable(_pages(book, catalogue, whose, known.offered))
        context = interpret.Context(
            known.reading,
            load(whose.lang),
            _lists(book),
            {fold(code): record for code, record in known.codes.items()},
            known.sent,
            book.from_1904,
            book.format not in (Format.CSV, Format.TSV),
        )
        rows: list[SnapshotRow] = []
        issues: list[Issue] = []
        notices: list[Issue] = [*book.notices]
        for page in pages:
            issues += (*page.header.issues, *page.sheet.issues)
            notices += page.header.notices
            rows += _rows(page, catalogue, context, path.name, notices)
    if not pages:
        issues.append(
            Issue(
                N_("None of the sheets of this file is one of the form that was sent."),
                N_("Ask the sender for the form itself, filled in."),
                Place(file=path.name),
            )
        )
    return Snapshot(
        path.name,
        digest(path),
        tuple(rows),
        tuple(issues),
        whose.dispatch,
        whose.lang or "en",
        "keys",
        whose.profile,
        tuple(notices),
    )


def _pages(
    book: BookSource,
    catalogue: Catalogue,
    whose: Manifest | None,
    offered: Mapping[str, frozenset[str]],
    most: int | None = None,
) -> Iterator[_Page]:
    found = whose or manifest.of(book)
    first = (found.lang if found else "") or "en"
    languages = [load(lang) for lang in (first, *(each for each in LANGUAGES if each != first))]
    for sheet in book.sheets:
        if manifest.is_ours(sheet) or (found and found.sheets.get(sheet.name) == ""):
            continue
        around = Surroundings(
            catalogue,
            languages,
            found.sheets if found else {},
            book.names,
            [table.name for table in sheet.tables],
            offered,
        )
        place = Place(file=book.path.name, sheet=sheet.name)
        rows = [row for row in islice(sheet.rows(), most) if row.cells]
        header = headers.find(sheet.name, rows, around, place)
        if header is not None:
            yield _Page(sheet, rows, header)


def _believable(pages: Iterable[_Page]) -> list[_Page]:
    """Return the sheets, but for one that only looks like a sheet the file has anyway."""
    found = list(pages)
    sure = {page.header.type for page in found if page.header.sure}
    return [page for page in found if page.header.sure or page.header.type not in sure]


def _lists(book: BookSource) -> dict[tuple[str, str], interpret.Listing]:
    """Return what the labels of the file's lists stand for, by type and field."""
    sheet = book.sheet(manifest.LISTS_SHEET)
    if sheet is None or not sheet.readable:
        return {}
    names: dict[int, tuple[str, str]] = {}
    lists: dict[tuple[str, str], dict[str, str]] = {}
    for at, row in enumerate(sheet.rows()):
        by_column = {cell.column: str(cell.value) for cell in row.cells}
        for column, text in by_column.items():
            if at == 0:
                names[column] = manifest.listed(text)
            elif column in names:
                stands_for = without_check(by_column.get(column + 1, ""))
                if stands_for:
                    lists.setdefault(names[column], {})[text.strip()] = stands_for
    return {key: interpret.Listing(entries) for key, entries in lists.items()}


def _rows(
    page: _Page,
    catalogue: Catalogue,
    context: interpret.Context,
    file: str,
    notices: list[Issue],
) -> Iterator[SnapshotRow]:
    header = page.header
    fields = catalogue[header.type].by_key
    columns = {key: column for key, column in header.columns.items() if key in fields}
    at = {key: header.columns.get(key, 0) for key in (ID, REVISION, REFERENCE, REMOVE)}
    hidden = dict(_withheld(page.rows, at[ID], at[REVISION]))
    for row in page.rows:
        if row.number <= header.row:
            continue
        cells = {cell.column: cell for cell in row.cells if _says(cell)}
        if not any(column in cells for column in header.columns.values()):
            continue
        place = Place(file=file, sheet=page.sheet.name, cell=f"A{row.number}")
        written_id = _text(cells.get(at[ID]))
        record = without_check(written_id) or ""
        if written_id and not record:
            notices.append(_spoilt(place, at[ID]))
        reference = _text(cells.get(at[REFERENCE]))
        revision, *withheld = _text(cells.get(at[REVISION])).split() or [""]
        coded = context.codes.get(fold(reference), record)
        if coded != record:  # sorted away from its keys, which are another row's
            withheld = hidden.get(coded, [])
        said = {
            key: interpret.say(
                context,
                header.type,
                fields[key],
                record,
                cells.get(column),
                Place("", key, file, page.sheet.name, f"{column_letters(column)}{row.number}"),
            )
            for key, column in columns.items()
            if key not in withheld and not _is_hidden(fields[key], cells.get(column))
        }
        if not record and not any(_filled(each) for each in said.values()):
            continue
        yield SnapshotRow(
            header.type,
            said,
            record,
            reference,
            revision,
            place,
            _removal(cells.get(at[REMOVE])),
        )


def _withheld(rows: Iterable[Row], ids: int, revisions: int) -> Iterator[tuple[str, list[str]]]:
    """Yield record ids with the fields that their rows do not show."""
    for row in rows:
        texts = {cell.column: _text(cell) for cell in row.cells if cell.column in (ids, revisions)}
        _, *withheld = texts.get(revisions, "").split() or [""]
        if withheld and (record := without_check(texts.get(ids, ""))):
            yield record, withheld


def _is_hidden(field_: Field, cell: Cell | None) -> bool:
    """Say whether a cell stands for a name that was not shown, wherever it was sorted to."""
    return field_.kind in interpret.LINKING and _text(cell) == NOT_SHOWN


def _says(cell: Cell) -> bool:
    if isinstance(cell.value, str):
        return bool(cell.value.strip())
    return cell.value is not None or cell.formula


def _filled(said: Said) -> bool:
    return said.value is not None or said.issue is not None


def _text(cell: Cell | None) -> str:
    return "" if cell is None or cell.value is None else str(cell.value).strip()


def _removal(cell: Cell | None) -> str:
    """Return "yes" or the reason that was given for a removal, "" when none is asked for."""
    text = _text(cell)
    if not text:
        return ""
    answer = read_yes_no(text)
    if answer.issue is not None:
        return text
    return YES if answer.value else ""


def _spoilt(place: Place, column: int) -> Issue:
    return Issue(
        N_("The hidden key of this row was changed; the row is compared by its content."),
        place=replace(place, cell=f"{column_letters(column)}{place.cell[1:]}"),
    )
