from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.excel.cells import CellKind
from coordinator_app.excel.refusals import LimitReached, Limits, Reason, Refusal
from coordinator_app.excel.sheets import open_book
from tests.excel.made_files import MAIN, pack, parts, sheet, strings, styles

SHEET = "xl/worksheets/sheet1.xml"
ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.fixture
def read(tmp_path):
    """Return what reads the one sheet of a hand-made file: rows, and the sheet itself."""

    def rows_of(content, limits=None):
        if isinstance(content, str):
            content = parts(content)
        with open_book(pack(tmp_path / "made.xlsx", content), limits) as book:
            rows = list(book.sheets[0].rows())
            return rows, book.sheets[0]

    return rows_of


def values(rows):
    return {cell.reference: cell.value for row in rows for cell in row.cells}


def refusal(read, content, limits=None):
    with pytest.raises(Refusal) as caught:
        read(content, limits)
    return caught.value


PLAIN = (
    '<row r="1" spans="1:3" ht="12.8" hidden="false"><c r="A1" s="0" t="s"><v>0</v></c>'
    '<c r="C1"><v>7</v></c></row>'
    '<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t xml:space="preserve"> a &amp; b </t></is>'
    '</c><c r="B3" s="1"><v>45000</v></c><c r="C3" s="1"/><c r="D3" t="b"><v>0</v></c></row>'
)
READ = {"A1": "one", "C1": 7, "A3": " a & b ", "B3": date(2023, 3, 15), "D3": False}


RESPELLED = {
    "plain": lambda text: text,
    "comments": lambda text: text.replace("<row", "<!-- <row r='9'></row> --><row"),
    "indented": lambda text: re.sub("(<c |</c>|<v>|<is>)", r"\n  \1", text),
    "padded": lambda text: text.replace("<v>", "<v>\n").replace("</v>", "\n</v>"),
    "prefixed": lambda text: re.sub(r"<(/?)(\w)", r"<\1x:\2", text).replace("xmlns", "xmlns:x"),
    "references": lambda text: text.replace("&amp;", "&#38;"),
    "attributes": lambda text: re.sub(r'<c( r="\w+")( s="\d")?( t="\w+")', r"<c\3\2\1", text),
    "quotes": lambda text: re.sub(r'r="(\w+)"', r"r='\1'", text),
    "tags": lambda text: text.replace("</row>", "</row >").replace("</c>", "</c\n>"),
    "empty rows": lambda text: text.replace("</row>", "</row><row r='2'/>", 1),
    "no addresses": lambda text: text.replace(' r="A1"', "").replace(' r="1"', ""),
}


@pytest.mark.parametrize("respell", RESPELLED.values(), ids=RESPELLED.keys())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_one_sheet_spelled_in_many_ways(read, respell, encoding):
    text = respell(sheet(PLAIN, before='<dimension ref="A1"/>', after="<pageMargins/>"))
    content = parts("") | {
        SHEET: f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding),
        "xl/sharedStrings.xml": strings("<t>one</t>"),
        "xl/styles.xml": styles(0, 14),
    }
    rows, page = read(content)
    assert values(rows) == READ
    assert [(row.number, row.hidden) for row in rows] == [(1, False), (3, True)]
    assert page.hidden_rows == [(3, 3)]
    assert page.issues == []


_ITEMS = st.sampled_from(
    [
        '<c r="{0}" t="s"><v>0</v></c>',
        '<c r="{0}" t="s"><v>1</v></c>',
        '<c r="{0}" t="s"><v>9</v></c>',
        '<c r="{0}"><v>12</v></c>',
        '<c r="{0}" s="1"><v>45000.25</v></c>',
        '<c r="{0}" s="7"><v>1E3</v></c>',
        '<c r="{0}" t="str"><v>a_x0041_ &lt;b&gt;</v></c>',
        '<c r="{0}" t="inlineStr"><is><t>_x005F_x0041_&amp;</t></is></c>',
        '<c r="{0}" t="inlineStr"><is><t/></is></c>',
        '<c r="{0}" t="e"><v>#N/A</v></c>',
        '<c r="{0}" t="b"><v>x</v></c>',
        '<c r="{0}"><v></v></c>',
        '<c r="{0}"/>',
        '<c r="{0}"></c>',
        '<c r="{0}"><f>1</f><v>1</v></c>',
        "<c><v>5</v></c>",
        '<c r="A99"><v>1</v></c>',
        "<!-- </row> -->",
        "<![CDATA[</row>]]>",
    ]
)


@given(st.lists(st.lists(_ITEMS, max_size=5), max_size=5))
def test_taking_rows_and_parsing_them_is_the_same(tmp_path_factory, table):
    rows = "".join(
        f'<row r="{row}">'
        + "".join(item.format(f"{'ABCDE'[at]}{row}") for at, item in enumerate(items))
        + "</row>"
        for row, items in enumerate(table, start=1)
    )
    folder = tmp_path_factory.mktemp("ways")
    found = []
    for opening in ("<sheetData>", "<sheetData >", "<sheetData a='b'>"):  # the last is not taken
        content = parts("") | {
            SHEET: sheet(rows).replace("<sheetData>", opening),
            "xl/sharedStrings.xml": strings("<t>one</t>", "<r><t>two</t></r>"),
            "xl/styles.xml": styles(0, 22),
        }
        with open_book(pack(folder / "made.xlsx", content)) as book:
            page = book.sheets[0]
            found.append((list(page.rows()), page.issues))
    assert found[0] == found[1] == found[2]


