"""Shows every small piece of the window, light and dark, and keeps pictures of them.

Run it as `python -m tests.ui.gallery FOLDER`; without a screen, set QT_QPA_PLATFORM=offscreen.
"""

import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from coordinator_app import paths
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.texts import load
from coordinator_app.ui.actions import ACTIONS, KeysDialog
from coordinator_app.ui.errors import BugDialog, ExplainDialog, report
from coordinator_app.ui.icons import MEANINGS, Icons
from coordinator_app.ui.theme import Look
from coordinator_app.ui.widgets import (
    TONE_ROLE,
    AmountField,
    Banner,
    Card,
    Chip,
    Chips,
    ChoiceField,
    CountField,
    DateField,
    Editor,
    EmptyState,
    FieldRow,
    Kit,
    LinkField,
    NoteField,
    PageHeader,
    PartyField,
    PercentField,
    SearchField,
    SectionTitle,
    StatusDelegate,
    StatusPill,
    TagsField,
    TextField,
    TimeField,
    WholeField,
    YesNoField,
    at_once,
    button,
    line,
    nav_button,
    styled,
    tone_of,
    tool_button,
    words,
)

STATES = [
    ("brb", "Barbados", "BRB"),
    ("blz", "Belize", "BLZ"),
    ("cri", "Costa Rica", "CRI"),
    ("hti", "Haití", "HTI"),
    ("pan", "Panamá", "PAN"),
    ("per", "Perú", "PER"),
    ("tto", "Trinidad and Tobago", "TTO"),
]
ROWS = [
    ("FU-TTO-2025-014", "12 Mar 2025", "Trinidad and Tobago", "Send the draft law", "LATE"),
    ("FU-BRB-2025-003", "19 Mar 2025", "Barbados", "Name a point of contact", "OPEN"),
    ("FU-PAN-2025-021", "Mar 2025", "Panamá", "Confirm dates of the workshop", "WAITING"),
    ("FU-PER-2025-002", "2 Apr 2025", "Perú", "Translate the control list", "IN_PROGRESS"),
    ("FU-BLZ-2024-044", "–", "Belize", "Share the visit report", "VERIFIED"),
    ("FU-HTI-2024-009", "2025", "Haití", "New legal adviser to be named", "CANCELLED"),
]


def find(text: str):
    return [each for each in STATES if text.casefold() in each[1].casefold()]


def table(kit: Kit) -> QTableView:
    model = QStandardItemModel(0, 5)
    model.setHorizontalHeaderLabels(["Reference", "Due", "State", "What", "Status"])
    for row in ROWS:
        items = [QStandardItem(text) for text in row[:4]]
        status = QStandardItem(row[4].replace("_", " ").capitalize())
        status.setData(tone_of(row[4]), TONE_ROLE)
        model.appendRow([*items, status])
    view = QTableView()
    view.setModel(model)
    model.setParent(view)
    view.setItemDelegateForColumn(4, StatusDelegate(kit.look, view))
    view.setShowGrid(False)
    view.setFrameShape(QTableView.Shape.NoFrame)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(26)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.selectRow(1)
    for column, width in enumerate((150, 100, 160, 240, 120)):
        view.setColumnWidth(column, width)
    view.horizontalHeader().setStretchLastSection(True)
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )
    view.setAccessibleName("Follow-ups")
    return view


def navigation(kit: Kit) -> QWidget:
    nav = QWidget()
    nav.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    styled(nav, "nav")
    nav.setFixedWidth(176)
    column = QVBoxLayout(nav)
    column.setContentsMargins(8, 12, 8, 12)
    column.setSpacing(2)
    for name in ("Home", "Follow-ups", "States", "Activities", "Contacts"):
        made = nav_button(kit, name.lower().replace("-", "_"), name)
        made.setSizePolicy(made.sizePolicy().Policy.Expanding, made.sizePolicy().Policy.Fixed)
        made.setChecked(name == "Follow-ups")
        column.addWidget(made)
    column.addStretch(1)
    return nav


