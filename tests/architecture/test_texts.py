"""Every text a person reads can be translated, and uses the product's words."""

from __future__ import annotations

import ast
import re

from babel.messages.pofile import read_po

from tests.architecture.sources import ROOT, called, calls, name, python_files

MARKERS = {"texts", "N_", "P_"}
# Widgets and setters whose text a person reads.
SHOWS = {
    "QAction",
    "QCheckBox",
    "QDockWidget",
    "QGroupBox",
    "QLabel",
    "QPushButton",
    "QRadioButton",
    "addAction",
    "addMenu",
    "addTab",
    "setAccessibleDescription",
    "setAccessibleName",
    "setPlaceholderText",
    "setStatusTip",
    "setText",
    "setTitle",
    "setToolTip",
    "setWindowTitle",
    "showMessage",
}
WORDS = re.compile(r"[^\W\d_]{2,}")
# The table of words: what the code calls so, people read otherwise; the product's name stays.
NEVER_SHOWN = re.compile(
    r"\b(dispatch(es|ed)?|(?<!Coordinator )workbooks?|change ?sets?|tombstones?)\b", re.IGNORECASE
)


def test_no_text_is_formatted_before_it_is_translated():
    formatted = [
        f"{name(path)}:{call.lineno}"
        for path in python_files("coordinator_app")
        for call in calls(path)
        if _marks(call) and any(_is_formatted(argument) for argument in call.args)
    ]
    assert formatted == []


def test_no_widget_shows_a_text_that_cannot_be_translated():
    bare = [
        f"{name(path)}:{call.lineno}: {argument.value}"
        for path in python_files("coordinator_app/ui")
        for call in calls(path)
        if called(call) in SHOWS
        for argument in call.args
        if isinstance(argument, ast.Constant)
        and isinstance(argument.value, str)
        and WORDS.search(argument.value)
    ]
    assert bare == []


def test_the_window_speaks_the_words_of_the_people_who_use_it():
    inner = [
        f"{name(path)}:{call.lineno}: {argument.value}"
        for path in python_files("coordinator_app/ui")
        for call in calls(path)
        if _marks(call)
        for argument in call.args
        if isinstance(argument, ast.Constant)
        and isinstance(argument.value, str)
        and NEVER_SHOWN.search(argument.value)
    ]
    assert inner == []


def test_estado_is_a_state_and_never_a_status():
    path = ROOT / "resources" / "translations" / "es" / "LC_MESSAGES" / "coordinator.po"
    with path.open("rb") as file:
        catalog = read_po(file, locale="es")
    confused = [
        f"{message.id} → {message.string}"
        for message in catalog
        if re.search(r"\bstatus\b", str(message.id), re.IGNORECASE)
        and not re.search(r"\bstates?\b", str(message.id), re.IGNORECASE)
        and re.search(r"\bestados?\b", str(message.string), re.IGNORECASE)
    ]
    assert confused == []


def _marks(call: ast.Call) -> bool:
    if called(call) in MARKERS:
        return True
    function = call.func
    return (
        isinstance(function, ast.Attribute)
        and function.attr in {"n", "p"}
        and ast.unparse(function.value).endswith("texts")
    )


def _is_formatted(argument: ast.expr) -> bool:
    if isinstance(argument, ast.JoinedStr | ast.BinOp):
        return not isinstance(argument, ast.BinOp) or _has_text(argument)
    return isinstance(argument, ast.Call) and called(argument) == "format"


def _has_text(node: ast.expr) -> bool:
    return any(isinstance(n, ast.Constant) and isinstance(n.value, str) for n in ast.walk(node))