def test_texts_are_the_same_whichever_way_they_are_spelled(read):
    items = [
        "<t>one</t>",
        '<t xml:space="preserve"> two</t>',
        "<t>&lt;_x0041_&#62;</t>",
        "<t/>",
        "",
    ]
    items += ["<r><t>a</t></r><r><t>b</t></r>", "<t>five</t><!-- </si> -->", "<t>six</t>"]
    told = ["one", " two", "<A>", "", "", "ab", "five", "six"]
    data = "".join(f'<c t="s"><v>{at}</v></c>' for at in range(len(items)))
    for chosen in (strings(*items), strings(*items).replace("<sst", "<!-- --><sst\n")):
        rows, _ = read(parts(f"<row>{data}</row>") | {"xl/sharedStrings.xml": chosen})
        assert {cell.column - 1: cell.value for row in rows for cell in row.cells} == {
            at: text for at, text in enumerate(told) if text
        }


def test_an_element_without_a_namespace_is_not_taken_for_its_text(read):
    data = '<row r="1"><c r="A1" t="str"><f/><v>v</v></c><c r="B1" t="inlineStr"><is><t>t</t></is></c></row>'
    rows, _ = read(parts("") | {SHEET: f"<worksheet><sheetData>{data}</sheetData></worksheet>"})
    assert values(rows) == {"A1": "v", "B1": "t"}


def test_a_dimension_is_not_believed(read):
    data = "".join(f'<row r="{row}"><c r="D{row}"><v>{row}</v></c></row>' for row in range(1, 51))
    for reference in ("A1", "A1:XFD1048576", "nonsense"):
        content = parts("") | {SHEET: sheet(data, before=f'<dimension ref="{reference}"/>')}
        rows, _ = read(content)
        assert values(rows) == {f"D{row}": row for row in range(1, 51)}


def test_what_follows_the_cells_does_not_change_the_last_one(read):
    data = '<row r="1"><c r="A1" t="inlineStr"><is><r><t>last</t></r></is></c></row>'
    after = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells><extLst><t>not a cell</t><v>8</v></extLst>'
    rows, page = read(parts("") | {SHEET: sheet(data, after=after)})
    assert values(rows) == {"A1": "last"}
    assert page.merged == ["A1:B1"]


def test_a_stray_cell_costs_nothing_and_is_kept(read):
    rows, _ = read(ONE + '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')
    assert values(rows) == {"A1": 1, "XFD1048576": 2}


def test_cells_and_rows_that_come_twice_are_kept_and_reported(read):
    rows, page = read(ONE + '<row r="1"><c r="B1"><v>2</v></c><c r="B1"><v>3</v></c></row>')
    assert [cell.value for row in rows for cell in row.cells] == [1, 2, 3]
    assert [issue.place.cell for issue in page.issues] == ["A1", "B1"]


def test_columns_in_another_order_are_no_issue(read):
    rows, page = read('<row r="1"><c r="C1"><v>3</v></c><c r="A1"><v>1</v></c></row>')
    assert values(rows) == {"A1": 1, "C1": 3}
    assert page.issues == []


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        ('<c t="s"><v>-1</v></c>', CellKind.ERROR, "#LOST!"),
        ('<c t="s"><v>5</v></c>', CellKind.ERROR, "#LOST!"),
        ('<c t="s"><v>x</v></c>', CellKind.ERROR, "#LOST!"),
        ("<c><v>abc</v></c>", CellKind.TEXT, "abc"),
        ("<c><v>1e999</v></c>", CellKind.TEXT, "1e999"),
        ('<c s=""><v>1</v></c>', CellKind.NUMBER, 1),
        ('<c s="99"><v>1</v></c>', CellKind.NUMBER, 1),
        ('<c s="1"><v>99999999</v></c>', CellKind.NUMBER, 99_999_999),
        ('<c s="1"><v>-5</v></c>', CellKind.NUMBER, -5),
        ('<c t="d"><v>not a day</v></c>', CellKind.TEXT, "not a day"),
        ('<c t="unheard"><v>of</v></c>', CellKind.TEXT, "of"),
        ('<c t="inlineStr"><is><t>a</t></is><v>b</v></c>', CellKind.TEXT, "a"),
        ('<c r="??"><v>1</v></c>', CellKind.NUMBER, 1),
    ],
)
def test_bad_cells_keep_what_stood_there(read, cell, kind, value):
    content = parts(f"<row>{cell}</row>") | {
        "xl/sharedStrings.xml": strings("<t>one</t>"),
        "xl/styles.xml": styles(0, 14),
    }
    rows, _ = read(content)
    assert [(cell.kind, cell.value) for row in rows for cell in row.cells] == [(kind, value)]


