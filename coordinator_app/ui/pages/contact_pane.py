"""The details of a person or an institution: how to reach them, what they are, since when."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.domain.record import Record
from coordinator_app.texts import N_
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.dialogs.delete_question import delete_entries
from coordinator_app.ui.forms.binding import Binding
from coordinator_app.ui.forms.record_form import RecordForm
from coordinator_app.ui.pages.side_pane import PaneFrame
from coordinator_app.ui.tables.child_grid import ChildGrid
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.theme import SPACE_M, SPACE_S
from coordinator_app.ui.widgets.card import EmptyState
from coordinator_app.ui.widgets.kit import button, styled, tool_button, words

_MORE: Final = "#" + N_("More")
_PERSON_HEAD: Final = ("name", "honorific", "country", "email", "phone", "mobile")
_PERSON_REST: Final = (
    _MORE,
    "messaging",
    "email_other",
    "assistant",
    "languages",
    "gender",
    "family_name",
    "given_names",
    "lawful_basis",
    "consent_on",
    "keep_until",
    "sensitivity",
    "notes",
)
_INSTITUTION: Final = (
    "name",
    "acronym",
    "name_alt",
    "country",
    "scope",
    "sector",
    "roles_1540",
    "parent_institution",
    "email",
    "phone",
    "website",
    "city",
    "address",
    _MORE,
    "status",
    "successor",
    "language",
    "mandate",
    "sensitivity",
    "notes",
)
_ROLES_HEIGHT: Final = 118


class ContactPane(PaneFrame):
    """Shows one person or institution.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._context = context
        kit, texts = context.kit, context.texts
        self._shown = ("", "")
        self.person = Binding(context, "contact", self)
        self.institution = Binding(context, "institution", self)
        self.roles = ChildGrid(
            context,
            "contact_role",
            (
                Column("role", 104, 2),
                Column("institution", 90, 2),
                Column("status", 96, look="status"),
            ),
            key="grid/roles",
            prompt=texts("Type a role…"),
        )
        self.roles.setFixedHeight(_ROLES_HEIGHT)
        self._replace = button(
            kit, texts("Replaced by…"), "quiet", icon="replace", clicked=self._on_replace
        )
        self._replace.setEnabled(not context.file.read_only)
        self._mail = tool_button(kit, "mail", texts("Write an e-mail"), clicked=self._on_mail)
        self.add_button(self._mail)
        for icon, name, slot in (
            ("history", texts("Changes of this entry"), self._on_history),
            ("delete", texts("Delete this entry"), self._on_delete),
        ):
            self.add_button(tool_button(kit, icon, name, clicked=slot))
        self._stack = QStackedWidget()
        #: Made when first shown, for a form takes its time: what there is to see of each kind.
        self._pages: dict[str, QWidget] = {}
        self._page("")
        self.set_body(self._stack)
        self.person.shown.connect(self._on_shown)
        self.institution.shown.connect(self._on_shown)

    def show_record(self, type_key: str, record_id: str) -> None:
        """Show an entry; "" shows none."""
        kind = type_key if record_id else ""
        self._stack.setCurrentWidget(self._page(kind))
        self._mail.setVisible(False)
        if (kind, record_id) == self._shown:
            return
        self.commit()
        self._shown = (kind, record_id)
        if kind == "contact":
            self.person.open(record_id)
            self.roles.show_parent(record_id)
        elif kind == "institution":
            self.institution.open(record_id)
        else:
            self.set_head("")

    def commit(self) -> None:
        """Commit what is typed."""
        self.person.commit()
        self.institution.commit()
        self.roles.commit()

    def replace(self) -> None:
        """Hand a person's roles and open follow-ups to a successor."""
        if self._shown[0] == "contact" and not self._context.file.read_only:
            self._on_replace()

    def _page(self, kind: str) -> QWidget:
        if kind not in self._pages:
            kit, texts = self._context.kit, self._context.texts
            match kind:
                case "contact":
                    made: QWidget = self._person_page()
                case "institution":
                    made = _scrolled(self._form(self.institution, _INSTITUTION))
                case _:
                    made = EmptyState(kit, "contact", texts("Choose an entry to see it here."))
            self._pages[kind] = made
            self._stack.addWidget(made)
        return self._pages[kind]

    def _person_page(self) -> QScrollArea:
        texts = self._context.texts
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(self._form(self.person, _PERSON_HEAD))
        head = QHBoxLayout()
        head.addWidget(words(texts("Roles"), "section"), 1)
        head.addWidget(self._replace)
        column.addLayout(head)
        column.addWidget(self.roles)
        column.addWidget(self._form(self.person, _PERSON_REST), 1)
        return _scrolled(inner)

    def _form(self, binding: Binding, keys: tuple[str, ...]) -> RecordForm:
        for key in keys:
            if not key.startswith("#"):
                binding.row(key).set_hint("")  # it would make the pane too wide
        return RecordForm(self._context, binding.type.key, keys, binding=binding)

    @Slot(object)
    def _on_shown(self, record: Record) -> None:
        if record.id == self._shown[1]:
            self.set_head(record.reference)
            self._mail.setVisible(bool(record.get("email")))

    @Slot()
    def _on_mail(self) -> None:
        binding = self.person if self._shown[0] == "contact" else self.institution
        address = binding.held().get("email")
        if isinstance(address, str):
            QDesktopServices.openUrl(QUrl(f"mailto:{address}"))

    @Slot()
    def _on_history(self) -> None:
        if self._shown[1]:
            self._context.shell.go(Route("history", self._shown[1]))

    @Slot()
    def _on_delete(self) -> None:
        if self._shown[1]:
            delete_entries(self._context, self, [self._shown[1]])

    @Slot()
    def _on_replace(self) -> None:
        # Imported when asked for: few open it, and it is made of forms.
        found = import_module("coordinator_app.ui.dialogs.replace")
        found.ReplaceDialog(self._context, self.window(), self._shown[1]).open()


def _scrolled(content: QWidget) -> QScrollArea:
    inner = QWidget()
    styled(inner, "plain")
    column = QVBoxLayout(inner)
    column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_M)
    column.addWidget(content)
    area = QScrollArea()
    styled(area, "plain")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
