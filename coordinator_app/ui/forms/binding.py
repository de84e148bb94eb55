"""An entry and its editors: leaving a field commits it, and nothing typed is overwritten.

Where the editors stand is the business of the form or page that asks for their rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Kind, Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import Record
from coordinator_app.services import naming, viewing
from coordinator_app.services.session import Reading
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms import filling
from coordinator_app.ui.forms.creating import Creating
from coordinator_app.ui.forms.editors import EditorLook, editor_for
from coordinator_app.ui.forms.needed import NeededPanel
from coordinator_app.ui.forms.writing import DraftWriter, EntryWriter
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.link_field import LinkField
from coordinator_app.ui.widgets.tags_field import TagsField


class Binding(QObject):
    """The editors of one entry (or of a draft that is to become one) and what they write.

    Args:
        context: Collaborators.
        type_key: Record type.
        parent: Owner.
        follows: Read again by itself when the entry changes; else the page calls `show_view`.

    Signals:
        shown: The entry (a Record) was read and is shown.
        issues_changed: What is wrong with or missing from it (list of Issue).
        asked: A panel (QWidget) that asks for what a status needs, to be placed by the form.
        drafted: A value of a draft was committed.
        recorded: A draft has become an entry (Record).
    """

    shown = Signal(object)
    issues_changed = Signal(object)
    asked = Signal(object)
    drafted = Signal()
    recorded = Signal(object)

    def __init__(
        self,
        context: Context,
        type_key: str,
        parent: QObject | None = None,
        *,
        follows: bool = True,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.type = context.catalogue[type_key]
        self._record: Record | None = None
        self._wanted = ""
        self._names: Mapping[str, str] = {}
        self._issues: Sequence[Issue] = ()
        self._auto = False
        self._generation = Generation()
        self._rows: dict[str, FieldRow] = {}
        self._refused: set[str] = set()
        self._later: dict[str, Value] = {}
        self._panel: NeededPanel | None = None
        self._creating = Creating(context, self)
        self._writer = EntryWriter(context, self)
        self._writer.taken.connect(self._on_taken)
        self._writer.forbidden.connect(self._on_forbidden)
        self._writer.refused.connect(self._on_refused)
        self._draft = DraftWriter(context, type_key, self.held, self)
        self._draft.recorded.connect(self._on_recorded)
        if follows:
            context.changes.changed.connect(self._on_changed)

    # For forms and pages ---------------------------------------------------------------------

    @property
    def record(self) -> Record | None:
        """The entry that is shown, None for a draft."""
        return self._record if self._record is not None and self._record.id else None

    @property
    def drafting(self) -> bool:
        """What is shown is no entry yet."""
        return self._record is not None and not self._record.id

    @property
    def issues(self) -> Sequence[Issue]:
        """What is wrong with or missing from the entry."""
        return self._issues

    @property
    def keys(self) -> tuple[str, ...]:
        """Fields that have an editor."""
        return tuple(self._rows)

    def row(
        self, key: str, *, beside: int = 0, look: EditorLook = "", bare: bool = False
    ) -> FieldRow:
        """Return the line of a field, made when first asked for: label, editor, issue.

        Args:
            beside: Width of a label at the left (0: above).
            look: How the editor looks (see `editor_for`).
            bare: Neither label nor hint: the place of the field says what it is.
        """
        if key not in self._rows:
            field = self.type.by_key[key]
            editor = editor_for(field, self.context, create=True, look=look)
            texts = self.context.texts
            said = "" if bare or beside else texts(field.hint)
            made = FieldRow(texts(field.label), editor, said, beside=beside)
            if bare:
                filling.hide_label(made)
            made.setObjectName(f"field.{key}")
            editor.committed.connect(partial(self._on_committed, key))
            editor.edited.connect(partial(self._on_edited, key))
            if isinstance(editor, LinkField | TagsField) and field.kind is not Kind.CHOICES:
                editor.opened.connect(self.context.shell.go_to)
                self._creating.attach(editor, field)
            self._rows[key] = made
            self._fill(key, made, anew=True)
        return self._rows[key]

    def editor(self, key: str) -> Editor:
        """Return the editor of a field."""
        return self.row(key).editor

    def open(self, record_id: str) -> None:
        """Read and show an entry; what is typed in the one before is committed first."""
        self.commit()
        self._draft.leave()
        self._read(record_id)

    def show_view(self, view: viewing.View | None) -> None:
        """Show an entry that a page has read already."""
        self._generation.new()  # what is on its way is older
        self._on_read(view)

    def begin(self, values: Mapping[str, Value], draft: str = "", *, auto: bool = True) -> None:
        """Show an entry that does not exist yet.

        Args:
            values: What it starts with.
            draft: Under which name what is typed is kept until it is recorded; "" keeps nothing.
            auto: Record it once what it needs is there; else when `record_now` is called.
        """
        self.commit()
        self._generation.new()
        defaults = {field.key: field.default for field in self.type.fields}
        self._auto, self._later = auto, {}
        self._draft.begin(draft)
        self._show(viewing.View(self._drafted({**defaults, **values}), {}), anew=True)
        linked = [target for value in values.values() for target in filling.targets(value)]
        if linked:
            lang = self.context.texts.lang
            self.context.tasks.read(partial(_names, linked, lang), self._on_names)

    def record_now(self) -> bool:
        """Record the draft; return whether what is typed is valid and enough."""
        if not self.drafting or not self.commit():
            return False
        missing = [key for key in self.missing() if key in self._rows]
        for key in missing:
            self._rows[key].set_issue(self.context.texts("Fill this in."))
        if missing:
            self.focus(missing[0])
            return False
        self._draft.record()
        return True

    def missing(self) -> tuple[str, ...]:
        """Return the fields without which a draft cannot be recorded."""
        held = self.held()
        needed = (field.key for field in self.type.fields if field.needed)
        return tuple(key for key in needed if held.get(key) is None)

    def held(self) -> Mapping[str, Value]:
        """Return the values that are shown, with what is being typed."""
        held = dict(self._record.values) if self._record else {}
        for key, row in self._rows.items():
            if row.editor.dirty and not row.editor.problem():
                held[key] = row.editor.value()
        return {key: value for key, value in held.items() if value is not None}

    def throw_away(self) -> None:
        """Forget the draft."""
        self._draft.throw_away()

    def clear(self) -> None:
        """Show no entry."""
        self.commit()
        self._record, self._issues, self._wanted = None, (), ""
        self._draft.leave()
        self._generation.new()
        self._close_panel()
        for row in self._rows.values():
            row.editor.set_value(None)
            row.editor.set_readonly(True)
            row.set_issue("")
        self.issues_changed.emit([])

    def commit(self) -> bool:
        """Commit what is typed; return whether all of it is valid."""
        valid = [row.editor.commit() for row in self._rows.values()]  # each, also after a bad one
        self._draft.flush()
        return all(valid)

    def focus(self, key: str) -> None:
        """Put the cursor into a field."""
        self._rows[key].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_value(self, key: str, value: Value) -> None:
        """Change a field as if it had been typed."""
        self._write({key: value})

    # Showing ---------------------------------------------------------------------------------

    def _read(self, record_id: str) -> None:
        self._wanted = record_id
        self.context.tasks.read(
            partial(_view, record_id, self.context.texts.lang),
            self._on_read,
            generation=self._generation.new(),
        )

    @Slot(object)
    def _on_read(self, view: viewing.View | None) -> None:
        if view is not None:
            same = self._record is not None and self._record.id == view.record.id
            self._show(view, anew=not same)

    def _show(self, view: viewing.View, *, anew: bool) -> None:
        self._record, self._names, self._issues = view.record, view.names, view.issues
        self._wanted = view.record.id
        if anew:
            self._refused.clear()
            self._close_panel()
        for key, row in self._rows.items():
            self._fill(key, row, anew=anew)
        if view.record.id:
            self.shown.emit(view.record)
        self.issues_changed.emit(list(view.issues))

    def _fill(self, key: str, row: FieldRow, *, anew: bool) -> None:
        editor, record = row.editor, self._record
        if record is None:
            editor.set_readonly(True)
            return
        filling.name_links(editor, self._names)
        filling.offer_lawful(self.type, key, editor, record, self.context.texts)
        busy = editor.dirty or key in self._refused or self._writer.busy(key)
        if anew or not busy:
            editor.set_value(filling.shown(record, key))
            row.set_issue(filling.issue_of(key, self._issues, self.context.texts))
        locked = self.context.file.read_only or record.deleted
        locked = locked or self.type.by_key[key].kind is Kind.FILE
        if editor.readonly != locked:
            editor.set_readonly(locked)

    @Slot(object)
    def _on_names(self, names: Mapping[str, str]) -> None:
        self._names = {**self._names, **names}
        for row in self._rows.values():
            filling.name_links(row.editor, names)

    # Writing ---------------------------------------------------------------------------------

    def _on_edited(self, key: str) -> None:
        self._refused.discard(key)
        if self.drafting:
            self._draft.typed()

    def _on_committed(self, key: str) -> None:
        self._refused.discard(key)
        self._write({key: self._rows[key].editor.value()})

    def _write(self, values: Mapping[str, Value]) -> None:
        if self._record is None:
            return
        if self._record.id:
            self._writer.write(self._record.id, values)
            return
        self._record = self._drafted({**self._record.values, **values})
        if self._draft.recording:  # typed on while the entry is on its way
            self._later.update(values)
        for key in values:
            if key in self._rows:
                self._rows[key].set_issue("")
        self._draft.keep()
        self.drafted.emit()
        if self._auto and not self.missing():
            self._draft.record()

    def _drafted(self, values: Mapping[str, Value]) -> Record:
        held = {key: value for key, value in values.items() if value is not None}
        return Record("", self.type.key, values=held)

    @Slot(str, object)
    def _on_taken(self, record_id: str, _values: Mapping[str, Value]) -> None:
        if self._wanted == record_id:  # else the person is on the way to another entry
            self._close_panel()
            self._read(record_id)  # also where nothing changed: issues of before go away

    @Slot(str, object, object)
    def _on_forbidden(
        self, record_id: str, values: Mapping[str, Value], issues: Sequence[Issue]
    ) -> None:
        sentence = issues[0].sentence(self.context.texts)
        if self._record is None or self._record.id != record_id:
            self.context.shell.say(sentence)  # the person has gone on to another entry
            return
        life = self.type.life
        wanted = values.get(life.field) if life else None
        needed = [issue.place.field for issue in issues]
        offers = set(needed) <= self.type.by_key.keys() - {life.field if life else ""}
        if isinstance(wanted, str) and offers:
            self._ask(wanted, issues)
        else:
            self._refuse(next(iter(values)), sentence)

    @Slot(str, object, object)
    def _on_refused(self, record_id: str, values: Mapping[str, Value], error: UserError) -> None:
        said = error.sentence(self.context.texts)
        if self._record is not None and self._record.id == record_id:
            self._refuse(next(iter(values), ""), said)
        else:
            self.context.shell.say(said)

    def _refuse(self, key: str, sentence: str) -> None:
        row, record = self._rows.get(key), self._record
        if row is None or record is None:
            self.context.shell.say(sentence)
            return
        if self.type.life is not None and key == self.type.life.field:
            row.editor.set_value(record.get(key))
        else:
            self._refused.add(key)  # what was typed stays until it is mended
        row.set_issue(sentence)

    @Slot(object)
    def _on_recorded(self, record: Record) -> None:
        self._record = record
        later, self._later = self._later, {}
        if later:
            self._writer.write(record.id, later)
        self.recorded.emit(record)
        self._read(record.id)

    # What a status needs ---------------------------------------------------------------------

    def _ask(self, wanted: str, issues: Sequence[Issue]) -> None:
        if self._record is None:
            return
        self._close_panel()
        self._panel = NeededPanel(self.context, self._record, wanted, issues, self._names)
        self._panel.agreed.connect(self._write)
        self._panel.left.connect(self._on_panel_left)
        self.asked.emit(self._panel)
        self._panel.begin()

    @Slot()
    def _on_panel_left(self) -> None:
        life = self.type.life
        self._close_panel()
        if life is not None and self._record is not None and life.field in self._rows:
            self._rows[life.field].editor.set_value(self._record.get(life.field))
            self.focus(life.field)

    def _close_panel(self) -> None:
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None

    @Slot(object)
    def _on_changed(self, change_set: ChangeSet) -> None:
        if self._wanted and self._wanted in change_set.records:
            self._read(self._wanted)


def _names(record_ids: Sequence[str], lang: str, reading: Reading) -> dict[str, str]:
    return naming.names(reading, record_ids, lang)


def _view(record_id: str, lang: str, reading: Reading) -> viewing.View | None:
    return viewing.view(reading, record_id, lang)
