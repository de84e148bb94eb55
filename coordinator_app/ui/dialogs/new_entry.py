"""Beginning an entry: the State and a date or a title, and one is on its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.services import drafting
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.record_form import RecordForm
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S
from coordinator_app.ui.widgets.choice_field import ChoiceField
from coordinator_app.ui.widgets.kit import button, words
from coordinator_app.ui.widgets.text_field import LineEditor

_WIDTH: Final = 440
_TITLE: Final = "title"
#: What is asked; other types ask for what they need, their State and their date.
_ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "visit": ("country", "dates", _TITLE),
    "training": ("countries", "dates", _TITLE),
    "event": ("countries", "dates", _TITLE),
    "follow_up": (_TITLE, "countries", "owner", "due_on"),
    "contact": ("name", "country"),
    "institution": ("name", "country"),
    "assistance_request": (_TITLE, "countries", "submitted_on", "status"),
    "assistance_offer": ("provider", _TITLE, "items", "offered_on"),
}
_HEADINGS: Final[Mapping[str, str]] = {
    "visit": N_("New visit"),
    "training": N_("New training"),
    "event": N_("New event"),
    "follow_up": N_("New follow-up"),
    "contact": N_("New contact"),
    "institution": N_("New institution"),
    "assistance_request": N_("New request for assistance"),
    "assistance_offer": N_("New offer of assistance"),
    "source": N_("New source"),
    "interaction": N_("New note or call"),
}


class NewEntryDialog(QDialog):
    """Asks the little that an entry needs.

    What is typed is kept while it is typed: closed by mistake or by a crash, the dialog opens
    with it again.

    Args:
        context: Collaborators.
        parent: Window it belongs to.
        type_key: Record type.
        preset: Values it starts with.
        kinds: Record types the person may choose among.
        go: Go to the page of the new entry.

    Signals:
        recorded: The new entry (Record).
    """

    recorded = Signal(object)

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        type_key: str,
        preset: Mapping[str, Value] | None = None,
        *,
        kinds: Sequence[str] = (),
        go: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._preset, self._go = context, dict(preset or {}), go
        self._kinds = tuple(kinds)
        self._proposals = Generation()
        self._proposed = ""
        self.form: RecordForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_L, SPACE_L, SPACE_L, SPACE_L)
        self._column.setSpacing(SPACE_M)
        self._heading = words("", "heading")
        self._column.addWidget(self._heading)
        if len(self._kinds) > 1:
            self._column.addWidget(self._kind_field(type_key))
        self._place = QVBoxLayout()
        self._column.addLayout(self._place)
        self._again = self._taken_up()
        self._column.addWidget(self._again)
        self._column.addLayout(self._buttons())
        self.setFixedWidth(_WIDTH)
        self._lay_form(type_key)

    @property
    def type(self) -> RecordType:
        """The record type that is being made."""
        return self._context.catalogue[self._type_key]

    def reject(self) -> None:
        """Close; what is typed is kept and comes back when the dialog is opened again."""
        if self.form is not None:
            self.form.clear()  # commits into the draft first
        super().reject()

    # Laying out --------------------------------------------------------------------------------

    def _kind_field(self, type_key: str) -> ChoiceField:
        texts, catalogue = self._context.texts, self._context.catalogue
        options = [(key, texts(catalogue[key].label)) for key in self._kinds]
        made = ChoiceField(self._context.kit, texts("Kind"), options=options, empty=None)
        made.set_value(type_key)
        made.committed.connect(partial(self._on_kind, made))
        return made

    def _taken_up(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        texts = self._context.texts
        row.addWidget(words(texts("Taken up where you left it."), "hint"))
        row.addWidget(button(self._context.kit, texts("Begin anew"), "link", clicked=self._on_anew))
        row.addStretch(1)
        made.hide()
        return made

    def _buttons(self) -> QHBoxLayout:
        kit, texts = self._context.kit, self._context.texts
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addStretch(1)
        row.addWidget(button(kit, texts("Cancel"), clicked=self.reject))
        self._create = button(kit, texts("Create"), "primary", clicked=self._on_create)
        self._create.setDefault(True)
        row.addWidget(self._create)
        return row

    def _lay_form(self, type_key: str) -> None:
        self._type_key = type_key
        texts = self._context.texts
        heading = _HEADINGS.get(type_key)
        said = texts(heading) if heading else texts("New: {type}", type=texts(self.type.label))
        self._heading.setText(said)
        self.setWindowTitle(said)
        if self.form is not None:
            self._place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = RecordForm(self._context, type_key, asked(self.type))
        self._place.addWidget(self.form)
        self.form.recorded.connect(self._on_recorded)
        self.form.binding.drafted.connect(self._propose)
        self._context.tasks.read(
            partial(_begin, type_key, self._draft, self._context.file.actor), self._on_begun
        )

    @property
    def _draft(self) -> str:
        """Return the name the draft is kept under; entries begun from elsewhere keep none."""
        return "" if self._kinds or _TITLE in self._preset else f"new/{self._type_key}"

    # What happens --------------------------------------------------------------------------------

    @Slot(object)
    def _on_begun(self, begun: tuple[dict[str, Value], Mapping[str, Value]]) -> None:
        start, kept = begun
        known = self.type.by_key
        preset = {key: value for key, value in self._preset.items() if key in known}
        self._again.setVisible(bool(kept))
        self._begin({**start, **kept, **preset})

    def _begin(self, values: Mapping[str, Value]) -> None:
        if self.form is None:
            return
        self.form.begin(values, self._draft, auto=False)
        keys = asked(self.type)
        first = next((key for key in keys if values.get(key) is None), keys[-1])
        self.form.focus(first)
        self._propose()

    @Slot()
    def _on_anew(self) -> None:
        self._again.hide()
        if self.form is not None:
            self.form.binding.throw_away()
            self._begin(dict(self._preset))

    def _on_kind(self, field: ChoiceField) -> None:
        if self.form is not None:
            names = self._context.catalogue[self._type_key].title
            self._preset["name"] = self.form.binding.held().get(names[0])
        self._lay_form(str(field.value()))

    @Slot()
    def _propose(self) -> None:
        """Ask for the title that an activity gets when it is given none."""
        if self.form is not None and _TITLE in asked(self.type):
            self._context.tasks.read(
                partial(_propose, self._type_key, self.form.binding.held(), self._context.texts),
                self._on_proposed,
                generation=self._proposals.new(),
            )

    @Slot(str)
    def _on_proposed(self, title: str) -> None:
        self._proposed = title
        editor = self.form.editor(_TITLE) if self.form is not None else None
        if isinstance(editor, LineEditor):
            editor.set_prompt(title)

    @Slot()
    def _on_create(self) -> None:
        if self.form is None or not self.form.commit():
            return
        binding = self.form.binding
        if self._proposed and binding.held().get(_TITLE) is None:
            binding.set_value(_TITLE, self._proposed)
        binding.record_now()

    @Slot(object)
    def _on_recorded(self, record: Record) -> None:
        self.recorded.emit(record)
        self.accept()
        owner = self.parentWidget()
        if owner is not None:
            owner.window().activateWindow()  # the page that follows takes the keys
        if self._go:
            self._context.shell.go_to(record.id)


def asked(record_type: RecordType) -> tuple[str, ...]:
    """Return the fields asked for when an entry of a type is begun."""
    if record_type.key in _ASKED:
        return _ASKED[record_type.key]
    needed = [each.key for each in record_type.fields if each.needed and each.key != PARENT]
    wanted = [*needed, record_type.state_path, record_type.date_field]
    return tuple(
        dict.fromkeys(key for key in wanted if key in record_type.by_key and key != PARENT)
    )


def _begin(
    type_key: str, draft: str, actor: str, reading: Reading
) -> tuple[dict[str, Value], Mapping[str, Value]]:
    kept = drafting.load(reading, draft, type_key) if draft else {}
    return drafting.starting(reading, type_key, actor), kept


def _propose(type_key: str, values: Mapping[str, Value], texts: Texts, reading: Reading) -> str:
    return drafting.proposed_title(reading, type_key, values, texts)
