"""What is written into a file is what is read out of it, whoever wrote the rows or saved it since."""

from __future__ import annotations

import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coordinator_app.domain.fields import Value
from coordinator_app.domain.folding import clean
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.reading import Reading
from coordinator_app.domain.snapshot import Snapshot
from coordinator_app.domain.values import normalise
from coordinator_app.excel import reader, writer
from coordinator_app.excel.cells import unescape
from coordinator_app.excel.layouts import Line
from coordinator_app.texts import load
from tests.domain.made_up_lookup import MadeUpLookup
from tests.excel.test_round_trip import CATALOGUE, FIELDS, RECORDS, layout, meant, rows

#: From so many rows on the rows are written by our own writer: always, and never.
WRITERS = {"our own rows": 1, "the general writer": 1_000_000}
#: What programs take for something else, cut off, or write in their own way.
ODD: tuple[Value, ...] = (
    "=1+1", "=SUM(A1:A9)", "+1 868 555", "-5", "--5", "@x", "\t=1", "'007", "007", "0", "-0", "1e5",
    "1E400", "1/2", "3-4", "12:30", "2025-03-07", "06/11/14", "TRUE", "falso", "#N/A", "#REF!",
    "NULL", "nan", "inf", "_x000D_", "_x005F_", "_x0041_", "a\r\nb", "a\rb", "x\ny\n\nz", "\n",
    "  two  spaces  ", "\u00a0nbsp\u00a0", "\u200bzero", "e\u0301", "\ufeffBOM", "😀𝒳 ñ ß", "\u200fימין",
    "12345678901234567890", "999999999999999", "1234567890123456", "0.1", "<r><t>1</t></r>", "&amp;", "]]>",
    "\x00\x07\x1b", "\ufffe", "…", ";", "a; b", "a;b", '"', "x" * 32_767, "é" * 32_000, "é\n" * 9_000,
)  # fmt: skip
NUMBERS: tuple[Value, ...] = (
    0, -1, 1, 10**15 - 1, -(10**15) + 1, 123456789012345, 99999999999999, 1900, 2025, 45_000,
)  # fmt: skip
FRACTIONS: tuple[Value, ...] = (
    0.1, 1 / 3, 99.99999999999999, 12.5, 1e-7, 0.30000000000000004, 33.3333333333333, 100, 0,
)  # fmt: skip


def lines_of(found: list[dict[str, Value]]) -> list[Line]:
    return [
        Line(uuid7(), "0123456789", f"THI-{n}", values) for n, values in enumerate(found, start=1)
    ]


def back(lines: list[Line], lang: str, many: int, *, sent: bool, again: bool) -> Snapshot:
    """Write a file, save it again with another program if asked, and read it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        whole = layout(lines, lang)
        writer.write(whole, path, load(lang), many=many).place()
        if again:
            openpyxl.load_workbook(path).save(path)
        lookup = MadeUpLookup().add(*RECORDS)
        shown = {line.record: line.values for line in lines} if sent else {}
        known = reader.Known(Reading(lang, lookup, lookup.day), shown)
        return reader.read(path, CATALOGUE, whole.manifest, known)


def same_as_written(snapshot: Snapshot, lines: list[Line]) -> None:
    assert [row.record for row in snapshot.rows] == [line.record for line in lines]
    assert [row.reference for row in snapshot.rows] == [line.reference for line in lines]
    assert not snapshot.issues
    for row, line in zip(snapshot.rows, lines, strict=True):
        said = {key: meant(each) for key, each in row.cells.items()}
        assert said == {key: line.values.get(key) for key in FIELDS}


def kept(values: dict[str, Value]) -> dict[str, Value]:
    """Return the values without texts of which a program that takes them for escapes keeps nothing."""
    return {
        key: value
        for key, value in values.items()
        if (text := value.get("label", "-") if isinstance(value, dict) else value) is None
        or not isinstance(text, str)
        or clean(unescape(text))
    }


@pytest.mark.parametrize("by", WRITERS)
@settings(
    max_examples=12,
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # to shrink hundreds of cells takes minutes
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    st.lists(rows(), min_size=5, max_size=25), st.sampled_from(["en", "es"]),
    st.booleans(), st.booleans(),
)  # fmt: skip
def test_every_kind_comes_back_whoever_wrote_it(by, found, lang, sent, again):
    again = sent and again
    lines = lines_of([kept(each) for each in found] if again else found)
    same_as_written(back(lines, lang, WRITERS[by], sent=sent, again=again), lines)


@pytest.mark.parametrize("by", WRITERS)
@pytest.mark.parametrize("again", [False, True], ids=["as it was sent", "saved by openpyxl"])
def test_odd_texts_and_numbers_come_back_whoever_wrote_them(by, again):
    found: list[dict[str, Value]] = []
    for key, odd in (("text", ODD), ("note", ODD), ("whole", NUMBERS), ("percent", FRACTIONS)):
        found += [{key: normalise(FIELDS[key], each)} for each in odd]
    found += [{"party": normalise(FIELDS["party"], {"label": each})} for each in ODD if each != "…"]
    found = [kept(values) if again else values for values in found]
    found = [values for values in found if any(each is not None for each in values.values())]
    assert len(found) > 130
    lines = lines_of(found)
    same_as_written(back(lines, "en", WRITERS[by], sent=again, again=again), lines)
