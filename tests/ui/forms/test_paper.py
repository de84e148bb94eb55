import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from coordinator_app.domain.errors import UserError
from coordinator_app.services.printing import Facts, Paper, Prose, Table
from coordinator_app.texts import load
from coordinator_app.ui.forms import paper

PAGE = Paper(
    "Mission <one> & two",
    "Barbados · Mar 2026",
    ["Confidential"],
    [
        Facts("", [("Mode", "In person")]),
        Prose("Findings", "First\nSecond", "3 Mar"),
        Table("Commitments", ["Who", "What"], [["Customs", "Send <b>it</b>"]]),
    ],
    "VIS-BRB-2026-001 · printed on 3 Mar 2026",
)


def test_texts_of_people_are_never_markup(qapp):
    shown = paper.document(PAGE).toPlainText()
    for text in (
        "Mission <one> & two",
        "Send <b>it</b>",
        "Confidential",
        "First",
        "Second",
        "3 Mar",
    ):
        assert text in shown


def test_a_pdf_is_written(qapp, tmp_path):
    path = tmp_path / "a.pdf"
    paper.save_pdf(PAGE, path)
    assert path.read_bytes().startswith(b"%PDF")


def test_19_a_pdf_says_nothing_of_who_made_it_or_where(qapp, tmp_path):
    path = tmp_path / "a.pdf"
    paper.save_pdf(PAGE, path)
    held = path.read_bytes()
    said = re.findall(rb"/(?:Author|Creator) \((.*?)\)", held)
    assert {each.strip(b"\xfe\xff") for each in said} <= {b""}
    assert str(tmp_path).encode() not in held
    assert str(tmp_path).encode("utf-16-be") not in held


def test_a_pdf_that_cannot_be_written_is_explained(qapp, tmp_path):
    with pytest.raises(UserError, match="folder does not exist"):
        paper.save_pdf(PAGE, tmp_path / "nowhere" / "a.pdf")


def test_a_proposed_name_is_lawful_everywhere():
    assert paper.file_name(PAGE, load("en")) == "Mission one & two.pdf"


def test_the_page_is_looked_at_then_saved(desk, qtbot, monkeypatch, tmp_path):
    target = tmp_path / "visit"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(target), ""))
    dialog = paper.PaperDialog(desk.context, PAGE)
    qtbot.addWidget(dialog)
    dialog.show()
    save = next(each for each in dialog.findChildren(QPushButton) if "PDF" in each.text())
    QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    assert target.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
    assert not dialog.isVisible()
    assert desk.shell.said[-1].startswith("Saved: ")
