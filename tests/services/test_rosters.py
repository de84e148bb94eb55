"""The list of participants, counted."""

from __future__ import annotations

import pytest

from coordinator_app.services import editing, reference, rosters


@pytest.fixture
def office(session):
    reference.lay(session)
    return session


def add(office, training, name, **values):
    editing.create(office, "participant", {"parent": training, "person": {"label": name}, **values})


def test_only_those_who_came_to_learn_are_counted(office):
    training = editing.create(office, "training", {"title": "Course"}).id
    state = reference.country_id("BRB")
    add(office, training, "Ana", gender="F", attendance="ATTENDED", country=state)
    add(office, training, "Eva", gender="F", attendance="PARTIAL", country=state)
    add(office, training, "Luis", gender="M", attendance="NO_SHOW")
    add(office, training, "Mr Trainer", gender="M", attendance="ATTENDED", role="TRAINER")
    found = rosters.of_training(office, training)
    assert (found.listed, found.trained) == (4, 2)
    assert found.counted["women"] == 2
    assert found.counted["men"] == 0
    assert found.counted["countries_count"] == 1
    assert not found.complete


def test_scores_are_compared_only_of_those_who_have_both(office):
    training = editing.create(office, "training", {"title": "Course", "roster_complete": True}).id
    add(office, training, "Ana", attendance="ATTENDED", pre_score=5, post_score=10, max_score=10)
    add(office, training, "Eva", attendance="ATTENDED", pre_score=40, post_score=60, max_score=100)
    add(office, training, "Luis", attendance="ATTENDED", pre_score=1, max_score=10)
    found = rosters.of_training(office, training)
    assert (found.before, found.after, found.scored) == (45.0, 80.0, 2)
    assert found.complete


def test_a_training_without_a_list(office):
    training = editing.create(office, "training", {"title": "Course"}).id
    found = rosters.of_training(office, training)
    assert (found.listed, found.before, found.scored) == (0, None, 0)
