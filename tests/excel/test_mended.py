"""Files that calamine reads only once they are written in another of the lawful ways."""

from __future__ import annotations

import io
import zipfile

import pytest

from coordinator_app.excel.apart.mended import mended
from coordinator_app.excel.safety import Format


def packed(name: str, part: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", b"x")
        archive.writestr(name, part)
    return made.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


ROW = (
    b"<table:table-row><table:table-cell><text:p>a b</text:p></table:table-cell></table:table-row>"
)
SPANS = b"<text:p>a <text:span>b</text:span> <text:span>c</text:span></text:p>"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (ROW.replace(b"><", b">\n  <"), ROW),
        (
            b"<text:p>a<text:line-break/>b<text:tab></text:tab>c</text:p>",
            b"<text:p>a\nb\tc</text:p>",
        ),
        (b"<table:table-row> <x/>" + SPANS, b"<table:table-row><x/>" + SPANS),
    ],
)
def test_a_table_is_written_without_what_stands_between(written, read):
    assert part(mended(Format.ODS, packed("content.xml", written)), "content.xml") == read


def test_short_cells_say_their_column():
    row = bytes((0, 4)) + (7).to_bytes(4, "little")
    first = bytes((6, 12)) + (3).to_bytes(4, "little") + bytes(8)
    short = bytes((17, 8)) + bytes(range(8))
    blank = bytes((12, 4)) + bytes(4)
    long = bytes((17, 200, 1)) + bytes(200)
    name = "xl/worksheets/sheet1.bin"
    made = part(mended(Format.XLSB, packed(name, row + first + short + blank + long)), name)
    assert made == b"".join(
        (
            row,
            first,
            bytes((6, 12)) + (4).to_bytes(4, "little") + bytes(range(8)),
            bytes((1, 8)) + (5).to_bytes(4, "little") + bytes(4),
            bytes((6, 204, 1)) + (6).to_bytes(4, "little") + bytes(200),
        )
    )


@pytest.mark.parametrize("form", [Format.ODS, Format.XLSB, Format.XLS])
def test_a_file_that_needs_nothing_is_left_alone(form):
    content = packed("content.xml", b"<table:table-row><table:table-cell/></table:table-row>")
    assert mended(form, content) is content
