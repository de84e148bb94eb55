"""How reading grows from 1,000 to 1,000,000 rows of 24 columns: seconds and peak memory.

python tests/benchmarks/read_growth.py [--rows 1000 10000 100000 1000000] [--floor 100000]

Each size is read in a process of its own: peak memory is that of reading alone. Up to --floor rows,
openpyxl read-only reads the same file in the same run.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

_ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_ROOT))

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_COMMON = 500  # texts that many rows share; each row has three of its own besides
_LETTERS = [chr(65 + at) for at in range(24)]
_FORMS = 100


def _row_forms() -> list[str]:
    """Return rows as text in which @ stands for the number, and #0 to #2 for texts of their own."""
    chance = random.Random(1540)
    forms = []
    for _ in range(_FORMS):
        cells = [f'<c r="{_LETTERS[at]}@" t="s"><v>#{at}</v></c>' for at in range(3)]
        for at, letter in enumerate(_LETTERS[3:]):
            if chance.random() < 0.2:
                continue
            if at < 11:
                cells.append(f'<c r="{letter}@" t="s"><v>{chance.randrange(_COMMON)}</v></c>')
            elif at < 14:
                cells.append(
                    f'<c r="{letter}@" s="1"><v>{chance.randrange(40_000, 46_000)}</v></c>'
                )
            elif at < 19:
                cells.append(f'<c r="{letter}@"><v>{chance.randrange(10**6) / 100}</v></c>')
            else:
                cells.append(f'<c r="{letter}@" t="b"><v>{chance.randrange(2)}</v></c>')
        forms.append(f'<row r="@">{"".join(cells)}</row>')
    return forms


def make(path: Path, rows: int) -> None:
    """Write a book as Excel does: texts shared, a fifth of the cells empty."""
    forms = _row_forms()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" '
            f'ContentType="{_SHEET}"/><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/><Override PartName="/xl/worksheets/'
            'sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
            'worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override '
            'PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.styles+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Data" '
            'sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
            f'<Relationship Id="r3" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
            "</styleSheet>",
        )
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for number in range(1, rows + 1):
                own = _COMMON + 3 * (number - 1)
                row = forms[number % _FORMS].replace("@", str(number))
                for at in range(3):
                    row = row.replace(f"#{at}", str(own + at))
                part.write(row.encode())
            part.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(f'<sst xmlns="{_MAIN}">'.encode())
            for at in range(_COMMON):
                part.write(f"<si><t>visita técnica, régimen de control {at}</t></si>".encode())
            for number in range(rows):
                part.write(
                    f"<si><t>{number:032x}</t></si><si><t>VIS-TTO-{number:06}</t></si>"
                    f"<si><t>Reunión de seguimiento {number}</t></si>".encode()
                )
            part.write(b"</sst>")


def _ours(path: Path) -> int:
    from coordinator_app.excel.opening import open_any  # not loaded where openpyxl is measured

    with open_any(path) as book:
        return sum(len(row.cells) for sheet in book.sheets for row in sheet.rows())


def _openpyxl(path: Path) -> int:
    import openpyxl  # not loaded where our reader is measured

    book = openpyxl.load_workbook(path, read_only=True)
    rows = book.worksheets[0].iter_rows(values_only=True)
    count = sum(value is not None for row in rows for value in row)
    book.close()
    return count


_READERS: dict[str, Callable[[Path], int]] = {"ours": _ours, "openpyxl": _openpyxl}


def _read(reader: str, path: Path) -> None:
    """Read a file in this process and print what it took."""
    import resource  # not on every system

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = process_time()
    cells = _READERS[reader](path)
    seconds = process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"cells": cells, "seconds": seconds, "peak": peak, "before": before}
    sys.stdout.write(json.dumps(found))


def _measured(reader: str, path: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--reader", reader, "--file", str(path)]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    return dict(json.loads(said))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--floor", type=int, default=100_000)
    parser.add_argument("--reader", choices=sorted(_READERS), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.reader:
        _read(given.reader, given.file)
        return
    with tempfile.TemporaryDirectory() as folder:
        for rows in given.rows:
            path = Path(folder) / f"{rows}.xlsx"
            make(path, rows)
            size = path.stat().st_size / 2**20
            for reader in _READERS if rows <= given.floor else ("ours",):
                found = _measured(reader, path)
                line = (
                    f"{rows:>9} rows {found['cells']:>11} cells {size:6.1f} MiB  {reader:9}"
                    f"{found['seconds']:8.2f} s CPU {found['seconds'] / rows * 1e6:7.1f} µs/row"
                    f" {found['peak']:7.0f} MiB peak ({found['peak'] - found['before']:.0f} more)"
                )
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
            path.unlink()


if __name__ == "__main__":
    main()
