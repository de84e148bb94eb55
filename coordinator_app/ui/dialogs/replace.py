"""*Replaced by…*: whom, from when, and what passes on, before it is done as one operation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain import display
from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.services import naming, replacing
from coordinator_app.services.replacing import Handover
from coordinator_app.services.session import Reading, Session
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.editors import date_editor, editor_for, finder
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import button, styled, words
from coordinator_app.ui.widgets.link_field import LinkField

_WIDTH: Final = 520
#: Stands for the successor while they are not on record yet.
_NEW: Final = "new"
#: What is asked of a new person beside the name; all of it may wait.
_ASKED: Final = ("honorific", "phone", "email")
_SHOWN: Final = 6

#: The contact, what would pass on, and the names of what it points at.
_Read = tuple[Record, Handover, Mapping[str, str]]


class ReplaceDialog(QDialog):
    """Ends a contact's roles and gives them to a successor.

    Args:
        context: Collaborators.
        parent: What it lies over.
        contact_id: Who is replaced.
    """

    def __init__(self, context: Context, parent: QWidget, contact_id: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._contact = context, contact_id
        self._name = ""
        texts, kit = context.texts, context.kit
        self.setWindowTitle(texts("Replaced by…"))
        self.setFixedWidth(_WIDTH)
        self._heading = words("", "heading", wrap=True)
        self.successor = LinkField(
            kit, texts("Successor"), finder=finder(context, ("contact",)), create=True
        )
        self.successor.set_prompt(texts("Type a name"))
        self.successor.create_asked.connect(self._on_create_asked)
        self.successor.committed.connect(self._on_successor)
        self.ended = date_editor(texts("Since"), context)
        self.ended.set_value(context.clock.today().isoformat())
        self._more = self._new_person()
        self._passes = words("", "", wrap=True)
        self._follow_ups = words("", "muted", wrap=True)
        self._row = FieldRow(texts("Successor"), self.successor)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(self._heading)
        column.addWidget(self._row)
        column.addWidget(self._more)
        column.addWidget(FieldRow(texts("Since"), self.ended))
        column.addWidget(words(texts("What passes on"), "section"))
        column.addWidget(self._passes)
        column.addWidget(self._follow_ups)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE_S)
        foot.addStretch(1)
        foot.addWidget(button(kit, texts("Cancel"), clicked=self.reject))
        self.ok = button(kit, texts("Replace"), "primary", icon="replace", clicked=self._on_ok)
        foot.addWidget(self.ok)
        column.addLayout(foot)
        context.tasks.read(partial(_read, contact_id, texts.lang), self._on_read)
        self.successor.setFocus(Qt.FocusReason.OtherFocusReason)

    def editor(self, key: str) -> Editor:
        """Return the editor of a field of the new person."""
        return self._editors[key]

    def _new_person(self) -> QWidget:
        texts = self._context.texts
        contact = self._context.catalogue["contact"]
        self._editors = {key: editor_for(contact.by_key[key], self._context) for key in _ASKED}
        box = QWidget()
        styled(box, "plain")
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_M)
        for key, editor in self._editors.items():
            share = 2 if key == "email" else 1
            row.addWidget(FieldRow(texts(contact.by_key[key].label), editor), share)
        box.hide()
        return box

    @Slot(object)
    def _on_read(self, found: _Read | None) -> None:
        if found is None:
            self.reject()
            return
        contact, passes, names = found
        texts = self._context.texts
        self._name = contact.title
        self._heading.setText(texts("Who follows {name}?", name=contact.title))
        field = self._context.catalogue.field("contact_role", "role")
        roles = [
            " · ".join(
                part
                for part in (
                    display.label(field, role.get("role"), texts),
                    *(names.get(each, "") for each in role.ids("institution")),
                )
                if part
            )
            for role in passes.roles
        ]
        self._passes.setText("\n".join(roles) or texts("No role: the person holds none now."))
        count = len(passes.follow_ups)
        titles = [f"– {each.title}" for each in passes.follow_ups[:_SHOWN]]
        if count > _SHOWN:
            titles.append("– …")
        head = texts.n("{n} open follow-up", "{n} open follow-ups", count)
        self._follow_ups.setText("\n".join([head, *titles]) if count else "")
        self._follow_ups.setVisible(bool(count))
        self.adjustSize()

    @Slot(str)
    def _on_create_asked(self, name: str) -> None:
        self.successor.choose(_NEW, name)
        self._on_successor()
        self._editors["honorific"].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_successor(self) -> None:
        self._more.setVisible(self.successor.value() == _NEW)
        self._row.set_issue("")
        self.adjustSize()

    @Slot()
    def _on_ok(self) -> None:
        for editor in (self.successor, self.ended, *self._editors.values()):
            if not editor.commit():
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        chosen, ended = self.successor.value(), self.ended.value()
        if not isinstance(chosen, str):
            self._row.set_issue(self._context.texts("Choose or name the successor."))
            return
        if not isinstance(ended, str):
            self.ended.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        successor: str | Mapping[str, Value] = chosen
        if chosen == _NEW:
            told = {key: editor.value() for key, editor in self._editors.items()}
            successor = {"name": self.successor.typed(), **told}
        self.ok.setEnabled(False)
        self._context.tasks.write(
            partial(_replace, self._contact, successor, ended), self._on_done, self._on_refused
        )

    @Slot(object)
    def _on_done(self, change_set: ChangeSet) -> None:
        said = self._context.texts(
            "{successor} follows {name}", name=self._name, successor=self.successor.typed()
        )
        self._context.shell.say_undoable(said, change_set.operation)
        self.accept()

    @Slot(object)
    def _on_refused(self, error: UserError) -> None:
        self.ok.setEnabled(True)
        self._row.set_issue(error.sentence(self._context.texts))


def _read(contact_id: str, lang: str, reading: Reading) -> _Read | None:
    contact = reading.records.get(contact_id)
    if contact is None or contact.type != "contact":
        return None
    passes = replacing.handover(reading, contact_id)
    return contact, passes, naming.linked(reading, passes.roles, lang)


def _replace(
    contact_id: str, successor: str | Mapping[str, Value], ended_on: str, session: Session
) -> ChangeSet:
    return replacing.replace(session, contact_id, successor, ended_on)