def head(kit: Kit) -> QVBoxLayout:
    header = PageHeader("Follow-ups")
    header.set_count("128 entries")
    header.add_filter(SearchField(kit, "Find in this list"))
    header.add_filter(ChoiceField(kit, "State", options=[], empty="All States"))
    header.add_button(tool_button(kit, "columns", "Columns"))
    header.add_button(button(kit, "Save as Excel", icon="excel"))
    header.set_main(button(kit, "New follow-up", "primary", icon="add"))
    chips = Chips(kit, "Status")
    counts = (("Open", 42), ("Late", 7), ("Waiting on others", 18), ("Done", 61))
    chips.set_chips([Chip(word.lower(), word, count) for word, count in counts])
    chips.select(["late"])
    column = QVBoxLayout()
    column.setSpacing(8)
    column.addWidget(header)
    column.addWidget(chips)
    return column


def page(kit: Kit) -> QWidget:
    """Put together something like a page: header, chips, table, cards."""
    whole = QWidget()
    whole.resize(1190, 688)
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(navigation(kit))
    body = QVBoxLayout()
    body.setContentsMargins(16, 8, 16, 16)
    body.setSpacing(8)
    body.addLayout(head(kit))
    card = Card(flush=True)
    card.add(table(kit), 1)
    foot = words("6 entries · 2 late", "hint")
    foot.setContentsMargins(12, 4, 12, 4)
    card.add(foot)
    body.addWidget(card, 3)
    lower = QHBoxLayout()
    lower.setSpacing(12)
    empty = Card("Next 30 days")
    plan = button(kit, "Plan a visit", icon="visit")
    sentence = "Nothing is planned for the next 30 days."
    empty.add(EmptyState(kit, "calendar", sentence, plan), 1)
    lower.addWidget(empty, 1)
    lower.addWidget(statuses(kit), 1)
    body.addLayout(lower, 2)
    row.addLayout(body, 1)
    banner = Banner(kit, whole)
    whole.show()
    banner.say("14 taken in from Barbados", "Undo")
    return whole


def statuses(kit: Kit) -> Card:
    card = Card("Situation")
    for codes in (("OPEN", "IN_PROGRESS", "WAITING"), ("DONE", "LATE", "CANCELLED")):
        row = QHBoxLayout()
        for code in codes:
            row.addWidget(StatusPill(kit, code.replace("_", " ").capitalize(), tone_of(code)))
        row.addStretch(1)
        card.add(row)
    card.body.addWidget(line())
    title = SectionTitle("Commitments", "3 open")
    title.add(tool_button(kit, "add", "Add a line"))
    card.add(title)
    tabs = QTabWidget()
    for name in ("Meetings", "Findings and needs", "Team", "Files"):
        tabs.addTab(QWidget(), name)
    card.add(tabs)
    bar = QProgressBar()
    bar.setValue(62)
    card.add(bar)
    return card


def fields(kit: Kit) -> list[tuple[str, Editor, Value, str]]:
    """Return a label, editor, value and hint of each kind."""
    finder = at_once(find)
    titles = {key: title for key, title, _ in STATES}
    state = LinkField(kit, finder=finder, create=True)
    state.set_titles(titles)
    states = TagsField(kit, finder=finder)
    states.set_titles(titles)
    party = PartyField(kit, finder=finder, create=True)
    party.set_titles(titles)
    return [
        ("Title", TextField(kit), "National round table on resolution 1540", "As on the agenda"),
        ("State", state, "tto", ""),
        ("Beneficiary States", states, ["brb", "pan", "per", "hti", "cri"], ""),
        ("Date", DateField(kit, parse=str), "17 Apr 2013", "A day, a month or a year"),
        ("Start", TimeField(kit), "09:30", ""),
        ("Participants", CountField(kit), {"n": 25, "q": "at_least"}, ""),
        ("Women", CountField(kit), {"n": None, "q": "unknown"}, ""),
        ("Responsible", party, {"label": "Government of Canada"}, ""),
        ("Type", ChoiceField(kit, options=[("a", "National visit"), ("b", "Other")]), "a", ""),
        ("In person", YesNoField(kit), True, ""),
        ("Share", PercentField(kit), 62.5, ""),
        ("Cost", AmountField(kit), {"minor": 1250000, "currency": "USD"}, ""),
        ("Days", WholeField(kit), 3, ""),
        ("E-mail", TextField(kit, kind="email"), "poc@mfa.example", ""),
        ("Place", TextField(kit), "Port of Spain", ""),
        ("Empty", TextField(kit), None, ""),
    ]


