"""What every widget is given, and the small parts made from it: words, buttons, lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QPushButton, QToolButton, QWidget

from coordinator_app.texts import Texts
from coordinator_app.ui.icons import Icons
from coordinator_app.ui.theme import Look, Theme

WordKind = Literal[
    "",
    "title",
    "heading",
    "section",
    "label",
    "muted",
    "hint",
    "issue",
    "group",
    "number",
    "strong",
]
ButtonKind = Literal["", "primary", "quiet", "danger", "link", "chip"]

# Properties take the numbers of Qt's enumerations. Their names live in the namespace Qt, a hundred
# Python classes made all at once when it is first touched: a tenth of what an empty window costs,
# so that the frame, which is shown first, keeps away from it.
_PLAIN_TEXT: Final = 0  # Qt.TextFormat
_STRONG_FOCUS: Final = 11  # Qt.FocusPolicy
_ICON_ONLY: Final = 0  # Qt.ToolButtonStyle
_TEXT_BESIDE_ICON: Final = 2


@dataclass(frozen=True, slots=True)
class Kit:
    """The collaborators of a widget.

    Args:
        look: The theme in force and the signal of its change.
        icons: Draws icons in the theme's colours.
        texts: The texts in the person's language.
    """

    look: Look
    icons: Icons
    texts: Texts

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self.look.theme


def styled(widget: QWidget, kind: str) -> None:
    """Give a widget the kind the style sheet knows it by."""
    if widget.property("kind") is None and not widget.isVisible():
        widget.setProperty("kind", kind)  # just made: it is drawn by its rules when it is shown
    else:
        set_mark(widget, "kind", kind)


def set_mark(widget: QWidget, name: str, value: str | bool) -> None:
    """Set a property the style sheet reads, and draw the widget by its new rules."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_Polished):
        return  # it will be when it is shown
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def words(text: str = "", kind: WordKind = "", *, wrap: bool = False) -> QLabel:
    """Return a label of a kind; texts of people are shown as they are, never as markup."""
    label = QLabel(text)
    label.setProperty("textFormat", _PLAIN_TEXT)
    label.setWordWrap(wrap)
    if kind:
        styled(label, kind)
    return label


def sized(dialog: QDialog, width: int, height: int) -> None:
    """Make a dialog so large, and no larger than the window it lies over."""
    over = dialog.parentWidget()
    wanted = QSize(width, height)
    dialog.resize(wanted if over is None else wanted.boundedTo(over.window().size()))


def button(
    kit: Kit,
    text: str,
    kind: ButtonKind = "",
    *,
    icon: str = "",
    tip: str = "",
    clicked: Callable[[], object] | None = None,
) -> QPushButton:
    """Return a button.

    Args:
        kit: Collaborators.
        text: Translated text.
        kind: "primary" once per page, "quiet" without a frame, "danger", "link", "chip".
        icon: A meaning of `icons.MEANINGS`.
        tip: Translated tool tip.
        clicked: A bound method.
    """
    made = QPushButton(text)
    made.setAutoDefault(False)
    if kind:
        styled(made, kind)
    if icon:
        role = {"primary": "on_accent", "danger": "danger", "link": "accent_text"}.get(kind, "")
        gap = 3 if text else 0
        kit.icons.show_on(made, icon, role=role, gap=gap)
        made.setIconSize(QSize(16 + gap, 16))
    if tip:
        made.setToolTip(tip)
    if clicked is not None:
        made.clicked.connect(clicked)
    return made


def tool_button(
    kit: Kit,
    icon: str,
    name: str,
    *,
    clicked: Callable[[], object] | None = None,
    size: int = 16,
) -> QToolButton:
    """Return a button that is only an icon; its name is its tool tip and accessible name."""
    made = QToolButton()
    made.setAutoRaise(True)
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setProperty("focusPolicy", _STRONG_FOCUS)
    made.setIconSize(QSize(size, size))
    kit.icons.show_on(made, icon, size=size)
    if clicked is not None:
        made.clicked.connect(clicked)
    return made


def nav_button(kit: Kit, icon: str, name: str, *, narrow: bool = False) -> QToolButton:
    """Return a checkable button of the navigation; narrow ones show the icon alone."""
    made = QToolButton()
    styled(made, "nav")
    made.setCheckable(True)
    made.setAutoExclusive(True)
    made.setText(name)
    made.setAccessibleName(name)
    made.setToolTip(name if narrow else "")
    made.setProperty("focusPolicy", _STRONG_FOCUS)
    gap = 0 if narrow else 8
    made.setIconSize(QSize(18 + gap, 18))
    made.setProperty("toolButtonStyle", _ICON_ONLY if narrow else _TEXT_BESIDE_ICON)
    kit.icons.show_on(made, icon, checked="accent_text", size=18, gap=gap)
    return made


def line(*, vertical: bool = False) -> QFrame:
    """Return a hairline."""
    made = QFrame()
    styled(made, "line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made
