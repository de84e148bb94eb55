"""A made-up exchange in memory: records, what was sent of them, and a reply that can be edited."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from coordinator_app.domain.catalogue import built_in
from coordinator_app.domain.changes import Create, Delete, Edit, Restore, Update
from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.parsing import Reading, parse
from coordinator_app.domain.record import Record
from coordinator_app.domain.snapshot import Said, Snapshot, SnapshotRow
from coordinator_app.merge.plan import plan
from coordinator_app.merge.planned import Plan, PlannedCell, PlannedRow
from coordinator_app.merge.policy import Decided
from coordinator_app.merge.sent import Incoming, Offered, Sent, SentRow, Spare
from tests.domain.made_up_lookup import MadeUpLookup

CATALOGUE = built_in()
VISIT = ("title", "dates", "city", "host_country", "status", "summary", "countries_count", "themes")
SHOWN = {
    "visit": ("country", *VISIT),
    "institution": ("name", "country", "acronym", "city", "status"),
    "contact": ("name", "country", "email", "phone"),
    "training": ("title", "countries", "dates", "domains"),
    "participant": ("parent", "person", "position", "country"),
    "follow_up": ("title", "owner", "due_on", "status", "done_on", "evidence", "description"),
}
READ_ONLY = {"country", "countries"}
TTO, JAM = "tto", "jam"


class Desk:
    """Holds both sides of one dispatch.

    Rows of the reply are dicts of field key to value, or to a Said where something is wrong.
    """

    def __init__(self) -> None:
        self.lookup = MadeUpLookup().add(
            Record(TTO, "country", "TTO", "Trinidad and Tobago", {"code": "TTO"}, made="m-tto"),
            Record(JAM, "country", "JAM", "Jamaica", {"code": "JAM"}, made="m-jam"),
        )
        self.rows: dict[str, SentRow] = {}
        self.spares: dict[str, Spare] = {}
        self.taken: dict[str, SentRow] = {}
        self.settled: dict[tuple[str, str], tuple[Value, ...]] = {}
        self.unread: set[tuple[str, str, str]] = set()
        self.reply: list[dict[str, Any]] = []
        self.meta: list[dict[str, str]] = []
        self._ids = (f"change-{n}" for n in itertools.count())

    def have(self, type_key: str, record_id: str, reference: str = "", **values: Value) -> Record:
        """Put a record on file."""
        record_type = CATALOGUE[type_key]
        title = " · ".join(str(values[key]) for key in record_type.title if key in values)
        record = Record(record_id, type_key, reference, title, values, made=f"m-{record_id}")
        self.lookup.add(record)
        return record

    def send(self, *record_ids: str) -> None:
        """Send records, whole rows of the fields shown."""
        for record_id in record_ids:
            record = self.lookup.records[record_id]
            shown = SHOWN[record.type]
            base = {key: record.values[key] for key in shown if key in record.values}
            heads = {key: record.heads_of(key) for key in shown}
            self.rows[record_id] = SentRow(record_id, record.type, record.reference, base, heads)
            self.add_row(record.type, record_id, record.reference, **base)

    def spare(self, type_key: str, record_id: str, reference: str = "") -> None:
        """Send a blank row."""
        self.spares[record_id] = Spare(record_id, type_key, reference)
        self.add_row(type_key, record_id, reference)

    def add_row(
        self, row_type: str, row_id: str = "", row_reference: str = "", **values: Any
    ) -> int:
        """Add a row to the reply; returns its position."""
        self.reply.append({key: values.get(key) for key in SHOWN[row_type]})
        self.meta.append({"type": row_type, "record": row_id, "reference": row_reference})
        return len(self.reply) - 1

    def write(self, row: int | str, **values: Any) -> None:
        """Change cells of the reply."""
        self.reply[row if isinstance(row, int) else self.at(row)] |= values

    def at(self, record_id: str) -> int:
        """Return the position of the first row that carries an id."""
        return next(i for i, meta in enumerate(self.meta) if meta["record"] == record_id)

    def set(self, record_id: str, **values: Value) -> None:
        """Change a record on file meanwhile."""
        record = self.lookup.records[record_id]
        change = next(self._ids)
        held = {k: v for k, v in {**record.values, **values}.items() if v is not None}
        heads = {**record.heads, **dict.fromkeys(values, (change,))}
        self.lookup.add(dataclasses.replace(record, values=held, heads=heads))

    def delete(self, record_id: str, deleted: bool = True) -> None:
        """Put a record into the recycle bin, or take it out."""
        record = self.lookup.records[record_id]
        self.lookup.add(dataclasses.replace(record, deleted=deleted))

    def text(self, type_key: str, key: str, raw: Any) -> Said:
        """Return the cell that a text makes."""
        field = CATALOGUE.field(type_key, key)
        found = parse(field, raw, Reading("en", self.lookup, self.lookup.today()))
        return Said(found.value, str(raw), issue=found.issue)

    def sent(self) -> Sent:
        offered = {
            key: Offered(frozenset(shown), frozenset(shown) - READ_ONLY)
            for key, shown in SHOWN.items()
        }
        return Sent(
            "dsp", self.rows, offered, self.spares, self.taken, self.settled, frozenset({TTO}),
            unread=frozenset(self.unread),
        )  # fmt: skip

    def snapshot(self) -> Snapshot:
        rows = []
        for index, (cells, meta) in enumerate(zip(self.reply, self.meta, strict=True)):
            place = Place(file="reply.xlsx", sheet=meta["type"], cell=f"A{index}")
            said = {
                key: value if isinstance(value, Said) else Said(value, _written(value), place)
                for key, value in cells.items()
            }
            rows.append(
                SnapshotRow(
                    meta["type"], said, meta["record"], meta["reference"],
                    place=place, remove=meta.get("remove", ""),
                )
            )  # fmt: skip
        return Snapshot("reply.xlsx", "digest", tuple(rows), dispatch="dsp", base="history")

    def plan(self, sha256: str = "digest") -> Plan:
        snapshot = dataclasses.replace(self.snapshot(), sha256=sha256)
        return plan(
            Incoming("reply.xlsx", snapshot), self.sent(), self.lookup.records,
            self.lookup, CATALOGUE,
        )  # fmt: skip

    def remember(self, decided: Decided) -> None:
        """Keep what was decided against."""
        for record, field, value, raw in decided.settled:
            if raw:
                self.unread.add((record, field, raw))
            else:
                self.settled[record, field] = (value,)

    def apply(self, edits: tuple[Edit, ...]) -> None:
        """Do to the records what the one writer would do, and remember what was taken in."""
        for edit in edits:
            match edit:
                case Create():
                    assert edit.id not in self.lookup.records
                    self.have(edit.type, edit.id, edit.reference, **edit.values)
                    self.taken[edit.id] = SentRow(
                        edit.id, edit.type, edit.reference, dict(edit.values)
                    )
                case Update():
                    record = self.lookup.records[edit.record]
                    for key, value in (edit.expected or {}).items():
                        assert record.values.get(key) == value, "changed meanwhile"
                    self.set(edit.record, **edit.values)
                case Delete(record=record_id):
                    self.delete(record_id)
                case Restore(record=record_id):
                    self.delete(record_id, False)


def _written(value: Value) -> str:
    return "" if value is None else str(value)


def cell(found: Plan, record_id: str, key: str) -> PlannedCell:
    """Return the one cell of a record and field that is not unchanged."""
    cells = [each for each in found.cells if (each.record, each.field) == (record_id, key)]
    assert len(cells) == 1, [each.field for each in found.cells]
    return cells[0]


def row(found: Plan, record_id: str = "") -> PlannedRow:
    """Return the one row (of a record)."""
    rows = [each for each in found.rows if record_id in ("", each.record)]
    assert len(rows) == 1, found.rows
    return rows[0]


def counted(found: Plan) -> Mapping[str, int]:
    """Return the counts that are not zero."""
    return {key: number for key, number in found.counts.items() if number}


def nobody(text: str) -> Said:
    """Return a cell with a name that is nobody's."""
    issue = Issue("“{value}” is not on record.", params={"value": text})
    return Said(None, text, issue=issue)


