"""What was promised: who, what, by when, at which meeting; each line is a follow-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.fields import Value
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.records.follow_up import OPEN_STATUSES
from coordinator_app.services import commitments, naming
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.context import Context
from coordinator_app.ui.tables.child_grid import ChildGrid
from coordinator_app.ui.tables.child_model import ChildModel
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tables.rows import Presenter, Row, own_fields
from coordinator_app.ui.theme import SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.kit import words

_ROW_OF: Final = "$row"
_OPENS: Final = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class CommitmentGrid(ChildGrid):
    """Follow-ups that come from an entry or a row it owns.

    Args:
        context: Collaborators.
        row_type: Record type of the rows a commitment may come from ("visit_meeting"); "" for
            none: there is no column for them.
        heading: English msgid of that column.

    Signals:
        counted_open: How many there are, and how many of them are open.
    """

    counted_open = Signal(int, int)

    def __init__(self, context: Context, row_type: str = "", heading: str = "") -> None:
        self._row_type = row_type
        self._origin = ""
        self._defaults: Mapping[str, Value] = {}
        self._rows_offered: Sequence[tuple[str, str]] = ()
        super().__init__(
            context,
            "follow_up",
            ("owner", "title", "due_on", "status"),
            key=f"commitments/{row_type}",
            link="origin",
            prompt=context.texts("Type who promised something"),
        )
        columns = [
            Column("owner", 150, 3),
            Column("title", 220, 6),
            Column("due_on", 152, look="due", label=N_("By when")),
        ]
        if row_type:
            columns.append(Column(_ROW_OF, 120, 2, heading, "muted", compute=self._name_rows))
        columns.append(Column("status", 144, look="status"))
        self._lay(columns)
        self.view.installEventFilter(self)
        self.view.doubleClicked.connect(self._on_double_clicked)

    def show_entry(self, entry_id: str) -> None:
        """Show the commitments of an entry."""
        if entry_id != self._parent_id:
            self._defaults = {}
            self._origin = ""
        self.show_parent(entry_id)

    def set_origin(self, row_id: str) -> None:
        """Say from which row new commitments come; "" for the entry itself."""
        self._origin = row_id

    def offer_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Say from which rows (id, name) a commitment may come."""
        self._rows_offered = tuple(rows)

    def quote(self, sentence: str) -> None:
        """Make a commitment of a sentence; the words are kept beside it."""
        made = uuid7()
        self.select(made)
        self._context.tasks.write(
            partial(_record, self._origin or self._parent_id, {}, made, sentence),
            self._on_quoted,
        )

    # ChildGrid -------------------------------------------------------------------------------

    def given(self) -> dict[str, Value]:
        """Return what every new commitment gets."""
        origin = self._origin or self._parent_id
        return {**self._defaults, "origin": origin}

    def _read(self) -> None:
        stamp = self._generation.new()
        if self._parent_id:
            actor = self._context.file.actor
            asked = partial(_rows, self._parent_id, actor, self._presenter)
            self._context.tasks.read(asked, self._on_found, generation=stamp)

    @Slot(object)
    def _on_found(self, found: tuple[Sequence[Row], Mapping[str, Value]]) -> None:
        rows, self._defaults = found
        self._on_read(rows)
        still_open = sum(row.values.get("status") in OPEN_STATUSES for row in rows)
        self.counted_open.emit(len(rows), still_open)

    @Slot()
    def _on_line_typed(self) -> None:
        if not self._parent_id or self.model.lacks(self.given()):
            return
        record_id = uuid7()
        values = self.model.typed()
        self.model.promote(record_id)
        self._promoted.add(record_id)
        self._context.tasks.write(
            partial(_record, self._origin or self._parent_id, values, record_id, ""),
            None,
            partial(self._on_not_made, record_id),
        )
        self._on_row_changed()

    # From which row --------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the list of rows with the keys that edit a cell."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if isinstance(event, QKeyEvent) and event.type() in kinds and self._at_row_column():
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in _OPENS and plain:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    self.choose_row()
                return True
        return super().eventFilter(watched, event)

    def choose_row(self) -> None:
        """Offer the rows the current commitment may come from."""
        chosen = self.current_id()
        if not chosen or self._context.file.read_only:
            return
        row = self.model.row_at(self.view.currentIndex().row())
        now = row.values.get("origin") if row is not None else None
        menu = QMenu(self.view)
        for row_id, name in ((self._parent_id, self._context.texts("–")), *self._rows_offered):
            action = menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(row_id == now)
            action.triggered.connect(partial(self._on_row_chosen, chosen, row_id))
        rect = self.view.visualRect(self.view.currentIndex())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 1)))

    def _at_row_column(self) -> bool:
        return bool(self._row_type) and self.view.currentIndex().column() == self.model.column_of(
            _ROW_OF
        )

    @Slot()
    def _on_double_clicked(self) -> None:
        if self._at_row_column():
            self.choose_row()

    def _on_row_chosen(self, follow_up: str, row_id: str) -> None:
        self._context.tasks.write(partial(_move, follow_up, row_id))

    @Slot(str)
    def _on_quoted(self, _made: str) -> None:
        self._context.shell.say(self._context.texts("Commitment added · F6 goes to it"))

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        if self._row_type and self._row_type in change_set.types and self._parent_id:
            self._read()
        else:
            super()._on_changed(change_set)

    def _lay(self, columns: Sequence[Column]) -> None:
        """Show other columns than the fields of a follow-up."""
        context, before = self._context, self.model
        self._presenter = Presenter(columns, context.texts, own_fields(context.catalogue))
        self.model = ChildModel(
            context.catalogue,
            "follow_up",
            columns,
            context.texts,
            prompt=before.prompt,
            editable=before.editable,
            parent=self,
        )
        self.view.setModel(self.model)
        self._widths.lay(columns)
        before.deleteLater()

    def _name_rows(
        self, reading: Reading, follow_ups: Sequence[str], texts: Texts
    ) -> Mapping[str, str]:
        """Return the name of the row each follow-up comes from; called in the reader's thread."""
        records = reading.records.get_many(follow_ups).values()
        origins = {each.id: each.text("origin") for each in records}
        found = reading.records.get_many(origins.values())
        return {
            follow_up: naming.name(found[origin], texts.lang)
            for follow_up, origin in origins.items()
            if origin in found and found[origin].type == self._row_type
        }


