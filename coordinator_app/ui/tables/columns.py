"""Which columns a list shows at first, how wide they are, and how they share the room."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from coordinator_app.domain.fields import Field, Kind
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.tables import computed

#: How a cell is drawn.
Look = Literal["text", "reference", "status", "due", "number", "muted"]

#: Says what stands in a column that is no field, by record id; called in the reader's thread.
Compute = Callable[[Reading, Sequence[str], Texts], Mapping[str, str]]

#: Keys of columns that are no field.
REFERENCE: Final = "$reference"
TYPE: Final = "$type"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Args:
        key: Key of a field, or of something computed ("$reference").
        width: As it is laid out first; a growing column is never made narrower than this.
        grow: Its share of the room that is left.
        label: English msgid; "" for the field's own.
        look: How its cells are drawn.
        spare: Shown only where there is room for it, unless the person chose it.
        compute: Gives the texts of a column that is no field.
        readonly: Its cells are not edited in the table.
    """

    key: str
    width: int
    grow: int = 0
    label: str = ""
    look: Look = "text"
    spare: bool = False
    compute: Compute | None = None
    readonly: bool = False


def _ref(width: int = 144) -> Column:
    return Column(REFERENCE, width, label=N_("Reference"), look="reference", readonly=True)


_NEWS = Column("$last_news", 140, 2, N_("Last news"), "muted", spare=True, readonly=True)
_ROLES = Column("$roles", 150, 3, N_("Roles"), readonly=True)
_PLACE = Column("$institutions", 140, 3, N_("Institution"), readonly=True)
_VERIFIED = Column(
    "$verified", 132, 0, N_("Last verified"), compute=computed.verified, readonly=True
)

