"""Values that every row of a sheet has and no column says."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.record import linked_ids
from coordinator_app.services import naming
from coordinator_app.services.foreign.mapping import SheetMapping
from coordinator_app.services.session import Reading
from coordinator_app.ui.context import Context
from coordinator_app.ui.foreign import offers
from coordinator_app.ui.foreign.field_box import FieldBox
from coordinator_app.ui.forms.editors import editor_for
from coordinator_app.ui.theme import CONTROL_HEIGHT, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.kit import styled, tool_button, words
from coordinator_app.ui.widgets.link_field import LinkField
from coordinator_app.ui.widgets.party_field import PartyField
from coordinator_app.ui.widgets.tags_field import TagsField

_LABEL_WIDTH = 120


class FixedValues(QScrollArea):
    """A line for each field with a fixed value, and one to choose a further field.

    Args:
        context: Collaborators.

    Signals:
        changed: The fixed values, by field.
    """

    changed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._values: dict[str, Value] = {}
        self._type = ""
        self._editors: dict[str, Editor] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(context.texts("Fixed values"))
        styled(self, "plain")

    def show_sheet(self, sheet: SheetMapping) -> None:
        """Show the fixed values of a sheet."""
        self._values, self._type = dict(sheet.constants), offers.main_type(sheet)
        self._lay_out()

    def editor(self, path: str) -> Editor:
        """Return the editor of a field."""
        return self._editors[path]

    def commit(self) -> bool:
        """Take what is typed; False when it is no value."""
        taken = [each.commit() for each in self._editors.values()]  # every one of them
        return all(taken)

    def _lay_out(self, focus: str = "") -> None:
        texts, kit, catalogue = self._context.texts, self._context.kit, self._context.catalogue
        inner = QWidget()
        styled(inner, "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_M, 0, SPACE_S, SPACE_S)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_S)
        grid.setVerticalSpacing(SPACE_S)
        grid.setColumnStretch(1, 1)
        self._editors = {}
        for row, (path, value) in enumerate(self._values.items()):
            field = offers.field_of(catalogue, self._type, path)
            if field is None or field.kind is Kind.FILE:
                continue
            label = offers.label(catalogue, self._type, path, texts)
            shown = words(label, "label", wrap=True)
            shown.setFixedWidth(_LABEL_WIDTH)
            shown.setMinimumHeight(CONTROL_HEIGHT)
            editor = self._editor(path, field, value)
            editor.set_name(label)
            name = texts("No fixed value for {field}", field=label)
            away = tool_button(kit, "close", name)
            away.clicked.connect(_Removing(self, path))
            for at, part in enumerate((shown, editor, away)):
                grid.addWidget(part, row, at, Qt.AlignmentFlag.AlignTop)
        self._more = self._chooser()
        grid.addWidget(self._more, len(self._values), 0, 1, 3)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        if focus in self._editors:
            self._editors[focus].setFocus(Qt.FocusReason.OtherFocusReason)

    def _chooser(self) -> FieldBox:
        texts = self._context.texts
        options = [
            each
            for each in offers.fields(self._context.catalogue, self._type, texts)
            if each.id not in self._values and not each.id.startswith("$")
        ]
        name = texts("Give all rows a value of…")
        made = FieldBox(self._context.kit, name, options, name)
        made.committed.connect(self._on_added)
        return made

    def _editor(self, path: str, field: Field, value: Value) -> Editor:
        made = editor_for(field, self._context)
        self._editors[path] = made
        ids = list(linked_ids(value)) if field.targets else []
        if isinstance(made, LinkField | TagsField | PartyField) and ids:
            self._context.tasks.read(
                partial(_names, ids, self._context.texts.lang), partial(self._on_named, path)
            )
        made.set_value(value)
        made.committed.connect(_Committing(self, path, made))
        return made

    def _on_named(self, path: str, names: dict[str, str]) -> None:
        editor = self._editors.get(path)
        if isinstance(editor, LinkField | TagsField | PartyField):
            editor.set_titles(names)

    @Slot()
    def _on_added(self) -> None:
        path = self._more.value()
        if isinstance(path, str):
            self._values[path] = None
            self._lay_out(path)

    def put(self, path: str, value: Value) -> None:
        """Take a value that was given."""
        self._values[path] = value
        self._tell()

    def remove(self, path: str) -> None:
        """Give a field no fixed value any more."""
        self._values.pop(path, None)
        self._lay_out()
        self._more.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit({key: value for key, value in self._values.items() if value is not None})


class _Committing(QObject):
    """Takes what an editor commits to its list."""

    def __init__(self, values: FixedValues, path: str, editor: Editor) -> None:
        super().__init__(editor)
        self._values, self._path, self._editor = values, path, editor

    def __call__(self) -> None:
        self._values.put(self._path, self._editor.value())


class _Removing:
    """Takes one line away."""

    def __init__(self, values: FixedValues, path: str) -> None:
        self._values, self._path = values, path

    def __call__(self) -> None:
        self._values.remove(self._path)


def _names(ids: list[str], lang: str, reading: Reading) -> dict[str, str]:
    return naming.names(reading, ids, lang)
