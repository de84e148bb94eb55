"""A reply, and what became of it, as the JSON that the command line prints."""

from __future__ import annotations

from typing import Any

from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.snapshot import YES
from coordinator_app.merge.planned import Decision, PlannedCell, PlannedRow
from coordinator_app.services import as_data
from coordinator_app.services.exchange.incoming import Received
from coordinator_app.services.exchange.lines import RULES
from coordinator_app.services.exchange.review import Applied, Outcome
from coordinator_app.services.session import Reading
from coordinator_app.texts import Texts


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
            "dispatch": _answered(received),
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


def _answered(received: Received) -> str:
    """Return the reference of the sent file it answers, "" when it answers none."""
    return (received.dispatch.reference if received.dispatch else "") or received.dispatch_id


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
        self._catalogue, self._lang = reading.catalogue, texts.lang
        self._texts = texts
        self._decisions = outcome.decided.decisions
        plan = outcome.plan
        values = [
            (self._catalogue.field(cell.type, cell.field), value)
            for cell in plan.cells
            for value in (cell.base, cell.ours, cell.theirs)
        ]
        values += [
            (self._catalogue.field(row.type, key), value)
            for row in plan.rows
            for key, value in row.values.items()
        ]
        self._known = as_data.targets(reading, values)

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
            "reason": self._reason(thing),
            "title": thing.title,
        }
        if isinstance(thing, PlannedRow):
            values = {key: self._value(thing.type, key, each) for key, each in thing.values.items()}
            return common | {"theirs": values}
        key = thing.field
        return common | {
            "field": key,
            "base": self._value(thing.type, key, thing.base),
            "ours": self._value(thing.type, key, thing.ours),
            "theirs": self._value(thing.type, key, thing.theirs) if thing.usable else thing.raw,
        }

    def _reason(self, thing: PlannedCell | PlannedRow) -> str:
        """Return why it is decided so, or why it has to be: a rule, or what is wrong."""
        if isinstance(thing, PlannedCell) and thing.rule:
            return self._texts(RULES[thing.rule])
        if thing.issue is None and isinstance(thing, PlannedRow) and thing.remark != YES:
            return thing.remark
        return thing.issue.sentence(self._texts) if thing.issue else ""

    def _value(self, type_key: str, key: str, value: Value) -> Any:
        field = self._catalogue.field(type_key, key)
        return as_data.value(field, value, self._known, self._lang)
