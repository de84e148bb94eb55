"""What cells of whole files mean: the same in .xlsx, .ods and .csv, whatever shows them."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest

from coordinator_app.services.foreign import doubting, looking, reading
from coordinator_app.services.foreign.mapping import ColumnMapping, Mapping, SheetMapping

MONTH, YEAR, DAY, PERCENT, CODE = "mmm-yy", "yyyy", "d/m/yy", "0%", "00000"
ERROR, NO_RESULT = "#DIV/0!", "=1+1"


@dataclass(frozen=True)
class Stands:
    """A cell: its value, its number format, and what a .csv file says in its place."""

    value: object
    form: str = "General"
    text: str | None = None


@dataclass(frozen=True)
class Asked:
    """It is asked about, with these proposals."""

    proposals: tuple[object, ...] = ()


def count(n, q="exact"):
    return {"n": n, "q": q}


CASES = [
    ("dates", Stands(dt.date(2024, 5, 17), "yyyy-mm-dd"), "2024-05-17"),
    ("dates", Stands(dt.date(2024, 5, 17), DAY), "2024-05-17"),
    ("dates", Stands(dt.date(2024, 5, 1), MONTH, "may 2024"), "2024-05"),
    ("dates", Stands(dt.date(2024, 5, 17), MONTH, "2024-05-17"), "2024-05-17"),
    ("dates", Stands(dt.date(2024, 1, 1), YEAR, "2024"), "2024"),
    ("dates", Stands(2024), "2024"),
    ("dates", Stands("mayo de 2024"), "2024-05"),
    ("dates", Stands("25/12/2023"), "2023-12-25"),
    ("dates", Stands("3/4/2025"), Asked(("2025-03-04", "2025-04-03"))),
    ("dates", Stands("3/4/25"), Asked(("2025-03-04", "2025-04-03"))),
    ("dates", Stands("25/12/23"), Asked(("2023-12-25",))),
    ("nomination_deadline", Stands(dt.date(2024, 5, 1), MONTH, "2024-05"), Asked()),
    ("satisfaction", Stands(0.45, PERCENT, "45%"), 45),
    ("satisfaction", Stands(0.4567, "0.0%", "45,67 %"), 45.67),
    ("satisfaction", Stands(45), 45),
    ("satisfaction", Stands("45,5 %"), 45.5),
    ("satisfaction", Stands(0.45), Asked((45, 0.45))),
    ("participants", Stands("24 (10 women)"), count(24)),
    ("participants", Stands("over 25"), count(25, "at_least")),
    ("participants", Stands("más de 25"), count(25, "at_least")),
    ("participants", Stands("close to 15"), count(15, "about")),
    ("participants", Stands(7, CODE, "00007"), count(7)),
    ("venue", Stands(123, CODE, "00123"), "00123"),
    ("days", Stands("1,5"), Asked()),
    ("interpretation", Stands("sí"), True),
    ("interpretation", Stands("yes"), True),
    ("interpretation", Stands("oui"), True),
    ("interpretation", Stands("x"), True),
    ("interpretation", Stands("no"), False),
    ("venue", Stands(ERROR), Asked()),
    ("participants", Stands(ERROR), Asked()),
    ("dates", Stands(ERROR), Asked()),
]  # fmt: skip


def as_xlsx(path: Path, cells: list[Stands]) -> Path:
    made = openpyxl.Workbook()
    page = made.active
    page.title = "List"
    page.append(["Title", "What"])
    for number, each in enumerate(cells, start=2):
        page.cell(number, 1, f"Row {number}")
        page.cell(number, 2, each.value).number_format = each.form
    made.save(path)
    return path


def as_csv(path: Path, cells: list[Stands]) -> Path:
    def told(each: Stands) -> str:
        return str(each.value) if each.text is None else each.text

    lines = [f'Row {number};"{told(each)}"' for number, each in enumerate(cells, start=2)]
    path.write_text("\n".join(["Title;What", *lines]), "utf-8")
    return path


_ODS = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"
 xmlns:number="n" xmlns:calcext="c"><office:automatic-styles>
<number:date-style style:name="N1"><number:month/><number:year/></number:date-style>
<number:date-style style:name="N2"><number:year/></number:date-style>
<number:date-style style:name="N3"><number:day/><number:month/><number:year/></number:date-style>
<style:style style:name="month" style:data-style-name="N1"/>
<style:style style:name="year" style:data-style-name="N2"/>
<style:style style:name="day" style:data-style-name="N3"/>
</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="List">{rows}
</table:table></office:spreadsheet></office:body></office:document-content>"""
_STYLES = {MONTH: "month", YEAR: "year"}


