"""The first page of a sent file, in the recipient's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator_app.domain import edtf
from coordinator_app.domain.catalogue import Catalogue
from coordinator_app.domain.fields import SENSITIVITIES, Sensitivity
from coordinator_app.excel.headers import CODE_HEADER, REMOVE_HEADER
from coordinator_app.excel.layouts import NOT_SHOWN, Contents, Guide, Page
from coordinator_app.excel.profiles import Profile, Scope
from coordinator_app.services import naming
from coordinator_app.services.exchange.examples import EXAMPLES
from coordinator_app.services.exchange.extent import Extent
from coordinator_app.services.exchange.selection import Selection
from coordinator_app.services.session import DEMO, SAMPLE
from coordinator_app.texts import N_, Texts

_SHEET = N_("Read me")
_MARKS = {
    SAMPLE: N_("SAMPLE: published facts, for practice"),
    DEMO: N_("DEMO: invented content, for practice"),
}
_STEPS = (
    N_("Go through the sheets one by one; the white cells are yours to correct or complete."),
    N_("Grey cells are only to be read. If something there is wrong, tell us in a message."),
    N_("Write new entries in the yellow rows at the end of a sheet; further rows may follow."),
    N_("A cell with an arrow offers a list. Dates may be as exact as is known: 2025 is enough."),
    N_("Nothing is removed because you delete it; use the column “{remove}” where there is one."),
    N_(
        "You may sort, filter, move columns and hide what you do not need. Please leave the"
        " hidden columns where they are and sort whole rows."
    ),
    N_("Save the file as .xlsx and send it back. You may send it more than once."),
)
_HIDDEN = N_(
    "“{mark}” stands for a name or another value that is on record with us and cannot be shown in"
    " this file; leave it as it is."
)
_SEVERAL = N_("Please share this file with those who need it to answer, and with nobody else.")
_NUMBERS = N_(
    "The numbers are as on record on the day this file was made. It need not be sent back."
)
_OWN = N_("It holds everything on record, personal data among it. Keep it locked, and to yourself.")
#: What the one entry is called that a file is about.
_ABOUT = {
    Scope.TRAINING: N_("Training"),
    Scope.REQUEST: N_("Request for assistance"),
    Scope.PROVIDER: N_("Provider"),
}


@dataclass(frozen=True)
class Letter:
    """Who asks whom for what.

    Args:
        profile: Kind of file.
        extent: What it is about.
        sender, recipient: As people call them.
        reference: Ours.
        due: Day by which a reply is asked for.
        note: Words to the recipient.
        period: First and last day of what it reports on.
    """

    profile: Profile
    extent: Extent
    sender: str
    recipient: str
    reference: str
    due: dt.date | None
    note: str
    period: tuple[dt.date, dt.date] | None = None


def guide(
    letter: Letter,
    selection: Selection,
    catalogue: Catalogue,
    texts: Texts,
    names: Mapping[str, str],
    spare: Mapping[str, int],
) -> Guide:
    """Return the first page.

    Args:
        names: Sheet name by record type.
        spare: Blank rows by record type.
    """
    if not letter.profile.answered:
        return _report(letter, selection, texts, names)
    remove = texts(REMOVE_HEADER)
    tasks = {each.profile.type: each.profile.task for each in selection.sheets}
    rows = {each.profile.type: len(each.rows) for each in selection.sheets}
    whole = Guide(
        sheet=texts(_SHEET),
        title=_title(letter, texts),
        facts=_facts(texts, letter),
        opening=tuple(filter(None, (texts(letter.profile.purpose), letter.note))),
        steps_title=texts(N_("How to fill it in")),
        steps=tuple(texts(each, remove=remove) if "{" in each else texts(each) for each in _STEPS),
        contents_head=(
            texts(N_("Sheet")),
            texts(N_("Entries")),
            texts(N_("Blank rows")),
            texts(N_("What to do")),
        ),
        contents=tuple(
            Contents(name, rows[key], spare.get(key, 0), texts(tasks[key]))
            for key, name in names.items()
        ),
        closing=_closing(letter, selection, texts),
    )
    shown = next((key for key in EXAMPLES if key in names and spare.get(key)), "")
    return _with_example(whole, shown, catalogue, texts) if shown else whole


def with_pages(guide: Guide, pages: Sequence[Page]) -> Guide:
    """Return the first page with the pages of a report among what it lists."""
    listed = tuple(Contents(page.name, len(page.rows), 0, page.task) for page in pages)
    return replace(guide, contents=(*guide.contents, *listed))


def marking(kind: str, sensitivity: Sensitivity, texts: Texts) -> str:
    """Return what is printed on top of every page: how far it may travel, sample or demo."""
    label = next(each.label for each in SENSITIVITIES if each.code == sensitivity.name)
    parts = [texts(label).upper()]
    if kind in _MARKS:
        parts.append(texts(_MARKS[kind]))
    return " · ".join(parts)


def _report(letter: Letter, selection: Selection, texts: Texts, names: Mapping[str, str]) -> Guide:
    """Return the first page of a file that does not come back."""
    rows = {each.profile.type: len(each.rows) for each in selection.sheets}
    tasks = {each.profile.type: each.profile.task for each in selection.sheets}
    return Guide(
        sheet=texts(_SHEET),
        title=_title(letter, texts),
        facts=_facts(texts, letter),
        opening=tuple(filter(None, (texts(letter.profile.purpose), letter.note))),
        contents_head=(
            texts(N_("Sheet")),
            texts(N_("Entries")),
            "",
            texts(N_("What it shows")),
        ),
        contents=tuple(
            Contents(name, rows[key], 0, texts(tasks[key])) for key, name in names.items()
        ),
        closing=_closing(letter, selection, texts),
    )


def _with_example(guide: Guide, type_key: str, catalogue: Catalogue, texts: Texts) -> Guide:
    example = EXAMPLES[type_key]
    return replace(
        guide,
        example_title=texts(example.title),
        example_head=(texts(CODE_HEADER), *example.head(type_key, catalogue, texts)),
        example=(example.code, *example.line(type_key, catalogue, texts)),
    )


def _title(letter: Letter, texts: Texts) -> str:
    return " · ".join(filter(None, (texts(letter.profile.label), letter.extent.about(texts))))


def _facts(texts: Texts, letter: Letter) -> tuple[tuple[str, str], ...]:
    def day(found: dt.date | None) -> str:
        return edtf.display_day(found.isoformat(), texts.lang) if found else ""

    extent = letter.extent
    entry = extent.entry.title if extent.entry else ""
    states = ", ".join(naming.name(each, texts.lang) for each in extent.states)
    period = " – ".join(day(each) for each in letter.period) if letter.period else ""
    facts = (
        (texts(_ABOUT[letter.profile.scope]) if entry else "", entry),
        (texts(N_("State")) if extent.one else texts(N_("States")), states),
        (texts(N_("Period")), period),
        (texts(N_("Changed since")), day(extent.since)),
        (texts.p("letter", "From"), letter.sender),
        (texts.p("letter", "To"), letter.recipient),
        (texts(N_("Reply by")), day(letter.due)),
        (texts(N_("Our reference")), letter.reference),
    )
    return tuple((label, fact) for label, fact in facts if fact)


def _closing(letter: Letter, selection: Selection, texts: Texts) -> tuple[str, ...]:
    if letter.profile.own:
        return (texts(_OWN),)
    lines = []
    if selection.hides:
        lines.append(texts(_HIDDEN, mark=NOT_SHOWN))
    if not letter.profile.answered:
        lines.append(texts(_NUMBERS))
    elif letter.extent.one is not None:
        lines.append(
            texts(
                N_("This file holds data of one State only. Please share it with those who need it"
                   " to answer, and with nobody else.")
            )
        )  # fmt: skip
    else:
        lines.append(texts(_SEVERAL))
    if selection.personal:
        lines.append(
            texts(
                N_("It holds personal data of officials. They are used to keep in touch about"
                   " resolution 1540 and for nothing else; tell us if any should be removed.")
            )
        )  # fmt: skip
    return tuple(lines)
