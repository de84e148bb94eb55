"""Lists as both front ends use them: periods, filters as people write them, whole entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coordinator_app.domain.changes import Create, Operation
from coordinator_app.domain.clock import Clock
from coordinator_app.domain.errors import UserError
from coordinator_app.services import listing, periods
from coordinator_app.services.filtering import query_of
from coordinator_app.services.listing import Condition, Lists, Op, Query
from coordinator_app.services.memberships import members
from coordinator_app.services.session import Reading, Session
from coordinator_app.texts import load

TODAY = dt.date(2026, 5, 20)  # a Wednesday


class Office:
    """A workbook with entries known by short names."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._ids: dict[str, str] = {}

    def put(self, known_as: str, type_key: str, **values: Any) -> str:
        """Create an entry; a value "@name" links to an earlier one."""
        linked = {key: self._linked(value) for key, value in values.items()}
        change_set = self.session.commit(Operation((Create(type_key, linked),)))
        self._ids[known_as] = change_set.records[0]
        return self._ids[known_as]

    def id(self, name: str) -> str:
        return self._ids[name]

    def listed(self, type_key: str, *filters: str, lang: str = "en") -> set[str]:
        """Return the names of what filters let through."""
        pairs = [(key, value) for key, _, value in (each.partition("=") for each in filters)]
        found = listing.list_records(self.session, type_key, pairs, lang)
        assert [each.id for each in found] == sorted(each.id for each in found)
        known = {record: name for name, record in self._ids.items()}
        return {known[each.id] for each in found}

    def _linked(self, value: Any) -> Any:
        if isinstance(value, str) and value.startswith("@"):
            return self._ids[value[1:]]
        if isinstance(value, list):
            return [self._linked(each) for each in value]
        if isinstance(value, dict):
            return {key: self._linked(each) for key, each in value.items()}
        return value


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    clock = Clock("replica1", today=lambda: TODAY)
    with Session.create(tmp_path / "office.c1540", clock, "Ana") as session:
        made = Office(session)
        made.put(
            "TTO", "country", code="TTO", name_en="Trinidad and Tobago", name_es="Trinidad y Tabago"
        )
        made.put("SUR", "country", code="SUR", name_en="Suriname", name_es="Surinam")
        made.put("CRI", "country", code="CRI", name_en="Costa Rica", name_es="Costa Rica")
        made.put("CARICOM", "country_group", code="CARICOM", name_en="Caribbean Community")
        made.put("m1", "group_membership", parent="@CARICOM", country="@TTO")
        made.put(
            "m2",
            "group_membership",
            parent="@CARICOM",
            country="@SUR",
            valid_from="1995-07",
            valid_to="2026-04",
        )
        made.put("m3", "group_membership", parent="@CARICOM", country="@CRI", status="OBSERVER")
        made.put("ana", "contact", name="Ana Gómez", country="@TTO")
        made.put(
            "law",
            "follow_up",
            title="Send the draft law",
            countries=["@TTO"],
            owner={"id": "@ana"},
            due_on="2026-05",
            status="OPEN",
            progress=10,
            done_on=None,
            obligations=["OP2"],
        )
        made.put(
            "list",
            "follow_up",
            title="Control list",
            countries=["@SUR"],
            owner={"label": "Customs"},
            due_on="2026-02-10",
            status="WAITING",
            progress=80,
        )
        made.put(
            "done",
            "follow_up",
            title="Report",
            countries=["@CRI", "@TTO"],
            due_on="2026-06-10",
            status="DONE",
            done_on="2026-05-18",
        )
        made.put(
            "visit",
            "visit",
            title="Mission",
            country="@TTO",
            dates="2026-05-11/2026-05-13",
            participants={"n": 25, "q": "at_least"},
            actual_cost={"minor": 120_050, "currency": "USD"},
        )
        made.put("meeting", "visit_meeting", parent="@visit", topic="Ports")
        yield made


def _named(value: object) -> str:
    """Name a case the same in every process: a set has no order of its own."""
    return "-".join(sorted(value)) if isinstance(value, set) else str(value)