class Commitments(QWidget):
    """The grid with its title, always in view on the page of an activity.

    Args:
        context: Collaborators.
        title: Translated title.
        grid: The grid.
    """

    def __init__(self, context: Context, title: str, grid: CommitmentGrid) -> None:
        super().__init__()
        self._texts, self.grid = context.texts, grid
        self._count = words("", "hint")
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 2, 0)
        head.setSpacing(SPACE_S)
        head.addWidget(words(title, "section"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(words(context.texts("Each line is a follow-up"), "hint"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        column.addLayout(head)
        column.addWidget(grid, 1)
        grid.counted_open.connect(self._on_counted)

    @Slot(int, int)
    def _on_counted(self, count: int, still_open: int) -> None:
        texts = self._texts
        said = texts.n("{n} · {open} open", "{n} · {open} open", count, open=still_open)
        self._count.setText(said if count else "")


def _rows(
    entry_id: str, actor: str, presenter: Presenter, reading: Reading
) -> tuple[Sequence[Row], Mapping[str, Value]]:
    found = commitments.of_entry(reading, entry_id)
    start = commitments.defaults(reading, entry_id, actor)
    return presenter.of_records(reading, found), start


def _record(
    origin_id: str, values: Mapping[str, Value], record_id: str, quote: str, session: Session
) -> str:
    return commitments.record(session, origin_id, values, record_id=record_id, quote=quote)


def _move(follow_up: str, origin: str, session: Session) -> None:
    commitments.move(session, follow_up, origin)
