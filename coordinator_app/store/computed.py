"""Columns of lists beyond a type's own fields, declared in one table with their SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from coordinator_app.domain import fields
from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Field
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.domain.records import activity, follow_up
from coordinator_app.domain.records.people import CONTACT_ROLE
from coordinator_app.store import states
from coordinator_app.store.query import OWNER, REFERENCE, STATES, TITLE
from coordinator_app.texts import N_

Sql = Callable[[Catalogue, RecordType, str], str]


@dataclass(frozen=True)
class Computed:
    """A computed column.

    Args:
        field: As it is shown; its key begins with "$".
        sql: Makes the expression (or SELECT) of its value over the row `t`, in the stored shape
            of its kind, given the day as an SQL text.
        types: Record types that have it; () all.
        sort: Makes the expression it is sorted by, where that is not its value.
    """

    field: Field
    sql: Sql
    types: tuple[str, ...] = ()
    sort: Sql | None = None

    def suits(self, record_type: RecordType) -> bool:
        """Say whether a type has this column."""
        if self.field.key == STATES:
            return bool(record_type.state_path)
        if self.field.key == OWNER:
            return record_type.owned
        return not self.types or record_type.key in self.types


def _fixed(sql: str) -> Sql:
    def make(_catalogue: Catalogue, _type: RecordType, today: str) -> str:
        return sql.replace("{today}", today)

    return make


def _states(catalogue: Catalogue, record_type: RecordType, _today: str) -> str:
    return states.expression(catalogue, record_type)


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(f"'{code}'" for code in codes)


_OWN_TITLE = "FROM record r LEFT JOIN temp.local_title n ON n.id = r.id WHERE r.id = t.id"
_OPEN = f"t.status IN ({_listed(follow_up.OPEN_STATUSES)})"
_ROLES = "FROM contact_role o WHERE o.deleted = 0 AND o.parent = t.id AND o.status <> 'ENDED'"
# The plus keeps SQLite to the index of the parent: for an order or a greatest day it would read
# all rows along the index of the days.
_NEWS = "FROM follow_up_update u WHERE u.deleted = 0 AND u.parent = t.id"
_DONE = _listed(activity.CARRIED_OUT)
# What happened with a State, each with the day it ended; planned is not done.
_OCCASIONS = " UNION ALL ".join(
    (
        *(
            f"SELECT a.dates_to AS day FROM link l CROSS JOIN {table} a ON a.id = l.record"
            f" WHERE l.target = t.id AND l.field = '{key}' AND a.deleted = 0"
            f" AND a.status IN ({_DONE}, 'ONGOING')"
            for table, key in (
                ("visit", "country"),
                ("training", "countries"),
                ("event", "countries"),
            )
        ),
        (
            "SELECT n.held_on FROM link l CROSS JOIN interaction n ON n.id = l.record"
            " WHERE l.target = t.id AND l.field = 'countries' AND n.deleted = 0"
        ),
    )
)

COMPUTED = (
    Computed(fields.text(REFERENCE, N_("Reference"), identifying=True),
            _fixed("SELECT nullif(r.reference, '') FROM record r WHERE r.id = t.id")),
    Computed(fields.text(TITLE, N_("Title"), identifying=True),
            _fixed(f"SELECT coalesce(n.title, r.title) {_OWN_TITLE}"),
            sort=_fixed(f"SELECT coalesce(n.fold, r.title_fold) {_OWN_TITLE}")),
    Computed(fields.links(STATES, N_("States"), targets=("country",)), _states),
    Computed(fields.link(OWNER, N_("Belongs to")), _fixed(f"t.{PARENT}")),
    Computed(fields.note("$last_news", N_("Last news")),
            _fixed(f"(SELECT u.text {_NEWS} ORDER BY +u.noted_on DESC, u.rid DESC LIMIT 1)"),
            ("follow_up",), sort=_fixed(f"(SELECT max(+u.noted_on) {_NEWS})")),
    Computed(fields.date("$last_news_on", N_("Last news on")),
            _fixed(f"(SELECT max(+u.noted_on) {_NEWS})"), ("follow_up",)),
    Computed(fields.whole("$late", N_("Days late")),
            _fixed(f"CASE WHEN {_OPEN} AND t.due_on_to < {{today}} THEN"
                   " CAST(julianday({today}) - julianday(t.due_on_to) AS INTEGER) END"),
            ("follow_up",)),
    Computed(fields.choices("$roles", N_("Roles"), choices=CONTACT_ROLE.by_key["role"].choices),
            _fixed("(SELECT nullif(json_group_array(role), '[]') FROM"
                   f" (SELECT DISTINCT o.role AS role {_ROLES} AND o.role IS NOT NULL"
                   " ORDER BY o.role))"), ("contact",)),
    Computed(fields.links("$institutions", N_("Institution"), targets=("institution",)),
            _fixed("(SELECT nullif(json_group_array(i), '[]') FROM"
                   f" (SELECT DISTINCT o.institution AS i {_ROLES} AND o.institution IS NOT NULL"
                   " ORDER BY o.institution))"), ("contact",)),
    Computed(fields.text("$positions", N_("Position"), personal=True),
            _fixed(f"(SELECT group_concat(o.position, '; ') {_ROLES})"), ("contact",)),
    Computed(fields.date("$last_visit", N_("Last visit")),
            _fixed("(SELECT max(+v.dates_to) FROM visit v WHERE v.deleted = 0"
                   f" AND v.country = t.id AND +v.status IN ({_DONE})"
                   " AND v.dates_to <= {today})"), ("country",)),
    Computed(fields.date("$last_contact", N_("Last contact")),
            _fixed(f"(SELECT max(day) FROM ({_OCCASIONS}) WHERE day <= {{today}})"),
            ("country",)),
)  # fmt: skip

_BY_KEY = {each.field.key: each for each in COMPUTED}


def computed(record_type: RecordType, key: str) -> Computed | None:
    """Return the computed column of that key, if the type has it."""
    found = _BY_KEY.get(key)
    return found if found is not None and found.suits(record_type) else None


def computed_of(record_type: RecordType) -> tuple[Computed, ...]:
    """Return the computed columns a type has."""
    return tuple(each for each in COMPUTED if each.suits(record_type))


def day(today: dt.date) -> str:
    """Return a day as an SQL text."""
    return f"'{today.isoformat()}'"
