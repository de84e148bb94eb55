"""Who may import what, beyond what import-linter's contracts can say."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from tests.architecture.sources import PACKAGE, ROOT, called, name, python_files, tree

HEAVY = ("openpyxl", "xlsxwriter", "docx", "jinja2", "lxml", "numpy", "pandas", "PySide6")
DOMAIN_MAY = ("coordinator_app.domain", "coordinator_app.texts")


def imports(path) -> set[str]:
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module}
            if node.module == "coordinator_app":
                found |= {f"coordinator_app.{alias.name}" for alias in node.names}
    return found - {"coordinator_app"}


def loaded_after(code: str) -> set[str]:
    """Return the top-level modules a fresh interpreter has loaded after some code."""
    script = f"{code}\nimport sys\nprint(*sorted({{m.partition('.')[0] for m in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_domain_stands_on_the_standard_library():
    foreign = {
        f"{name(path)} imports {module}"
        for path in python_files("coordinator_app/domain")
        for module in imports(path)
        if module.partition(".")[0] not in sys.stdlib_module_names
        and not module.startswith(DOMAIN_MAY)
    }
    assert foreign == set()


def test_the_ground_floor_leans_on_no_layer():
    # Every layer may use these, so they may use none.
    for module in ("paths", "logs", "texts"):
        own = {m for m in imports(PACKAGE / f"{module}.py") if m.startswith("coordinator_app")}
        assert own <= {"coordinator_app.paths"}, module


def test_no_module_imports_qt_s_database():
    # Two owners of one SQLite file: another process has got the write lock in mid-transaction.
    found = [name(p) for p in python_files("coordinator_app") if "PySide6.QtSql" in imports(p)]
    assert found == []


@pytest.mark.parametrize("front", ["coordinator_app.cli.main"])
def test_starting_the_command_line_loads_nothing_heavy(front):
    assert loaded_after(f"import {front}").isdisjoint(HEAVY)


def test_no_signal_holds_its_owner_through_a_lambda():
    # Such an object is never freed, and the slot runs after its window is gone.
    holding = [
        f"{name(path)}:{node.lineno}"
        for path in python_files("coordinator_app/ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and called(node) == "connect"
        and any(_holds_self(argument) for argument in node.args)
    ]
    assert holding == []


def _holds_self(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Lambda) and any(
        isinstance(node, ast.Name) and node.id == "self" for node in ast.walk(argument.body)
    )