#: What a list of a type shows at first.
_LAYOUTS: Final[dict[str, tuple[Column, ...]]] = {
    "follow_up": (
        _ref(140),
        Column("due_on", 168, look="due"),
        Column("countries", 96, 1),
        Column("title", 150, 8),
        Column("owner", 98, 2),
        Column("status", 108, look="status"),
        Column("next_step", 130, 2, spare=True),
        _NEWS,
    ),
    "visit": (
        _ref(),
        Column("dates", 136),
        Column("country", 104, 1),
        Column("title", 180, 4),
        Column("status", 118, look="status"),
        Column("visit_type", 130, 2, spare=True),
        Column("city", 90, 1, spare=True),
        Column("participants", 84, look="number", spare=True),
    ),
    "training": (
        _ref(),
        Column("dates", 136),
        Column("countries", 104, 1),
        Column("title", 180, 4),
        Column("status", 118, look="status"),
        Column("training_type", 120, 2, spare=True),
        Column("city", 90, 1, spare=True),
        Column("participants", 84, look="number", spare=True),
        Column("women", 70, look="number", spare=True),
    ),
    "event": (
        _ref(),
        Column("dates", 136),
        Column("countries", 104, 1),
        Column("title", 180, 4),
        Column("status", 118, look="status"),
        Column("event_type", 120, 2, spare=True),
        Column("city", 90, 1, spare=True),
        Column("participants", 84, look="number", spare=True),
    ),
    "assistance_request": (
        _ref(),
        Column("submitted_on", 120),
        Column("countries", 104, 1),
        Column("title", 180, 4),
        Column("status", 186, look="status"),
        Column("next_check_on", 108, label=N_("Ask next"), spare=True),
        Column("requester", 140, 2, spare=True),
        Column("urgency", 84, spare=True),
    ),
    "assistance_item": (
        _ref(),
        Column("number", 58, look="number"),
        Column("text", 180, 5),
        Column("assist_type", 120, 1),
        Column("priority", 84),
        Column("status", 152, look="status"),
        Column("beneficiaries", 130, 2, spare=True),
        Column("quantity", 100, 1, spare=True),
    ),
    "assistance_offer": (
        _ref(),
        Column("provider", 130, 2),
        Column("title", 180, 4),
        Column("items", 130, 2),
        Column("status", 100, look="status"),
        Column("assist_types", 130, 2, spare=True),
        Column("valid_to", 104, spare=True),
        Column("countries", 104, 1, spare=True),
    ),
    "contact": (
        Column("name", 150, 3),
        Column("country", 104, 1),
        _ROLES,
        _PLACE,
        _VERIFIED,
        Column("email", 150, 2, spare=True),
        Column("phone", 120, 1, spare=True),
    ),
    "institution": (
        Column("acronym", 80),
        Column("name", 210, 4),
        Column("country", 104, 1),
        Column("sector", 110, 1),
        Column("scope", 104),
        Column("city", 90, 1, spare=True),
        Column("email", 150, 2, spare=True),
    ),
    "visit_meeting": (
        Column("held_on", 96),
        Column("held_at", 56),
        Column("institution", 112, 3),
        Column("people", 104, 3, N_("People")),
        Column("level", 92),
        Column("topic", 110, 2, spare=True),
    ),
    "visit_delegate": (
        Column("person", 150, 3),
        Column("institution", 140, 3),
        Column("function", 100),
    ),
    "visit_site": (
        Column("name", 150, 3),
        Column("site_type", 110),
        Column("seen_on", 96),
        Column("institution", 130, 2),
    ),
    "activity_partner": (
        Column("party", 140, 3),
        Column("role", 116),
        Column("share", 70, look="number"),
        Column("amount", 110, look="number"),
    ),
    "training_session": (
        Column("number", 58, look="number"),
        Column("held_on", 96),
        Column("starts", 56),
        Column("ends", 56),
        Column("title", 160, 4),
        Column("trainers", 120, 2),
    ),
    "participant": (
        Column("person", 150, 3),
        Column("gender", 92),
        Column("country", 104, 1),
        Column("institution", 130, 2),
        Column("position", 120, 2),
        Column("attendance", 112, look="status"),
        Column("email", 140, 2, spare=True),
        Column("pre_score", 76, label=N_("Before"), look="number", spare=True),
        Column("post_score", 76, label=N_("After"), look="number", spare=True),
    ),
    "delegation": (
        Column("party", 150, 3),
        Column("kind", 100),
        Column("level", 110),
        Column("head", 120, 2, spare=True),
        Column("people", 92, look="number"),
        Column("women", 92, look="number", spare=True),
    ),
    "agenda_item": (
        Column("number", 58, look="number"),
        Column("held_on", 96),
        Column("starts", 56),
        Column("title", 160, 4),
        Column("speakers", 120, 2),
    ),
    "outcome": (
        Column("number", 58, look="number"),
        Column("outcome_type", 120),
        Column("text", 200, 5),
        Column("who", 120, 2),
    ),
    "contact_role": (
        Column("role", 150, 2),
        Column("institution", 140, 3),
        Column("position", 120, 2),
        Column("status", 100, look="status"),
        Column("valid_from", 96),
        Column("valid_to", 96),
        Column("last_verified_on", 110),
    ),
    "dispatch": (
        Column("countries", 104, 1),
        Column("recipient", 130, 2),
        Column("title", 150, 3),
        Column("sent_on", 100),
        Column("due_back", 152, look="due"),
        Column("status", 128, look="status"),
        Column("reminded_on", 100, spare=True),
    ),
    "follow_up_update": (
        Column("noted_on", 96),
        Column("text", 200, 5),
        Column("author", 100, 1),
    ),
}

_BY_KIND: Final[dict[Kind, tuple[int, int, Look]]] = {
    Kind.NOTE: (180, 3, "text"),
    Kind.TEXT: (130, 2, "text"),
    Kind.LINK: (120, 1, "text"),
    Kind.LINKS: (130, 1, "text"),
    Kind.PARTY: (130, 2, "text"),
    Kind.EMAIL: (150, 1, "text"),
    Kind.URL: (150, 1, "text"),
    Kind.PHONE: (120, 0, "text"),
    Kind.CHOICES: (130, 1, "text"),
    Kind.WHOLE: (76, 0, "number"),
    Kind.COUNT: (84, 0, "number"),
    Kind.PERCENT: (76, 0, "number"),
    Kind.AMOUNT: (110, 0, "number"),
    Kind.DATE: (104, 0, "text"),
    Kind.EDTF: (120, 0, "text"),
    Kind.TIME: (60, 0, "text"),
    Kind.YES_NO: (70, 0, "text"),
    Kind.CHOICE: (116, 0, "text"),
    Kind.FILE: (130, 1, "text"),
}


