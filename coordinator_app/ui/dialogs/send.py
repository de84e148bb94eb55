"""Sending a file in three steps: who and by when, a look inside, where to save it."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import SENSITIVITIES, Value
from coordinator_app.services import naming, states
from coordinator_app.services.exchange import dispatch
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import LANGUAGES
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.forms.editors import day_editor, finder
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import Card
from coordinator_app.ui.widgets.choice_field import ChoiceField
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import button, styled, words
from coordinator_app.ui.widgets.link_field import LinkField
from coordinator_app.ui.widgets.note_field import NoteField
from coordinator_app.ui.widgets.party_field import PartyField

_SIZE: Final = (680, 560)
_REPLY_IN: Final = 21  # days: three weeks are what ministries need
_OWN_NAMES: Final = {"en": "English", "es": "Español"}
#: Languages of a State in which forms exist, by its first language.
_SPOKEN: Final = {"es": "es"}


class SendDialog(QDialog):
    """Makes a file for a State and tracks it.

    Args:
        context: Collaborators.
        parent: The window.
        state: Id of the State to begin with, "" for none.
    """

    def __init__(self, context: Context, parent: QWidget, state: str = "") -> None:
        super().__init__(parent)
        self._context = context
        texts, kit = context.texts, context.kit
        self.setWindowTitle(texts("Send a file"))
        self.resize(*_SIZE)
        self._step = words("", "section")
        self._issue = words("", "issue", wrap=True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._who())
        self._look = QWidget()
        self._look_column = QVBoxLayout(self._look)
        self._look_column.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(self._look)
        self._back = button(kit, texts("Back"), clicked=self._on_back)
        self._next = button(kit, texts("Look inside"), "primary", clicked=self._on_next)
        foot = QHBoxLayout()
        foot.addWidget(button(kit, texts("Cancel"), "quiet", clicked=self.reject))
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(self._step)
        column.addWidget(self._pages, 1)
        column.addWidget(self._issue)
        column.addLayout(foot)
        self._show_step(0)
        if state:
            self._state.set_value(state)
            self._on_state()

    # Step 1 -------------------------------------------------------------------------------------

    def _who(self) -> QWidget:
        context, kit, texts = self._context, self._context.kit, self._context.texts
        self._state = LinkField(kit, texts("State"), finder=finder(context, ("country",)))
        self._state.committed.connect(self._on_state)
        self._recipient = PartyField(
            kit, texts("Recipient"), finder=finder(context, ("contact", "institution"))
        )
        kinds = [(each.key, texts(each.label)) for each in dispatch.kinds_of_files()]
        self._kind = ChoiceField(kit, texts("Kind of file"), options=kinds, empty=None)
        self._kind.set_value(kinds[0][0])
        self._due = day_editor(texts("Reply by"), context)
        due = context.clock.today() + dt.timedelta(days=_REPLY_IN)
        self._due.set_value(due.isoformat())
        self._lang = ChoiceField(
            kit,
            texts("Language of the file"),
            empty=None,
            options=[(lang, _OWN_NAMES[lang]) for lang in LANGUAGES],
        )
        self._lang.set_value(texts.lang)
        self._note = NoteField(kit, texts("Words to the recipient"), rows=3, most_rows=5)
        self._personal = QCheckBox(texts("Include data about people (names, telephones, e-mail)"))
        page = QWidget()
        styled(page, "plain")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        for editors in (
            (self._state, self._recipient),
            (self._kind, self._lang),
            (self._due,),
            (self._note,),
        ):
            row = QHBoxLayout()
            row.setSpacing(SPACE_M)
            for editor in editors:
                row.addWidget(FieldRow(editor.name, editor), 1)
            if len(editors) == 1 and editors[0] is self._due:
                row.addStretch(1)
            column.addLayout(row)
        column.addWidget(self._personal)
        column.addStretch(1)
        return page

    @Slot()
    def _on_state(self) -> None:
        state = self._state.value()
        if isinstance(state, str):
            self._context.tasks.read(
                partial(_about, state, self._context.texts.lang), self._on_about
            )

    @Slot(object)
    def _on_about(self, found: tuple[dict[str, str], Value, str] | None) -> None:
        if found is None:
            return
        names, recipient, lang = found
        self._state.set_titles(names)
        self._state.set_value(self._state.value())
        self._recipient.set_titles(names)
        if self._recipient.value() is None:
            self._recipient.set_value(recipient)
        if lang:
            self._lang.set_value(lang)

    # Step 2 -------------------------------------------------------------------------------------

    @Slot()
    def _on_next(self) -> None:
        request = self._request()
        if request is None:
            return
        if self._pages.currentIndex() == 0:
            self._context.tasks.read(partial(_preview, request), self._on_preview, self._on_refused)
        else:
            self._save(request)

    def _request(self) -> dispatch.Request | None:
        texts = self._context.texts
        for editor in (self._state, self._recipient, self._due, self._note):
            if not editor.commit():
                self._issue.setText(editor.problem())
                editor.setFocus()
                return None
        state, due = self._state.value(), self._due.value()
        if not isinstance(state, str):
            self._issue.setText(texts("Choose the State it is for."))
            self._state.setFocus()
            return None
        self._issue.setText("")
        note = self._note.value()
        return dispatch.Request(
            country=state,
            profile=str(self._kind.value()),
            recipient=self._recipient.value(),
            due=dt.date.fromisoformat(due) if isinstance(due, str) else None,
            lang=str(self._lang.value()),
            personal=self._personal.isChecked(),
            note=note if isinstance(note, str) else "",
        )

    def _on_refused(self, error: UserError) -> None:
        self._next.setEnabled(True)
        self._issue.setText(error.sentence(self._context.texts))

    @Slot(object)
    def _on_preview(self, preview: dispatch.Preview) -> None:
        while (item := self._look_column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for card in (self._inside(preview), self._left_out(preview)):
            if card is not None:
                self._look_column.addWidget(card)
        self._look_column.addStretch(1)
        self._show_step(1)

    def _inside(self, preview: dispatch.Preview) -> Card:
        texts = self._context.texts
        card = Card(texts("What is in it"))
        for sheet in preview.sheets:
            row = QHBoxLayout()
            row.setSpacing(SPACE_S)
            row.addWidget(words(sheet.name), 2)
            row.addWidget(words(texts.n("{n} entry", "{n} entries", sheet.rows), "muted"), 1)
            spare = texts.n("{n} blank row to add", "{n} blank rows to add", sheet.spare)
            row.addWidget(words(spare if sheet.spare else "", "muted"), 1)
            card.add(row)
        levels = {choice.code: texts(choice.label) for choice in SENSITIVITIES}
        card.add(
            words(texts("Most sensitive: {level}", level=levels[preview.sensitivity]), "strong")
        )
        card.add(
            words(
                texts("Data about people: yes")
                if preview.personal_data
                else texts("Data about people: no"),
                "strong",
            )
        )
        return card

    def _left_out(self, preview: dispatch.Preview) -> Card | None:
        if not preview.left_out:
            return None
        texts, catalogue = self._context.texts, self._context.catalogue
        card = Card(texts("What was left out"))
        reasons: dict[str, list[str]] = {}
        for each in preview.left_out:
            name = texts(catalogue[each.type].plural)
            reasons.setdefault(each.reason, [])
            if name not in reasons[each.reason]:
                reasons[each.reason].append(name)
        for why, kinds in reasons.items():
            card.add(words(f"{', '.join(kinds)}: {texts(why)}", "muted", wrap=True))
        return card

    # Step 3 -------------------------------------------------------------------------------------

    def _save(self, request: dispatch.Request) -> None:
        texts = self._context.texts
        folder = self._context.shell.recall("send.folder") or str(Path.home())
        name = f"{self._state.line.text()} {texts('State update form')}".strip()
        chosen, _ = QFileDialog.getSaveFileName(
            self, texts("Save the file"), str(Path(folder) / f"{name}.xlsx"), "Excel (*.xlsx)"
        )
        if not chosen:
            return
        path = Path(chosen) if chosen.endswith(".xlsx") else Path(chosen + ".xlsx")
        self.save_as(request, path)

    def save_as(self, request: dispatch.Request, path: Path) -> None:
        """Write the file to a path and close when it is there."""
        self._context.shell.remember("send.folder", str(path.parent))
        self._next.setEnabled(False)
        self._context.tasks.write(partial(_send, request, path), self._on_sent, self._on_refused)

    @Slot(object)
    def _on_sent(self, sent: dispatch.Sent) -> None:
        self.accept()
        self._context.shell.go(Route("exchange", sent.dispatch))
        self._context.shell.say_undoable(
            self._context.texts(
                "{file} is saved: send it to {name}.",
                file=sent.file.name,
                name=self._recipient.line.text() or self._state.line.text(),
            ),
            sent.change_set.operation,
        )

    @Slot()
    def _on_back(self) -> None:
        self._show_step(0)

    def _show_step(self, step: int) -> None:
        texts = self._context.texts
        titles = (texts("1 of 2 · To whom, by when"), texts("2 of 2 · Look inside, then save"))
        self._step.setText(titles[step])
        self._pages.setCurrentIndex(step)
        self._back.setVisible(step > 0)
        self._next.setText(texts("Save…") if step else texts("Look inside"))


def _about(state_id: str, lang: str, reading: Reading) -> tuple[dict[str, str], Value, str] | None:
    state = reading.records.get(state_id)
    if state is None:
        return None
    names = naming.names(reading, [state_id], lang)
    contact = states.point_of_contact(reading, state)
    spoken = state.text("languages").partition(";")[0]
    form = _SPOKEN.get(spoken, "en")
    if contact is None:
        return names, None, form
    names[contact.contact.id] = contact.contact.title
    return names, {"id": contact.contact.id}, form


def _preview(request: dispatch.Request, reading: Reading) -> dispatch.Preview:
    return dispatch.preview(reading, request)


def _send(request: dispatch.Request, path: Path, session: Session) -> dispatch.Sent:
    return dispatch.send(session, request, path)
