"""What can be done, declared once: menus, buttons, keys and the list of keys come from here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from coordinator_app.texts import Texts
from coordinator_app.ui.action_table import ACTIONS, MENUS, PLACES, ActionSpec
from coordinator_app.ui.keys_dialog import KeysDialog
from coordinator_app.ui.widgets.kit import Kit

__all__ = ["ACTIONS", "MENUS", "PLACES", "ActionSpec", "Actions", "KeysDialog"]


class Actions(QObject):
    """Makes the actions of a window and its pages, and keeps them in step with what is possible.

    Args:
        window: Owner of the actions whose keys work everywhere.
        kit: Collaborators.
        table: The declarations.
    """

    def __init__(self, window: QWidget, kit: Kit, table: Iterable[ActionSpec] = ACTIONS) -> None:
        super().__init__(window)
        self._window, self._kit = window, kit
        self._specs = {spec.id: spec for spec in table}
        self._met: set[str] = set()
        self._made: dict[str, list[QAction]] = {}
        for spec in self._specs.values():
            if spec.place == "window":
                self._make(spec, window, Qt.ShortcutContext.WindowShortcut)

    def bind(self, name: str, slot: Callable[[], object], owner: QWidget | None = None) -> QAction:
        """Connect an action to what it does.

        Args:
            name: Id in the table.
            slot: A bound method.
            owner: Page or list an action of a place belongs to; its key works inside that.
        """
        spec = self._specs[name]
        if spec.place == "window":
            action = self.action(name)
        else:
            if owner is None:
                raise ValueError(f"{name} belongs to a page: say which")
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            action = self._make(spec, owner, context)
        action.triggered.connect(slot)
        self._enable(spec, action)
        return action

    def action(self, name: str) -> QAction:
        """Return an action of the window."""
        return self._made[name][0]

    def set_conditions(self, *met: str) -> None:
        """Say what is the case: "open", "writable", "undo", "redo"; the rest is not."""
        self._met = set(met)
        for name, actions in self._made.items():
            for action in actions:
                self._enable(self._specs[name], action)

    def set_text(self, name: str, text: str) -> None:
        """Say more exactly what an action would do ("Undo: taken in from Barbados")."""
        for action in self._made[name]:
            action.setText(text.replace("&", "&&"))

    def fill(self, menu: QMenu, name: str) -> None:
        """Put a menu's actions into it."""
        for spec in self._specs.values():
            if spec.menu == name:
                menu.addAction(self.action(spec.id))
        menu.aboutToShow.connect(self._on_menu_about_to_show)

    def menu(self, name: str, parent: QWidget | None = None) -> QMenu:
        """Return a new menu with its actions."""
        made = QMenu(self._kit.texts(MENUS[name]), parent or self._window)
        self.fill(made, name)
        return made

    def tool_button(self, action: QAction, *, with_text: bool = False) -> QToolButton:
        """Return a button for an action, named and described for those who do not see it."""
        self._show_icon(action)
        made = QToolButton()
        made.setDefaultAction(action)
        made.setAccessibleName(action.text().replace("&&", "&"))
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        styles = Qt.ToolButtonStyle
        made.setToolButtonStyle(
            styles.ToolButtonTextBesideIcon if with_text else styles.ToolButtonIconOnly
        )
        return made

    def retranslate(self, texts: Texts) -> None:
        """Show every text in another language."""
        for name, actions in self._made.items():
            for action in actions:
                self._write(self._specs[name], action, texts)

    def show_keys(self) -> None:
        """Open the list of keys."""
        KeysDialog(self._kit, self._specs.values(), self._window).open()

    def _make(self, spec: ActionSpec, owner: QWidget, context: Qt.ShortcutContext) -> QAction:
        action = QAction(owner)
        action.setObjectName(spec.id)
        action.setShortcuts(spec.sequences())
        action.setShortcutContext(context)
        action.setAutoRepeat(spec.id in ("edit.undo", "edit.redo", "list.fill"))
        self._write(spec, action, self._kit.texts)
        owner.addAction(action)
        made = self._made.setdefault(spec.id, [])
        made.append(action)
        action.destroyed.connect(_Forget(made, action))
        self._enable(spec, action)
        return action

    def _show_icon(self, action: QAction) -> None:
        """Draw an action's icon when it is first to be seen, not for all at the start."""
        spec = self._specs.get(action.objectName())
        if spec is not None and spec.icon and action.icon().isNull():
            self._kit.icons.show_on(action, spec.icon)

    @Slot()
    def _on_menu_about_to_show(self) -> None:
        menu = self.sender()
        if isinstance(menu, QMenu):
            for action in menu.actions():
                self._show_icon(action)

    def _enable(self, spec: ActionSpec, action: QAction) -> None:
        action.setEnabled(self._met.issuperset(spec.needs))

    @staticmethod
    def _write(spec: ActionSpec, action: QAction, texts: Texts) -> None:
        text = texts(spec.text)
        action.setText(text.replace("&", "&&"))
        keys = spec.sequences()
        shown = keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        action.setToolTip(f"{text} ({shown})" if shown else text)


class _Forget:
    """Takes an action out of a list when Qt deletes it, holding nothing else."""

    def __init__(self, made: list[QAction], action: QAction) -> None:
        self._made, self._action = made, action

    def __call__(self) -> None:
        self._made.remove(self._action)
