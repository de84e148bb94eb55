"""A busy workbook, and a file sent from it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coordinator_app.merge.planned import Plan
from coordinator_app.services.exchange import dispatch, incoming
from coordinator_app.services.session import Session
from tests.services.exchange import busy_workbook
from tests.services.exchange.busy_workbook import TTO

Compare = Callable[[], Plan]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "mine.c1540"
    busy_workbook.make(path).close()
    return path


@pytest.fixture
def session(template: Path, tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "mine.c1540"
    shutil.copy(template, path)
    with Session.open_for(path, busy_workbook.clock(), "Coordinator") as made:
        yield made


@pytest.fixture
def sent(session: Session, tmp_path: Path) -> dispatch.Sent:
    request = dispatch.Request(TTO, lang="en", personal=True)
    return dispatch.send(session, request, tmp_path / "form.xlsx")


@pytest.fixture
def compare(session: Session, sent: dispatch.Sent) -> Compare:
    def plan() -> Plan:
        return incoming.receive(session, sent.file).plan

    return plan
