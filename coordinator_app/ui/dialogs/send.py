"""Sending a file in three steps: who and by when, a look inside, where to save it."""

from __future__ import annotations

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
from coordinator_app.services import naming
from coordinator_app.services.exchange import dispatch, extent, recipients
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import load
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.dialogs.look_inside import LookInside
from coordinator_app.ui.dialogs.send_form import SendForm
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_L, SPACE_M
from coordinator_app.ui.widgets.kit import button, sized, styled, words

_WIDTH, _HEIGHT = 700, 560
#: What no program allows in the name of a file.
_NOT_IN_NAMES: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class SendDialog(QDialog):
    """Makes a file for a State and tracks it.

    Args:
        context: Collaborators.
        parent: The window.
        state: Id of the State to begin with, "" for none.
        request: Id of the request for assistance to begin with, "" for none.
    """

    def __init__(
        self, context: Context, parent: QWidget, state: str = "", request: str = ""
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._asked = Generation()
        #: The State whose own point of contact and language are filled in, and who that is.
        self._about = ""
        self._proposed: Value = None
        self._name_in_file = ""
        texts, kit = context.texts, context.kit
        self.setWindowTitle(texts("Send a file"))
        sized(self, _WIDTH, _HEIGHT)
        self._step = words("", "heading")
        self.issue = words("", "issue", wrap=True)
        self.issue.hide()
        self.form = form = SendForm(context)
        form.state_chosen.connect(self._on_state)
        form.kind_changed.connect(self._on_kind)
        form.request_chosen.connect(self._on_request_chosen)
        form.several_asked.connect(self._on_several)
        self.state, self.recipient, self.lang = form.state, form.recipient, form.lang
        self.kind, self.due, self.note = form.kind, form.due, form.note
        self.look = LookInside(context)
        self.look.personal.toggled.connect(self._on_personal)
        self._pages = QStackedWidget()
        self._pages.addWidget(scrolled(form))
        self._pages.addWidget(scrolled(self.look, texts("Look inside")))
        self.back = button(kit, texts("Back"), clicked=self._on_back)
        self.next = button(kit, texts("Look inside"), "primary", clicked=self._on_next)
        self.next.setDefault(True)
        self._lay_out()
        self._show_step(0)
        if state:
            self.state.set_value(state)
            self._on_state()
        if request:
            self.form.about_request(request)
        (self.recipient if state or request else self.state).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        cancel = self._context.texts("Cancel")
        foot.addWidget(button(self._context.kit, cancel, clicked=self.reject))
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

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return self._pages.currentIndex()

    # Step 1 -------------------------------------------------------------------------------------

    @Slot()
    def _on_several(self) -> None:
        """Go on with a file for each of several States."""
        self.reject()
        self._context.shell.go(Route("exchange", "", {"send": "several"}))

    @Slot()
    def _on_state(self) -> None:
        state = self.state.value()
        if isinstance(state, str):
            self._context.tasks.read(
                partial(_about, state, self._context.texts.lang),
                self._on_about,
                generation=self._asked.new(),
            )

    @Slot()
    def _on_kind(self) -> None:
        """Send no report on other States to whoever speaks for one, unless that is chosen."""
        if self.form.profile.for_one_state:
            self._on_state()
        elif self._proposed is not None and self.recipient.value() == self._proposed:
            self.recipient.set_value(None)
            self._about = ""  # proposed again for a kind of file about the State

    @Slot()
    def _on_request_chosen(self) -> None:
        request = self.form.requested.value()
        if isinstance(request, str):
            self._context.tasks.read(partial(_who_asks, request), self._on_who_asks)

    @Slot(object)
    def _on_who_asks(self, found: tuple[str, dict[str, str]]) -> None:
        """Propose the State that asks, where it is one alone."""
        state, titles = found
        self.form.requested.set_titles(titles)
        self.state.set_value(state or None)
        self._on_state()

    @Slot(object)
    def _on_about(self, found: tuple[str, dict[str, str], Value, str] | None) -> None:
        """Propose who speaks for the State, and its language; not over what the person chose."""
        if found is None:
            return
        state, names, recipient, lang = found
        self.state.set_titles(names)
        if state == self._about:
            return
        self._about, self._proposed = state, recipient
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
        wrong = self.form.commit()
        self._refuse(wrong)
        if wrong:
            return None
        people = self.form.may_hold_people()
        self.look.personal.setVisible(people)
        return self.form.request(personal=people and self.look.personal.isChecked())

    def _refuse(self, sentence: str) -> None:
        self.issue.setText(sentence)
        self.issue.setVisible(bool(sentence))

    def _on_refused(self, error: UserError) -> None:
        self.next.setEnabled(True)
        self._refuse(error.sentence(self._context.texts))

    @Slot(object)
    def _on_preview(self, found: tuple[dispatch.Preview, str]) -> None:
        preview, self._name_in_file = found
        recipient = "" if self.form.profile.own else self.recipient.line.text().strip()
        due = self.due.line.text() if self.form.profile.answered else ""
        to = " · ".join(dict.fromkeys(filter(None, (self._name_in_file, recipient, due))))
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
        kind = load(request.lang)(self.form.profile.label)
        day = self._context.clock.today().isoformat()
        about = " - ".join(filter(None, (self._name_in_file, kind)))
        name = _NOT_IN_NAMES.sub(" ", f"1540 {about} {day}")
        return f"{' '.join(name.split())}.xlsx"

    def save_as(self, request: dispatch.Request, path: Path) -> None:
        """Write the file to a path and close when it is there."""
        self._context.shell.remember("send.folder", str(path.parent))
        self.next.setEnabled(False)
        self._context.tasks.write(partial(_send, request, path), self._on_sent, self._on_refused)

    @Slot(object)
    def _on_sent(self, sent: dispatch.Sent) -> None:
        texts = self._context.texts
        name = self.recipient.line.text().strip() or self._name_in_file
        self.accept()
        self._context.shell.go(Route("exchange", sent.dispatch))
        said = texts("{file} is saved.", file=sent.file.name)
        if name:
            said = texts("{file} is saved: send it to {name}.", file=sent.file.name, name=name)
        self._context.shell.say_undoable(said, sent.change_set.operation)

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


def scrolled(inner: QWidget, name: str = "") -> QScrollArea:
    """Return something that scrolls where there is no room.

    Args:
        name: Of what is read and scrolled by keys; "" where fields are gone through.
    """
    made = QScrollArea()
    styled(made, "plain")
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setAccessibleName(name)
    if not name:
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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
    found = recipients.addressee(reading, state)
    if found.contact is not None:
        names[found.contact.contact.id] = found.called
    return state_id, names, found.party, found.lang


def _who_asks(request_id: str, reading: Reading) -> tuple[str, dict[str, str]]:
    """Return the only State of a request, "" for several, and what the request is called."""
    request = reading.records.get(request_id)
    if request is None:
        return "", {}
    states = request.ids("countries")
    return states[0] if len(states) == 1 else "", {request.id: request.title}


def _preview(request: dispatch.Request, reading: Reading) -> tuple[dispatch.Preview, str]:
    """Return the look inside, and what it is about in the language of the file."""
    preview = dispatch.preview(reading, request)
    kinds = {each.key: each for each in dispatch.kinds_of_files()}
    about = extent.asked(reading, kinds[request.profile], request)
    return preview, about.about(load(request.lang))


def _send(request: dispatch.Request, path: Path, session: Session) -> dispatch.Sent:
    return dispatch.send(session, request, path)
