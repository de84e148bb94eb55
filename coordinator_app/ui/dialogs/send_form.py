"""What a file is: its kind, what it is about, until when, with which password and words."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator_app.domain.fields import Value
from coordinator_app.services.exchange import dispatch
from coordinator_app.texts import LANGUAGES
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.editors import day_editor, finder
from coordinator_app.ui.theme import SPACE_M
from coordinator_app.ui.widgets.choice_field import ChoiceField
from coordinator_app.ui.widgets.date_field import DateField
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.kit import Kit, button, styled
from coordinator_app.ui.widgets.link_field import LinkField
from coordinator_app.ui.widgets.note_field import NoteField
from coordinator_app.ui.widgets.party_field import PartyField
from coordinator_app.ui.widgets.password_field import PasswordField
from coordinator_app.ui.widgets.tags_field import TagsField

_REPLY_IN: Final = 21  # days: three weeks are what ministries need
_OWN_NAMES: Final = {"en": "English", "es": "Español"}
_TOP: Final = Qt.AlignmentFlag.AlignTop
#: What a kind of file is about.
STATE, STATES = "state", "states"
TRAINING, REQUEST, PROVIDER = "training", "request", "provider"
#: The kind of file about one request.
_ABOUT_REQUEST: Final = "ASSISTANCE_FORM"


def language_field(kit: Kit, name: str, lang: str) -> ChoiceField:
    """Return an editor of the language of a file."""
    options = [(each, _OWN_NAMES[each]) for each in LANGUAGES]
    made = ChoiceField(kit, name, empty=None, options=options)
    made.set_value(lang)
    return made


class SendForm(QWidget):
    """Asks only what the chosen kind of file needs.

    Args:
        context: Collaborators.
        several: One file is made for each of several States; who they are is asked elsewhere.

    Signals:
        kind_changed: Another kind of file was chosen.
        state_chosen: The State it is about was chosen.
        request_chosen: The request for assistance it is about was chosen.
        several_asked: The same is wanted for several States.
    """

    kind_changed = Signal()
    state_chosen = Signal()
    request_chosen = Signal()
    several_asked = Signal()

    def __init__(self, context: Context, *, several: bool = False) -> None:
        super().__init__()
        self._context, self._several = context, several
        styled(self, "plain")
        self._make_editors()
        self._rows: dict[Editor, FieldRow] = {
            editor: FieldRow(editor.name, editor, parent=self)
            for editor in (
                self.kind,
                self.training,
                self.requested,
                self.provider,
                self.state,
                self.states,
                self.recipient,
                self.lang,
                self.due,
                self.frm,
                self.to,
                self.since,
                self.password,
                self.again,
                self.note,
                *self.written.values(),
            )
        }
        #: What the chosen kind of file asks for.
        self._asked: set[Editor] = set()
        said = context.texts("One file for each of several States…")
        self.to_several = button(context.kit, said, "link", clicked=self.several_asked.emit)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, SPACE_M, 0)
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(SPACE_M)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self.kind.committed.connect(self._on_kind)
        self._on_kind()

    @property
    def profile(self) -> dispatch.Profile:
        """The kind of file that is chosen."""
        return next(each for each in self._kinds() if each.key == self.kind.value())

    def about_request(self, request: str) -> None:
        """Choose the form for a request for assistance, filled in with that one."""
        self.kind.set_value(_ABOUT_REQUEST)
        self._on_kind()
        self.requested.set_value(request)
        self.request_chosen.emit()

    def commit(self) -> str:
        """Take what is typed; return what is wrong with it, "" when nothing is."""
        for editor in self._rows:
            if editor in self._asked and not editor.commit():
                return self._refuse(editor, editor.problem())
        return self._missing() or self._wrong_day() or self._wrong_password()

    def request(self, *, personal: bool) -> dispatch.Request:
        """Return what is asked for; `commit` found nothing wrong with it."""
        note, states = self._shown(self.note), self._shown(self.states)
        return dispatch.Request(
            country=str(self._shown(self.state) or ""),
            profile=self.profile.key,
            recipient=self._shown(self.recipient),
            due=self._day(self.due),
            lang=str(self.lang.value()),
            personal=personal,
            note=note if isinstance(note, str) else "",
            written=tuple(
                (key, str(said))
                for key, each in self.written.items()
                if (said := self._shown(each))
            ),
            countries=tuple(map(str, states)) if isinstance(states, list) else (),
            entry=next((str(each) for each in map(self._shown, self._entries) if each), ""),
            frm=self._day(self.frm),
            to=self._day(self.to),
            since=self._day(self.since),
            password=self.password.password(),
        )

    def may_hold_people(self) -> bool:
        """Say whether data about people can be ticked for this kind of file."""
        return not self.profile.numbers and not self.profile.own

    # Inside --------------------------------------------------------------------------------------

    def _make_editors(self) -> None:
        context, kit, texts = self._context, self._context.kit, self._context.texts
        self.state = LinkField(kit, texts("State"), finder=finder(context, ("country",)))
        self.state.committed.connect(self.state_chosen)
        training = finder(context, ("training",))
        self.training = LinkField(kit, texts("Training"), finder=training)
        requested = finder(context, ("assistance_request",))
        self.requested = LinkField(kit, texts("Request for assistance"), finder=requested)
        self.requested.set_prompt(texts("A new request"))
        self.requested.committed.connect(self.request_chosen)
        provider = finder(context, ("institution",))
        self.provider = LinkField(kit, texts("Provider"), finder=provider)
        self.provider.committed.connect(self._on_provider)
        #: The one entry a file is about, where it is about one.
        self._entries = (self.training, self.requested, self.provider)
        self.states = TagsField(kit, texts("States"), finder=finder(context, ("country",)))
        self.states.line.setPlaceholderText(texts("All States"))
        self.recipient = PartyField(
            kit, texts("Recipient"), finder=finder(context, ("contact", "institution"))
        )
        kinds = [(each.key, texts(each.label)) for each in self._kinds()]
        self.kind = ChoiceField(kit, texts("Kind of file"), options=kinds, empty=None)
        self.kind.set_value(kinds[0][0])
        self.due = day_editor(texts("Reply by"), context)
        due = context.clock.today() + dt.timedelta(days=_REPLY_IN)
        self.due.set_value(due.isoformat())
        self.frm, self.to = day_editor(texts("From"), context), day_editor(texts("To"), context)
        for each in (self.frm, self.to):
            each.set_prompt(texts("Last quarter"))
        self.since = day_editor(texts("What changed since"), context)
        self.since.set_prompt(texts("Everything"))
        self.lang = language_field(kit, texts("Language of the file"), texts.lang)
        self.password = PasswordField(kit, texts("Password"))
        self.again = PasswordField(kit, texts("Password once more"))
        self.note = NoteField(kit, texts("Words to the recipient"), rows=3, most_rows=5)
        #: Words for pages of a report, by their keys.
        self.written = {
            key: NoteField(kit, texts(page.label), rows=3, most_rows=8)
            for profile in self._kinds()
            for key, page in profile.written.items()
        }

    def _lay_out(self) -> None:
        """Lay what the kind of file asks for in two columns."""
        grid, at = self._grid, 0
        for each in (*self._rows.values(), self.to_several):
            grid.removeWidget(each)  # an item taken out by its place would keep its size
        grid.setRowStretch(grid.rowCount() - 1, 0)
        about = (*self._entries, self.state, self.states)
        days = (self.due, self.frm, self.to, self.since)
        groups: list[tuple[Editor, ...]] = [(self.password, self.again)]
        groups += [(each,) for each in (*self.written.values(), self.note)]
        if self._several:
            groups[:0] = [(self.kind, *days), about]
        else:
            groups[:0] = [(self.kind, *about), (self.recipient, self.lang), days]
        for group in groups:
            shown = [self._rows[each] for each in group if each in self._asked]
            for number, row in enumerate(shown):
                wide = 2 if isinstance(row.editor, NoteField) else 1
                grid.addWidget(row, at + number // 2, number % 2, 1, wide, _TOP)
            at += (len(shown) + 1) // 2
            if self.kind in group:
                grid.addWidget(self.to_several, at, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
                if self.state in group and self.state in self._asked:
                    QWidget.setTabOrder(self.state.line, self.to_several)
                at += 1
        grid.setRowStretch(at, 1)

    def _kinds(self) -> list[dispatch.Profile]:
        kinds = dispatch.kinds_of_files()
        return [each for each in kinds if not self._several or each.for_one_state]

    @Slot()
    def _on_kind(self) -> None:
        profile, texts = self.profile, self._context.texts
        scope, several = profile.scope, self._several
        asked = (
            (self.kind, True),
            (self.state, profile.for_one_state and not several),
            (self.training, scope == TRAINING),
            (self.requested, scope == REQUEST and not several),
            (self.provider, scope == PROVIDER),
            (self.states, scope in (STATES, PROVIDER)),
            (self.recipient, not profile.own and not several),
            (self.lang, not several),
            (self.due, profile.answered and not profile.own),
            (self.frm, profile.by_period),
            (self.to, profile.by_period),
            (self.since, profile.since),
            (self.password, True),
            (self.again, True),
            (self.note, not profile.own),
            *((each, key in profile.written) for key, each in self.written.items()),
        )
        self._asked = {editor for editor, wanted in asked if wanted}
        for editor, row in self._rows.items():
            row.setVisible(editor in self._asked)
        for key, page in profile.written.items():
            self._rows[self.written[key]].set_hint(texts(page.task))
        self.to_several.setVisible(profile.for_one_state and not several)
        self.state.set_prompt(texts("All States") if scope == TRAINING else "")
        needed = profile.locked
        self.password.set_prompt("" if needed else texts("No password"))
        self._rows[self.password].set_hint(
            texts("needed for this kind of file") if needed else texts("to open the file with")
        )
        self._lay_out()
        self.kind_changed.emit()

    @Slot()
    def _on_provider(self) -> None:
        """Propose that the file goes to the donor it is for."""
        donor = self.provider.value()
        if isinstance(donor, str):
            self.recipient.set_titles({donor: self.provider.line.text()})
            self.recipient.set_value({"id": donor})

    def _missing(self) -> str:
        texts, scope = self._context.texts, self.profile.scope
        if scope == TRAINING and self.training.value() is None:
            return self._refuse(self.training, texts("Choose the training it is about."))
        if scope == PROVIDER and self.provider.value() is None:
            return self._refuse(self.provider, texts("Choose the donor it is for."))
        unsaid = self.requested.value() is None and self.state.value() is None
        if scope == REQUEST and not self._several and unsaid:
            said = texts("Choose the State that asks, or a request on record.")
            return self._refuse(self.state, said)
        if scope == STATE and not self._several and self.state.value() is None:
            return self._refuse(self.state, texts("Choose the State it is for."))
        return ""

    def _wrong_day(self) -> str:
        texts, due = self._context.texts, self._day(self.due)
        if due is not None and due < self._context.clock.today():
            said = texts("That day has passed. Choose a day to come.")
            return self._refuse(self.due, said)
        return ""

    def _wrong_password(self) -> str:
        texts, password = self._context.texts, self.password.password()
        if self.profile.locked and not password:
            said = texts("This kind of file leaves only with a password on it.")
            return self._refuse(self.password, said)
        if password != self.again.password():
            return self._refuse(self.again, texts("The two passwords differ. Type it once more."))
        return ""

    def _refuse(self, editor: Editor, sentence: str) -> str:
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return sentence

    def _shown(self, editor: Editor) -> Value:
        """Return the value of an editor that belongs to the kind of file, else None."""
        return editor.value() if editor in self._asked else None

    def _day(self, editor: DateField) -> dt.date | None:
        value = self._shown(editor)
        return dt.date.fromisoformat(value) if isinstance(value, str) else None
