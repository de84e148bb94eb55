"""What is written is what is read back, for every kind of field."""

from __future__ import annotations

import datetime as dt
import tempfile
from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator_app.domain import fields
from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Choice, Field, Kind, Value
from coordinator_app.domain.identity import uuid7
from coordinator_app.domain.reading import Reading
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import RecordType
from coordinator_app.domain.snapshot import Said, Snapshot
from coordinator_app.domain.values import normalise
from coordinator_app.excel import manifest, reader, writer, written
from coordinator_app.excel.layouts import (
    REFERENCE,
    Column,
    FileLayout,
    Guide,
    Line,
    Listing,
    SheetLayout,
)
from coordinator_app.excel.manifest import Manifest
from coordinator_app.texts import load
from tests.domain.made_up_lookup import MadeUpLookup
from tests.domain.test_edtf import partial_dates

CHOICES = (Choice("A", "Alpha"), Choice("B", "Beta"), Choice("OP3a", "OP3(a) Account"))
RECORDS = tuple(
    Record(uuid7(), "person", f"P-{n}", title) for n, title in enumerate(("Ana", "=Luis", "0041"))
)
THING = RecordType(
    "thing",
    "Thing",
    "Things",
    (
        fields.text("text", "A text"),
        fields.note("note", "A note"),
        fields.whole("whole", "A whole"),
        fields.amount("amount", "An amount"),
        fields.percent("percent", "A percentage"),
        fields.date("date", "A day"),
        fields.edtf("edtf", "A partial date"),
        fields.time("time", "A time"),
        fields.yes_no("yes_no", "Yes or no"),
        fields.choice("choice", "A choice", choices=CHOICES),
        fields.choices("choices", "Some choices", choices=CHOICES),
        fields.link("link", "A link", targets=("person",)),
        fields.links("links", "Some links", targets=("person",)),
        fields.count("count", "A count"),
        fields.party("party", "A party", targets=("person",)),
        fields.email("email", "An address"),
        fields.phone("phone", "A number"),
        fields.url("url", "A page"),
    ),
    prefix="THI",
)
PERSON = RecordType("person", "Person", "People", (fields.text("name", "Name"),))
CATALOGUE = Catalogue((THING, PERSON))
FIELDS = {field.key: field for field in THING.fields}

_words = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
_tricky = st.sampled_from(
    ["=1+1", "+1 868 555", "-5", "@x", "007", "1e5", "1/2", "TRUE", "2025-03-07", "#N/A", "'x",
     "_x000D_", "_x0041_", "a\r\nb", "x\ny\n\nz", "😀 ñ ß", "a;b", "12345678901234567890", "…x"]
)  # fmt: skip
_ids = st.sampled_from([record.id for record in RECORDS])
_days = st.dates(dt.date(1800, 1, 1), dt.date(2199, 12, 31))


def _iso(day: dt.date) -> str:
    return day.isoformat()


_partial = st.one_of(
    _days.map(_iso),
    st.sampled_from(
        ["2013", "2012-03", "2012-34", "2012?-03-12", "2013-04-17/2013-04-19", "2013-04/..",
         "../2011-04", "2013~", "2013?", "2012-03%", "XXXX-03-12", "2012-12-30/2013-01-02",
         "2012/2014", "2012-03?", "2013-04-17~", "1999-09-09/.."]
    ),
)  # fmt: skip
STRATEGIES: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.TEXT: st.one_of(_words, _tricky),
    Kind.NOTE: st.one_of(_words, _tricky),
    Kind.WHOLE: st.integers(-(10**15) + 1, 10**15 - 1),
    Kind.AMOUNT: st.builds(
        lambda minor, currency: {"minor": minor, "currency": currency},
        st.integers(0, 10**9),
        st.sampled_from(["USD", "EUR", "TTD", "JPY"]),
    ),
    Kind.PERCENT: st.one_of(st.integers(0, 100), st.floats(1, 100)),
    Kind.DATE: _days.map(_iso),
    Kind.EDTF: st.one_of(_partial, partial_dates().map(attrgetter("text"))),
    Kind.TIME: st.times().map(lambda time: f"{time:%H:%M}"),
    Kind.YES_NO: st.booleans(),
    Kind.CHOICE: st.sampled_from([each.code for each in CHOICES]),
    Kind.CHOICES: st.sets(st.sampled_from([each.code for each in CHOICES])).map(sorted),
    Kind.LINK: _ids,
    Kind.LINKS: st.sets(_ids).map(sorted),
    Kind.COUNT: st.one_of(
        st.integers(0, 10**6).map(lambda n: {"n": n, "q": "exact"}),
        st.integers(1, 10**6).map(lambda n: {"n": n, "q": "at_least"}),
        st.integers(1, 10**6).map(lambda n: {"n": n, "q": "about"}),
        st.just({"n": None, "q": "unknown"}),
    ),
    Kind.PARTY: st.one_of(
        _ids.map(lambda record: {"id": record}),
        st.one_of(_words, _tricky).map(lambda label: {"label": label}),
    ),
    Kind.EMAIL: st.sampled_from(["a@example.org", "=x@example.org"]),
    Kind.PHONE: st.sampled_from(["+1 868 000 0001", "0041 22", "8680000", "-", "=1"]),
    Kind.URL: st.sampled_from(["https://example.org/a?b=1&c=2", "example.org"]),
}


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Value]:
    drawn = {key: draw(st.one_of(st.none(), STRATEGIES[each.kind])) for key, each in FIELDS.items()}
    found = {key: normalise(FIELDS[key], value) for key, value in drawn.items()}
    return {key: value for key, value in found.items() if value is not None}


