"""Sending a file in three steps: who and by when, a look inside, where to save it."""

from __future__ import annotations

import datetime as dt
import re
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.services import naming, states
from coordinator_app.services.exchange import dispatch
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import LANGUAGES, load
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.dialogs.look_inside import LookInside
from coordinator_app.ui.forms.editors import day_editor, finder
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_L, SPACE_M
from coordinator_app.ui.widgets.choice_field import ChoiceField
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import button, styled, words
from coordinator_app.ui.widgets.link_field import LinkField
from coordinator_app.ui.widgets.note_field import NoteField
from coordinator_app.ui.widgets.party_field import PartyField

_WIDTH, _HEIGHT, _LEAST_HEIGHT = 700, 540, 400
_REPLY_IN: Final = 21  # days: three weeks are what ministries need
_OWN_NAMES: Final = {"en": "English", "es": "Español"}
#: What no program allows in the name of a file.
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class SendDialog(QDialog):
    """Makes a file for a State and tracks it.

    Args:
        context: Collaborators.
        parent: The window.
        state: Id of the State to begin with, "" for none.
    """

    def __init__(self, context: Context, parent: QWidget, state: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._asked = Generation()
        #: The State whose own point of contact and language are filled in.
        self._about = ""
        self._state_name = self._name_in_file = ""
        texts, kit = context.texts, context.kit
        self.setWindowTitle(texts("Send a file"))
        room = parent.height() if parent.height() > _LEAST_HEIGHT else _HEIGHT
        self.resize(_WIDTH, min(_HEIGHT, room))
        self._step = words("", "heading")
        self.issue = words("", "issue", wrap=True)
        self.issue.hide()
        self._make_editors()
        self.look = LookInside(context)
        self.look.personal.toggled.connect(self._on_personal)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._who())
        self._pages.addWidget(_scrolled(self.look))
        self.back = button(kit, texts("Back"), clicked=self._on_back)
        self.next = button(kit, texts("Look inside"), "primary", clicked=self._on_next)
        self.next.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(button(kit, texts("Cancel"), clicked=self.reject))
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_M)
        column.addWidget(self._step)
        column.addWidget(self._pages, 1)
        column.addWidget(self.issue)
        column.addLayout(foot)
        self._show_step(0)
        if state:
            self.state.set_value(state)
            self._on_state()
        (self.recipient if state else self.state).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return self._pages.currentIndex()

    # Step 1 -------------------------------------------------------------------------------------

    def _make_editors(self) -> None:
        context, kit, texts = self._context, self._context.kit, self._context.texts
        self.state = LinkField(kit, texts("State"), finder=finder(context, ("country",)))
        self.state.committed.connect(self._on_state)
        self.recipient = PartyField(
            kit, texts("Recipient"), finder=finder(context, ("contact", "institution"))
        )
        kinds = [(each.key, texts(each.label)) for each in dispatch.kinds_of_files()]
        self.kind = ChoiceField(kit, texts("Kind of file"), options=kinds, empty=None)
        self.kind.set_value(kinds[0][0])
        self.due = day_editor(texts("Reply by"), context)
        due = context.clock.today() + dt.timedelta(days=_REPLY_IN)
        self.due.set_value(due.isoformat())
        names = [(lang, _OWN_NAMES[lang]) for lang in LANGUAGES]
        self.lang = ChoiceField(kit, texts("Language of the file"), empty=None, options=names)
        self.lang.set_value(texts.lang)
        self.note = NoteField(kit, texts("Words to the recipient"), rows=3, most_rows=5)

    def _who(self) -> QWidget:
        page = QWidget()
        styled(page, "plain")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        for pair in ((self.state, self.recipient), (self.kind, self.lang)):
            row = QHBoxLayout()
            row.setSpacing(SPACE_M)
            for editor in pair:
                row.addWidget(FieldRow(editor.name, editor), 1)
            column.addLayout(row)
        row = QHBoxLayout()
        row.setSpacing(SPACE_M)
        row.addWidget(FieldRow(self.due.name, self.due), 1)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(FieldRow(self.note.name, self.note))
        column.addStretch(1)
        return page

    @Slot()
    def _on_state(self) -> None:
        state = self.state.value()
        if isinstance(state, str):
            self._context.tasks.read(
                partial(_about, state, self._context.texts.lang),
                self._on_about,
                generation=self._asked.new(),
            )

    @Slot(object)
    def _on_about(self, found: tuple[str, dict[str, str], Value, str] | None) -> None:
        """Propose who speaks for the State, and its language; not over what the person chose."""
        if found is None:
            return
        state, names, recipient, lang = found
        self._state_name = names.get(state, "")
        self.state.set_titles(names)
        if state == self._about:
            return
        self._about = state
        self.recipient.set_titles(names)
        self.recipient.set_value(recipient)  # whoever was there spoke for another State
        self.lang.set_value(lang)

    # Step 2 -------------------------------------------------------------------------------------

    @Slot()
    def _on_next(self) -> None:
        request = self._request()
        if request is None:
            return
        if self.step == 0:
            self._look(request)
        else:
            self._ask_place(request)

    def _look(self, request: dispatch.Request) -> None:
        self._context.tasks.read(
            partial(_preview, request),
            self._on_preview,
            self._on_refused,
            generation=self._asked.new(),
        )

    def _request(self) -> dispatch.Request | None:
        for editor in (self.state, self.recipient, self.due, self.note):
            if not editor.commit():
                self._refuse(editor.problem())
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                return None
        texts, state, due = self._context.texts, self.state.value(), self.due.value()
        if not isinstance(state, str):
            self._refuse(texts("Choose the State it is for."))
            self.state.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        until = dt.date.fromisoformat(due) if isinstance(due, str) else None
        if until is not None and until < self._context.clock.today():
            self._refuse(texts("That day has passed. Choose a day to come."))
            self.due.setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        self._refuse("")
        note = self.note.value()
        return dispatch.Request(
            country=state,
            profile=str(self.kind.value()),
            recipient=self.recipient.value(),
            due=until,
            lang=str(self.lang.value()),
            personal=self.look.personal.isChecked(),
            note=note if isinstance(note, str) else "",
        )

    def _refuse(self, sentence: str) -> None:
        self.issue.setText(sentence)
        self.issue.setVisible(bool(sentence))

    def _on_refused(self, error: UserError) -> None:
        self.next.setEnabled(True)
        self._refuse(error.sentence(self._context.texts))

    @Slot(object)
    def _on_preview(self, found: tuple[dispatch.Preview, str]) -> None:
        preview, self._name_in_file = found
        recipient = self.recipient.line.text().strip()
        to = " · ".join(filter(None, (self._state_name, recipient, self.due.line.text())))
        self.look.show_preview(preview, to)
        self._show_step(1)

    @Slot(bool)
    def _on_personal(self, _on: bool) -> None:
        request = self._request()
        if request is not None and self.step == 1:
            self._look(request)

    # Step 3 -------------------------------------------------------------------------------------

    def _ask_place(self, request: dispatch.Request) -> None:
        texts = self._context.texts
        folder = self._context.shell.recall("send.folder") or str(Path.home())
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            texts("3 of 3 · Save the file"),
            str(Path(folder) / self.proposed_name(request)),
            "Excel (*.xlsx)",
        )
        if chosen:
            name = chosen if chosen.lower().endswith(".xlsx") else f"{chosen}.xlsx"
            self.save_as(request, Path(name))

    def proposed_name(self, request: dispatch.Request) -> str:
        """Return the name that is proposed for the file, in the recipient's language."""
        kinds = {each.key: each.label for each in dispatch.kinds_of_files()}
        kind = load(request.lang)(kinds[request.profile])
        day = self._context.clock.today().isoformat()
        name = _NOT_IN_NAMES.sub(" ", f"1540 {self._name_in_file} - {kind} {day}")
        return f"{' '.join(name.split())}.xlsx"

    def save_as(self, request: dispatch.Request, path: Path) -> None:
        """Write the file to a path and close when it is there."""
        self._context.shell.remember("send.folder", str(path.parent))
        self.next.setEnabled(False)
        self._context.tasks.write(partial(_send, request, path), self._on_sent, self._on_refused)

    @Slot(object)
    def _on_sent(self, sent: dispatch.Sent) -> None:
        name = self.recipient.line.text().strip() or self._state_name
        self.accept()
        self._context.shell.go(Route("exchange", sent.dispatch))
        self._context.shell.say_undoable(
            self._context.texts(
                "{file} is saved: send it to {name}.", file=sent.file.name, name=name
            ),
            sent.change_set.operation,
        )

    @Slot()
    def _on_back(self) -> None:
        self._refuse("")
        self._show_step(0)

    def _show_step(self, step: int) -> None:
        texts = self._context.texts
        titles = (texts("1 of 3 · To whom, by when"), texts("2 of 3 · Look inside"))
        self._step.setText(titles[step])
        self._pages.setCurrentIndex(step)
        self.back.setVisible(step > 0)
        self.next.setText(texts("Save…") if step else texts("Look inside"))
        if step:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)


def _scrolled(inner: QWidget) -> QScrollArea:
    made = QScrollArea()
    styled(made, "plain")
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWidget(inner)
    made.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return made


def _about(
    state_id: str, lang: str, reading: Reading
) -> tuple[str, dict[str, str], Value, str] | None:
    state = reading.records.get(state_id)
    if state is None:
        return None
    names = naming.names(reading, [state_id], lang)
    contact = states.point_of_contact(reading, state)
    spoken = state.text("languages").partition(";")[0].strip()
    form = spoken if spoken in LANGUAGES else "en"
    if contact is None:
        return state_id, names, None, form
    names[contact.contact.id] = contact.contact.title
    return state_id, names, {"id": contact.contact.id}, form


def _preview(request: dispatch.Request, reading: Reading) -> tuple[dispatch.Preview, str]:
    """Return the look inside, and what the State is called in the language of the file."""
    preview = dispatch.preview(reading, request)
    names = naming.names(reading, [request.country], request.lang)
    return preview, names.get(request.country, "")


def _send(request: dispatch.Request, path: Path, session: Session) -> dispatch.Sent:
    return dispatch.send(session, request, path)
