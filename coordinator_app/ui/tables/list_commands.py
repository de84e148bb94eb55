"""What can be done with a list as a whole: columns, groups, deleting, pasting, saving as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, QStandardPaths, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton

from coordinator_app.domain.fields import Kind
from coordinator_app.services import pasting, table_export
from coordinator_app.services.session import Reading
from coordinator_app.texts import Texts
from coordinator_app.ui.context import Route
from coordinator_app.ui.dialogs.columns import ColumnsDialog
from coordinator_app.ui.dialogs.delete_question import delete_entries
from coordinator_app.ui.dialogs.paste import paste_block

if TYPE_CHECKING:
    from coordinator_app.ui.tables.list_table import ListTable

#: Kinds that make sensible groups: few values, many rows.
_GROUPED: Final = (
    Kind.CHOICE,
    Kind.LINK,
    Kind.LINKS,
    Kind.PARTY,
    Kind.DATE,
    Kind.EDTF,
    Kind.YES_NO,
)


class ListCommands(QObject):
    """The commands of one list.

    Args:
        table: The list.
    """

    def __init__(self, table: ListTable) -> None:
        super().__init__(table)
        self._table = table
        self._context = table.context
        bind, view = self._context.actions.bind, table.view
        self._columns = bind("list.columns", self.choose_columns, view)
        self._group = bind("list.group", self.show_groups, view)
        self._export = bind("list.export", self.save_as, view)
        self._bring = bind("list.bring", self.bring, view)
        if not self._context.file.read_only:
            bind("list.delete", self.delete, view)
        self._group_button = self._context.actions.tool_button(self._group)

    def buttons(self) -> list[QToolButton]:
        """Return the buttons of the foot."""
        make = self._context.actions.tool_button
        return [self._group_button, make(self._columns), make(self._bring), make(self._export)]

    @Slot()
    def bring(self) -> None:
        """Bring in a list whose rows are such entries."""
        self._context.shell.go(Route("bring_list", "", {"type": self._table.spec.type}))

    # Columns and groups ------------------------------------------------------------------------

    @Slot()
    def choose_columns(self) -> None:
        """Let the person choose columns and their order."""
        table = self._table
        record_type = self._context.catalogue[table.spec.type]
        shown = [each.key for each in table.columns]
        dialog = ColumnsDialog(self._context, record_type, shown, table)
        dialog.chosen.connect(table.show_columns)
        dialog.open()

    @Slot()
    def show_groups(self) -> None:
        """Offer the columns rows can be grouped by."""
        menu = QMenu(self._group_button)
        self._fill_groups(menu)
        corner = self._group_button.mapToGlobal(QPoint(0, 0))
        menu.popup(corner - QPoint(0, menu.sizeHint().height()))

    @Slot(int, QPoint)
    def show_head_menu(self, section: int, corner: QPoint) -> None:
        """Offer what can be done with a column."""
        table, texts = self._table, self._context.texts
        menu = QMenu(table)
        if section >= 0 and table.can_be_asked(section):
            key = table.columns[section].key
            self._add(menu, texts("Sort upwards"), partial(table.sort_by, key, down=False))
            self._add(menu, texts("Sort downwards"), partial(table.sort_by, key, down=True))
            self._add(menu, texts("Filter…"), partial(table.view.head.ask_filter, section))
            if self._can_group(section):
                self._add(menu, texts("Group by this"), partial(table.group_by, key))
            menu.addSeparator()
            shown = [each.key for each in table.columns if each.key != key]
            if shown:
                self._add(menu, texts("Hide this column"), partial(table.show_columns, shown))
        if table.group:
            self._add(menu, texts("Do not group"), partial(table.group_by, ""))
        self._add(menu, texts("Columns…"), self.choose_columns)
        if not self._context.file.read_only:
            self._add(menu, texts("Bring in a list…"), self.bring)
        self._add(menu, texts("Columns and widths as at first"), partial(table.show_columns, ()))
        menu.popup(corner)

    def _fill_groups(self, menu: QMenu) -> None:
        table, texts = self._table, self._context.texts
        alone = QActionGroup(menu)
        none = self._add(menu, texts("Do not group"), partial(table.group_by, ""))
        none.setCheckable(True)
        none.setChecked(not table.group)
        alone.addAction(none)
        menu.addSeparator()
        for section, column in enumerate(table.columns):
            if self._can_group(section):
                heading = table.model.heading(section)
                each = self._add(menu, heading, partial(table.group_by, column.key))
                each.setCheckable(True)
                each.setChecked(table.group == column.key)
                alone.addAction(each)

    def _can_group(self, section: int) -> bool:
        field = self._table.model.field_at(section)
        asked = self._table.can_be_asked(section)
        return field is not None and asked and field.kind in _GROUPED

    @staticmethod
    def _add(menu: QMenu, text: str, run: Callable[[], object]) -> QAction:
        made = menu.addAction(text.replace("&", "&&"))
        made.triggered.connect(_Run(run))
        return made

    # Deleting and pasting ----------------------------------------------------------------------

    @Slot()
    def delete(self) -> None:
        """Put the chosen entries into the recycle bin."""
        ids = self._table.selected_ids()
        if ids:
            delete_entries(self._context, self._table, ids)

    def paste(self, cells: Sequence[Sequence[str]], row: int, column: int) -> None:
        """Paste a block from a cell on; entries below come from the list, however long it is."""
        table, model = self._table, self._table.model
        shown = [at for at in range(len(model.columns)) if not table.view.isColumnHidden(at)]
        listed = [self._pasted_at(row, at) for at in shown]
        fields = [key for key, at in zip(listed, shown, strict=True) if at >= column]
        entry = model.entry_at(row)
        if entry >= 0:
            model.read_ids(entry, len(cells), partial(self._on_targets, cells, fields, listed))

    def _pasted_at(self, row: int, column: int) -> str:
        """Return the field that is pasted into a column; "" for one that cannot be edited."""
        model = self._table.model
        if model.columns[column].key == pasting.REFERENCE:
            return pasting.REFERENCE
        field = model.field_at(column)
        return field.key if field is not None and model.can_edit(row, column) else ""

    def _on_targets(
        self,
        cells: Sequence[Sequence[str]],
        fields: Sequence[str],
        listed: Sequence[str],
        targets: Sequence[str],
    ) -> None:
        plan = partial(
            pasting.plan,
            type_key=self._table.spec.type,
            fields=fields,
            targets=targets,
            table=cells,
            texts=self._context.texts,
            listed=listed,
        )
        paste_block(self._context, self._table, plan)

    # Saving as a file --------------------------------------------------------------------------

    @Slot()
    def save_as(self) -> None:
        """Save the filtered list as a plain .xlsx or .csv file."""
        texts = self._context.texts
        dialog = QFileDialog(self._table, texts("Save the list as Excel or CSV…"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([texts("Excel file (*.xlsx)"), texts("CSV file (*.csv)")])
        dialog.setDefaultSuffix("xlsx")
        place = QStandardPaths.StandardLocation.DocumentsLocation
        dialog.setDirectory(QStandardPaths.writableLocation(place))
        plural = texts(self._context.catalogue[self._table.spec.type].plural)
        day = self._context.clock.today().isoformat()
        dialog.selectFile(f"{plural} {day}.xlsx")
        dialog.filterSelected.connect(_Suffix(dialog))
        dialog.fileSelected.connect(self.write)
        dialog.open()

    @Slot(str)
    def write(self, name: str) -> None:
        """Write the filtered list to a file, in the columns shown."""
        self._table.model.read_ids(0, -1, partial(self._on_ids, Path(name)))

    def _on_ids(self, path: Path, ids: Sequence[str]) -> None:
        table = self._table
        known = self._context.catalogue[table.spec.type].by_key
        fields = [
            each.key
            for at, each in enumerate(table.columns)
            if each.key in known and not table.view.isColumnHidden(at)
        ]
        run = partial(_write, table.spec.type, tuple(ids), path, self._context.texts, fields)
        self._context.tasks.write(run, partial(self._on_written, path))

    def _on_written(self, path: Path, count: int) -> None:
        texts = self._context.texts
        said = texts.n("{n} entry saved as {name}", "{n} entries saved as {name}", count,
                       name=path.name)  # fmt: skip
        self._context.shell.say(said)


class _Run:
    """Runs a command of a menu, whatever Qt says beside."""

    def __init__(self, run: Callable[[], object]) -> None:
        self._run = run

    def __call__(self, *_: object) -> None:
        self._run()


class _Suffix:
    """Lets the ending of the file follow the kind that is chosen."""

    def __init__(self, dialog: QFileDialog) -> None:
        self._dialog = dialog

    def __call__(self, name_filter: str) -> None:
        self._dialog.setDefaultSuffix("csv" if "csv" in name_filter else "xlsx")


def _write(
    type_key: str,
    record_ids: Sequence[str],
    path: Path,
    texts: Texts,
    fields: Sequence[str],
    reading: Reading,
) -> int:
    return table_export.write(reading, type_key, record_ids, path, texts, fields)
