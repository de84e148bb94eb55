"""What the process apart read, as a book of sheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coordinator_app.excel.apart import answers
from coordinator_app.excel.apart.process import Answered, ask
from coordinator_app.excel.books import PlainBook, PlainSheet, SheetState
from coordinator_app.excel.refusals import Limits
from coordinator_app.excel.rows import Row
from coordinator_app.excel.safety import Container


def read_apart(job: str, container: Container, limits: Limits) -> PlainBook:
    """Read a file in a process apart.

    Raises:
        Refusal: It cannot be read, or not within the limits.
    """
    answered = ask(job, container, limits)
    sheets = [_sheet(answered, facts) for facts in answered.index["sheets"]]
    return PlainBook(
        container.path,
        container.format,
        sheets,
        release=answered.stream.close,
    )


def _sheet(answered: Answered, facts: dict[str, Any]) -> PlainSheet:
    def source() -> Iterator[Row]:
        return (answers.row(line) for line in answered.lines(facts["start"], facts["end"]))

    return PlainSheet(
        facts["name"],
        source,
        SheetState(facts["state"]),
        merged=list(facts["merged"]),
        hidden_columns=[(first, last) for first, last in facts["hidden_columns"]],
        hidden_rows=[(first, last) for first, last in facts["hidden_rows"]],
    )
