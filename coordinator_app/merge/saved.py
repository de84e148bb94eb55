"""A review that is left and taken up again: plan and decisions as JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from coordinator_app.domain.edtf import Day
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.issues import Issue, Place
from coordinator_app.domain.lookup import Candidate
from coordinator_app.merge.planned import Decision, Plan, PlannedCell, PlannedRow, RowClass
from coordinator_app.merge.policy import Answer, Other
from coordinator_app.merge.three_way import CellClass
from coordinator_app.texts import N_, Message, Messages

#: Values inside messages that read otherwise in each language.
_MESSAGE, _MESSAGES, _DAY = "$message", "$messages", "$day"

#: Raised when what is saved changes its shape.
VERSION = 1


def to_json(plan: Plan, decisions: Mapping[int, Answer]) -> dict[str, Any]:
    """Return a plan and the decisions made so far as plain JSON; lists are made as they are read.

    All of a long plan at once would be several times as much as the plan itself.
    """
    parts = {each.name: getattr(plan, each.name) for each in dataclasses.fields(plan)}
    return {
        "version": VERSION,
        "plan": {
            name: map(_plain, part) if isinstance(part, tuple) else _plain(part)
            for name, part in parts.items()
        },
        "decisions": {
            str(n): dataclasses.asdict(answer) if isinstance(answer, Other) else answer
            for n, answer in decisions.items()
        },
    }


def from_json(data: Mapping[str, Any]) -> tuple[Plan, dict[int, Answer]]:
    """Return what `to_json` wrote.

    Raises:
        UserError: Another version of the program saved it.
    """
    if data.get("version") != VERSION:
        raise UserError(
            N_("The saved review is of another version of the program."),
            do=N_("Check the changes of the file again."),
        )
    plan = dict(data["plan"])
    plan["cells"] = tuple(_cell(each) for each in plan["cells"])
    plan["rows"] = tuple(_row(each) for each in plan["rows"])
    plan["issues"] = tuple(_issue(each) for each in plan["issues"])
    decisions: dict[int, Answer] = {
        int(n): Other(**said) if isinstance(said, dict) else said
        for n, said in data["decisions"].items()
    }
    return Plan(**plan), decisions


def _plain(value: Any) -> Any:
    """Return data as JSON knows it.

    What a message says in each language otherwise is told apart from plain text; of anything else
    that only a message shows, its text is kept.
    """
    match value:
        case Message():
            return {_MESSAGE: str(value)}
        case Messages():
            return {_MESSAGES: [str(each) for each in value]}
        case Day():
            return {_DAY: str(value)}
        case _:
            pass
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _cell(data: Mapping[str, Any]) -> PlannedCell:
    return PlannedCell(**_common(data) | {
        "cls": CellClass(data["cls"]),
        "heads": tuple(data["heads"]),
        "together": tuple(data["together"]),
    })  # fmt: skip


def _row(data: Mapping[str, Any]) -> PlannedRow:
    return PlannedRow(**_common(data) | {
        "cls": RowClass(data["cls"]),
        "candidates": tuple(Candidate(**each) for each in data["candidates"]),
        "missing": tuple(data["missing"]),
        "said": tuple(data.get("said", ())),
    })  # fmt: skip


def _common(data: Mapping[str, Any]) -> dict[str, Any]:
    return dict(data) | {
        "decision": Decision(data["decision"]),
        "issue": _issue(data["issue"]) if data["issue"] else None,
        "place": Place(**data["place"]),
        "needs": tuple(data["needs"]),
    }


def _issue(data: Mapping[str, Any]) -> Issue:
    return Issue(**dict(data) | {
        "place": Place(**data["place"]), "proposals": tuple(data["proposals"]),
        "params": {key: _said(value) for key, value in data["params"].items()},
    })  # fmt: skip


def _said(value: Any) -> Any:
    """Return a value inside a message as `_plain` was given it."""
    match value:
        case {"$message": str(text)}:
            return Message(text)
        case {"$messages": list(found)}:
            return Messages(map(Message, found))
        case {"$day": str(text)}:
            return Day(text)
        case _:
            return value