@pytest.mark.parametrize(
    ("type_key", "filters", "expected"),
    [
        ("follow_up", (), {"law", "list", "done"}),
        ("follow_up", ("status=OPEN",), {"law"}),
        ("follow_up", ("status=Waiting",), {"list"}),
        ("follow_up", ("status=OPEN", "status=DONE"), {"law", "done"}),
        ("follow_up", ("status=!OPEN",), {"list", "done"}),
        ("follow_up", ("title=DRAFT",), {"law"}),
        ("follow_up", ("title==control LIST",), {"list"}),
        ("follow_up", ("countries=TTO",), {"law", "done"}),
        ("follow_up", ("countries=Suriname", "countries=CRI"), {"list", "done"}),
        ("follow_up", ("state=Trinidad and Tobago",), {"law", "done"}),
        ("visit_meeting", ("state=TTO",), {"meeting"}),
        ("visit_meeting", ("state=SUR",), set()),
        ("follow_up", ("group=CARICOM",), {"law", "done"}),
        ("follow_up", ("owner=Ana Gómez",), {"law"}),
        ("follow_up", ("owner=",), {"done"}),
        ("follow_up", ("owner=*",), {"law", "list"}),
        ("follow_up", ("obligations=OP2",), {"law"}),
        ("follow_up", ("is=overdue",), {"list"}),
        ("follow_up", ("is=Open",), {"law", "list"}),
        ("follow_up", ("words=draft send",), {"law"}),
        ("follow_up", ("due_on=2026-05",), {"law"}),
        ("follow_up", ("due_on=2026",), {"law", "list", "done"}),
        ("follow_up", ("due_on=this month",), {"law"}),
        ("follow_up", ("due_on=next 30 days",), {"law", "done"}),
        ("follow_up", ("due_on=last_quarter",), {"list"}),
        ("follow_up", ("due_on=<2026-05",), {"list"}),
        ("follow_up", ("due_on=>2026-05",), {"done"}),
        ("follow_up", ("due_on=<=2026-05",), {"law", "list"}),
        ("follow_up", ("due_on=>=2026-05-31",), {"law", "done"}),
        ("follow_up", ("due_on=2026-02-01..2026-02",), {"list"}),
        ("follow_up", ("done_on=this week",), {"done"}),
        ("follow_up", ("done_on=",), {"law", "list"}),
        ("follow_up", ("progress=>10",), {"list"}),
        ("follow_up", ("progress=<=10",), {"law"}),
        ("follow_up", ("progress=10..80",), {"law", "list"}),
        ("follow_up", ("progress=80",), {"list"}),
        ("visit", ("participants=>=25",), {"visit"}),
        ("visit", ("participants=over 25",), {"visit"}),
        ("visit", ("actual_cost=>1200.49",), {"visit"}),
        ("visit", ("actual_cost=<1200.50",), set()),
        ("visit", ("reference=vis-tto",), {"visit"}),
        ("country", ("title=trinidad",), {"TTO"}),
        ("follow_up", ("status=OPEN", "countries=CRI"), set()),
    ],
    ids=_named,
)
def test_filters_as_people_write_them(
    office: Office, type_key: str, filters: tuple[str, ...], expected: set[str]
):
    assert office.listed(type_key, *filters) == expected


def test_filters_are_read_in_the_language_of_the_person(office: Office):
    assert office.listed("follow_up", "due_on=próximos 30 días", lang="es") == {"law", "done"}
    assert office.listed("follow_up", "state=Surinam", lang="es") == {"list"}


def test_filters_may_be_a_mapping(office: Office):
    found = listing.list_records(office.session, "follow_up", {"status": "OPEN"})
    assert [each.id for each in found] == [office.id("law")]
    assert found[0].values["title"] == "Send the draft law"


@pytest.mark.parametrize(
    "bad",
    [
        "nothing=1",
        "status=perhaps",
        "countries=Atlantis",
        "due_on=someday",
        "due_on=<whenever",
        "progress=>many",
        "progress=>nan",
        "is=lost",
        "group=NATO",
        "title=!x",
    ],
    ids=_named,
)
def test_what_cannot_be_read_is_refused_in_a_sentence(office: Office, bad: str):
    with pytest.raises(UserError) as refused:
        office.listed("follow_up", bad)
    assert refused.value.sentence(load("es"))


def test_a_group_is_who_was_a_member_on_the_day(office: Office):
    group = office.id("CARICOM")
    assert members(office.session, group, TODAY) == (office.id("TTO"),)
    assert members(office.session, group, dt.date(2012, 3, 14)) == (
        office.id("TTO"), office.id("SUR"),
    )  # fmt: skip
    assert members(office.session, group, dt.date(1990, 1, 1)) == (office.id("TTO"),)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("today", "2026-05-20", "2026-05-20"),
        ("this_week", "2026-05-18", "2026-05-24"),
        ("last_week", "2026-05-11", "2026-05-17"),
        ("next_week", "2026-05-25", "2026-05-31"),
        ("this_month", "2026-05-01", "2026-05-31"),
        ("last_month", "2026-04-01", "2026-04-30"),
        ("next_month", "2026-06-01", "2026-06-30"),
        ("this_quarter", "2026-04-01", "2026-06-30"),
        ("last_quarter", "2026-01-01", "2026-03-31"),
        ("next_quarter", "2026-07-01", "2026-09-30"),
        ("this_year", "2026-01-01", "2026-12-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
        ("next_year", "2027-01-01", "2027-12-31"),
        ("last_30_days", "2026-04-20", "2026-05-20"),
        ("next_14_days", "2026-05-20", "2026-06-03"),
        ("next_7_days", "2026-05-20", "2026-05-27"),
    ],
)
def test_periods_are_relative_to_today(name: str, first: str, last: str):
    found = periods.bounds(name, TODAY)
    assert found is not None
    assert [each.isoformat() for each in found] == [first, last]


