"""What somebody said a name means while a reply was decided: known from then on."""

from __future__ import annotations

from collections.abc import Mapping

from coordinator_app.domain.fields import Kind
from coordinator_app.domain.record import linked_ids
from coordinator_app.merge.planned import Decision, Plan
from coordinator_app.merge.policy import Answer, Other
from coordinator_app.services.session import Session
from coordinator_app.store.settings import Aliases

_NAMES = (Kind.LINK, Kind.PARTY)


def remember(
    session: Session, plan: Plan, decisions: Mapping[int, Decision], answers: Mapping[int, Answer]
) -> None:
    """Keep names whose meaning was chosen among those proposed, in the transaction that is open.

    Another entry that somebody typed instead corrects the reply; it is no name of that entry.
    """
    aliases = Aliases(session.book.connection)
    for cell in plan.cells:
        answer = answers.get(cell.n)
        if cell.issue is None or cell.usable or not isinstance(answer, Other):
            continue
        if decisions.get(cell.n) is not Decision.TAKE or answer.value not in cell.issue.proposals:
            continue
        ids = linked_ids(answer.value)
        if session.catalogue.field(cell.type, cell.field).kind in _NAMES and len(ids) == 1:
            type_key = session.records.types_of(ids).get(ids[0])
            if type_key and cell.raw.strip():
                aliases.add(cell.raw, type_key, ids[0])