def form(kit: Kit) -> QWidget:
    """Put together a form with one of each editor, filled, and some of the small controls."""
    whole = QWidget()
    whole.resize(1000, 700)
    grid = QGridLayout(whole)
    grid.setContentsMargins(16, 16, 16, 16)
    grid.setSpacing(12)
    for place, (label, editor, value, hint) in enumerate(fields(kit)):
        field = FieldRow(label, editor, hint)
        editor.set_value(value)
        if label == "Place":
            editor.set_readonly(True)
        if label == "Days":
            field.set_issue("More days than the visit has.")
        if isinstance(editor, TextField):
            editor.set_prompt("Where the meeting is held")
        grid.addWidget(field, place // 4, place % 4, Qt.AlignmentFlag.AlignTop)
    note = NoteField(kit, rows=4)
    note.set_value("The Ministry will name a new point of contact by June.\nA draft law is ready.")
    grid.addWidget(FieldRow("Notes", note, "Ctrl+Enter makes a commitment"), 4, 0, 1, 2)
    grid.addWidget(controls(kit), 4, 2, 1, 2)
    grid.setRowStretch(5, 1)
    whole.show()
    return whole


def controls(kit: Kit) -> Card:
    card = Card("Controls")
    buttons = QHBoxLayout()
    buttons.addWidget(button(kit, "Take in 14", "primary"))
    buttons.addWidget(button(kit, "Plain"))
    buttons.addWidget(button(kit, "Quiet", "quiet"))
    buttons.addWidget(button(kit, "Delete", "danger"))
    disabled = button(kit, "Off", "primary")
    disabled.setEnabled(False)
    buttons.addWidget(disabled)
    buttons.addWidget(button(kit, "Link", "link"))
    buttons.addStretch(1)
    card.add(buttons)
    checks = QHBoxLayout()
    for made in (QCheckBox("Include personal data"), QCheckBox("Late only"), QRadioButton("One")):
        checks.addWidget(made)
        made.setChecked(made.text() != "Late only")
    checks.addStretch(1)
    card.add(checks)
    return card


def icons(kit: Kit) -> QWidget:
    whole = QWidget()
    grid = QGridLayout(whole)
    for place, name in enumerate(MEANINGS):
        grid.addWidget(tool_button(kit, name, name), place // 14, place % 14)
    whole.show()
    return whole


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    for name in ("light", "dark"):
        look = Look(app, name)
        kit = Kit(look, Icons(look, paths.resources() / "icons"), load("en"))
        error = UserError(
            "The file is for another coordinator file.",
            where="TTO_update_form.xlsx",
            do="Ask for the file that was sent on 3 March, or open the file it belongs to.",
        )
        text = report(ValueError("made up for the picture"), Path("coordinator.log"))
        shown = {
            "page": page(kit),
            "form": form(kit),
            "icons": icons(kit),
            "keys": KeysDialog(kit, ACTIONS),
            "explain": ExplainDialog(kit, error),
            "bug": BugDialog(kit, text, Path("coordinator.log")),
        }
        state = shown["form"].findChild(LinkField)
        assert state is not None
        for window_name, widget in shown.items():
            look.dress(widget)
            widget.show()
            widget.activateWindow()
            app.processEvents()
            if window_name == "form":
                state.line.setFocus()
                app.processEvents()
            widget.grab().save(str(folder / f"{window_name}-{name}.png"))
        shown["form"].activateWindow()
        app.processEvents()
        state.line.setFocus()
        state.line.selectAll()
        state.line.insert("a")
        state.line.textEdited.emit("a")
        state._completion.show_all()
        app.processEvents()
        state._completion.list.grab().save(str(folder / f"list-{name}.png"))
        date = shown["form"].findChild(DateField)
        date.open_calendar()
        app.processEvents()
        date._calendar.grab().save(str(folder / f"calendar-{name}.png"))
        for widget in shown.values():
            widget.close()
            widget.deleteLater()
        app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "gallery"))
