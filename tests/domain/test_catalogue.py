"""The catalogue as a whole: every fact in it holds, in every layer and each language."""

import datetime as dt

import pytest

from coordinator_app.domain import display, parsing, values
from coordinator_app.domain.catalogue import VERSION, built_in
from coordinator_app.domain.errors import UserError
from coordinator_app.domain.fields import Field, Kind, Sensitivity, Value
from coordinator_app.domain.record_type import PARENT, RecordType
from coordinator_app.texts import LANGUAGES, load
from tests.domain.made_up_lookup import MadeUpLookup

CATALOGUE = built_in()
FIELDS = [(each, field) for each in CATALOGUE for field in each.fields]
NAMES = [f"{each.key}.{field.key}" for each, field in FIELDS]

#: Columns every type's table has beside its fields.
KEPT_BY_THE_STORE = {"rid", "id", "made", "heads", "state_scope", "deleted", "extra"}

#: One value of each kind, in its stored shape.
VALUES: dict[Kind, Value] = {
    Kind.TEXT: "Peña",
    Kind.NOTE: "one\ntwo",
    Kind.WHOLE: 3,
    Kind.AMOUNT: {"minor": 125_050, "currency": "USD"},
    Kind.PERCENT: 12.5,
    Kind.DATE: "2013-04-17",
    Kind.EDTF: "2012?-03-12/2012?-03-14",
    Kind.TIME: "09:30",
    Kind.YES_NO: True,
    Kind.COUNT: {"n": 25, "q": "at_least"},
    Kind.PARTY: {"label": "other participating countries"},
    Kind.EMAIL: "ana@example.org",
    Kind.PHONE: "+1 868 555 0100",
    Kind.URL: "https://example.org",
    Kind.LINK: "id-1",
    Kind.LINKS: ["id-1", "id-2"],
    Kind.FILE: {"sha256": "ab", "name": "a.pdf", "size": 3},
}


def some_value(field: Field) -> Value:
    """Return a value a field may hold."""
    if field.kind is Kind.CHOICE:
        return field.choices[0].code
    if field.kind is Kind.CHOICES:
        return sorted(choice.code for choice in field.choices[:2])
    return VALUES[field.kind]


@pytest.mark.parametrize(("each", "field"), FIELDS, ids=NAMES)
def test_a_field_states_what_it_needs(each: RecordType, field: Field):
    """Choices have a list, links have targets that exist, defaults are values."""
    assert field.key.isidentifier()
    assert field.key not in KEPT_BY_THE_STORE
    assert (field.kind in (Kind.CHOICE, Kind.CHOICES)) == bool(field.choices)
    codes = [choice.code for choice in field.choices]
    assert len(codes) == len(set(codes))
    for target in field.targets:
        assert target in CATALOGUE
    if field.default is not None:
        assert values.normalise(field, field.default) == field.default
    states = [choice.code for choice in each.by_key[each.life.field].choices] if each.life else []
    assert set(field.needed_for) <= set(states)


@pytest.mark.parametrize(("each", "field"), FIELDS, ids=NAMES)
def test_a_field_is_called_something_in_each_language(each: RecordType, field: Field):
    """Labels of fields, choices and types are translated, not left in English by accident."""
    messages = [each.label, each.plural, field.label, *(c.label for c in field.choices)]
    if field.hint:
        messages.append(field.hint)
    for lang in LANGUAGES:
        texts = load(lang)
        for message in messages:
            assert texts(message)
            assert "\x04" not in texts(message)


def test_spanish_says_situation_for_status_and_estado_only_for_a_state():
    """“Estado” is a State and nothing else."""
    spanish = load("es")
    for each, field in FIELDS:
        if field.key == "status":
            assert spanish(field.label) == "Situación", each.key


