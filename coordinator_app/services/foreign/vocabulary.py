"""The words people write above columns and on tabs, and the fields and record types they mean."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from coordinator_app import paths
from coordinator_app.domain.catalogue import Catalogue, built_in
from coordinator_app.domain.fields import Field, Kind
from coordinator_app.domain.folding import fold
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.domain.records.activity import ACTIVITIES
from coordinator_app.services.foreign.looked import FieldProposal
from coordinator_app.services.foreign.mapping import CODE
from coordinator_app.texts import LANGUAGES, Texts, load

#: From here on a header resembles a word of ours.
_ALIKE = 84.0
_SURE = {"label": 1.0, "alias": 0.95}
#: What a resemblance of 100 counts, and each further word of a list a little less than the first.
_SIMILAR, _LATER = 0.9, 0.002
#: What the last words of a header count, and of how many words it may be.
_PART, _MOST_WORDS = 0.8, 5
#: What says of which kind a row is has so many words; more are a title.
_MOST_IN_A_KIND = 3
#: Filled in by the program, or what nobody keeps in a list.
_NEVER = ("heads", "file")


@dataclass(frozen=True)
class Target:
    """What a column may be mapped to.

    Args:
        path: As in `ColumnMapping.field`: "title", "activity_partner.party:FUNDER", CODE.
        type: Record type the field belongs to.
        field: The field; None for CODE.
        variant: Code of the choice that tells rows of the owned type apart.
    """

    path: str
    type: str
    field: Field | None
    variant: str = ""

    def label(self, catalogue: Catalogue, texts: Texts) -> str:
        """Return what a person calls it."""
        if self.field is None:
            return texts("Number or code in the file")
        name = texts(self.field.label)
        if "." not in self.path:
            return name
        of = texts(catalogue[self.type].label)
        kind = kind_field(catalogue[self.type])
        choice = kind.choice(self.variant) if kind and self.variant else None
        parts = [of] if of == name else [of, name]
        return ": ".join([*parts, texts(choice.label)] if choice else parts)


def target(catalogue: Catalogue, type_key: str, path: str) -> Target | None:
    """Return what a path means for rows of a type; None when they have no such field."""
    if path == CODE:
        return Target(path, type_key, None)
    owner, dot, rest = path.partition(".")
    if not dot:
        found = catalogue[type_key].by_key.get(path) or _same_role(catalogue[type_key], path)
        return Target(path, type_key, found) if found else None
    key, _, variant = rest.partition(":")
    if owner not in catalogue or catalogue[owner] not in catalogue.children_of(type_key):
        return None
    field = catalogue[owner].by_key.get(key)
    return Target(path, owner, field, variant) if field and key != PARENT else None


def targets(catalogue: Catalogue, type_key: str) -> list[Target]:
    """Return everything a column of rows of a type may be mapped to, in the order of the form."""
    record_type = catalogue[type_key]
    found = [
        Target(field.key, type_key, field)
        for field in record_type.fields
        if field.kind is not Kind.FILE and field.key not in _NEVER
    ]
    listed = _words().get(type_key, {})
    more = dict.fromkeys(path for paths_ in listed.values() for path in paths_ if "." in path)
    found += [each for path in more if (each := target(catalogue, type_key, path))]
    return [*found, Target(CODE, type_key, None)]


def kind_field(record_type: RecordType) -> Field | None:
    """Return the list by which rows of a type are told apart (the role of a partner), if any."""
    return next(
        (each for each in record_type.fields if each.kind is Kind.CHOICE and each.identifying),
        None,
    )


def known_header(text: str) -> bool:
    """Say whether a text is a header of anything we know."""
    return fold(text) in _all_headers()


def proposals(catalogue: Catalogue, type_key: str, header: str) -> list[FieldProposal]:
    """Return the fields of a type that a header may mean, the likeliest first."""
    wanted = _bare(header)
    if not wanted:
        return []
    spelled = spellings(catalogue, type_key)
    named = catalogue[type_key].title
    found = list(spelled.get(wanted, ())) or list(_of_its_parts(wanted, spelled, named))
    if not found:
        found = list(_alike(wanted, spelled))
    best: dict[str, FieldProposal] = {}
    for each in sorted(found, key=_by_score):
        best.setdefault(each.field, each)
    return list(best.values())[:5]


@cache
def _spellings(type_key: str) -> dict[str, tuple[FieldProposal, ...]]:
    catalogue = built_in()
    found: dict[str, list[FieldProposal]] = defaultdict(list)
    languages = [load(lang) for lang in LANGUAGES]
    for field in catalogue[type_key].fields:
        if field.kind is Kind.FILE:
            continue
        for word in {field.key.replace("_", " "), *(texts(field.label) for texts in languages)}:
            found[_bare(word)].append(FieldProposal(field.key, _SURE["label"], "label"))
    for word, listed in _words().get(type_key, {}).items():
        for at, path in enumerate(listed):
            if target(catalogue, type_key, path):
                score = _SURE["alias"] - at * _LATER
                found[_bare(word)].append(FieldProposal(path, score, "alias"))
    return {word: tuple(each) for word, each in found.items()}


def spellings(catalogue: Catalogue, type_key: str) -> dict[str, tuple[FieldProposal, ...]]:
    """Return the headers by which fields of a type are known, folded."""
    return _spellings(type_key) if type_key in catalogue else {}


def _of_its_parts(
    wanted: str, spelled: dict[str, tuple[FieldProposal, ...]], named: Sequence[str]
) -> Iterator[FieldProposal]:
    """Yield what the last words of a header mean: it may stand under one for several columns.

    Where they mean a name, the first words say whose: "Institution: name".
    """
    words = wanted.split()
    for at in range(1, min(len(words), _MOST_WORDS)):
        if known := spelled.get(" ".join(words[at:])):
            if known[0].field in named:
                known = spelled.get(" ".join(words[:at]), known)
            for each in known:
                yield FieldProposal(each.field, _PART * each.score, "similar")
            return


def _alike(wanted: str, spelled: dict[str, tuple[FieldProposal, ...]]) -> Iterator[FieldProposal]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only asked for when nothing fits

    if len(wanted) < 3:
        return
    near = process.extract(
        wanted, spelled.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=5
    )
    for word, score, _ in near:
        for each in spelled[word]:
            yield FieldProposal(each.field, _SIMILAR * each.score * score / 100, "similar")


def is_a_kind(catalogue: Catalogue, header: str) -> bool:
    """Say whether a header means the list that tells activities of a type apart."""
    return any(
        each.field == kind.key and each.score >= _SURE["alias"] - 2 * _LATER
        for key in ACTIVITIES
        if (kind := kind_field(catalogue[key])) is not None
        for each in proposals(catalogue, key, header)
    )


def types_on_tab(catalogue: Catalogue, name: str) -> list[str]:
    """Return the record types that the name of a sheet means."""
    wanted = fold(name)
    found = []
    for each in catalogue:
        if not each.exported:
            continue
        spelled = {
            fold(load(lang)(text)) for lang in LANGUAGES for text in (each.label, each.plural)
        }
        spelled |= {fold(word) for word in _tab_words().get(each.key, ())}
        if wanted in spelled or any(
            word in wanted.split() or (" " in word and word in wanted) for word in spelled
        ):
            found.append(each.key)
    return found


def type_of_word(
    catalogue: Catalogue, word: str, among: Iterable[str], *, alone: bool = False
) -> tuple[str, str, str]:
    """Return the record type that a word in a type column means: type, field and code of a list.

    Args:
        among: Record types it may be.
        alone: The word has to be all there is: "National visit" means none.

    Returns:
        Three empty texts where it means none; field and code are empty where it is the type's own
        name.
    """
    wanted = fold(word.replace("_", " "))
    spelled = [each for key in among for each in _type_words(catalogue, key)]
    whole = [meant for said, meant in spelled if said == wanted]
    if whole:
        return whole[0]
    # "National visit" is a visit, where its words name one type alone.
    words = wanted.split()
    if alone or len(words) > _MOST_IN_A_KIND:
        return "", "", ""
    parts = {meant[0]: meant for said, meant in reversed(spelled) if said in words}
    return next(iter(parts.values())) if len(parts) == 1 else ("", "", "")


def _type_words(catalogue: Catalogue, type_key: str) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Yield the words for a type and its kinds, folded, with what each means."""
    record_type = catalogue[type_key]
    own = {texts(text) for texts in map(load, LANGUAGES)
           for text in (record_type.label, record_type.plural)}  # fmt: skip
    for said in (*sorted(own), type_key.replace("_", " "), *_tab_words().get(type_key, ())):
        yield fold(said), (type_key, "", "")
    for field in record_type.fields:
        if field.kind is not Kind.CHOICE or not field.identifying:
            continue
        for choice in field.choices:
            labels = {texts(choice.label) for texts in map(load, LANGUAGES)}
            for said in (*sorted(labels), choice.code.replace("_", " ")):
                yield fold(said), (type_key, field.key, choice.code)


