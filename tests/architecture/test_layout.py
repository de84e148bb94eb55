"""What the tree looks like: small files, no drawers for odds and ends, nothing of one machine."""

from __future__ import annotations

import re

from tests.architecture.sources import PACKAGE, ROOT, name, python_files, text_files

LINES = 400
# Written in pieces, so that this file does not name what it looks for.
MACHINE = re.compile(
    "|".join(
        [
            "/work" + "/(main|shared|clone)",
            "/root" + "/",
            "/opt" + "/(wheels|pypi)",
            "/tmp" + "/[a-z]",
            r"pypi\.org" + "/simple",
            r"pythonhosted" + r"\.org",
            r"registry\.npm" + r"js\.org",
            r"deb\.debian" + r"\.org",
        ]
    )
)
TOP = {"coordinator_app", "resources", "tests", "packaging"}
TOP_FILES = {"pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"}


def test_no_file_outgrows_a_reader():
    long = {
        name(path): count
        for path in python_files("coordinator_app", "packaging", "tests")
        if (count := len(path.read_text("utf-8").splitlines())) > LINES
    }
    assert long == {}


def test_there_is_no_drawer_for_odds_and_ends():
    drawers = {"utils", "util", "misc", "helpers", "common", "shared"}
    assert [name(path) for path in PACKAGE.rglob("*") if path.stem in drawers] == []


def test_packaging_never_hides_the_library_of_that_name():
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_nothing_names_a_machine_or_a_registry():
    found = [
        f"{name(path)}: {match[0]}"
        for path in text_files()
        for match in MACHINE.finditer(path.read_text("utf-8", errors="replace"))
    ]
    assert found == []


def test_every_exemption_says_its_rule_and_its_reason():
    marks = re.compile(r"#\s*(noqa|type:\s*ignore)(?P<rest>.*)")
    reasoned = re.compile(r"(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*|\[[a-z-]+(, ?[a-z-]+)*\])[\s#—-]+\w.*")
    bare = [
        f"{name(path)}:{number}: {line.strip()}"
        for path in python_files("coordinator_app", "packaging", "tests")
        if path.parent.name != "architecture"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (match := marks.search(line)) and not reasoned.match(match["rest"])
    ]
    assert bare == []


def test_a_clean_clone_has_nothing_else_at_the_top():
    unknown = [
        path.name
        for path in ROOT.iterdir()
        if not path.name.startswith(".")
        and path.name not in TOP | TOP_FILES | {"build", "dist", "htmlcov"}
    ]
    assert unknown == []
