"""Standing rules of a workbook: who is right about a field that both sides changed."""

from __future__ import annotations

from dataclasses import dataclass

from coordinator_app.domain.changes import Operation
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.record import Record
from coordinator_app.excel import profiles
from coordinator_app.merge.planned import Plan
from coordinator_app.merge.standing import SIDES, Rule, Side, ruled
from coordinator_app.services.session import Reading, Session
from coordinator_app.store.settings import Settings
from coordinator_app.texts import N_, Texts

__all__ = ["FOREIGN", "SIDES", "Rule", "Side", "Told", "add", "applied", "profile_of", "remove",
           "rules", "told"]  # fmt: skip

#: Stands for the kind of file where a file is none of ours.
FOREIGN = "FOREIGN"
_KEY = "standing"


@dataclass(frozen=True)
class Told:
    """A rule as a person reads it.

    Args:
        field: Record type and field.
        says: Who is right.
        about: For which kind of file.
    """

    rule: Rule
    field: str
    says: str
    about: str


_SAYS = {
    "theirs": N_("Always take theirs"),
    "ours": N_("Always keep mine"),
    "ask": N_("Always ask"),
}


def rules(reading: Reading) -> list[Rule]:
    """Return the rules, in the order in which they were made."""
    stored = Settings(reading.book.connection).get(_KEY, [])
    return [Rule(*each) for each in stored]


def add(session: Session, rule: Rule) -> None:
    """Keep a rule, in the place of an earlier one about the same.

    To ask is what happens anyway: that is kept only beside a rule for every kind of file.

    Raises:
        UserError: There is no such field, or the workbook can only be read.
    """
    if rule.type not in session.catalogue or rule.side not in SIDES:
        raise UserError(N_("There is no such field."), where=f"{rule.type}.{rule.field}")
    session.catalogue.field(rule.type, rule.field)
    others = _without(session, rule)
    every = [each for each in others if not each.profile]
    ruled_anyway = any((each.type, each.field) == (rule.type, rule.field) for each in every)
    _put(session, [*others, rule] if rule.side != "ask" or ruled_anyway else others)


def remove(session: Session, rule: Rule) -> None:
    """Forget a rule.

    Raises:
        UserError: The workbook can only be read.
    """
    _put(session, _without(session, rule))


def profile_of(dispatch: Record | None) -> str:
    """Return the kind of file that a reply to a sent file is of."""
    return dispatch.text("profile") if dispatch is not None else FOREIGN


def applied(reading: Reading, plan: Plan, dispatch: Record | None) -> Plan:
    """Return a plan decided by the rules as far as they go.

    Args:
        dispatch: The record of the sent file it answers, None when it answers none.
    """
    return ruled(plan, rules(reading), profile_of(dispatch))


def told(reading: Reading, texts: Texts) -> list[Told]:
    """Return the rules in words; those about fields this program does not know are left out."""
    found = []
    for each in rules(reading):
        if each.type not in reading.catalogue:
            continue
        record_type = reading.catalogue[each.type]
        field = record_type.by_key.get(each.field)
        if field is None:
            continue
        name = f"{texts(record_type.label)} · {texts(field.label)}"
        found.append(Told(each, name, texts(_SAYS[each.side]), _about(each.profile, texts)))
    return found


def _about(profile: str, texts: Texts) -> str:
    if not profile:
        return texts("in every kind of file")
    if profile == FOREIGN:
        return texts("in lists made by others")
    known = {each.key: each.label for each in profiles.PROFILES}
    return texts(known[profile]) if profile in known else profile


def _without(reading: Reading, rule: Rule) -> list[Rule]:
    about = rule.profile, rule.type, rule.field
    return [each for each in rules(reading) if (each.profile, each.type, each.field) != about]


def _put(session: Session, found: list[Rule]) -> None:
    stored = [[each.profile, each.type, each.field, each.side] for each in found]
    if session.read_only:
        session.commit(Operation(()))  # says why it is refused
    Settings(session.book.connection).put(_KEY, stored or None)
