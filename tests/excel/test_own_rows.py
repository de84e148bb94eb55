"""Rows written by ourselves against those of the general writer: cell for cell the same."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.identity import uuid7
from coordinator_app.excel import writer
from coordinator_app.excel.layouts import FileLayout, Line
from coordinator_app.excel.sheets import open_book
from coordinator_app.texts import load
from tests.excel.test_round_trip import RECORDS, layout, rows

#: The files of one example differ in nothing but who wrote the rows.
OURS, THEIRS = 1, 10_000


def written(whole: FileLayout, path: Path, many: int) -> Path:
    writer.write(whole, path, load(whole.manifest.lang), many=many).place()
    return path


def cells(path: Path) -> dict[str, tuple[object, ...]]:
    """Return what each cell of the data sheet holds and how it looks."""
    page = openpyxl.load_workbook(path, rich_text=False)["Things"]
    found = {
        cell.coordinate: (
            cell.data_type, cell.number_format, cell.quotePrefix,
            cell.fill.fgColor.rgb, cell.font.color.rgb if cell.font.color else None,
            cell.font.b, cell.border.left.style, cell.alignment.horizontal,
            cell.alignment.wrap_text, cell.alignment.indent,
        )
        for row in page.iter_rows()
        for cell in row
    }  # fmt: skip
    heights = {f"{n}": (each.height, each.hidden) for n, each in page.row_dimensions.items()}
    with open_book(path) as book:
        things = book.sheet("Things")
        values = {
            f"{cell.column},{row.number}": (cell.value, cell.kind)
            for row in things.rows()
            for cell in row.cells
        }
    return {**found, **heights, **values}


def without_rows(path: Path) -> dict[str, bytes]:
    """Return every part but rows, shared texts and times of writing."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts.pop("xl/sharedStrings.xml", None)
    sheet = parts["xl/worksheets/sheet2.xml"]
    parts["xl/worksheets/sheet2.xml"] = re.sub(rb"(?s)<sheetData>.*</sheetData>", b"", sheet)
    parts["xl/styles.xml"] = b""  # ours holds looks that happen not to be worn, in their order
    for name in (
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet3.xml",
        "xl/worksheets/sheet4.xml",
    ):
        # Cells name shared texts and looks by numbers that differ.
        parts[name] = re.sub(rb' s="[0-9]+"|<v>[0-9]+</v>', b"", parts[name])
    return {
        name: re.sub(rb"<dcterms:.*?</dcterms:[a-z]+>", b"", content)
        for name, content in parts.items()
    }


def both(lines: list[Line], lang: str, folder: Path) -> tuple[Path, Path]:
    whole = layout(lines, lang)
    return (
        written(whole, folder / "ours.xlsx", OURS),
        written(whole, folder / "theirs.xlsx", THEIRS),
    )


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(
    st.lists(st.tuples(rows(), st.sampled_from(["", "spare", "locked"])), min_size=1, max_size=5),
    st.sampled_from(["en", "es"]),
)
def test_every_kind_stands_as_the_general_writer_puts_it(tmp_path_factory, found, lang):
    lines = [
        Line(uuid7(), "abc", f"T-{n}", values, spare=how == "spare", locked=how == "locked")
        for n, (values, how) in enumerate(found)
    ]
    ours, theirs = both(lines, lang, tmp_path_factory.mktemp("rows"))
    assert cells(ours) == cells(theirs)
    assert without_rows(ours) == without_rows(theirs)


ODD: list[dict[str, Value]] = [
    {"text": "=1+1", "note": " x\n\ny ", "phone": "0041", "url": "<r><t>1</t></r>"},
    {"text": "<r>", "note": "a & b < c > d “e” _x000D_ 😀", "whole": 10**14, "percent": 12.5},
    {"text": "\x07bell\u200b", "note": "y" * 400, "date": "1850-01-01", "edtf": "2012?-03-12"},
    {"date": "2025-03-07", "link": RECORDS[1].id, "links": [RECORDS[0].id, RECORDS[2].id]},
    {"count": {"n": 12, "q": "exact"}, "party": {"label": "+x"}, "choices": ["A", "OP3a"]},
]


def test_odd_texts_stand_as_the_general_writer_puts_them(tmp_path):
    lines = [Line(uuid7(), "abc", f"T-{n}", values) for n, values in enumerate(ODD)]
    lines[1] = replace(lines[1], withheld=frozenset({"link", "whole"}))
    lines[3] = replace(lines[3], raws={"text": "=cmd()", "date": "31/02/2025"})
    ours, theirs = both(lines, "es", tmp_path)
    assert cells(ours) == cells(theirs)
    assert without_rows(ours) == without_rows(theirs)
    found = cells(ours)
    values = {each[0] for each in found.values()}
    assert {"…", "<r><t>1</t></r>", "=cmd()", "a & b < c > d “e” _x000D_ 😀"} <= values


def test_what_has_to_be_corrected_is_marked_however_many_rows_there_are(tmp_path):
    remarks = {"date": "There is no such day.", "": "Look at this row."}
    lines = [Line(uuid7(), "abc", "T-1", raws={"date": "31/02/2025"}, remarks=remarks)]
    for path in both(lines, "en", tmp_path):
        page = openpyxl.load_workbook(path)["Things"]
        notes = {cell.comment.text for cell in page[3] if cell.comment}
        assert notes == {"There is no such day.", "Look at this row."}


def test_a_text_too_long_for_a_cell_is_refused_with_its_place(tmp_path):
    long = Line(uuid7(), "abc", "T-9", {"note": "😀" * 20_000})
    with pytest.raises(UserError, match="of an Excel file") as refused:
        written(layout([long], "en"), tmp_path / "long.xlsx", OURS)
    assert refused.value.where == "T-9"
    assert list(tmp_path.iterdir()) == []


def test_a_password_is_on_the_whole_file(tmp_path):
    msoffcrypto = pytest.importorskip("msoffcrypto")
    lines = [Line(uuid7(), "abc", f"T-{n}", values) for n, values in enumerate(ODD)]
    for many in (OURS, THEIRS):
        path = tmp_path / f"{many}.xlsx"
        whole = layout(lines, "en")
        writer.write(whole, path, load("en"), password="pájaro 7", many=many).place()
        assert not zipfile.is_zipfile(path)
        assert b"T-1" not in path.read_bytes()
        opened = io.BytesIO()
        with path.open("rb") as stream:
            office = msoffcrypto.OfficeFile(stream)
            office.load_key(password="pájaro 7")
            office.decrypt(opened)
        assert openpyxl.load_workbook(opened)["Things"]["C3"].value == "T-0"
    with pytest.raises(UserError, match="password"):
        writer.write(layout(lines, "en"), tmp_path / "x.xlsx", load("en"), password="a\nb")
