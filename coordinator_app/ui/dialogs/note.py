"""The four-line note: State, person, what was said, and what was promised by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.records.code_lists import CHANNELS
from coordinator_app.services import editing, naming, notes
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.editors import date_editor, finder
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.choice_field import ChoiceField
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import button, words
from coordinator_app.ui.widgets.note_field import NoteField
from coordinator_app.ui.widgets.party_field import PartyField
from coordinator_app.ui.widgets.tags_field import TagsField
from coordinator_app.ui.widgets.text_field import TextField

_TYPE: Final = "interaction"
_WIDTH: Final = 660
_THEIRS, _OURS = "THEIRS", "OURS"


class NoteDialog(QDialog):
    """Takes a note; what is typed is kept when the dialog is left without saving.

    Args:
        context: Collaborators.
        parent: What it lies over.
        preset: What it starts with: countries, person, channel, text, promise, due, about.
    """

    def __init__(
        self, context: Context, parent: QWidget, preset: Mapping[str, Value] | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._preset: dict[str, Value] = dict(preset or {})
        self._about = str(self._preset.get("about") or "")
        self._saving = False
        self.setWindowTitle(context.texts("Note"))
        self.setMinimumWidth(_WIDTH)
        self._make_editors()
        self._lay_out()
        for key, editor in self._editors().items():
            if self._preset.get(key) is not None:
                editor.set_value(self._preset[key])
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_save)
        context.tasks.read(partial(_begun, self._preset, context.texts.lang), self._on_begun)
        self._first_empty().setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Keep what is typed, and close."""
        values = self._values() if self._holds_words() else {}
        self._context.tasks.write(partial(_keep, values))
        if values:
            said = self._context.texts("The note is kept: Ctrl+L goes on with it.")
            self._context.shell.say(said)
        super().reject()

    # Inside -------------------------------------------------------------------------------------

    def _make_editors(self) -> None:
        context, kit, texts = self._context, self._context.kit, self._context.texts
        self.states = TagsField(kit, texts("State"), finder=finder(context, ("country",)))
        self.person = PartyField(
            kit, texts("Person"), finder=finder(context, ("contact", "institution")), create=True
        )
        self.person.create_asked.connect(self._on_create_asked)
        self.person.opened.connect(context.shell.go_to)
        channels = [(each.code, texts(each.label)) for each in CHANNELS]
        self.channel = ChoiceField(kit, texts("Channel"), options=channels, empty=None)
        self.channel.set_value("CALL")
        self.text = NoteField(kit, texts("What was said"), rows=4, most_rows=8)
        self.promise = TextField(kit, texts("Promise"))
        self.promise.set_prompt(texts("“Send the draft control list”"))
        self.due = date_editor(texts("By when"), context)
        sides = [(_THEIRS, texts("Theirs to us")), (_OURS, texts("Ours to them"))]
        self.side = ChoiceField(kit, texts("Direction"), options=sides, empty=None)
        self.side.set_value(_THEIRS)

    def _editors(self) -> dict[str, Editor]:
        return {
            "countries": self.states,
            "person": self.person,
            "channel": self.channel,
            "text": self.text,
            "promise": self.promise,
            "due": self.due,
            "side": self.side,
        }

    def _lay_out(self) -> None:
        kit, texts = self._context.kit, self._context.texts
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(FieldRow(texts("State"), self.states))
        column.addLayout(
            _row(
                (FieldRow(texts("Person"), self.person), 3),
                (FieldRow(texts("Channel"), self.channel), 1),
            )
        )
        self._said = FieldRow(texts("What was said"), self.text)
        column.addWidget(self._said)
        column.addLayout(
            _row(
                (FieldRow(texts("Promise"), self.promise, texts("becomes a follow-up")), 14),
                (FieldRow(texts("By when"), self.due), 6),
                (FieldRow(texts("Direction"), self.side), 9),
            )
        )
        self._issue = words("", "issue", wrap=True)
        self._issue.hide()
        column.addWidget(self._issue)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        self._hint = words(texts("Ctrl+Enter records it, Esc keeps it for later."), "hint")
        foot.addWidget(self._hint, 1)
        foot.addWidget(button(kit, texts("Cancel"), clicked=self.reject))
        self.save = button(kit, texts("Record the note"), "primary", clicked=self._on_save)
        foot.addWidget(self.save)
        column.addLayout(foot)

    def _first_empty(self) -> Editor:
        if self._preset.get("countries") is None:
            return self.states
        return self.person if self._preset.get("person") is None else self.text

    def _holds_words(self) -> bool:
        return bool(self.text.value() or self.promise.value())

    def _values(self) -> dict[str, Value]:
        values = {key: editor.value() for key, editor in self._editors().items()}
        return {**values, "about": self._about or None}

    @Slot(object)
    def _on_begun(self, begun: tuple[Mapping[str, Value], Mapping[str, str]]) -> None:
        """Name what is linked, and go on with a note that was not recorded."""
        kept, names = begun
        self.states.set_titles(names)
        self.person.set_titles(names)
        person = self.person.value()
        states = self.states.value()
        if isinstance(person, dict) and "id" in person:
            # Who is responsible for an entry may be a State or my office: no person to talk to.
            talks = person["id"] in names and person["id"] not in _ids(states)
            self.person.set_value(person if talks else None)
        if not kept or self._holds_words():
            return
        for key, editor in self._editors().items():
            if kept.get(key) is not None:
                editor.set_value(kept[key])
        self._about = str(kept.get("about") or self._about)
        self._hint.setText(self._context.texts("You began this note before."))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _on_create_asked(self, name: str) -> None:
        states = self.states.value()
        values: dict[str, Value] = {"name": name}
        if isinstance(states, list) and len(states) == 1:
            values["country"] = states[0]
        self._context.tasks.write(partial(_new_contact, values), self._on_created)

    @Slot(object)
    def _on_created(self, contact: Record) -> None:
        self.person.choose(contact.id, contact.title)

    @Slot()
    def _on_save(self) -> None:
        if self._saving:
            return
        for editor in self._editors().values():
            if not editor.commit():
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        values = self._values()
        note = notes.Note(
            text=str(values["text"] or ""),
            states=_ids(values["countries"]),
            person=values["person"],
            promise=str(values["promise"] or ""),
            due=str(values["due"] or ""),
            channel=str(values["channel"] or "CALL"),
            about=self._about,
            ours=values["side"] == _OURS,
        )
        if note.due and not note.promise:
            self._refuse(self._context.texts("Say what was promised by that date."))
            self.promise.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._saving = True
        self.save.setEnabled(False)
        self._context.tasks.write(partial(_record, note), self._on_recorded, self._on_refused)

    @Slot(object)
    def _on_recorded(self, change_set: ChangeSet) -> None:
        promised = "follow_up" in change_set.types
        said = N_("Note recorded, with a follow-up") if promised else N_("Note recorded")
        self._context.shell.say_undoable(self._context.texts(said), change_set.operation)
        self.accept()

    @Slot(object)
    def _on_refused(self, error: UserError) -> None:
        self._saving = False
        self.save.setEnabled(True)
        self._refuse(error.sentence(self._context.texts))

    def _refuse(self, sentence: str) -> None:
        self._issue.setText(sentence)
        self._issue.show()


def _row(*parts: tuple[QWidget, int]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_M)
    for widget, share in parts:
        row.addWidget(widget, share)
    return row


def _ids(value: Any) -> Sequence[str]:
    return [str(each) for each in value] if isinstance(value, list) else ()


def _begun(
    preset: Mapping[str, Value], lang: str, reading: Reading
) -> tuple[Mapping[str, Value], Mapping[str, str]]:
    """Return the note that was begun and not recorded, and the names of what can be linked."""
    kept = notes.begun(reading)
    wanted = [
        target
        for values in (preset, kept)
        for key in ("countries", "person")
        for target in Record("", _TYPE, values=values).ids(key)
    ]
    found = reading.records.get_many(wanted)
    fitting = ("country", *reading.catalogue.field(_TYPE, "person").targets)
    return kept, {
        each.id: naming.name(each, lang) for each in found.values() if each.type in fitting
    }


def _keep(values: Mapping[str, Value], session: Session) -> None:
    notes.keep(session, values)


def _record(note: notes.Note, session: Session) -> ChangeSet:
    return notes.record(session, note)


def _new_contact(values: Mapping[str, Value], session: Session) -> Record:
    return editing.create(session, "contact", values)