def as_ods(path: Path, cells: list[Stands]) -> Path:
    rows = "".join(
        f"<table:table-row>{_text(f'Row {number}')}{_ods_cell(each)}</table:table-row>"
        for number, each in enumerate(cells, start=2)
    )
    head = f"<table:table-row>{_text('Title')}{_text('What')}</table:table-row>"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", "<manifest/>")
        made.writestr("content.xml", _ODS.replace("\n", " ").format(rows=head + rows))
    return path


def _text(text: str, kind: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {kind}><text:p>{escape(text)}</text:p></table:table-cell>"


def _ods_cell(each: Stands) -> str:
    if each.value == ERROR:
        return _text(ERROR, 'office:value-type="string" calcext:value-type="error"')
    if isinstance(each.value, dt.date):
        style = _STYLES.get(each.form, "day")
        kind = f'table:style-name="{style}" office:value-type="date"'
        return _text("…", f'{kind} office:date-value="{each.value}"')
    if isinstance(each.value, int | float):
        kind = "percentage" if "%" in each.form else "float"
        shown = each.text or str(each.value)
        return _text(shown, f'office:value-type="{kind}" office:value="{each.value}"')
    return _text(str(each.value))


def lines(office, path, field, **how):
    look = looking.look(office, path)
    columns = {1: ColumnMapping("title", "Title"), 2: ColumnMapping(field, "What", **how)}
    sheet = SheetMapping("training", 1, 1, columns)
    mapping = Mapping(sheets={look.sheets[0].name: sheet}, blank="clear")
    return reading.read(office, look, mapping, "es").lines, look, mapping


@pytest.mark.parametrize("make", [as_xlsx, as_ods, as_csv])
@pytest.mark.parametrize(("field", "cell", "meant"), CASES)
def test_a_cell_means_the_same_in_every_kind_of_file(office, tmp_path, make, field, cell, meant):
    path = make(tmp_path / f"list.{make.__name__[3:]}", [cell, Stands("")])
    (line, *_), look, mapping = lines(office, path, field)
    if not isinstance(meant, Asked):
        assert (line.values.get(field), line.wrong) == (meant, {})
        return
    assert field not in line.values  # not even cleared, though blanks clear
    issue = line.wrong[field].heard.issue
    if meant.proposals or cell.value != ERROR:
        assert {*issue.proposals} >= {*meant.proposals}
        assert [each.raw for each in doubting.doubts(office, look, mapping)]
    else:
        assert doubting.doubts(office, look, mapping) == []


def test_a_formula_without_a_result_is_no_blank(office, tmp_path):
    path = as_xlsx(tmp_path / "list.xlsx", [Stands(NO_RESULT), Stands("here")])
    (line, other), _, _ = lines(office, path, "venue")
    assert "venue" in line.wrong
    assert "venue" not in line.values
    assert other.values["venue"] == "here"


def test_what_a_text_says_of_women_goes_beside_it(office, tmp_path):
    path = as_csv(tmp_path / "list.csv", [Stands("24 (10 women)")])
    (line,), _, _ = lines(office, path, "participants")
    assert line.values["women"] == count(10)


def test_days_without_a_format_count_from_1904_where_the_file_does(office, tmp_path):
    path = as_xlsx(tmp_path / "list.xlsx", [Stands(43951), Stands(dt.date(2024, 5, 1), DAY)])
    made = openpyxl.load_workbook(path)
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.save(path)
    (bare, dated), _, _ = lines(office, path, "dates")
    assert bare.values["dates"] == "2024-05-01"
    assert dated.values["dates"] == "2024-05-01"
