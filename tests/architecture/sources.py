"""The project's own files, as the tests of its structure read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "coordinator_app"
_FOLDERS = ("coordinator_app", "packaging", "resources", "tests", ".ci")
_TEXT = {".py", ".md", ".toml", ".lock", ".po", ".json", ".csv", ".html", ".txt", ".sh", ".yml", ""}


def python_files(*folders: str) -> list[Path]:
    """Return the Python files below some folders of the project."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def text_files() -> Iterator[Path]:
    """Yield every file of ours that a person could read as text (no run's own traces)."""
    for path in ROOT.iterdir():
        if path.is_file() and path.suffix in _TEXT and not path.name.startswith(".coverage"):
            yield path
    for folder in _FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in _TEXT and "__pycache__" not in path.parts:
                yield path


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def name(path: Path) -> str:
    """Return a path as a message shows it."""
    return path.relative_to(ROOT).as_posix()


def called(call: ast.Call) -> str:
    """Return the last name of what is called: "setText" of `self.label.setText(...)`."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def calls(path: Path) -> Iterator[ast.Call]:
    """Yield every call in a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
