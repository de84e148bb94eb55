"""Beside a State's history: its people and institutions, the facts about it, what it asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from coordinator_app.domain import display, edtf
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import PARENT
from coordinator_app.domain.records.people import is_stale, valid_on
from coordinator_app.services import editing
from coordinator_app.services.session import Session
from coordinator_app.services.states import StatePage
from coordinator_app.ui.context import Context
from coordinator_app.ui.forms.record_form import RecordForm
from coordinator_app.ui.pages.elided import ElidedWords
from coordinator_app.ui.pages.side_parts import box, clear, hint
from coordinator_app.ui.pages.state_assistance import Assistance
from coordinator_app.ui.theme import SPACE_M, SPACE_S, SPACE_XS
from coordinator_app.ui.widgets.card import Card, SectionTitle
from coordinator_app.ui.widgets.kit import button, line, styled, tool_button, words

_PROFILE: Final = (
    "as_of",
    "stage",
    "mechanism",
    "mechanism_name",
    "mechanism_basis",
    "mechanism_chair",
    "chemical_industry",
    "bsl3",
    "radioactive",
    "reactor",
    "free_zones",
    "ports",
    "remarks",
)
_STATE: Final = (
    "capital",
    "languages",
    "lead_coordinator",
    "co_coordinators",
    "priorities",
    "priorities_text",
    "travel_notes",
    "notes",
)


class StateSide(Card):
    """The left part of a State's page.

    Args:
        context: Collaborators.

    Signals:
        chosen: Id of an entry the person wants to see.
        new_asked: Record type of which the person wants a new entry.
    """

    chosen = Signal(str)
    new_asked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(flush=True)
        texts = context.texts
        self.people = People(context)
        self.people.chosen.connect(self.chosen)
        self.people.new_asked.connect(self.new_asked)
        self.facts = Facts(context)
        self.assistance = Assistance(context)
        self.assistance.chosen.connect(self.chosen)
        self.assistance.new_asked.connect(self.new_asked)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for named in (self.tabs, self.tabs.tabBar()):
            named.setAccessibleName(texts("People, facts and assistance"))
        self.tabs.addTab(_scrolled(self.people), texts("People"))
        self.tabs.addTab(_scrolled(self.facts), texts("Key facts"))
        self.tabs.addTab(_scrolled(self.assistance), texts("Assistance"))
        self.add(self.tabs, 1)

    def show_state(self, page: StatePage) -> None:
        """Show who and what is known of a State."""
        self.people.show_state(page)
        self.facts.show_state(page)
        self.assistance.show_state(page)

    def commit(self) -> bool:
        """Commit what is typed."""
        return self.facts.commit()


class People(QWidget):
    """Contacts with the roles they hold, and institutions.

    Args:
        context: Collaborators.

    Signals:
        chosen, new_asked: As on StateSide.
    """

    chosen = Signal(str)
    new_asked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        styled(self, "plain")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE_M, SPACE_S, SPACE_S, SPACE_M)
        self._column.setSpacing(SPACE_S)

    def show_state(self, page: StatePage) -> None:
        """Show the people and institutions of a State."""
        clear(self._column)
        texts, today = self._context.texts, self._context.clock.today()
        self._column.addWidget(self._title(texts("People"), "contact", texts("New contact")))
        if not page.people:
            self._column.addWidget(words(texts("Nobody is recorded."), "hint"))
        for contact, roles in page.people:
            held = [r for r in roles if r.get("status") != "ENDED" and valid_on(r, today)]
            self._column.addWidget(self._person(contact, held, page))
        self._column.addWidget(line())
        self._column.addWidget(
            self._title(texts("Institutions"), "institution", texts("New institution"))
        )
        if not page.institutions:
            self._column.addWidget(words(texts("No institution is recorded."), "hint"))
        for institution in page.institutions:
            self._column.addWidget(self._institution(institution))
        self._column.addStretch(1)

    def _title(self, text: str, type_key: str, tip: str) -> SectionTitle:
        made = SectionTitle(text)
        add = tool_button(self._context.kit, "add", tip)
        add.clicked.connect(partial(self._on_new, type_key))
        add.setEnabled(not self._context.file.read_only)
        made.add(add)
        return made

    def _person(self, contact: Record, held: Sequence[Record], page: StatePage) -> QWidget:
        texts, today = self._context.texts, self._context.clock.today()
        made, column = box()
        head = QHBoxLayout()
        head.setSpacing(SPACE_XS)
        head.addWidget(self._link(contact), 1)
        lead = next((r for r in held if r.text("role").startswith("POC_1540")), None)
        if lead is not None:
            head.addWidget(self._verified(lead, stale=is_stale(lead, today)))
        column.addLayout(head)
        field = self._context.catalogue.field("contact_role", "role")
        for role in held:
            said = [display.label(field, role.get("role"), texts)]
            said += [page.names.get(each, "") for each in role.ids("institution")]
            column.addWidget(hint(" · ".join(part for part in said if part)))
        if not held:
            column.addWidget(hint(texts("No role now")))
        reach = [contact.text("phone") or contact.text("mobile"), contact.text("email")]
        for text in filter(None, reach):
            column.addWidget(_reach(text))
        return made

    def _verified(self, role: Record, *, stale: bool) -> QLabel:
        texts, kit = self._context.texts, self._context.kit
        seen = role.text("last_verified_on")
        day = edtf.display_day(seen, texts.lang) if seen else ""
        said = texts("verified on {day}", day=day) if day else texts("not verified yet")
        sign = QLabel()
        sign.setPixmap(kit.icons.pixmap("warning" if stale else "verified", size=14))
        sign.setToolTip(said)
        sign.setAccessibleName(said)
        return sign

    def _institution(self, institution: Record) -> QWidget:
        texts = self._context.texts
        made, column = box()
        column.addWidget(self._link(institution))
        field = self._context.catalogue.field("institution", "sector")
        sector = institution.get("sector")
        said = [
            institution.text("acronym"),
            display.label(field, sector, texts) if sector else "",
            institution.text("city"),
        ]
        if any(said):
            column.addWidget(hint(" · ".join(part for part in said if part)))
        return made

    def _link(self, record: Record) -> QWidget:
        made = button(self._context.kit, record.title.replace("&", "&&"), "link")
        made.setToolTip(record.title)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made.clicked.connect(partial(self._on_chosen, record.id))
        return made

    def _on_chosen(self, record_id: str, _checked: bool = False) -> None:
        self.chosen.emit(record_id)

    def _on_new(self, type_key: str, _checked: bool = False) -> None:
        self.new_asked.emit(type_key)


class Facts(QWidget):
    """The latest dated facts and what is known of the State itself, edited in place.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._state = ""
        styled(self, "plain")
        texts, kit = context.texts, context.kit
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, SPACE_M)
        column.setSpacing(SPACE_M)
        self._title = SectionTitle(texts("Dated facts"))
        add = button(kit, texts("New"), "quiet", icon="add", tip=texts("New dated facts"))
        add.setEnabled(not context.file.read_only)
        add.clicked.connect(self._on_new)
        self._title.add(add)
        self._none = hint(texts("No stage and no facts are recorded yet."))
        self.profile = RecordForm(context, "country_profile", _PROFILE)
        self.country = RecordForm(context, "country", _STATE)
        for form in (self.profile, self.country):
            for label in form.findChildren(QLabel):  # long labels must not widen the column
                label.setWordWrap(True)
        for widget in (
            self._title,
            self._none,
            self.profile,
            line(),
            SectionTitle(texts("The State")),
            self.country,
        ):
            column.addWidget(widget)
        column.addStretch(1)

    def show_state(self, page: StatePage) -> None:
        """Show the facts about a State."""
        state = page.overview.state.id
        facts = page.facts[0] if page.facts else None
        self._none.setVisible(facts is None)
        self.profile.setVisible(facts is not None)
        if facts is None:
            self.profile.clear()
        elif self.profile.record is None or self.profile.record.id != facts.id:
            self.profile.open(facts.id)
        if state != self._state:
            self.country.open(state)
        self._state = state

    def commit(self) -> bool:
        """Commit what is typed."""
        committed = [self.profile.commit(), self.country.commit()]
        return all(committed)

    @Slot()
    def _on_new(self) -> None:
        self.commit()
        values = {PARENT: self._state, "as_of": self._context.clock.today().isoformat()}
        self._context.tasks.write(partial(_new_facts, values))


def _scrolled(inner: QWidget) -> QScrollArea:
    area = QScrollArea()
    styled(area, "plain")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area


def _reach(text: str) -> QLabel:
    """Return a number or address: never wrapped, cut where there is no room."""
    label = ElidedWords("hint")
    label.say(text)
    label.setContentsMargins(SPACE_XS, 0, 0, 0)
    return label


def _new_facts(values: dict[str, str], session: Session) -> Record:
    return editing.create(session, "country_profile", values)