@pytest.mark.parametrize(("each", "field"), FIELDS, ids=NAMES)
def test_a_value_is_the_same_after_it_was_shown_and_read(each: RecordType, field: Field):
    """Every kind normalises to itself, shows in each language, and is read back from that."""
    value = some_value(field)
    assert values.normalise(field, value) == value
    assert values.same(field, value, value)
    if field.kind in (Kind.LINK, Kind.LINKS, Kind.PARTY, Kind.FILE):
        return  # names of entries are read with a workbook at hand: see test_parsing
    for lang in LANGUAGES:
        texts = load(lang)
        written = display.raw(field, value, texts, str)
        assert written
        reading = parsing.Reading(lang, MadeUpLookup(), dt.date(2026, 11, 23))
        parsed = parsing.parse(field, written, reading)
        assert parsed.issue is None, f"{written}: {parsed.issue}"
        assert parsed.value == value


@pytest.mark.parametrize("each", list(CATALOGUE), ids=lambda each: each.key)
def test_a_type_finds_its_title_keys_parent_and_states(each: RecordType):
    """Whatever a type names about itself exists among its fields."""
    keys = [field.key for field in each.fields]
    assert len(keys) == len(set(keys))
    for key in (*each.title, *(key for group in each.natural_keys for key in group)):
        assert key in each.by_key, key
    if each.date_field:
        assert each.by_key[each.date_field].kind in (Kind.DATE, Kind.EDTF)
    assert each.owned == (PARENT in each.by_key)
    if each.owned:
        parent = each.by_key[PARENT]
        assert parent.kind is Kind.LINK
        assert parent.needed
        assert each.parents == ("*",) or set(parent.targets) == set(each.parents)
    if each.state_path not in ("", "id"):
        assert each.by_key[each.state_path].kind in (Kind.LINK, Kind.LINKS, Kind.PARTY)


def test_a_title_names_only_records_whose_titles_name_none():
    """The writer makes titles in two rounds: the plain ones, then those that name these."""
    naming = {each.key for each in CATALOGUE if any(f.key in each.title for f in each.linking)}
    assert naming
    for key in sorted(naming):
        for field in CATALOGUE[key].linking:
            if field.key in CATALOGUE[key].title:
                assert not naming & set(field.targets), (key, field.key)


@pytest.mark.parametrize("each", [t for t in CATALOGUE if t.life], ids=lambda each: each.key)
def test_a_life_cycle_is_whole(each: RecordType):
    """Every state can be reached, is in the list of choices, and leads to states that exist."""
    life = each.life
    assert life is not None
    codes = {choice.code for choice in each.by_key[life.field].choices}
    assert set(life.transitions) == codes
    reached, pending = {life.initial}, [life.initial]
    while pending:
        for state in life.next_states(pending.pop()):
            assert state in codes
            if state not in reached:
                reached.add(state)
                pending.append(state)
    assert codes - reached <= {"IDEA", "PREPARED", "PROPOSED"}  # where entries may also begin
    assert set(life.guards) <= codes
    assert set(life.final) <= codes


def test_prefixes_are_unique():
    """A reference says which type it is of."""
    prefixes = [each.prefix for each in CATALOGUE if each.prefix]
    assert len(prefixes) == len(set(prefixes))


def test_personal_data_is_marked_wherever_people_are_named():
    """Whoever builds a file without personal data can trust the mark."""
    for each, field in FIELDS:
        if field.kind in (Kind.EMAIL, Kind.PHONE) and each.key != "institution":
            assert field.personal, f"{each.key}.{field.key}"
    for key in ("contact.name", "participant.person", "visit_delegate.person"):
        type_key, field_key = key.split(".")
        assert CATALOGUE.field(type_key, field_key).personal


def test_gaps_of_a_state_are_confidential():
    """Findings, needs and stages could guide a trafficker (domain 8.1)."""
    for key in ("visit.findings", "visit.needs", "country_profile.stage", "visit_meeting.points"):
        type_key, field_key = key.split(".")
        assert CATALOGUE.field(type_key, field_key).sensitivity >= Sensitivity.CONFIDENTIAL


def test_what_is_not_there_is_said_with_what_is():
    """An unknown type or field is refused with the list of those that exist."""
    with pytest.raises(UserError, match="visit_meeting"):
        CATALOGUE["visist"]
    with pytest.raises(UserError, match="visit_type"):
        CATALOGUE.field("visit", "visittype")
    assert VERSION >= 1
