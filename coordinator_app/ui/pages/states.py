"""The States of my region: who speaks for each, when they were last in contact, what is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Slot

from coordinator_app.domain import display, edtf
from coordinator_app.domain.changes import ChangeSet
from coordinator_app.domain.folding import fold
from coordinator_app.services import states
from coordinator_app.services.session import Reading
from coordinator_app.services.states import Overview
from coordinator_app.texts import N_, P_
from coordinator_app.ui.context import Context, Route
from coordinator_app.ui.pages.brevity import last_contact_said
from coordinator_app.ui.pages.chip_bar import ChipBar
from coordinator_app.ui.pages.lines import Line, LineList, LinesView
from coordinator_app.ui.pages.page import Page
from coordinator_app.ui.tables.columns import Column
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.widgets.card import Card, EmptyState
from coordinator_app.ui.widgets.chips import Chip
from coordinator_app.ui.widgets.page_header import PageHeader
from coordinator_app.ui.widgets.search_field import SearchField

_COLUMNS: Final = (
    Column("state", 196, 3, label=N_("State")),
    Column("groups", 132, 1, label=N_("Groups"), spare=True),
    Column("last", 136, 0, label=N_("Last contact"), look="due"),
    Column("stage", 168, 2, label=N_("Stage"), spare=True),
    Column("contact", 150, 3, label=N_("Point of contact")),
    Column("verified", 112, 0, label=N_("Last verified"), look="due", spare=True),
    Column("open", 64, 0, label=P_("promises", "Open"), look="number"),
    Column("late", 60, 0, label=P_("promises", "Late"), look="number"),
)
#: Groups one works with, and how they are called; other memberships are on the State's page.
CORE_GROUPS: Final[Mapping[str, str]] = {
    "CARICOM": N_("CARICOM"),
    "SICA": N_("SICA"),
    "ANDEAN": N_("Andean"),
}
_ALL, _TERRITORIES = "", "TERRITORIES"


class StatesPage(Page):
    """The list of States.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._generation = Generation()
        self._stale = True
        self._overviews: tuple[Overview, ...] = ()
        self._text = ""
        self.groups = ChipBar(self.kit, self.texts("Groups of States"))
        self.groups.chosen.connect(self._show)
        self.search = SearchField(self.kit, self.texts("Find a State"))
        self.search.searched.connect(self._on_searched)
        self.search.down_pressed.connect(self._on_down)
        self._header = PageHeader(self.texts("States"))
        self._header.add_filter(self.groups)
        self._header.add_filter(self.search)
        self.view = LinesView(self.kit, self.texts("States"), _COLUMNS)
        self.view.chosen.connect(self._on_chosen)
        nothing = EmptyState(self.kit, "states", self.texts("No State is called so."))
        self._list = LineList(self.kit, self.view, nothing)
        card = Card(flush=True)
        card.add(self._list, 1)
        self.column.addWidget(self._header)
        self.column.addWidget(card, 1)

    def open(self, route: Route) -> None:
        """Read what has changed since, and put the cursor into the list."""
        self._read()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, change_set: ChangeSet) -> None:
        """Read again, now or when the page is next shown."""
        self._stale = True
        if self.isVisible():
            self._read()

    def find_here(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def route(self) -> Route:
        """Return how to come back."""
        return Route("states")

    def _read(self) -> None:
        if self._stale:
            self._stale = False
            self.context.tasks.read(
                partial(_overviews, self.texts.lang),
                self._on_read,
                generation=self._generation.new(),
            )

    @Slot(object)
    def _on_read(self, found: tuple[Overview, ...]) -> None:
        self._overviews = found
        chips = [Chip(_ALL, self.texts("All"), len(found))]
        chips += [
            Chip(code, self.texts(label), sum(code in each.groups for each in found))
            for code, label in CORE_GROUPS.items()
        ]
        territories = sum(not each.state.get("un_member") for each in found)
        chips.append(Chip(_TERRITORIES, self.texts("Territories"), territories))
        self.groups.set_chips(chips, _ALL)
        self._show()

    @Slot()
    def _show(self) -> None:
        shown = [
            each
            for each in sorted(self._overviews, key=_by_name)
            if self._is_in_group(each) and self._is_named(each)
        ]
        self._list.show_lines([self._line(each) for each in shown])

    def _is_in_group(self, overview: Overview) -> bool:
        match self.groups.key:
            case "":
                return True
            case "TERRITORIES":
                return not overview.state.get("un_member")
            case code:
                return code in overview.groups

    def _is_named(self, overview: Overview) -> bool:
        wanted = fold(self._text)
        names = (overview.name, overview.state.text("code"), overview.state.title)
        return any(wanted in fold(name) for name in names)

    def _line(self, overview: Overview) -> Line:
        contact, last = overview.contact, overview.last
        member = bool(overview.state.get("un_member"))
        verified = contact.role.text("last_verified_on") if contact else ""
        tones = {} if last.day else {2: "muted"}
        if not member:
            tones[0] = "muted"
        if contact is None:
            tones[4] = "muted"
        elif contact.stale:
            tones[5] = "warning"
        if overview.late_count:
            tones[7] = "danger"
        return Line(
            overview.state.id,
            (
                overview.name,
                group_words(overview, self.texts),
                last_contact_said(last, self.texts),
                stage_words(self.context, overview.stage),
                self._contact_words(overview),
                self._verified_words(overview),
                str(overview.open_count or ""),
                str(overview.late_count or ""),
            ),
            overview.state.id,
            tones=tones,
            sort=(
                _by_name(overview),
                overview.groups,
                last.day.isoformat() if last.day else "~",
                overview.stage or "~",
                contact.contact.title if contact else "~",
                verified or "~",
                overview.open_count,
                overview.late_count,
            ),
        )

    def _contact_words(self, overview: Overview) -> str:
        if overview.contact is not None:
            return overview.contact.contact.title
        return self.texts("None recorded") if overview.state.get("un_member") else ""

    def _verified_words(self, overview: Overview) -> str:
        if overview.contact is None:
            return ""
        seen = overview.contact.role.text("last_verified_on")
        return edtf.display_day(seen, self.texts.lang) if seen else self.texts("Not yet")

    @Slot(str)
    def _on_searched(self, text: str) -> None:
        self._text = text
        self._show()

    @Slot()
    def _on_down(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_chosen(self, line: Line) -> None:
        self.context.shell.go(Route("state", line.data))


def group_words(overview: Overview, texts: Callable[[str], str]) -> str:
    """Return the core groups of a State in words, those it is an associate of told apart."""
    full = [texts(label) for code, label in CORE_GROUPS.items() if code in overview.groups]
    associate = [texts(label) for code, label in CORE_GROUPS.items() if code in overview.associate]
    return " · ".join([*full, *(f"({each})" for each in associate)])


def stage_words(context: Context, stage: str) -> str:
    """Return the label of an engagement stage, "" when none is recorded."""
    field = context.catalogue.field("country_profile", "stage")
    return display.label(field, stage, context.texts) if stage else ""


def _by_name(overview: Overview) -> tuple[bool, str]:
    return not overview.state.get("un_member"), fold(overview.name)


def _overviews(lang: str, reading: Reading) -> tuple[Overview, ...]:
    return tuple(states.overviews(reading, lang))
