# ruff: noqa: DTZ001  cells have no time zone
from __future__ import annotations

from datetime import date, datetime, time

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.table import Table as OpenpyxlTable

from coordinator_app.excel.books import SheetState, Table
from coordinator_app.excel.cells import CellKind
from coordinator_app.excel.refusals import PasswordNeeded, Reason, Refusal
from coordinator_app.excel.sheets import open_book
from tests.excel.made_files import (
    OFFICE,
    STRICT,
    STRICT_OFFICE,
    pack,
    parts,
    relations,
    sheet,
    strings,
    styles,
)

TORTURE = [
    "007",
    "=1+1",
    "+1 868 555 0123",
    "-5",
    "@name",
    "TRUE",
    "1/2",
    "1e5",
    "2024-05-01T10:00:00-04:00",
    "12345678901234567890",
    "#N/A",
    "'quoted",
    "  spaces around  ",
    " ",
    "two\nlines",
    "tab\there",
    '<b>&amp; "quotes" ]]>',
    "_x000D_",
    "_x0041_ literal",
    "e\u0301 and é",
    "a\u00a0b\u200bc",
    "\N{GRINNING FACE} \N{MUSICAL SYMBOL G CLEF}",
    "中文 العربية",
    "x" * 32_767,
    0,
    -1,
    999_999_999_999_999,
    0.5,
    -1234.5678,
    1.5e300,
    1e-300,
    True,
    False,
    date(1900, 3, 1),
    date(2024, 2, 29),
    date(9999, 12, 31),
    datetime(2024, 5, 1, 10, 30),
    datetime(2024, 5, 1, 23, 59, 59),
    time(18, 45),
]


def cells(path, name="Data"):
    """Return reference to cell of a sheet."""
    with open_book(path) as book:
        found = book.sheet(name)
        assert found is not None
        return {cell.reference: cell for row in found.rows() for cell in row.cells}


def values(path, name="Data"):
    return {reference: cell.value for reference, cell in cells(path, name).items()}


def write(path, rows, options=None):
    """Write rows as XlsxWriter does, texts as texts."""
    with xlsxwriter.Workbook(path, options) as book:
        page = book.add_worksheet("Data")
        formats = {
            date: book.add_format({"num_format": "yyyy-mm-dd"}),
            datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            time: book.add_format({"num_format": "hh:mm:ss"}),
        }
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    page.write_string(number, column, value)
                else:
                    page.write(number, column, value, formats.get(type(value)))
    return path


@pytest.mark.parametrize("in_constant_memory", [False, True], ids=["shared", "inline"])
def test_what_xlsxwriter_writes_comes_back(tmp_path, in_constant_memory):
    path = write(
        tmp_path / "made.xlsx",
        [[value] for value in TORTURE],
        {"constant_memory": in_constant_memory},
    )
    found = values(path)
    assert [found[f"A{row}"] for row in range(1, len(TORTURE) + 1)] == TORTURE
    assert [type(found[f"A{row}"]) for row in range(1, len(TORTURE) + 1)] == list(
        map(type, TORTURE)
    )


