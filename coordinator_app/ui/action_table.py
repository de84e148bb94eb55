"""The one table of what can be done: words, keys, icons, places, conditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QKeySequence

from coordinator_app.texts import N_


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing that can be done.

    Args:
        id: "place.verb".
        text: English msgid, as a menu and the list of keys show it.
        key: Shortcut; several are separated by " | ", the first is the one shown.
        icon: A meaning of `icons.MEANINGS`.
        menu: Menu of the window it is in; "" for none.
        needs: Conditions that must all be met (see `Actions.set_conditions`).
    """

    id: str
    text: str
    key: str = ""
    icon: str = ""
    menu: str = ""
    needs: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Where its key works: "window", or the page or list it belongs to."""
        first = self.id.partition(".")[0]
        return first if first in PLACES else "window"

    def sequences(self) -> list[QKeySequence]:
        """Return the shortcuts."""
        return [QKeySequence(key) for key in self.key.split(" | ") if key]


#: Places whose keys work only there, and how the list of keys calls them.
PLACES: Final[dict[str, str]] = {
    "home": N_("On Home"),
    "list": N_("In lists"),
    "state": N_("On a State"),
    "visit": N_("On a visit, a training, an event or a request"),
    "review": N_("While checking changes"),
    "bring": N_("While bringing in a list"),
    "record": N_("On any entry"),
}
MENUS: Final[dict[str, str]] = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "new": N_("&New"),
    "go": N_("&Go to"),
    "exchange": N_("E&xchange"),
    "view": N_("&View"),
    "help": N_("&Help"),
}

_OPEN: Final = ("open",)
_WRITABLE: Final = ("open", "writable")

ACTIONS: Final[tuple[ActionSpec, ...]] = (
    # the file
    ActionSpec("file.new", N_("New file…"), "", "file_new", "file"),
    ActionSpec("file.open", N_("Open…"), "Ctrl+O", "file_open", "file"),
    ActionSpec("file.sample", N_("Open the sample"), "", "database", "file"),
    ActionSpec("file.backup", N_("Back up now"), "", "save", "file", _OPEN),
    ActionSpec("file.restore", N_("Restore a backup…"), "", "restore", "file"),
    ActionSpec("file.check", N_("Check the file"), "", "ok", "file", _OPEN),
    ActionSpec("file.close", N_("Close the file"), "Ctrl+W", "", "file", _OPEN),
    ActionSpec("file.quit", N_("Quit"), "Ctrl+Q", "", "file"),
    # changing
    ActionSpec("edit.undo", N_("Undo"), "Ctrl+Z", "undo", "edit", (*_WRITABLE, "undo")),
    ActionSpec(
        "edit.redo", N_("Redo"), "Ctrl+Y | Ctrl+Shift+Z", "redo", "edit", (*_WRITABLE, "redo")
    ),
    ActionSpec("edit.save", N_("Save what is typed"), "Ctrl+S", "save", "edit", _WRITABLE),
    ActionSpec("edit.find", N_("Find in this list"), "Ctrl+F", "search", "edit", _OPEN),
    ActionSpec("edit.bin", N_("Recycle bin"), "", "delete", "edit", _OPEN),
    # making
    ActionSpec("new.note", N_("Note"), "Ctrl+L", "note", "new", _WRITABLE),
    ActionSpec("new.here", N_("New entry on this page"), "Ctrl+N", "add", "new", _WRITABLE),
    ActionSpec("new.visit", N_("Visit"), "Ctrl+Shift+V", "visit", "new", _WRITABLE),
    ActionSpec("new.training", N_("Training"), "Ctrl+Shift+T", "training", "new", _WRITABLE),
    ActionSpec("new.event", N_("Event"), "Ctrl+Shift+E", "event", "new", _WRITABLE),
    ActionSpec("new.follow_up", N_("Follow-up"), "Ctrl+Shift+F", "follow_up", "new", _WRITABLE),
    ActionSpec("new.contact", N_("Contact"), "Ctrl+Shift+C", "contact", "new", _WRITABLE),
    ActionSpec(
        "new.assistance_request",
        N_("Request for assistance"),
        "Ctrl+Shift+A",
        "assistance_request",
        "new",
        _WRITABLE,
    ),
    ActionSpec(
        "new.assistance_offer",
        N_("Offer of assistance"),
        "Ctrl+Shift+O",
        "assistance_offer",
        "new",
        _WRITABLE,
    ),
    ActionSpec("new.institution", N_("Institution"), "", "institution", "new", _WRITABLE),
    # going
    ActionSpec("go.search", N_("Search everything"), "Ctrl+K", "search", "go", _OPEN),
    ActionSpec("go.back", N_("Back"), "Alt+Up", "back", "go", _OPEN),
    ActionSpec("go.home", N_("Home"), "Alt+1", "home", "go", _OPEN),
    ActionSpec("go.follow_ups", N_("Follow-ups"), "Alt+2", "follow_ups", "go", _OPEN),
    ActionSpec("go.states", N_("States"), "Alt+3", "states", "go", _OPEN),
    ActionSpec("go.activities", N_("Activities"), "Alt+4", "activities", "go", _OPEN),
    ActionSpec("go.assistance", N_("Assistance"), "Alt+5", "assistance", "go", _OPEN),
    ActionSpec("go.contacts", N_("Contacts"), "Alt+6", "contacts", "go", _OPEN),
    ActionSpec("go.exchange", N_("Sent & received"), "Alt+7", "exchange", "go", _OPEN),
    ActionSpec("go.history", N_("Change log"), "Alt+8", "history", "go", _OPEN),
    ActionSpec("go.settings", N_("Settings"), "Alt+9 | Ctrl+,", "settings", "go"),
    # exchanging
    ActionSpec("exchange.send", N_("Send…"), "Ctrl+Shift+S", "send", "exchange", _WRITABLE),
    ActionSpec("exchange.several", N_("Send to several States…"), "", "", "exchange", _WRITABLE),
    ActionSpec("exchange.receive", N_("Receive…"), "Ctrl+I", "receive", "exchange", _WRITABLE),
    ActionSpec(
        "exchange.folder", N_("Receive a folder of replies…"), "", "", "exchange", _WRITABLE
    ),
    ActionSpec(
        "exchange.bring", N_("Bring in a list…"), "Ctrl+Shift+I", "excel", "exchange", _WRITABLE
    ),
    # looking
    ActionSpec("view.pane", N_("Details"), "F4", "pane", "view", _OPEN),
    ActionSpec("view.navigation", N_("Navigation"), "Ctrl+B", "menu", "view", _OPEN),
    ActionSpec("view.light", N_("Light"), "", "theme_light", "view"),
    ActionSpec("view.dark", N_("Dark"), "", "theme_dark", "view"),
    ActionSpec("view.system", N_("As the system"), "", "theme_system", "view"),
    ActionSpec("view.refresh", N_("Read again"), "F5", "refresh", "view", _OPEN),
    ActionSpec("view.language", N_("Idioma · Language: Español / English"), "", "language", "view"),
    # helping
    ActionSpec("help.keys", N_("Keys"), "F1", "help", "help"),
    ActionSpec("help.log", N_("Show the log file"), "", "file_open", "help"),
    ActionSpec("help.about", N_("About"), "", "info", "help"),
    # Home: one key for each line
    ActionSpec("home.open", N_("Open"), "Return", "open"),
    ActionSpec("home.done", N_("Done"), "D", "tick", needs=_WRITABLE),
    ActionSpec("home.date", N_("New date"), "R", "calendar", needs=_WRITABLE),
    ActionSpec("home.note", N_("Note"), "N", "note", needs=_WRITABLE),
    ActionSpec("home.reminder", N_("Reminder"), "M", "reminder", needs=_WRITABLE),
    ActionSpec("home.late", N_("Late"), "1"),
    ActionSpec("home.week", N_("This week"), "2"),
    ActionSpec("home.fortnight", N_("Next 14 days"), "3"),
    ActionSpec("home.waiting", N_("Waiting on others"), "4"),
    # lists
    ActionSpec("list.open", N_("Open"), "Return", "open"),
    ActionSpec("list.edit", N_("Edit the cell"), "F2", "edit", needs=_WRITABLE),
    ActionSpec("list.copy", N_("Copy with headers"), "Ctrl+C", "copy"),
    ActionSpec("list.paste", N_("Paste a block"), "Ctrl+V", "paste", needs=_WRITABLE),
    ActionSpec("list.fill", N_("Repeat the cell above"), "Ctrl+D", needs=_WRITABLE),
    ActionSpec("list.fill_down", N_("Fill down"), "Ctrl+Shift+D", needs=_WRITABLE),
    ActionSpec("list.columns", N_("Columns…"), "", "columns"),
    ActionSpec("list.group", N_("Group by"), "", "group"),
    ActionSpec("list.export", N_("Save the list as Excel or CSV…"), "Ctrl+Shift+X", "excel"),
    ActionSpec("list.bring", N_("Bring in a list…"), "", "receive", needs=_WRITABLE),
    ActionSpec("list.delete", N_("Delete"), "Del", "delete", needs=_WRITABLE),
    # a State
    ActionSpec("state.previous", N_("Previous State"), "Alt+Left", "previous"),
    ActionSpec("state.next", N_("Next State"), "Alt+Right", "next"),
    ActionSpec("state.brief", N_("Brief"), "", "print"),
    ActionSpec("state.send", N_("Send file"), "", "send", needs=_WRITABLE),
    # a visit
    ActionSpec("visit.tab1", N_("First tab"), "Ctrl+1"),
    ActionSpec("visit.tab2", N_("Second tab"), "Ctrl+2"),
    ActionSpec("visit.tab3", N_("Third tab"), "Ctrl+3"),
    ActionSpec("visit.tab4", N_("Fourth tab"), "Ctrl+4"),
    ActionSpec("visit.tab5", N_("Fifth tab"), "Ctrl+5"),
    ActionSpec("visit.switch", N_("Between notes and commitments"), "F6"),
    ActionSpec(
        "visit.commitment",
        N_("Turn the sentence into a commitment"),
        "Ctrl+Return | Ctrl+Enter",
        needs=_WRITABLE,
    ),
    ActionSpec("visit.add_row", N_("Add a line"), "Ctrl+Ins", "add", needs=_WRITABLE),
    # checking changes
    ActionSpec("review.take", N_("Take"), "A", "tick"),
    ActionSpec("review.keep", N_("Keep mine"), "K"),
    ActionSpec("review.other", N_("Another value"), "E", "edit"),
    ActionSpec("review.same", N_("Same entry: update it"), "S"),
    ActionSpec("review.take_entry", N_("Take the whole entry"), "Shift+A"),
    ActionSpec("review.several", N_("Several lines, and rules"), "Menu | Shift+F10", "more"),
    ActionSpec("review.next", N_("Next undecided"), "F8", "next"),
    ActionSpec("review.apply", N_("Take in"), "Ctrl+Return | Ctrl+Enter", "ok", needs=_WRITABLE),
    ActionSpec("review.leave", N_("Leave, and go on later"), "Esc"),
    # bringing in a list
    ActionSpec("bring.paste", N_("Paste what I copied"), "Ctrl+V", "paste", needs=_WRITABLE),
    ActionSpec("bring.go_on", N_("Go on"), "Ctrl+Return | Ctrl+Enter", needs=_WRITABLE),
    # any entry
    ActionSpec("record.history", N_("Changes of this entry"), "Ctrl+H", "history"),
    ActionSpec("record.attach", N_("Attach a file…"), "", "attach", needs=_WRITABLE),
    ActionSpec("record.print", N_("Print…"), "Ctrl+P", "print"),
    ActionSpec("record.delete", N_("Delete this entry"), "Ctrl+Del", "delete", needs=_WRITABLE),
    ActionSpec("record.replace", N_("Replaced by…"), "", "replace", needs=_WRITABLE),
)
