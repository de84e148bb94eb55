"""How bringing in a list is laid out: its steps, one at a time, and what leads on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from coordinator_app.texts import N_
from coordinator_app.ui.context import Context
from coordinator_app.ui.foreign.choose import ChooseStep
from coordinator_app.ui.foreign.doubts import DoubtsStep
from coordinator_app.ui.foreign.map_step import MapStep
from coordinator_app.ui.foreign.sheets import SheetsStep
from coordinator_app.ui.pages.elided import ElidedWords
from coordinator_app.ui.review.waiting import Waiting
from coordinator_app.ui.theme import SPACE_S
from coordinator_app.ui.widgets.kit import button, styled
from coordinator_app.ui.widgets.page_header import PageHeader

CHOOSE, SHEETS, COLUMNS, DOUBTS, WAITING = range(5)
_NAMES: Final = (
    N_("Which list"),
    N_("Which sheets"),
    N_("What the columns are"),
    N_("What words mean"),
)


class View(QWidget):
    """Everything of the page but what it does.

    Args:
        context: Collaborators.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._texts = texts = context.texts
        kit = context.kit
        styled(self, "plain")
        self.choose, self.sheets = ChooseStep(kit), SheetsStep(context)
        self.columns, self.doubts = MapStep(context), DoubtsStep(context)
        self.cancel = button(kit, texts("Cancel"))
        self._waiting = Waiting(self.cancel)
        self.back = button(kit, texts("Back"), icon="back")
        self.another = button(kit, texts("Another list…"))
        self.next = button(kit, texts("Go on"), "primary")
        self._about = ElidedWords("muted")
        self._name = ""
        #: The step shown before something was waited for.
        self._before = CHOOSE
        self.sheets.changed.connect(self._fit)
        header = PageHeader(texts("Bring in a list"))
        header.add_filter(self._about)
        header.add_button(self.another)
        header.add_button(self.back)
        header.set_main(self.next)
        self._stack = QStackedWidget()
        for each in (self.choose, self.sheets, self.columns, self.doubts, self._waiting):
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(header)
        column.addWidget(self._stack, 1)
        self._fit()

    @property
    def step(self) -> int:
        """The step that is shown."""
        return self._stack.currentIndex()

    def name_it(self, name: str) -> None:
        """Say which list it is."""
        self._name = name
        self._fit()

    def show_step(self, step: int, *, focus: bool = True) -> None:
        """Show a step.

        Args:
            focus: Put the cursor where it begins.
        """
        self._waiting.end()
        self._stack.setCurrentIndex(step)
        self._fit()
        if focus:
            self.focus_step()

    def wait(self, text: str) -> None:
        """Say what goes on."""
        if self.step != WAITING:
            self._before = self.step
        self._waiting.begin(text)
        self._stack.setCurrentIndex(WAITING)
        self._fit()

    def wait_on(self, text: str, done: int, total: int) -> None:
        """Say how far it is."""
        self._waiting.step(text, done, total)

    def end_waiting(self) -> None:
        """Show what was shown before."""
        if self.step == WAITING:
            self.show_step(self._before)

    def focus_step(self) -> None:
        """Put the cursor where the step begins."""
        if self.window().isVisible() and not self.isVisible():
            return  # the person is elsewhere
        match self.step:
            case 0:
                self.choose.file.setFocus(Qt.FocusReason.OtherFocusReason)
            case 1:
                self.sheets.focus_first()
            case 2:
                self.columns.focus_first()
            case 3:
                self.doubts.focus_first()
            case _:
                self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _fit(self) -> None:
        texts, step = self._texts, self.step
        between = step in (SHEETS, COLUMNS, DOUBTS)
        for each in (self.back, self.another, self.next):
            each.setVisible(between)
        self.next.setText(texts("Check changes") if step == DOUBTS else texts("Go on"))
        chosen = self.sheets.chosen().values() if step == SHEETS else ()
        self.next.setEnabled(step != SHEETS or any(each.taken for each in chosen))
        said = [texts(_NAMES[step])] if step < WAITING else []
        self._about.say(" · ".join(filter(None, [*said, self._name if step else ""])))