def test_what_openpyxl_writes_comes_back(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Data"
    told = [value for value in TORTURE if not (isinstance(value, str) and "_x" in value)]
    for row, value in enumerate(told, start=1):
        page.cell(row, 1).value = value
        if isinstance(value, str):
            page.cell(row, 1).data_type = "s"
    book.save(tmp_path / "made.xlsx")
    found = values(tmp_path / "made.xlsx")
    assert [found[f"A{row}"] for row in range(1, len(told) + 1)] == told


_TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\t_x0D&<>"'))


@given(
    st.lists(
        st.lists(
            st.none()
            | _TEXTS
            | st.booleans()
            | st.integers(-(10**15) + 1, 10**15 - 1)
            | st.floats(-1e300, 1e300).map(lambda x: float(f"{x:.15g}"))
            | st.dates(min_value=date(1900, 3, 1)),
            max_size=6,
        ),
        max_size=6,
    ),
    st.booleans(),
)
def test_any_table_comes_back(tmp_path_factory, rows, in_constant_memory):
    path = tmp_path_factory.mktemp("any") / "made.xlsx"
    found = cells(write(path, rows, {"constant_memory": in_constant_memory}))
    told = {
        (row, column): value
        for row, given_row in enumerate(rows, start=1)
        for column, value in enumerate(given_row, start=1)
        if value is not None and value != ""
    }
    assert {(cell.row, cell.column): cell.value for cell in found.values()} == told


def test_sheets_names_properties_and_tables(tmp_path):
    path = tmp_path / "made.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Visitas técnicas")
        book.add_worksheet("lists").hide()
        book.add_worksheet("_meta").very_hidden()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=lists!$A$1"})
        book.add_chartsheet("Chart").set_chart(chart)
        book.define_name("workbook_id", '="wb-1"')
        book.define_name("'Visitas técnicas'!local", "='Visitas técnicas'!$A$1")
        book.set_custom_property("dispatch", "d-1")
        book.set_custom_property("rows", 3)
        book.set_custom_property("final", True)
        page.add_table("B2:D5", {"name": "visits"})
        page.merge_range("F1:H1", "Title")
        page.set_column("A:B", None, None, {"hidden": True})
        page.set_column("D:D", None, None, {"hidden": True})
        page.set_row(0, None, None, {"hidden": True})
        page.set_row(7, None, None, {"hidden": True})
        page.set_row(8, None, None, {"hidden": True})
        page.write(7, 0, "hidden")
    with open_book(path) as book:
        assert [(each.name, each.state) for each in book.sheets] == [
            ("Visitas técnicas", SheetState.VISIBLE),
            ("lists", SheetState.HIDDEN),
            ("_meta", SheetState.VERY_HIDDEN),
        ]
        assert book.names["workbook_id"] == '"wb-1"'
        assert book.names["local"] == "'Visitas técnicas'!$A$1"
        assert book.properties == {"dispatch": "d-1", "rows": "3", "final": "true"}
        first = book.sheet("visitas TÉCNICAS")
        assert first is not None
        assert first.tables == [Table("visits", "B2:D5")]
        assert first.merged == ["F1:H1"]
        assert first.hidden_columns == [(1, 2), (4, 4)]
        assert first.hidden_rows == [(1, 1), (8, 9)]
        assert [row.number for row in first.rows() if row.hidden] == [1, 8]
        assert first.issues == []
        assert book.sheet("none") is None


def test_openpyxls_absolute_targets_are_found(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Data"
    for row in (["a", "b"], ["x", 1]):
        book.active.append(row)
    book.active.add_table(OpenpyxlTable(displayName="absolute", ref="A1:B2"))
    book.save(tmp_path / "made.xlsx")
    with open_book(tmp_path / "made.xlsx") as opened:
        assert opened.sheets[0].tables == [Table("absolute", "A1:B2")]


def test_errors_and_formulas_are_told_from_empty_cells(tmp_path):
    data = (
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
        '<c r="C1"><f>1+1</f></c><c r="D1"><f>A1</f><v/></c><c r="E1" t="str"><f>""</f><v></v></c>'
        '<c r="F1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="G1" s="0"/><c r="H1" t="b"><v>1</v></c>'
        '<c r="I1" t="str"><f>"a"</f><v>a\n b </v></c></row>'
    )
    found = cells(pack(tmp_path / "made.xlsx", parts(data)))
    assert {name: (cell.value, cell.kind, cell.formula) for name, cell in found.items()} == {
        "A1": ("#N/A", CellKind.ERROR, False),
        "B1": (2, CellKind.NUMBER, True),
        "C1": (None, CellKind.NO_VALUE, True),
        "D1": (None, CellKind.NO_VALUE, True),
        "E1": ("", CellKind.TEXT, True),
        "F1": ("#DIV/0!", CellKind.ERROR, True),
        "H1": (True, CellKind.BOOL, False),
        "I1": ("a\n b ", CellKind.TEXT, True),
    }


def test_zero_padded_numbers_keep_how_they_look(tmp_path):
    path = tmp_path / "made.xlsx"
    with xlsxwriter.Workbook(path) as book:
        padded = book.add_format({"num_format": "00000"})
        book.add_worksheet("Data").write(0, 0, 123, padded)
    cell = cells(path)["A1"]
    assert (cell.value, cell.shown) == (123, "00123")


@pytest.mark.parametrize("from_1904", [False, True])
def test_both_calendars(tmp_path, from_1904):
    path = tmp_path / "made.xlsx"
    write(path, [[date(2024, 2, 29), datetime(2024, 5, 1, 10)]], {"date_1904": from_1904})
    assert list(values(path).values()) == [date(2024, 2, 29), datetime(2024, 5, 1, 10)]


def test_strict_open_xml(tmp_path):
    data = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="d" s="1">'
        "<v>2024-05-01T00:00:00.000</v></c></row>"
    )
    content = parts(data, namespace=STRICT, office=STRICT_OFFICE)
    content["xl/sharedStrings.xml"] = f'<sst xmlns="{STRICT}"><si><t>Año</t></si></sst>'
    content["xl/styles.xml"] = styles(0, 14).replace("xmlns", "xmlns:x='ignored' xmlns")
    found = values(pack(tmp_path / "made.xlsx", content))
    assert found == {"A1": "Año", "B1": date(2024, 5, 1)}


