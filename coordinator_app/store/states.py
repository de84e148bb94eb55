"""SQL for "which States does a row belong to", through its parents where need be."""

from __future__ import annotations

from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import Kind
from coordinator_app.domain.record_type import PARENT, RecordType

_STATE = "country"


def expression(catalogue: Catalogue, record_type: RecordType) -> str:
    """Return an expression for the JSON list of a row's States, NULL when it has none."""
    path = record_type.state_path
    if not path:
        return "NULL"
    if path == "id":
        return "json_array(t.id)"
    if path == PARENT:
        return _through_parents(catalogue, record_type)
    match catalogue.field(record_type.key, path).kind:
        case Kind.LINKS:
            return f't."{path}"'
        case Kind.PARTY:
            # A party may be an institution: only a State makes the row belong to a State.
            return (
                f'(SELECT json_array(s.id) FROM record s WHERE s.id = t."{path}"'
                f" AND s.type = '{_STATE}')"
            )
        case _:
            return f'CASE WHEN t."{path}" IS NOT NULL THEN json_array(t."{path}") END'


def belongs(catalogue: Catalogue, record_type: RecordType) -> str:
    """Return a condition that an owned row belongs to a State of the JSON list bound to it."""
    above = _above(catalogue, record_type)
    return (
        "t.id IN (WITH RECURSIVE wanted(id) AS (SELECT value FROM json_each(?)),"
        " of_state(id, type) AS ("
        "SELECT r.id, r.type FROM wanted CROSS JOIN link l ON l.target = wanted.id"
        " CROSS JOIN record r ON r.id = l.record"
        f" WHERE (r.type, l.field) IN ({_paths(above)})"
        f" UNION SELECT id, '{_STATE}' FROM wanted"
        " UNION SELECT r.id, r.type FROM of_state o CROSS JOIN link l"
        f" ON l.target = o.id AND l.field = '{PARENT}' CROSS JOIN record r ON r.id = l.record"
        f" WHERE r.type IN ({_inheriting(above)})"
        f") SELECT id FROM of_state WHERE type = '{record_type.key}')"
    )


def _through_parents(catalogue: Catalogue, record_type: RecordType) -> str:
    above = _above(catalogue, record_type)
    return (
        "(WITH RECURSIVE up(id, type) AS ("
        "SELECT p.id, p.type FROM record p WHERE p.id = t.parent"
        " UNION SELECT p.id, p.type FROM up"
        f" CROSS JOIN link l ON l.record = up.id AND l.field = '{PARENT}'"
        " CROSS JOIN record p ON p.id = l.target"
        f" WHERE up.type IN ({_inheriting(above)})),"
        f" own(id) AS (SELECT id FROM up WHERE type = '{_STATE}'"
        " UNION SELECT s.id FROM up CROSS JOIN link l ON l.record = up.id"
        f" CROSS JOIN record s ON s.id = l.target AND s.type = '{_STATE}'"
        f" WHERE (up.type, l.field) IN ({_paths(above)}))"
        " SELECT nullif(json_group_array(id), '[]') FROM (SELECT id FROM own ORDER BY id))"
    )


def _above(catalogue: Catalogue, record_type: RecordType) -> dict[str, RecordType]:
    """Return the type and all types its rows may lie in, however deep."""
    found = {record_type.key: record_type}
    waiting = [record_type]
    for each in waiting:
        parents = tuple(other.key for other in catalogue) if "*" in each.parents else each.parents
        for key in parents:
            if key not in found:
                found[key] = catalogue[key]
                waiting.append(catalogue[key])
    return found


def _paths(above: dict[str, RecordType]) -> str:
    """Return the (type, field) pairs whose links name States, as rows of VALUES."""
    pairs = ", ".join(
        f"('{each.key}', '{each.state_path}')"
        for each in above.values()
        if each.state_path not in ("", "id", PARENT)
    )
    return f"VALUES {pairs}" if pairs else "SELECT NULL, NULL"


def _inheriting(above: dict[str, RecordType]) -> str:
    return ", ".join(f"'{each.key}'" for each in above.values() if each.state_path == PARENT)
