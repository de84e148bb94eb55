"""Settings of the person: name, language, look, and who works in the office."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from coordinator_app.domain.record import Record
from coordinator_app.services.session import Reading
from coordinator_app.texts import LANGUAGES, N_
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.dialogs.delete_question import delete_entries
from coordinator_app.ui.dialogs.new_entry import NewEntryDialog
from coordinator_app.ui.forms.record_form import RecordForm
from coordinator_app.ui.pages.lines import Line, LineList, LinesView
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import ROW_HEIGHT, SPACE_S, ThemeChoice
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.chips import Chip, Chips
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import button, words
from coordinator_app.ui.widgets.text_field import TextField

#: Each language in its own words, so that it is found by those who read no other.
_OWN_NAMES: Final = {"en": "English", "es": "Español"}
_LOOKS: Final[dict[ThemeChoice, str]] = {
    "system": N_("As the system"),
    "light": N_("Light"),
    "dark": N_("Dark"),
}
_MEMBERS: Final = (
    Column("name", 150, 3, label=N_("Name")),
    Column("position", 120, 2, label=N_("Position"), look="muted"),
    Column("email", 140, 2, label=N_("E-mail"), look="muted", spare=True),
)
_ROWS: Final = 3


class PersonCard(Card):
    """Name, language and look.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        texts, kit = context.texts, context.kit
        super().__init__(texts("You and the window"))
        self._context = context
        remembered = context.program.remembered()
        self.name = TextField(kit, texts("Your name"))
        self.name.set_value(remembered.actor or None)
        self.name.set_prompt(context.program.actor)
        self.name.committed.connect(self._on_name)
        hint = texts("It is written on every change, so that others know whose it is.")
        self.add(FieldRow(texts("Your name"), self.name))
        self.add(words(hint, "hint", wrap=True))
        self._again = button(
            kit, texts("Open the file again to use this name"), "link", clicked=self._on_again
        )
        self._again.hide()
        self.add(self._again)
        self.language = Chips(kit, texts("Language"), several=False)
        self.language.set_chips(Chip(lang, _OWN_NAMES[lang]) for lang in LANGUAGES)
        self.language.select([texts.lang])
        self.language.selection_changed.connect(self._on_language)
        self.look = Chips(kit, texts("Look"), several=False)
        self.look.set_chips(Chip(key, texts(text)) for key, text in _LOOKS.items())
        self.look.select([kit.look.choice])
        self.look.selection_changed.connect(self._on_look)
        self.add(_labelled(texts("Language"), self.language))
        self.add(_labelled(texts("Look"), self.look))

    def commit(self) -> bool:
        """Commit what is typed."""
        return self.name.commit()

    @Slot()
    def _on_name(self) -> None:
        self._context.program.change(actor=str(self.name.value() or ""))
        self._again.setVisible(self._context.program.actor != self._context.file.actor)

    @Slot()
    def _on_again(self) -> None:
        self._context.program.open(self._context.file.path, Route("settings"))

    @Slot()
    def _on_language(self) -> None:
        chosen = self.language.selected()
        if chosen:
            self._context.program.choose_language(chosen[0])
        else:
            self.language.select([self._context.texts.lang])

    @Slot()
    def _on_look(self) -> None:
        chosen = self.look.selected()
        for key in _LOOKS:
            if chosen == [key]:
                self._context.program.choose_theme(key)
        self.look.select([self._context.kit.look.choice])


class OfficeCard(Card):
    """The people of my office: those who may watch over a follow-up or go on a mission.

    Args:
        context: Collaborators.

    Signals:
        read: The members were read and are shown.
    """

    read = Signal()

    def __init__(self, context: Context) -> None:
        texts, kit = context.texts, context.kit
        super().__init__(texts("My office"))
        self._context = context
        self._generation = Generation()
        self.view = LinesView(kit, texts("My office"), _MEMBERS, heading=False)
        self.view.current_changed.connect(self._on_current_changed)
        empty = EmptyState(kit, "contact", texts("Add yourself, so that follow-ups can be yours."))
        self._list = LineList(kit, self.view, empty)
        self._list.setFixedHeight(_ROWS * ROW_HEIGHT + 2)
        self.form = RecordForm(context, "office_member", ("name", "position", "email"))
        self.form.hide()
        writable = not context.file.read_only
        add = button(kit, texts("Add"), icon="add", clicked=self._on_add)
        self._delete = button(kit, texts("Delete"), "quiet", icon="delete", clicked=self._on_delete)
        add.setEnabled(writable)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(add)
        row.addWidget(self._delete)
        row.addStretch(1)
        self.add(self._list)
        self.add(self.form)
        self.add(row)

    def refresh(self) -> None:
        """Read the members again."""
        self._context.tasks.read(_members, self._on_read, generation=self._generation.new())

    def commit(self) -> bool:
        """Commit what is typed."""
        return self.form.commit()

    @Slot(object)
    def _on_read(self, members: list[Record]) -> None:
        self._list.show_lines(
            [
                Line(each.id, (each.text("name"), each.text("position"), each.text("email")))
                for each in members
            ]
        )
        self._on_current_changed()
        self.read.emit()

    @Slot()
    def _on_current_changed(self) -> None:
        line = self.view.current_line()
        self.form.setVisible(line is not None)
        self._delete.setEnabled(line is not None and not self._context.file.read_only)
        if line is not None and (self.form.record is None or self.form.record.id != line.key):
            self.form.open(line.key)

    @Slot()
    def _on_add(self) -> None:
        self.form.commit()
        dialog = NewEntryDialog(self._context, self.window(), "office_member", go=False)
        dialog.recorded.connect(self._on_added)
        dialog.open()

    @Slot(object)
    def _on_added(self, record: Record) -> None:
        self._context.tasks.read(_members, partial(self._on_read_added, record.id))

    def _on_read_added(self, record_id: str, members: list[Record]) -> None:
        self._on_read(members)
        self.view.select(record_id)

    @Slot()
    def _on_delete(self) -> None:
        line = self.view.current_line()
        if line is not None:
            delete_entries(self._context, self, [line.key])


def _labelled(label: str, chips: Chips) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE_S)
    said = words(label, "label")
    said.setMinimumWidth(80)
    row.addWidget(said)
    row.addWidget(chips, 1)
    return row


def _members(reading: Reading) -> list[Record]:
    return list(reading.records.all("office_member"))
