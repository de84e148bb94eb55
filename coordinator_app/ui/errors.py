"""The one road of errors: explained to the person, or reported as a bug with a safe way out."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from coordinator_app import __version__
from coordinator_app.domain.errors import UserError
from coordinator_app.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from coordinator_app.ui.widgets.kit import Kit, button, words

_LEAST_WIDTH: Final = 340
_log = logging.getLogger(__name__)


class Errors(QObject):
    """Shows errors over a window; also catches what nobody caught.

    Args:
        window: What the dialogs lie over.
        kit: Collaborators.
        log_file: Where the log is, shown in a bug report.
        leave: Closes the program safely (finishes writing, closes the file).
    """

    _uncaught = Signal(object)

    def __init__(
        self, window: QWidget, kit: Kit, log_file: Path, leave: Callable[[], object]
    ) -> None:
        super().__init__(window)
        self._window, self._kit, self._log_file, self._leave = window, kit, log_file, leave
        self._bug_shown: BugDialog | None = None
        self._hooks: tuple[Any, Any] | None = None
        self._uncaught.connect(self._on_uncaught, Qt.ConnectionType.QueuedConnection)

    def explain(self, error: UserError) -> None:
        """Say what is wrong, where, and what to do; does not wait for an answer."""
        ExplainDialog(self._kit, error, self._window).open()

    def bug(self, error: BaseException) -> None:
        """Show a report that can be copied; further bugs are added to an open report."""
        _log.error("A bug", exc_info=error)
        text = report(error, self._log_file)
        if self._bug_shown is not None:
            self._bug_shown.add(text)
            return
        self._bug_shown = BugDialog(self._kit, text, self._log_file, self._window)
        self._bug_shown.finished.connect(self._on_bug_closed)
        self._bug_shown.leave_asked.connect(self._leave)
        self._bug_shown.open()

    def show(self, error: BaseException) -> None:
        """Send any error down its road."""
        if isinstance(error, UserError):
            self.explain(error)
        else:
            self.bug(error)

    def install(self) -> None:
        """Catch what no one else caught, on the UI thread and all others."""
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def uninstall(self) -> None:
        """Put the former hooks back."""
        if self._hooks is not None:
            sys.excepthook, threading.excepthook = self._hooks
            self._hooks = None

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._uncaught.emit(error.with_traceback(trace))

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._uncaught.emit(args.exc_value)

    @Slot(object)
    def _on_uncaught(self, error: BaseException) -> None:
        self.show(error)

    @Slot()
    def _on_bug_closed(self) -> None:
        self._bug_shown = None


def report(error: BaseException, log_file: Path) -> str:
    """Return what somebody needs who mends the bug."""
    import platform  # noqa: PLC0415  no start needs it

    lines = traceback.format_exception(error)
    head = (
        f"1540 Coordinator Workbook {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        f"Log: {log_file}",
    )
    return "\n".join((*head, "", "".join(lines).rstrip()))


class ExplainDialog(QDialog):
    """What is wrong, where, and what to do.

    Args:
        kit: Collaborators.
        error: What to explain.
    """

    def __init__(self, kit: Kit, error: UserError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        texts = kit.texts
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(texts("1540 Coordinator Workbook"))
        what = words(texts(error.what, **error.params), "heading", wrap=True)
        what.setMinimumWidth(_LEAST_WIDTH)
        column = QVBoxLayout()
        column.setSpacing(SPACE_S)
        column.addWidget(what)
        if error.where:
            column.addWidget(_selectable(words(error.where, "muted", wrap=True)))
        if error.do:
            column.addWidget(words(texts(error.do, **error.params), wrap=True))
        column.addSpacing(SPACE_M)
        self.close_button = button(kit, texts("Close"), "primary", clicked=self.accept)
        self.close_button.setDefault(True)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        _lay_out(self, kit, "warning", column)
        self.setAccessibleDescription(error.sentence(texts))
        self.close_button.setFocus()


class BugDialog(QDialog):
    """A fault of the program: a report to copy, the log, and a safe way out.

    Args:
        kit: Collaborators.
        text: The report.
        log_file: Where the log is.

    Signals:
        leave_asked: The person wants to close the program.
    """

    leave_asked = Signal()

    def __init__(self, kit: Kit, text: str, log_file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        texts = kit.texts
        self._log_file = log_file
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(texts("A fault in the program"))
        self._text = QPlainTextEdit(text)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(texts("Report"))
        self._text.setMinimumSize(520, 200)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        column = QVBoxLayout()
        column.setSpacing(SPACE_S)
        column.addWidget(words(texts("Something went wrong in the program."), "heading"))
        said = texts(
            "What was saved before is safe. Please copy this report, read it through, and send it "
            "to whoever looks after the program."
        )
        column.addWidget(words(said, wrap=True))
        column.addWidget(self._text, 1)
        self._copied = words("", "hint")
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        copy = button(kit, texts("Copy report"), icon="copy", clicked=self._on_copy)
        log = button(kit, texts("Show the log file"), "quiet", clicked=self._on_log)
        leave = button(kit, texts("Close the program"), clicked=self._on_leave)
        stay = button(kit, texts("Go on"), "primary", clicked=self.accept)
        for widget in (copy, log, self._copied):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(stay)
        column.addSpacing(SPACE_S)
        column.addLayout(row)
        self._said_copied = texts("Copied")
        _lay_out(self, kit, "danger", column)
        stay.setFocus()

    def text(self) -> str:
        """Return the report."""
        return self._text.toPlainText()

    def add(self, text: str) -> None:
        """Add another report beneath."""
        self._text.appendPlainText(f"\n\n{text}")

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self._copied.setText(self._said_copied)

    @Slot()
    def _on_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log_file.parent)))

    @Slot()
    def _on_leave(self) -> None:
        self.accept()
        self.leave_asked.emit()


def _selectable(label: QLabel) -> QLabel:
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _lay_out(dialog: QDialog, kit: Kit, icon: str, column: QVBoxLayout) -> None:
    sign = QLabel()
    sign.setPixmap(kit.icons.pixmap(icon, size=24))
    row = QHBoxLayout(dialog)
    row.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
    row.setSpacing(SPACE_L)
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(column, 1)
