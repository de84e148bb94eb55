"""What editing refuses: reference data that every file holds is not deleted."""

from __future__ import annotations

import pytest

from coordinator_app.domain.changes import Delete
from coordinator_app.domain.errors import UserError
from coordinator_app.services import editing, reference
from coordinator_app.services.session import Session
from tests.services.region import TTO, make


@pytest.fixture
def region(session: Session) -> Session:
    reference.lay(session)
    return session


@pytest.mark.parametrize("type_key", ["country", "country_group", "group_membership", "theme"])
def test_reference_data_is_not_deleted(region, type_key):
    given = region.records.living(type_key)[0]
    count = region.records.count(type_key)
    with pytest.raises(UserError, match="comes with the program") as refused:
        editing.delete(region, [given.id])
    assert refused.value.do == "Change it, or leave it unused."
    with pytest.raises(UserError, match="comes with the program"):
        editing.apply(region, [Delete(given.id)], "Delete")
    assert region.records.count(type_key) == count


def test_with_entries_of_a_person_nothing_of_both_is_deleted(region):
    visit = make(region, "visit", title="Mission", country=TTO)
    with pytest.raises(UserError, match="Trinidad and Tobago"):
        editing.delete(region, [visit, TTO])
    assert not region.records.get(visit).deleted
    editing.delete(region, [visit])
    assert region.records.get(visit).deleted


def test_what_a_person_added_beside_it_can_be_deleted(region):
    theme = make(region, "theme", code="OWN", label_en="Our own")
    office = make(region, "institution", name="Customs")
    editing.delete(region, [theme, office])
    assert region.records.get(theme).deleted