TODAY = dt.date(2025, 3, 7)


def busy_desk() -> Desk:
    """Two visits, a training with two participants, an institution, a follow-up; spare rows."""
    desk = Desk()
    desk.have(
        "visit", "v1", "VIS-TTO-2013-001", title="Round table on export control",
        country=TTO, dates="2013-04-17/2013-04-19", city="Port of Spain", status="PLANNED",
        summary="First line\nsecond line", visit_type="NATIONAL_ROUNDTABLE",
    )  # fmt: skip
    desk.have(
        "visit", "v2", "VIS-TTO-2014-001", title="Mission to the ports", country=TTO,
        dates="2014-05", status="PLANNED", themes=["t1"],
    )  # fmt: skip
    desk.have(
        "training", "t1", "TRN-REG-2014-001", title="Course", countries=[JAM, TTO], dates="2014",
        domains=["B", "N"],
    )  # fmt: skip
    desk.have("participant", "p1", parent="t1", person={"label": "Ana Pérez"}, country=TTO)
    desk.have("institution", "i1", "INS-TTO-0001", name="Ministry of Health", country=TTO)
    desk.have("institution", "i2", "INS-JAM-0001", name="Ministry of Trade", country=JAM)
    desk.have(
        "follow_up", "f1", "FU-TTO-2013-001", title="Send the draft list", countries=[TTO],
        status="OPEN", owner={"id": "i1"}, due_on="2013-06",
    )  # fmt: skip
    desk.send("v1", "v2", "t1", "p1", "i1", "f1")
    desk.spare("visit", "s1", "VIS-TTO-0000-001")
    desk.spare("institution", "s2", "INS-TTO-0002")
    desk.spare("participant", "s3")
    return desk


_WORDS = st.none() | st.sampled_from(["a", "b", "c"])
CELL_VALUES: dict[str, st.SearchStrategy[Value]] = {
    "title": st.sampled_from(["x", "y", "z"]),
    "dates": st.none() | st.sampled_from(["2013", "2013-04", "2014-05-06"]),
    "city": _WORDS,
    "host_country": st.none() | st.sampled_from([TTO, JAM]),
    "status": st.just("PLANNED"),
    "summary": st.none() | st.sampled_from(["a\nb", "a b", "c"]),
    "countries_count": st.none() | st.builds(lambda n: {"n": n, "q": "exact"}, st.integers(0, 2)),
    "themes": st.none() | st.lists(st.sampled_from("abc"), unique=True, min_size=1).map(sorted),
}


@st.composite
def schedules(
    draw,
) -> tuple[list[dict[str, Value]], list[dict[str, Value]], list[dict[str, Value]]]:
    rows = draw(st.integers(1, 4))
    versions = [
        [{key: draw(CELL_VALUES[key]) for key in VISIT} for _ in range(rows)] for _ in range(3)
    ]
    return versions[0], versions[1], versions[2]
