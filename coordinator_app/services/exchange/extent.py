"""What a file is about: States, one entry, what changed since a day; asked for or remembered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Value
from coordinator_app.domain.record import Record
from coordinator_app.excel.profiles import COUNTRY_RETURN, Profile, Scope
from coordinator_app.excel.written import LONGEST_TEXT
from coordinator_app.services import naming, periods
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts

#: Type of the entry a file is about, by its scope.
ENTRY_TYPES: Final = {
    Scope.TRAINING: "training",
    Scope.REQUEST: "assistance_request",
    Scope.PROVIDER: "institution",
}
#: More States than these are counted in a title, not named.
_NAMED = 3

_ASKS_FOR: Final = {
    Scope.TRAINING: (N_("This kind of file is about one training."), N_("Choose the training.")),
    Scope.REQUEST: (
        N_("This kind of file is about one request for assistance."),
        N_("Choose the request, or none and the State that asks."),
    ),
    Scope.PROVIDER: (N_("This kind of file is for one donor."), N_("Choose its institution.")),
}


@dataclass(frozen=True)
class Request:
    """What is to be sent to whom.

    Args:
        country: Record id of the State it is about, "" for a kind of file that can do without.
        profile: Kind of file.
        recipient: A party: {"id": contact or institution} or {"label": name}; None: not said.
        due: Day by which a reply is asked for.
        lang: Language of the recipient.
        personal: Data about people may be in it.
        note: Words to the recipient on the first page.
        written: Words of the sender for pages of a report, by their keys.
        types: Only these record types; all of the kind of file when empty.
        countries: Further States, for a kind of file about several; none: the whole workbook.
        entry: Record id of the one entry it is about: a training, a request for assistance
            ("" for a new one), the donor.
        frm, to: The period it is about; the last whole quarter if none is given.
        since: Only what changed on that day or later; all if none is given.
        password: To open the file with; kept nowhere.
        sender: Who sends it, "" for nobody; the person who works here if that is not said.
    """

    country: str = ""
    profile: str = COUNTRY_RETURN.key
    recipient: Value = None
    due: dt.date | None = None
    lang: str = "en"
    personal: bool = False
    note: str = ""
    written: tuple[tuple[str, str], ...] = ()
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    entry: str = ""
    frm: dt.date | None = None
    to: dt.date | None = None
    since: dt.date | None = None
    password: str = field(default="", repr=False)
    sender: str | None = None


@dataclass(frozen=True)
class Extent:
    """What a file is about.

    Args:
        states: The States; for a whole workbook none is named.
        everything: It is about the whole workbook.
        entry: It is about this entry alone.
        of_states: Of that entry only what belongs to the States.
        since: Only what changed on that day or later.
        blank: Nothing on record is in it, only rows to be filled in.
        asking: Of requests for assistance only these, or those of these States; all if none is
            named.
    """

    states: tuple[Record, ...] = ()
    everything: bool = False
    entry: Record | None = None
    of_states: bool = True
    since: dt.date | None = None
    blank: bool = False
    asking: frozenset[str] = frozenset()

    @property
    def ids(self) -> list[str]:
        """Return the ids of the States."""
        return [each.id for each in self.states]

    @property
    def one(self) -> Record | None:
        """Return the State, if it is about a single one."""
        return self.states[0] if len(self.states) == 1 else None

    def holds(self, states: Collection[str]) -> bool:
        """Say whether what belongs to these States lies within."""
        return self.everything or set(self.ids).issuperset(states)

    def about(self, texts: Texts) -> str:
        """Return what people call it, "" for the whole workbook."""
        names = [naming.name(each, texts.lang) for each in self.states]
        if self.entry is not None:
            title = self.entry.title
            return f"{title} · {names[0]}" if self.of_states and len(names) == 1 else title
        if len(names) > _NAMED:
            return texts.n("{n} State", "{n} States", len(names))
        return ", ".join(names)


def asked(reading: Reading, profile: Profile, request: Request) -> Extent:
    """Return what a request is about.

    Raises:
        UserError: It names no State or training where one is needed, or one that is none; days
            that mean nothing to this kind of file; or words that no cell holds.
    """
    _check(profile, request)
    wanted = dict.fromkeys(filter(None, (request.country, *request.countries)))
    states = tuple(_state(reading, each) for each in wanted)
    since = request.since if profile.since else None
    if profile.scope in ENTRY_TYPES:
        return _about(reading, profile, request.entry, states)
    match profile.scope:
        case Scope.STATE if len(states) != 1:
            raise UserError(N_("This kind of file is about one State."), do=N_("Choose one State."))
        case Scope.WORKBOOK if states:
            raise UserError(
                N_("This kind of file is about the whole coordinator file."),
                do=N_("Leave the States out."),
            )
        case _:
            return Extent(states, everything=not states, since=since)


def _check(profile: Profile, request: Request) -> None:
    """Refuse what the file would leave out without a word."""
    dated = (request.frm or request.to) and not profile.by_period
    if dated or (request.since and not profile.since):
        raise UserError(
            N_("This kind of file is not about a period.")
            if dated
            else N_("This kind of file cannot hold only what changed since a day."),
            do=N_("Leave the days out."),
        )
    for name, words in (("note", request.note), *request.written):
        if len(words) > LONGEST_TEXT:
            raise UserError(
                N_(
                    "“{field}” has {count} characters; a cell of an Excel file holds {most}"
                    " at most."
                ),
                do=N_("Shorten the text, or attach it as a document, and send again."),
                field=name,
                count=len(words),
                most=LONGEST_TEXT,
            )


def remembered(reading: Reading, profile: Profile, dispatch: Record, sent: Iterable[str]) -> Extent:
    """Return what a sent file was about.

    Args:
        dispatch: The record that tracks it.
        sent: Ids of the records that were in it.

    Raises:
        UserError: What it was about is not on record any more.
    """
    found = reading.records.get_many(dispatch.ids("countries"))
    states = tuple(found.values())
    if profile.scope in ENTRY_TYPES:
        rows = reading.records.get_many(sent).values()
        wanted = ENTRY_TYPES[profile.scope]
        entry = next((each for each in rows if each.type == wanted and not each.deleted), None)
        if profile.scope is Scope.TRAINING and len(states) != 1:
            states = ()  # it was about all of them
        if profile.scope is Scope.PROVIDER and entry is not None:  # of requests those it told of
            return Extent(everything=True, entry=entry, asking=frozenset(each.id for each in rows))
        if profile.scope is Scope.REQUEST and entry is not None:
            asking = entry.ids("countries")
            states = tuple(each for each in states if each.id in asking) or states
        return _about(reading, profile, entry.id if entry else "", states)
    if profile.scope is Scope.STATE and not states:
        raise UserError(N_("The State of this file is not on record."), where=dispatch.reference)
    return Extent(states, everything=not states)


def period(reading: Reading, request: Request) -> tuple[dt.date, dt.date]:
    """Return the period a report is about.

    Raises:
        UserError: It ends before it begins.
    """
    today = reading.today()
    last_quarter = periods.bounds("last_quarter", today) or (today, today)
    first = request.frm or (last_quarter[0] if request.to is None else _quarter(request.to))
    last = request.to or (last_quarter[1] if request.frm is None else today)
    if last < first:
        raise UserError(
            N_("The period ends before it begins."),
            do=N_("Give its first day first."),
        )
    return first, last


def _quarter(day: dt.date) -> dt.date:
    found = periods.bounds("this_quarter", day)
    return found[0] if found else day


def _about(reading: Reading, profile: Profile, entry_id: str, states: tuple[Record, ...]) -> Extent:
    """Return the extent of a file about one entry."""
    if profile.scope is Scope.REQUEST and not entry_id and len(states) == 1:
        return Extent(states, blank=True)
    entry = reading.records.get(entry_id)
    if entry is None or entry.type != ENTRY_TYPES[profile.scope] or entry.deleted:
        what, do = _ASKS_FOR[profile.scope]
        raise UserError(what, do=do)
    if profile.scope is Scope.TRAINING:
        return _of_training(reading, entry, states)
    if profile.scope is Scope.REQUEST:
        return _of_request(reading, entry, states)
    return Extent(everything=True, entry=entry, asking=frozenset(each.id for each in states))


def _of_training(reading: Reading, training: Record, states: tuple[Record, ...]) -> Extent:
    if states:
        return Extent(states, entry=training)
    people = reading.records.children(training.id, "participant")
    ids = [*training.ids("countries"), *(each for row in people for each in row.ids("country"))]
    found = reading.records.get_many(dict.fromkeys(ids))
    return Extent(tuple(found.values()), entry=training, of_states=False)


def _of_request(reading: Reading, asked_for: Record, states: tuple[Record, ...]) -> Extent:
    theirs = asked_for.ids("countries")
    if not {each.id for each in states}.issubset(theirs):
        raise UserError(
            N_("The request is not one of this State."),
            where=asked_for.reference,
            do=N_("Choose a State that asks, or none."),
        )
    if states:
        return Extent(states, entry=asked_for)
    found = reading.records.get_many(theirs)
    return Extent(tuple(found.values()), entry=asked_for, of_states=False)


def _state(reading: Reading, state_id: str) -> Record:
    state = reading.records.get(state_id)
    if state is None or state.type != "country":
        raise UserError(N_("This is not a State."), where=state_id, do=N_("Choose one State."))
    return state