def _listing(field: Field, lang: str) -> Listing | None:
    texts = load(lang)
    entries: tuple[tuple[str, str], ...] = ()
    if field.kind in (Kind.CHOICE, Kind.CHOICES):
        entries = tuple((texts(each.label), each.code) for each in CHOICES)
    elif field.kind in (Kind.LINK, Kind.LINKS, Kind.PARTY):
        entries = tuple((each.title, each.id) for each in RECORDS)
    name = manifest.listing_name("thing", field.key)
    return Listing(name, entries) if entries else None


def layout(lines: list[Line], lang: str) -> FileLayout:
    listings = {each.key: _listing(each, lang) for each in THING.fields}
    columns = [Column(REFERENCE, "Code", editable=False)]
    columns += [
        Column(each.key, each.label, each, "A hint", listing=found.name if found else "")
        for each in THING.fields
        for found in [listings[each.key]]
    ]
    sheet = SheetLayout("thing", "Things", tuple(columns), tuple(lines))
    return FileLayout(
        Manifest(uuid7(), "mine", "1", "TEST", lang, {"Things": "thing"}),
        Guide("Read me", "A form"),
        (sheet,),
        tuple(each for each in listings.values() if each),
    )


def back(lines: list[Line], lang: str, sent: bool, path: Path) -> Snapshot:
    whole = layout(lines, lang)
    writer.write(whole, path, load(lang)).place()
    found = reader.identify(path, CATALOGUE).manifest
    assert found is not None
    assert found.dispatch == whole.manifest.dispatch
    lookup = MadeUpLookup().add(*RECORDS)
    known = reader.Known(
        Reading(lang, lookup, lookup.day),
        {line.record: line.values for line in lines} if sent else {},
    )
    return reader.read(path, CATALOGUE, found, known)


def meant(said: Said) -> Value:
    """Return the value, or the name that is asked about."""
    if said.issue is not None and said.issue.proposals:
        return said.issue.proposals[-1]
    return said.value if said.issue is None else f"issue: {said.issue.what}"


@settings(max_examples=60)
@given(st.lists(rows(), min_size=1, max_size=12), st.sampled_from(["en", "es"]), st.booleans())
def test_every_kind_comes_back_as_it_was_written(found, lang, sent):
    lines = [
        Line(uuid7(), "0123456789", f"THI-{n}", values) for n, values in enumerate(found, start=1)
    ]
    with tempfile.TemporaryDirectory() as folder:
        snapshot = back(lines, lang, sent, Path(folder) / "form.xlsx")
    assert [row.record for row in snapshot.rows] == [line.record for line in lines]
    assert [row.reference for row in snapshot.rows] == [line.reference for line in lines]
    assert not snapshot.issues
    for row, line in zip(snapshot.rows, lines, strict=True):
        assert {key: meant(said) for key, said in row.cells.items()} == {
            key: line.values.get(key) for key in FIELDS
        }


def test_each_kind_has_its_column():
    assert {field.kind for field in THING.fields} == set(Kind) - {Kind.FILE}


@pytest.mark.parametrize(
    ("value", "found", "stands"),
    [
        ("a\nb", "a\r\nb", True),
        ("a\nb", "a b", False),
        ("0041", 41, False),
        (12.5, 12.50000000000001, True),
        (12, "12", True),
        (12, True, False),
        (dt.date(2025, 3, 7), dt.datetime.fromisoformat("2025-03-07"), True),
        (dt.date(2025, 3, 7), "2025-03-07T00:00:00Z", True),
        (dt.date(2025, 3, 7), dt.date(2025, 3, 8), False),
        (None, "  ", True),
        (None, 0, False),
        ("x", None, False),
    ],
)
def test_what_still_stands_there(value, found, stands):
    assert written.stands(value, found) is stands