@pytest.mark.parametrize(
    ("limits", "data", "limit"),
    [
        (Limits(rows=5), '<row r="6"><c r="A6"><v>1</v></c></row>', "rows"),
        (Limits(), '<row r="4294967297"><c><v>1</v></c></row>', "rows"),
        (Limits(), '<row r="0"><c><v>1</v></c></row>', "rows"),
        (Limits(columns=3), '<row r="1"><c r="D1"><v>1</v></c></row>', "columns"),
        (Limits(columns=3), f"<row>{'<c><v>1</v></c>' * 4}</row>", "columns"),
        (Limits(columns=3), f'<row r="1">{ONE[11:-6] * 6}</row>', "columns"),
        (Limits(), '<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>', "columns"),
        (Limits(cells=1), '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>1</v></c></row>', "cells"),
        (
            Limits(cell_characters=9),
            f'<row><c t="str"><v>{"x" * 10}</v></c></row>',
            "cell_characters",
        ),
        (Limits(elements=100), f"<row><c>{'<x>' * 101}{'</x>' * 101}</c></row>", "elements"),
        (Limits(), f'<row><c t="inlineStr"><is>{"<t>" * 600_000}', "elements"),
        (Limits(), f'<row><c t="inlineStr"><is><t>{"x" * 9_000_000}', "cell_characters"),
        (Limits(token_bytes=100_000), f"<row r='{'1' * 400_000}'/>", "token_bytes"),
        (Limits(seconds=-1), ONE, "seconds"),
        (Limits(description_bytes=99), ONE, "description_bytes"),
        (Limits(sheets=0), ONE, "sheets"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
def test_limits_are_reported_by_name(read, limits, data, limit):
    found = refusal(read, data, limits)
    assert isinstance(found, LimitReached)
    assert found.limit == limit


@pytest.mark.parametrize(
    ("limits", "limit"),
    [
        (Limits(shared_text_bytes=20), "shared_text_bytes"),
        (Limits(cell_characters=4), "cell_characters"),
        (Limits(cells=1), "cells"),
    ],
)
@pytest.mark.parametrize("item", ["<t>twelve</t>", "<r><t>twelve</t></r>"])
def test_limits_of_texts_are_reported_by_name(read, limits, limit, item):
    content = parts(ONE) | {"xl/sharedStrings.xml": strings(item, item)}
    found = refusal(read, content, limits)
    assert isinstance(found, LimitReached)
    assert found.limit == limit


@pytest.mark.parametrize(
    "text",
    [
        sheet(ONE)[:-20],
        sheet(ONE) + "junk",
        sheet(ONE).replace("</c>", ""),
        sheet(ONE).replace("<v>1", "<v>&undeclared;"),
        sheet(ONE).replace("<v>1", "<v>\x01"),
        sheet('<row r="1"><c r="A1"><c r="B1"><v>1</v></c></c></row>'),
        sheet("<row><c><v><v>1</v></v></c></row>"),
        sheet("<row><c><f><f>1</f></f></c></row>"),
        sheet("<row><c><is><is/></is></c></row>"),
        sheet(ONE).encode().replace(b"<v>1", b"<v>\xff"),
        f'<?xml version="1.0" encoding="unheard-of"?>{sheet(ONE)}',
        f'<?xml version="1.0" encoding="shift_jis"?>{sheet(ONE)}',
        "",
    ],
)
def test_damaged_sheets_are_refused_and_named(read, text):
    found = refusal(read, parts("") | {SHEET: text})
    assert found.reason is Reason.DAMAGED
    assert found.where == "made.xlsx, Data"


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_entities_declared_beyond_the_guard_are_refused(read, name):
    content = parts('<row><c t="s"><v>0</v></c></row>') | {
        "xl/sharedStrings.xml": strings("<t>one</t>")
    }
    declared = f'<!--{" " * 5000}--><!DOCTYPE x [<!ENTITY a "b">]>'
    content[name] = declared + content[name]
    assert refusal(read, content).reason is Reason.DTD


def test_a_flipped_byte_is_noticed(read, tmp_path):
    path = pack(tmp_path / "flipped.xlsx", parts(ONE * 50))
    content = bytearray(path.read_bytes())
    at = content.index(SHEET.encode()) + len(SHEET) + 60
    content[at] ^= 0x10
    path.write_bytes(content)
    with open_book(path) as book, pytest.raises(Refusal) as caught:
        list(book.sheets[0].rows())
    assert caught.value.reason is Reason.DAMAGED


def test_rows_come_before_the_sheet_is_read_whole(tmp_path):
    data = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 9000))
    damaged = sheet(data).replace("</sheetData>", "")
    with open_book(pack(tmp_path / "made.xlsx", parts("") | {SHEET: damaged})) as book:
        rows = book.sheets[0].rows()
        assert next(rows).number == 1
        with pytest.raises(Refusal):
            list(rows)


def test_the_namespace_of_the_root_counts(read):
    other = '<x:row xmlns:x="elsewhere"><x:c><x:v>9</x:v></x:c></x:row>'
    rows, _ = read(parts("") | {SHEET: sheet(ONE, before=other, after=other)})
    assert values(rows) == {"A1": 1}
    assert MAIN in sheet(ONE)
