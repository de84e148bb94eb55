"""A list of any length: ids stay in the reader's thread, rows come by pages of 256."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal, Slot

from coordinator_app.domain.errors import UserError
from coordinator_app.services.session import Reading
from coordinator_app.ui.context import Context
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tables.grouping import Group, Grouping, Heading
from coordinator_app.ui.tables.record_model import (
    DISPLAY,
    GROUP_ROLE,
    Index,
    RecordModel,
)
from coordinator_app.ui.tables.rows import FieldOf, Row
from coordinator_app.ui.tasks import Generation

PAGE: Final = 256
_KEPT: Final = 24
#: Pages on their way at once: a dragged scroll bar passes many that nobody waits for.
_ASKED_AT_ONCE: Final = 2
_NO_PARENT: Final = QModelIndex()


@dataclass(frozen=True)
class Answer:
    """What a question found.

    Args:
        handle: By which the list is asked further.
        count: How many entries there are.
        rows: The first page.
        groups: In the order of the list; () when it is not grouped.
        position: Where the entry asked about stands; -1 when it is not in it.
    """

    handle: Any
    count: int
    rows: Sequence[Row] = ()
    groups: Sequence[Group] = ()
    position: int = -1


class Lister(Protocol):
    """Answers in the reader's thread; one object for one question."""

    def open(self, reading: Reading, near: str) -> Answer:
        """Choose the entries; `near` is the entry whose position is wanted."""
        ...

    def page(self, reading: Reading, handle: Any, number: int) -> Sequence[Row]:
        """Return a page of rows."""
        ...

    def rows(self, reading: Reading, record_ids: Sequence[str]) -> Sequence[Row]:
        """Return rows as they are now."""
        ...

    def ids(self, reading: Reading, handle: Any, first: int, count: int) -> list[str]:
        """Return the ids of entries in their order; count -1 for all."""
        ...

    def close(self, reading: Reading, handle: Any) -> None:
        """Let the list go."""
        ...


class _OpenList:
    """The list that is open in the reader's thread; only that thread touches it."""

    def __init__(self) -> None:
        self._lister: Lister | None = None
        self._handle: Any = None

    def open(self, lister: Lister, near: str, reading: Reading) -> Answer:
        """Open a list and let the one before go, also when nobody waits for the answer."""
        answer = lister.open(reading, near)
        if self._lister is not None:
            self._lister.close(reading, self._handle)
        self._lister, self._handle = lister, answer.handle
        return answer