def test_periods_around_the_turn_of_a_year():
    assert periods.bounds("last_quarter", dt.date(2026, 2, 1)) == (
        dt.date(2025, 10, 1), dt.date(2025, 12, 31),
    )  # fmt: skip
    assert periods.bounds("next_month", dt.date(2026, 12, 9)) == (
        dt.date(2027, 1, 1), dt.date(2027, 1, 31),
    )  # fmt: skip
    assert periods.bounds("someday", TODAY) is None


def test_periods_are_known_by_name_and_by_what_menus_call_them():
    for name in periods.PERIODS:
        assert periods.named(name) == name
        for lang in ("en", "es"):
            assert periods.named(periods.label(name, load(lang)).upper()) == name
    assert periods.named("last 90 days") == "last_90_days"
    assert periods.named("2026") == ""


def test_lists_are_as_of_the_day_of_the_workbook(office: Office):
    lists = Lists(office.session)
    query = Query("follow_up", (Condition("due_on", Op.WITHIN, ("last_quarter",)),))
    result = lists.open(query)
    (row,) = lists.page(result.handle, 0, ["$late"])
    assert row.id == office.id("list")
    assert row.values == {"$late": 99}
    assert lists.position(result.handle, office.id("law")) is None
    with pytest.raises(UserError, match="no period"):
        lists.open(Query("follow_up", (Condition("due_on", Op.WITHIN, ("someday",)),)))


def test_a_menu_is_not_narrowed_by_its_own_choice(office: Office):
    lists = Lists(office.session)
    query = Query("follow_up", (Condition("status", Op.IS, ("OPEN",)),))
    assert lists.counts(query, "status") == [("OPEN", 1), ("WAITING", 1), ("DONE", 1)]
    assert [value for value, _ in lists.counts(query, "countries")] == [office.id("TTO")]
    groups = lists.groups(query, "status", ["progress"])
    assert [(each.value, each.count, each.sums[0].total) for each in groups] == [("OPEN", 1, 10)]
    assert lists.sums(query, ["progress"])[0].total == 10


def test_a_reader_of_its_own_lists_what_another_wrote(office: Office):
    clock = Clock("replica2", today=lambda: TODAY)
    with Reading.open(office.session.path, clock) as reading:
        reading.lists.use_language("es")
        result = reading.lists.open(Query("visit"))
        (row,) = reading.lists.page(result.handle, 0, ["country"])
        assert row.titles == {office.id("TTO"): "Trinidad y Tabago"}
        office.put("later", "visit", title="Another", country="@SUR")
        assert reading.lists.open(Query("visit")).count == 2
        (again,) = reading.lists.rows("visit", [office.id("later")], ["title"])
        assert again.values == {"title": "Another"}
        reading.interrupt()


def test_columns_are_the_fields_and_the_computed_ones(office: Office):
    catalogue = office.session.catalogue
    keys = [each.key for each in listing.columns(catalogue, "follow_up")]
    assert keys[: len(catalogue["follow_up"].fields)] == list(catalogue["follow_up"].by_key)
    assert {"$reference", "$states", "$last_news", "$late"} <= set(keys)
    assert "$parent" not in keys
    assert "$parent" in [each.key for each in listing.columns(catalogue, "visit_meeting")]
    assert listing.column(catalogue, "contact", "$roles").choice("POC_1540")
    assert listing.column(catalogue, "contact", "name").label == "Name"
    with pytest.raises(UserError):
        listing.column(catalogue, "contact", "$late")
    assert set(listing.marks("follow_up")) == {"open", "overdue", "stale"}
    assert listing.marks("visit") == ()


def test_the_query_of_filters_is_data(office: Office):
    query = query_of(office.session, "follow_up", [("status", "OPEN"), ("due_on", "today")])
    assert query.where == (
        Condition("status", Op.IS, ("OPEN",)), Condition("due_on", Op.WITHIN, ("today",)),
    )  # fmt: skip
