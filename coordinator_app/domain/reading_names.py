"""Reading what is chosen from a list or names a record: choices, yes and no, links, parties."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from functools import lru_cache

from coordinator_app.domain.fields import Choice, Field, Value
from coordinator_app.domain.folding import clean, fold
from coordinator_app.domain.lookup import Candidate
from coordinator_app.domain.reading import Parsed, Raw, Reading, refuse, written
from coordinator_app.texts import N_, Texts

_YES = frozenset(
    [
        "yes",
        "y",
        "si",
        "s",
        "sí",
        "oui",
        "x",
        "true",
        "verdadero",
        "vrai",
        "v",
        "ja",
        "sim",
        "1",
        "✓",
        "✔",
        "☑",
    ]
)
_NO = frozenset(["no", "n", "non", "false", "falso", "faux", "f", "nee", "nao", "0", "✗", "☐"])
_BETWEEN = re.compile(r"[;\n]")
_IN_QUOTES = re.compile(r'\s*["“«](?P<name>[^"“”«»]+)["”»]\s*')

_NOT_LISTED = N_("“{value}” is not in the list.")
_FROM_LIST = N_("Choose one of the list.")
_NOBODY = N_("“{value}” is not on record.")
_WARNED = N_("“{value}” probably means “{name}”.")
_SEVERAL = N_("“{value}” may mean several entries.")
_ALIKE = N_("“{value}” is not on record, but resembles “{name}”.")
_SAY_WHICH = N_("Say which one is meant.")
_GIVE_NAME = N_("Give its name or its reference.")
_NEW_NAME = N_("Say whether it is one of these, or only a name.")


def read_yes_no(raw: Raw) -> Parsed:
    """Read yes or no in the languages people write them in."""
    said = fold(written(raw))
    if isinstance(raw, bool):
        return Parsed(raw)
    if said in _YES or said in _NO:
        return Parsed(said in _YES)
    return refuse(
        N_("“{value}” is neither yes nor no."), N_("Write yes or no."), raw, (True, False)
    )


def read_choice(field: Field, raw: Raw, reading: Reading) -> Parsed:
    """Read one value of a list, by code or by label in any language."""
    text = written(raw)
    codes = _listed(field.choices, reading.languages).get(fold(text), ())
    if len(codes) == 1:
        return Parsed(codes[0])
    return refuse(_NOT_LISTED, _FROM_LIST, raw, codes or _near(field, text, reading))


def read_choices(field: Field, raw: Raw, reading: Reading) -> Parsed:
    """Read several values of a list out of one cell."""
    whole = read_choice(field, raw, reading)
    if whole.issue is None:
        return Parsed([str(whole.value)])
    codes: set[str] = set()
    for part in _parts(raw):
        one = read_choice(field, part, reading)
        if one.issue:
            return one
        codes.add(str(one.value))
    return Parsed(sorted(codes) or None)


def read_link(field: Field, raw: Raw, reading: Reading) -> Parsed:
    """Read the one record a text means; anything short of certain is asked about."""
    return _link(written(raw), reading.lookup.find(written(raw), field.targets))


def read_links(field: Field, raw: Raw, reading: Reading) -> Parsed:
    """Read several records out of one cell."""
    parts = _parts(raw)
    if len(parts) > 1:
        # The name of one record may hold the separator.
        whole = read_link(field, raw, reading)
        if whole.issue is None:
            return Parsed([str(whole.value)])
    ids: set[str] = set()
    for part in parts:
        one = read_link(field, part, reading)
        if one.issue:
            return one
        ids.add(str(one.value))
    return Parsed(sorted(ids) or None)


def read_party(field: Field, raw: Raw, reading: Reading) -> Parsed:
    """Read who is meant: a record, or a name alone where it may be one.

    A name in quotation marks is a name, whoever is on record. With `reading.labels` a name
    that is exactly nobody's is one too; otherwise it is asked about.
    """
    text = " ".join(clean(written(raw)).split())
    if quoted := _IN_QUOTES.fullmatch(text):
        return Parsed({"label": quoted["name"].strip()})
    found = reading.lookup.find(text, field.targets)
    one = _link(text, found)
    if one.issue is None:
        return Parsed({"id": one.value} if one.value else None)
    label: Value = {"label": text}
    records: tuple[Value, ...] = tuple({"id": each} for each in one.issue.proposals)
    exact = any(each.score >= 1.0 for each in found)
    if reading.labels and not exact:
        return Parsed(label)
    proposals = (*records, label)
    do = _NEW_NAME if records else N_("Say whether it is a new name.")
    return refuse(one.issue.what, do, raw, proposals, **_without_value(one.issue.params))


def _without_value(params: object) -> dict[str, object]:
    items = dict(params) if isinstance(params, dict) else {}
    items.pop("value", None)
    return items


def _link(text: str, found: Sequence[Candidate]) -> Parsed:
    exact = {each.id: each for each in found if each.score >= 1.0}
    sure = [each for each in exact.values() if not each.warn]
    if len(sure) == 1 and len(exact) == 1:
        return Parsed(sure[0].id)
    ordered = sorted(found, key=lambda each: (-each.score, each.title, each.id))
    proposals: tuple[Value, ...] = tuple(dict.fromkeys(each.id for each in ordered))
    if not ordered:
        return refuse(_NOBODY, _GIVE_NAME, text)
    if len(exact) > 1:
        return refuse(_SEVERAL, _SAY_WHICH, text, proposals)
    what = _WARNED if exact else _ALIKE
    return refuse(what, _SAY_WHICH, text, proposals, name=ordered[0].title)


def _parts(raw: Raw) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(written(raw)) if part.strip()]


@lru_cache(maxsize=512)
def _listed(
    choices: tuple[Choice, ...], languages: tuple[Texts, ...]
) -> dict[str, tuple[str, ...]]:
    """Return folded codes and labels with the codes they mean; a code wins over a label."""
    found: dict[str, dict[str, None]] = {}
    for choice in choices:
        for texts in languages:
            found.setdefault(fold(texts(choice.label)), {})[choice.code] = None
    listed = {name: tuple(codes) for name, codes in found.items()}
    return listed | {fold(choice.code): (choice.code,) for choice in choices}


def _near(field: Field, text: str, reading: Reading) -> tuple[Value, ...]:
    """Return the codes that a text resembles, or begins like, most likely first."""
    listed = _listed(field.choices, reading.languages)
    said = fold(text)
    begun = [name for name in listed if said and name.startswith(said)]
    alike = difflib.get_close_matches(said, listed, n=3, cutoff=0.7)
    return tuple(dict.fromkeys(code for name in (*begun, *alike) for code in listed[name]))