def layout(record_type: RecordType) -> tuple[Column, ...]:
    """Return the columns a list of a type shows at first."""
    made = _LAYOUTS.get(record_type.key)
    if made is not None:
        return made
    first = [_ref()] if record_type.prefix else []
    wanted = [each for each in record_type.fields if each.identifying and each.key != PARENT]
    return tuple(first + [of_field(record_type, each) for each in wanted])


def all_columns(record_type: RecordType) -> tuple[Column, ...]:
    """Return every column a list of a type can show: those shown at first, then the others."""
    first = list(layout(record_type))
    if record_type.prefix and REFERENCE not in {each.key for each in first}:
        first.append(_ref())
    known = {each.key for each in first}
    rest = [
        of_field(record_type, each)
        for each in record_type.fields
        if each.key not in known and each.key != PARENT
    ]
    return tuple(first + rest)


def chosen(record_type: RecordType, keys: Iterable[str]) -> tuple[Column, ...]:
    """Return the columns a person chose, in their order; unknown keys are left out."""
    known = {each.key: each for each in all_columns(record_type)}
    return tuple(replace(known[key], spare=False) for key in keys if key in known)


def laid(record_type: RecordType, columns: Iterable[str | Column]) -> tuple[Column, ...]:
    """Return columns that a page names by key or lays out itself."""
    return tuple(
        found
        for each in columns
        for found in ([each] if isinstance(each, Column) else chosen(record_type, [each]))
    )


def of_field(record_type: RecordType, field: Field) -> Column:
    """Return a plain column for a field."""
    width, grow, look = _BY_KIND[field.kind]
    if record_type.life is not None and field.key == record_type.life.field:
        width, grow, look = 118, 0, "status"
    return Column(field.key, width, grow, look=look)


def title(column: Column, field: Field | None, texts: Texts) -> str:
    """Return the heading of a column: its own, or that of the field it shows."""
    if column.label:
        return texts(column.label)
    return texts(field.label) if field else column.key


def fit(
    columns: Sequence[Column],
    available: int,
    saved: Mapping[str, int] | None = None,
    headings: Mapping[str, int] | None = None,
) -> list[int]:
    """Return the widths of columns in a given room; 0 hides a column there is no room for.

    Spare columns give way first, the last before the others. What is left goes to headings that
    are wider than their columns, and then to the growing ones; a width that a person dragged
    stays as it is. Only when even the narrowest layout does not fit do the widths exceed the room
    (and the table scrolls).

    Args:
        columns: From the left.
        available: Pixels there are.
        saved: Widths a person dragged, by key.
        headings: Widths at which headings are read whole, by key.
    """
    saved, headings = saved or {}, headings or {}
    widths = [saved.get(each.key, each.width) for each in columns]
    for place in reversed(range(len(columns))):
        if sum(widths) <= available:
            break
        if columns[place].spare and columns[place].key not in saved:
            widths[place] = 0
    left = available - sum(widths)
    for place, each in enumerate(columns):
        if widths[place] and each.key not in saved:
            more = max(0, min(headings.get(each.key, 0) - widths[place], left))
            widths[place] += more
            left -= more
    shares = [
        each.grow if width and each.key not in saved else 0
        for each, width in zip(columns, widths, strict=True)
    ]
    if left <= 0 or not any(shares):
        return widths
    whole, given = sum(shares), 0
    for place, share in enumerate(shares):
        more = left * share // whole
        widths[place] += more
        given += more
    last = max(place for place, share in enumerate(shares) if share)
    widths[last] += left - given
    return widths
