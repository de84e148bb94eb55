"""A form on one entry: leaving a field commits it; nothing typed is ever overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Kind, Value
from coordinator_app.domain.record import Record
from coordinator_app.services import editing, viewing
from coordinator_app.services.session import Reading, Session
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.editors import editor_for, labels
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.choice_field import ChoiceField
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import styled, words
from coordinator_app.ui.widgets.link_field import LinkField
from coordinator_app.ui.widgets.tags_field import TagsField

#: Kinds that take a whole line of a form with two columns.
_WIDE = (Kind.NOTE, Kind.LINKS, Kind.CHOICES)


class RecordForm(QWidget):
    """Fields of one entry.

    Args:
        context: Collaborators.
        type_key: Record type.
        keys: Fields to show, in order; () shows all but the parent. A string that begins with
            "#" is a section title (English msgid).
        columns: Fields side by side.

    Signals:
        shown: The entry (a Record) was read and is shown.
    """

    shown = Signal(object)

    def __init__(
        self, context: Context, type_key: str, keys: Sequence[str] = (), *, columns: int = 1
    ) -> None:
        super().__init__()
        self._context = context
        self._type = context.catalogue[type_key]
        self._record: Record | None = None
        self._generation = Generation()
        self._rows: dict[str, FieldRow] = {}
        styled(self, "plain")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(SPACE_S)
        self._lay_out(keys or tuple(key for key in self._type.by_key if key != "parent"), columns)
        context.changes.changed.connect(self._on_changed)

    @property
    def record(self) -> Record | None:
        """The entry that is shown."""
        return self._record

    def open(self, record_id: str) -> None:
        """Read and show an entry; what is typed in the one before is committed first."""
        self.commit()
        self._read(record_id)

    def show_view(self, view: viewing.View) -> None:
        """Show an entry that a page has read already."""
        self._on_read(view)

    def clear(self) -> None:
        """Show no entry."""
        self.commit()
        self._record = None
        self._generation.new()
        for row in self._rows.values():
            row.editor.set_value(None)
            row.editor.set_readonly(True)

    def commit(self) -> bool:
        """Commit what is typed; return whether all of it is valid."""
        valid = [row.editor.commit() for row in self._rows.values()]  # each, also after a bad one
        return all(valid)

    def editor(self, key: str) -> Editor:
        """Return the editor of a field."""
        return self._rows[key].editor

    def row(self, key: str) -> FieldRow:
        """Return the line of a field: label, editor, issue."""
        return self._rows[key]

    def focus(self, key: str) -> None:
        """Put the cursor into a field."""
        self._rows[key].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_value(self, key: str, value: Value) -> None:
        """Change a field as if it had been typed."""
        self._write({key: value})

    # Inside ---------------------------------------------------------------------------------

    def _lay_out(self, keys: Sequence[str], columns: int) -> None:
        line, place = 0, 0
        for key in keys:
            if key.startswith("#"):
                line, place = line + bool(place), 0
                self._grid.addWidget(
                    words(self._context.texts(key[1:]), "section"), line, 0, 1, columns
                )
                line += 1
                continue
            made = self._field(key)
            if self._type.by_key[key].kind in _WIDE or columns == 1:
                line, place = line + bool(place), 0
                self._grid.addWidget(made, line, 0, 1, columns)
                line += 1
            else:
                self._grid.addWidget(made, line, place)
                place = (place + 1) % columns
                line += place == 0
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(line + 1, 1)

    def _field(self, key: str) -> FieldRow:
        field = self._type.by_key[key]
        editor = editor_for(field, self._context, create=len(field.targets) == 1)
        texts = self._context.texts
        made = FieldRow(texts(field.label), editor, texts(field.hint))
        made.setObjectName(f"field.{key}")
        editor.committed.connect(partial(self._on_committed, key))
        if isinstance(editor, LinkField | TagsField):
            editor.opened.connect(self._context.shell.go_to)
            editor.create_asked.connect(partial(self._on_create_asked, key))
        self._rows[key] = made
        return made

    def _read(self, record_id: str) -> None:
        self._context.tasks.read(
            partial(_view, record_id, self._context.texts.lang),
            self._on_read,
            generation=self._generation.new(),
        )

    @Slot(object)
    def _on_read(self, view: viewing.View | None) -> None:
        if view is None:
            return
        other = self._record is None or self._record.id != view.record.id
        self._record = view.record
        locked = self._context.file.read_only or view.record.deleted
        for key, row in self._rows.items():
            editor = row.editor
            self._name_links(editor, view.names)
            self._offer_lawful(key, editor, view.record)
            if other or not editor.dirty:
                editor.set_value(_shown(view.record, key))
                row.set_issue("")
            editor.set_readonly(locked or self._type.by_key[key].kind is Kind.FILE)
        self._mark_issues(view)
        self.shown.emit(view.record)

    def _name_links(self, editor: Editor, names: Mapping[str, str]) -> None:
        if isinstance(editor, LinkField | TagsField):
            editor.set_titles(names)

    def _offer_lawful(self, key: str, editor: Editor, record: Record) -> None:
        """Offer only the lawful next states, and the present one."""
        life = self._type.life
        if life is None or life.field != key or not isinstance(editor, ChoiceField):
            return
        now = record.text(key)
        lawful = {now, *life.next_states(now or None)} if now else set(life.transitions)
        field = self._type.by_key[key]
        editor.set_options(
            [each for each in labels(field, self._context.texts) if each[0] in lawful]
        )

    def _mark_issues(self, view: viewing.View) -> None:
        texts = self._context.texts
        for issue in view.issues:
            row = self._rows.get(issue.place.field)
            if row is not None and not row.editor.dirty:
                row.set_issue(issue.sentence(texts))

    @Slot()
    def _on_committed(self, key: str) -> None:
        self._write({key: self._rows[key].editor.value()})

    def _write(self, values: Mapping[str, Value]) -> None:
        record = self._record
        if record is None:
            return
        # What a guard will ask for may stand typed in the fields beside: it goes along.
        beside = {
            key: row.editor.value()
            for key, row in self._rows.items()
            if row.editor.dirty and not row.editor.problem()
        }
        self._context.tasks.write(
            partial(_update, record.id, {**beside, **values}),
            None,
            partial(self._on_refused, tuple(values)),
        )

    def _on_refused(self, keys: tuple[str, ...], error: UserError) -> None:
        sentence = UserError(error.what, do=error.do, **error.params).sentence(self._context.texts)
        row = self._rows.get(keys[0]) if keys else None
        if row is None:
            self._context.shell.explain(error)
            return
        record = self._record
        if record is not None and self._type.life is not None and keys[0] == self._type.life.field:
            row.editor.set_value(record.get(keys[0]))
        row.set_issue(sentence)

    def _on_create_asked(self, key: str, title: str) -> None:
        target = self._type.by_key[key].targets[0]
        preset: dict[str, Value] = {self._context.catalogue[target].title[0]: title}
        record = self._record
        if record is not None and "country" in self._context.catalogue[target].by_key:
            state = record.ids("country") or record.ids("countries")
            if len(state) == 1:
                preset["country"] = state[0]
        self._context.tasks.write(
            partial(_create, target, preset), partial(self._on_created, key, title)
        )

    def _on_created(self, key: str, title: str, record: Record) -> None:
        editor = self._rows[key].editor
        if isinstance(editor, LinkField):
            editor.choose(record.id, title)
        elif isinstance(editor, TagsField):
            editor.add(record.id, title)

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        if self._record is not None and self._record.id in change_set.records:
            self._read(self._record.id)


class FormPane(QScrollArea):
    """A form that scrolls in a pane of details."""

    def __init__(self, form: RecordForm) -> None:
        super().__init__()
        self.form = form
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        styled(inner, "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_M)
        column.addWidget(form)
        self.setWidget(inner)


def _shown(record: Record, key: str) -> Value:
    value = record.get(key)
    if isinstance(value, dict) and "sha256" in value:
        return str(value.get("name", ""))
    return value


def _view(record_id: str, lang: str, reading: Reading) -> viewing.View | None:
    return viewing.view(reading, record_id, lang)


def _update(record_id: str, values: Mapping[str, Value], session: Session) -> ChangeSet:
    return editing.update(session, record_id, values)


def _create(type_key: str, values: Mapping[str, Value], session: Session) -> Record:
    return editing.create(session, type_key, values)
