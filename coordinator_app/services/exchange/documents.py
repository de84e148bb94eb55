"""A reply, and what became of it, as the JSON that the command line prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coordinator_app.domain.fields import Field, Kind, Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import Record
from coordinator_app.merge.planned import Decision, PlannedCell, PlannedRow
from coordinator_app.services import naming
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.exchange.review import Applied, Outcome
from coordinator_app.services.session import Reading
from coordinator_app.texts import Texts

_LINKING = (Kind.LINK, Kind.LINKS, Kind.PARTY)


def imported(
    reading: Reading,
    received: Received,
    outcome: Outcome,
    texts: Texts,
    applied: Applied | None = None,
) -> dict[str, Any]:
    """Return a reply as `import --json` prints it.

    Args:
        outcome: What is, or would be, decided.
        applied: What was written; None when nothing was to be.
    """
    plan = outcome.plan
    writer = _Writer(reading, texts, outcome)
    things: list[PlannedCell | PlannedRow] = [*plan.cells, *plan.rows]
    return {
        "source": {
            "dispatch": received.dispatch.reference or received.dispatch.id,
            "sha256": received.sha256,
            "base": plan.base,
            "file": received.name,
            "seen_before": [each.at for each in received.known],
        },
        "counts": dict(plan.counts),
        "changes": [writer.change(each) for each in sorted(things, key=_number)],
        "issues": [_issue(each, texts) for each in plan.issues],
        "applied": _applied(applied) if applied else None,
        "undecided": list(outcome.decided.left),
    }


def _applied(applied: Applied) -> dict[str, Any]:
    return {
        "operation": applied.operation,
        "taken": applied.taken,
        "created": list(applied.outcome.decided.created),
        "undecided": len(applied.outcome.decided.left),
        "review": applied.review,
    }


def _number(thing: PlannedCell | PlannedRow) -> int:
    return thing.n


def _issue(issue: Issue, texts: Texts) -> dict[str, Any]:
    return {
        "file": issue.place.file,
        "sheet": issue.place.sheet,
        "cell": issue.place.cell,
        "field": issue.place.field,
        "value": issue.value,
        "what": texts(issue.what, **issue.params),
        "do": texts(issue.do, **issue.params),
    }


class _Writer:
    """Writes the changes of one plan."""

    def __init__(self, reading: Reading, texts: Texts, outcome: Outcome) -> None:
        self._reading, self._texts = reading, texts
        self._decisions = outcome.decided.decisions
        cells = outcome.plan.cells
        self._targets: Mapping[str, Record] = reading.records.get_many(
            target
            for cell in cells
            for value in (cell.base, cell.ours, cell.theirs)
            for target in Record("", "", values={"value": value}).ids("value")
        )

    def change(self, thing: PlannedCell | PlannedRow) -> dict[str, Any]:
        """Return one changed cell, new row or removal."""
        common = {
            "n": thing.n,
            "type": thing.type,
            "ref": thing.reference or thing.record,
            "field": "",
            "base": None,
            "ours": None,
            "theirs": None,
            "class": thing.cls.value,
            "decision": self._decisions.get(thing.n, Decision.NONE).value,
            "title": thing.title,
        }
        if isinstance(thing, PlannedRow):
            return common | {"theirs": dict(thing.values)}
        field = self._reading.catalogue.field(thing.type, thing.field)
        theirs = thing.theirs if thing.usable else thing.raw
        return common | {
            "field": thing.field,
            "base": self._value(field, thing.base),
            "ours": self._value(field, thing.ours),
            "theirs": self._value(field, theirs) if thing.usable else theirs,
        }

    def _value(self, field: Field, value: Value) -> Any:
        match field.kind, value:
            case (Kind.LINK, str(target)) | (Kind.PARTY, {"id": str(target)}):
                return self._link(target)
            case Kind.LINKS, list(several):
                return [self._link(target) for target in several]
            case _:
                return value

    def _link(self, target: str) -> dict[str, str]:
        record = self._targets.get(target)
        return {
            "id": target,
            "ref": record.reference if record else "",
            "title": naming.name(record, self._texts.lang) if record else "",
        }