def _same_role(record_type: RecordType, path: str) -> Field | None:
    """Return the field that plays the part of another type's: the State of a visit, the kind."""
    states = ("country", "countries")
    if path in states:
        return next((record_type.by_key[key] for key in states if key in record_type.by_key), None)
    if path.endswith("_type"):
        return record_type.by_key.get(f"{record_type.key}_type")
    return None


@cache
def _words() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return, by record type and header, the paths it may mean, the likeliest first."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for type_key, field_key, word in _rows():
        if field_key:
            for each in ACTIVITIES if type_key == "activity" else (type_key,):
                found[each][word].append(field_key)
    return {
        type_key: {word: tuple(listed) for word, listed in words.items()}
        for type_key, words in found.items()
    }


@cache
def _tab_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for type_key, field_key, word in _rows():
        if not field_key:
            found[type_key].append(word)
    return {type_key: tuple(words) for type_key, words in found.items()}


@cache
def _all_headers() -> frozenset[str]:
    words = {fold(word) for _, field_key, word in _rows() if field_key}
    for each in built_in():
        if each.exported:
            words |= {fold(load(lang)(f.label)) for lang in LANGUAGES for f in each.fields}
    return frozenset(words)


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    path = paths.resources() / "foreign" / "headers.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(
            (row["type"], row["field"], word.strip())
            for row in csv.DictReader(stream)
            for word in row["words"].split(";")
        )


def _bare(header: str) -> str:
    """Return a header without what people hang on it: colons, asterisks, units, "(2)"."""
    text = header.split("(", maxsplit=1)[0] if not header.startswith("(") else header
    return fold(text.strip(" :*?¿!¡.")) or fold(header)


def _by_score(each: FieldProposal) -> float:
    return -each.score