class PagedModel(RecordModel):
    """Shows what a lister answers.

    Args:
        context: Collaborators.
        type_key: Record type the columns belong to.
        columns: What is shown.
        editable: Cells may be edited.
        field_of: Finds the fields of columns, computed ones included.

    Signals:
        answered: A question was answered; the rows are those of that answer.
        failed: A UserError came instead.
    """

    answered = Signal()
    failed = Signal(object)

    def __init__(
        self,
        context: Context,
        type_key: str,
        columns: Sequence[Column],
        *,
        editable: bool,
        field_of: FieldOf,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(
            context.catalogue,
            type_key,
            columns,
            context.texts,
            editable=editable,
            field_of=field_of,
            parent=parent,
        )
        self._context = context
        self._generation = Generation()
        self._open_list = _OpenList()
        self._asking = False
        self._lister: Lister | None = None
        self._answer = Answer(None, 0)
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self._grouping: Grouping | None = None
        self._closed: frozenset[str] = frozenset()
        self._wanted: list[int] = []
        self._asked: set[int] = set()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._pause.timeout.connect(self._ask_pages)

    # Asking ------------------------------------------------------------------------------------

    def ask(self, lister: Lister, columns: Sequence[Column], near: str = "") -> None:
        """Ask a new question; what is shown stays until it is answered.

        Args:
            lister: Answers it.
            columns: What is shown from then on.
            near: Entry whose position is wanted.
        """
        self._asking = True
        self._context.tasks.read(
            partial(self._open_list.open, lister, near),
            partial(self._on_answered, lister, tuple(columns)),
            self._on_failed,
            generation=self._generation.new(),
        )

    def reload(self, record_ids: Iterable[str]) -> None:
        """Read rows again where they stand, because their entries changed."""
        shown = [each for each in record_ids if self._entry_of(each) >= 0]
        if shown and self._lister is not None and not self._asking:
            self._context.tasks.read(
                partial(_rows, self._lister, shown),
                self._on_reloaded,
                generation=self._generation.now(),
            )

    def read_ids(self, first: int, count: int, done: Callable[[list[str]], None]) -> None:
        """Ask for ids of entries in their order, also of pages that were never shown."""
        if self._lister is not None and not self._asking:
            self._context.tasks.read(
                partial(_ids, self._lister, self._answer.handle, first, count),
                done,
                generation=self._generation.now(),
            )

    def read_rows(self, entries: Iterable[int], done: Callable[[dict[int, Row]], None]) -> None:
        """Ask for rows by the numbers of their entries, also of pages that were never shown."""
        if self._lister is not None and not self._asking:
            self._context.tasks.read(
                partial(_numbered, self._lister, self._answer.handle, sorted(entries)),
                done,
                generation=self._generation.now(),
            )

    @property
    def count(self) -> int:
        """How many entries the list has."""
        return self._answer.count

    @property
    def position(self) -> int:
        """The line of the entry that was asked about; -1 when it is not shown."""
        return self.line_of(self._answer.position) if self._answer.position >= 0 else -1

    def entry_at(self, row: int) -> int:
        """Return the number of the entry a line shows; -1 for a heading."""
        if self._grouping is None:
            return row
        found = self._grouping.at(row)
        return found if isinstance(found, int) else -1

    def line_of(self, entry: int) -> int:
        """Return the line that shows an entry; -1 in a closed group."""
        return self._grouping.line_of(entry) if self._grouping else entry

    # Groups ------------------------------------------------------------------------------------

    @Slot(int)
    def toggle_group(self, row: int) -> None:
        """Open or close the group a heading heads."""
        heading = self._grouping.at(row) if self._grouping else None
        if self._grouping is None or not isinstance(heading, Heading):
            return
        count = heading.group.count
        if heading.closed:
            self.beginInsertRows(_NO_PARENT, row + 1, row + count)
        else:
            self.beginRemoveRows(_NO_PARENT, row + 1, row + count)
        self._grouping = self._grouping.toggled(heading.group.key)
        self._closed = self._grouping.closed
        if heading.closed:
            self.endInsertRows()
        else:
            self.endRemoveRows()
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    # RecordModel -------------------------------------------------------------------------------

    def row_at(self, row: int) -> Row | None:
        """Return a row, asking for its page if it is not here."""
        entry = self.entry_at(row) if 0 <= row < self.rowCount() else -1
        if entry < 0:
            return None
        number, offset = divmod(entry, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            return None
        return page[offset] if offset < len(page) else None

    def row_of(self, record_id: str) -> int:
        """Return the line of an entry on a page that is here."""
        entry = self._entry_of(record_id)
        return self.line_of(entry) if entry >= 0 else -1

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of lines."""
        if parent.isValid():
            return 0
        return len(self._grouping) if self._grouping is not None else self._answer.count

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return what a cell says; a heading stands for its whole line."""
        if role == GROUP_ROLE or (role == DISPLAY and self._grouping is not None):
            heading = self._grouping.at(index.row()) if self._grouping else None
            if isinstance(heading, Heading):
                return heading if role == GROUP_ROLE else self._heading_text(heading, index)
            if role == GROUP_ROLE:
                return None
        return super().data(index, role)

    # Inside ------------------------------------------------------------------------------------

    def _heading_text(self, heading: Heading, index: Index) -> str:
        return f"{heading.group.label}, {heading.group.count}" if index.column() == 0 else ""

    def _entry_of(self, record_id: str) -> int:
        for number, page in self._pages.items():
            for offset, row in enumerate(page):
                if row.id == record_id:
                    return number * PAGE + offset
        return -1

    def loaded(self) -> Iterable[Row]:
        """Return the rows that are here."""
        return (row for page in self._pages.values() for row in page)

    def _want(self, number: int) -> None:
        if number in self._asked:
            return
        if number in self._wanted:
            self._wanted.remove(number)
        self._wanted.append(number)
        self._pause.start()

    @Slot()
    def _ask_pages(self) -> None:
        lister = self._lister
        # The latest are those in sight; the others are asked for again if they come into it.
        while lister is not None and self._wanted and len(self._asked) < _ASKED_AT_ONCE:
            if self._asking:
                break  # the list is about to be another one
            number = self._wanted.pop()
            self._asked.add(number)
            self._context.tasks.read(
                partial(_page, lister, self._answer.handle, number),
                partial(self._on_page, number),
                generation=self._generation.now(),
            )
        del self._wanted[:-_ASKED_AT_ONCE]

    def _on_page(self, number: int, rows: Sequence[Row]) -> None:
        self._asked.discard(number)
        self._pages[number] = rows
        self._forget_pending(row.id for row in rows)
        while len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
        self._show_entries(number * PAGE, number * PAGE + len(rows) - 1)
        if self._wanted:
            self._pause.start()

    def _on_answered(self, lister: Lister, columns: tuple[Column, ...], answer: Answer) -> None:
        self._asking = False
        grouping = Grouping(answer.groups, self._closed) if answer.groups else None
        stays = (
            columns == self.columns
            and grouping is None
            and self._grouping is None
            and answer.count == self._answer.count
            and [row.id for row in answer.rows] == [row.id for row in self._pages.get(0, ())]
        )
        if not stays:
            self.beginResetModel()
        self._lister, self._answer, self._grouping = lister, answer, grouping
        self._pages = OrderedDict({0: answer.rows})
        self._wanted, self._asked = [], set()
        self._forget_pending(row.id for row in answer.rows)
        if not stays:
            self._set_columns(columns)
            self.endResetModel()
        elif answer.count:
            self._show_entries(0, answer.count - 1)
        self.answered.emit()

    @Slot(object)
    def _on_failed(self, error: UserError) -> None:
        self._asking, self._lister = False, None
        self.failed.emit(error)

    @Slot(object)
    def _on_reloaded(self, rows: Sequence[Row]) -> None:
        fresh: Mapping[str, Row] = {row.id: row for row in rows}
        self._forget_pending(fresh)
        for number, page in self._pages.items():
            if any(row.id in fresh for row in page):
                self._pages[number] = [fresh.get(row.id, row) for row in page]
        for record_id in fresh:
            self._repaint(record_id)

    def _show_entries(self, first: int, last: int) -> None:
        lines = [self.line_of(first), self.line_of(last)] if self._grouping is None else []
        top, bottom = lines or [0, self.rowCount() - 1]
        if 0 <= top <= bottom < self.rowCount():
            self.dataChanged.emit(self.index(top, 0), self.index(bottom, len(self.columns) - 1))


def _page(lister: Lister, handle: Any, number: int, reading: Reading) -> Sequence[Row]:
    return lister.page(reading, handle, number)


def _rows(lister: Lister, record_ids: Sequence[str], reading: Reading) -> Sequence[Row]:
    return lister.rows(reading, record_ids)


def _numbered(
    lister: Lister, handle: Any, numbers: Sequence[int], reading: Reading
) -> dict[int, Row]:
    first = numbers[0]
    ids = lister.ids(reading, handle, first, numbers[-1] - first + 1)
    wanted = {ids[each - first]: each for each in numbers if each - first < len(ids)}
    return {wanted[row.id]: row for row in lister.rows(reading, list(wanted))}


def _ids(lister: Lister, handle: Any, first: int, count: int, reading: Reading) -> list[str]:
    return lister.ids(reading, handle, first, count)
