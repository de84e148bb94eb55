"""The editor of a field: one widget for each kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Literal, assert_never

from coordinator_app.domain import edtf
from coordinator_app.domain.fields import Field, Kind
from coordinator_app.domain.folding import fold
from coordinator_app.services import viewing
from coordinator_app.services.session import Reading
from coordinator_app.texts import N_, Texts
from coordinator_app.ui.context import Context
from coordinator_app.ui.tasks import Generation
from coordinator_app.ui.widgets.choice_field import ChoiceField, YesNoField
from coordinator_app.ui.widgets.count_field import CountField
from coordinator_app.ui.widgets.date_field import DateField
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.link_field import LinkField
from coordinator_app.ui.widgets.note_field import NoteField
from coordinator_app.ui.widgets.number_fields import (
    AmountField,
    PercentField,
    TimeField,
    WholeField,
)
from coordinator_app.ui.widgets.party_field import PartyField
from coordinator_app.ui.widgets.suggestions import Finder, Option, at_once
from coordinator_app.ui.widgets.tags_field import TagsField
from coordinator_app.ui.widgets.text_field import TextField, TextKind

_TEXT_KINDS: Mapping[Kind, TextKind] = {
    Kind.TEXT: "text",
    Kind.EMAIL: "email",
    Kind.PHONE: "phone",
    Kind.URL: "url",
}
#: How an editor looks where it is not one of many in a form.
EditorLook = Literal["", "title", "fill"]

_DAY = N_("Write the day as 17 Apr 2013.")
#: Types whose entries may begin as no more than a name.
_FROM_A_NAME = ("contact", "institution", "office_member", "source")


def editor_for(  # noqa: C901  one case for each kind, on purpose
    field: Field, context: Context, *, create: bool = False, look: EditorLook = ""
) -> Editor:
    """Return a new editor of a field.

    Args:
        create: Links offer to create what is not found (`create_asked`), where a name is enough
            to begin such an entry.
        look: "title": a text is the page's title, large and bare; "fill": a note takes all the
            room there is.
    """
    kit, texts = context.kit, context.texts
    name = texts(field.label)
    create = create and bool(creatable(field))
    match field.kind:
        case Kind.TEXT | Kind.EMAIL | Kind.PHONE | Kind.URL:
            return TextField(
                kit, name, kind="title" if look == "title" else _TEXT_KINDS[field.kind]
            )
        case Kind.NOTE:
            filling = look == "fill"
            return NoteField(kit, name, rows=2 if filling else 3, most_rows=0 if filling else 12)
        case Kind.WHOLE:
            return WholeField(kit, name)
        case Kind.PERCENT:
            return PercentField(kit, name)
        case Kind.AMOUNT:
            return AmountField(kit, name)
        case Kind.TIME:
            return TimeField(kit, name)
        case Kind.YES_NO:
            return YesNoField(kit, name)
        case Kind.COUNT:
            return CountField(kit, name)
        case Kind.DATE:
            return day_editor(name, context)
        case Kind.EDTF:
            return date_editor(name, context)
        case Kind.CHOICE:
            return ChoiceField(
                kit, name, options=labels(field, texts), empty=None if field.needed else ""
            )
        case Kind.CHOICES:
            tags = TagsField(kit, name, finder=at_once(partial(_matching, labels(field, texts))))
            tags.set_titles(dict(labels(field, texts)))
            return tags
        case Kind.LINK:
            return LinkField(kit, name, finder=finder(context, field.targets), create=create)
        case Kind.LINKS:
            return TagsField(kit, name, finder=finder(context, field.targets), create=create)
        case Kind.PARTY:
            return PartyField(kit, name, finder=finder(context, field.targets), create=create)
        case Kind.FILE:  # attached through its own page; here only its name is shown
            shown = TextField(kit, name)
            shown.set_readonly(True)
            return shown
        case _:
            assert_never(field.kind)


def creatable(field: Field) -> tuple[str, ...]:
    """Return the record types a link may create in place: those that a name is enough for."""
    return tuple(target for target in field.targets if target in _FROM_A_NAME)


def labels(field: Field, texts: Texts) -> list[tuple[str, str]]:
    """Return the codes of a field's choices with their translated labels."""
    return [(choice.code, texts(choice.label)) for choice in field.choices]


def date_editor(name: str, context: Context) -> DateField:
    """Return an editor of partial dates."""
    lang = context.texts.lang
    return DateField(
        context.kit,
        name,
        parse=partial(_partial_date, lang, context.clock.today),
        show=partial(_show_date, lang),
    )


def day_editor(name: str, context: Context) -> DateField:
    """Return an editor of true days."""
    lang = context.texts.lang
    return DateField(
        context.kit,
        name,
        parse=partial(_day, lang, context.clock.today),
        show=partial(_show_day, lang),
        how=_DAY,
    )


def finder(context: Context, targets: Sequence[str]) -> Finder:
    """Return what answers a typed text with entries, through the reader's thread."""
    return _Search(context, targets).ask


class _Search:
    """One field's questions to the workbook; only the latest is answered."""

    def __init__(self, context: Context, targets: Sequence[str]) -> None:
        self._context, self._targets = context, tuple(targets)
        self._generation = Generation()

    def ask(self, text: str, answer: Callable[[Sequence[Option]], None]) -> None:
        self._context.tasks.read(
            partial(_suggest, text, self._targets, self._context.texts.lang),
            answer,
            generation=self._generation.new(),
        )


def _suggest(text: str, targets: Sequence[str], lang: str, reading: Reading) -> list[Option]:
    return [
        Option(found.id, found.title, found.subtitle)
        for found in viewing.suggestions(reading, text, targets, lang)
    ]


def _matching(options: Sequence[tuple[str, str]], text: str) -> list[Option]:
    wanted = fold(text)
    return [Option(code, label) for code, label in options if wanted in fold(label)]


def _partial_date(lang: str, today: Callable[[], dt.date], text: str) -> str | Sequence[str] | None:
    found = edtf.from_person(text, lang, today())
    if isinstance(found, edtf.Ambiguous):
        return found.readings
    return found.text if found is not None else None


def _day(lang: str, today: Callable[[], dt.date], text: str) -> str | Sequence[str] | None:
    found = edtf.parse_day(text, lang, today())
    return found.readings if isinstance(found, edtf.Ambiguous) else found


def _show_date(lang: str, value: str) -> str:
    return edtf.display(value, lang)


def _show_day(lang: str, value: str) -> str:
    return edtf.display_day(value, lang)