def test_rich_text_is_flattened_and_hints_are_left_out(tmp_path):
    content = parts(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="s"><v>2</v></c><c r="D1" t="inlineStr"><is><r><t>in</t></r>'
        "<r><t>line</t></r></is></c></row>"
    )
    content["xl/sharedStrings.xml"] = strings(
        '<r><rPr><b/></rPr><t xml:space="preserve">bold </t></r>\n<r><t>plain</t></r>',
        "<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/>",
        "<t><![CDATA[<raw> & ]]>text</t>",
    )
    assert list(values(pack(tmp_path / "made.xlsx", content)).values()) == [
        "bold plain",
        "東京",
        "<raw> & text",
        "inline",
    ]


def test_parts_that_are_missing_do_no_harm_until_they_are_needed(tmp_path):
    data = '<row r="1"><c r="A1" s="3"><v>45000</v></c><c r="B1" t="s"><v>0</v></c></row>'
    path = pack(tmp_path / "made.xlsx", parts(data))
    found = cells(path)
    assert found["A1"].value == 45_000
    assert (found["B1"].kind, found["B1"].value) == (CellKind.ERROR, "#LOST!")
    with open_book(path) as book:
        assert [issue.place.cell for issue in book.sheets[0].issues] == ["A1", "B1"]
        assert {issue.place.sheet for issue in book.sheets[0].issues} == {"Data"}


def test_a_book_is_found_without_relations_and_content_types(tmp_path):
    content = parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    for name in ("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"):
        del content[name]
    assert values(pack(tmp_path / "made.xlsx", content)) == {"A1": 1}


def test_targets_may_be_absolute_escaped_or_in_other_letters(tmp_path):
    content = parts("")
    content["xl/_rels/workbook.xml.rels"] = relations(
        ("rId1", f"{OFFICE}/worksheet", "/XL/WorkSheets/My%20Sheet.xml")
    )
    content["xl/worksheets/my sheet.xml"] = sheet('<row><c t="str"><v>found</v></c></row>')
    assert values(pack(tmp_path / "made.xlsx", content)) == {"A1": "found"}


def test_a_sheet_that_is_missing_is_not_an_empty_sheet(tmp_path):
    content = parts("")
    del content["xl/worksheets/sheet1.xml"]
    with (
        open_book(pack(tmp_path / "made.xlsx", content)) as book,
        pytest.raises(Refusal) as caught,
    ):
        list(book.sheets[0].rows())
    assert caught.value.reason is Reason.MISSING_PART
    assert caught.value.where == "made.xlsx, Data"


def test_a_book_without_sheets_is_refused(tmp_path):
    content = parts("")
    content["xl/workbook.xml"] = "<workbook/>"
    with pytest.raises(Refusal) as caught:
        open_book(pack(tmp_path / "made.xlsx", content))
    assert caught.value.reason is Reason.NO_SHEETS


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, Reason.OTHER_FORMAT),
        ({"xl/workbook.bin": b"\0"}, Reason.OTHER_FORMAT),
        ({"[Content_Types].xml": "sheet.main+xml"}, Reason.NOT_WORKBOOK),
        ({"xl/workbook.xml": "<workbook>"}, Reason.DAMAGED),
    ],
)
def test_books_of_other_formats_are_refused(tmp_path, content, reason):
    with pytest.raises(Refusal) as caught:
        open_book(pack(tmp_path / "made.xlsx", content))
    assert caught.value.reason is reason


def test_a_password_is_asked_for(tmp_path):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0")
    path = tmp_path / "secret.xlsx"
    path.write_bytes(content + "EncryptedPackage\0".encode("utf-16-le"))
    with pytest.raises(PasswordNeeded):
        open_book(path)
