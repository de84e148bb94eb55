from pathlib import Path

import pytest

from coordinator_app.services import editing, pasting, reference, samples, undoing
from coordinator_app.texts import load

EN = load("en")


@pytest.fixture
def session(tmp_path: Path, clock):
    made = samples.new(tmp_path / "work.c1540", clock, "Tester")
    yield made
    made.close()


@pytest.fixture
def follow_ups(session):
    return [
        editing.create(
            session,
            "follow_up",
            {"title": f"Number {number}", "countries": [reference.country_id("BRB")]},
        ).id
        for number in range(3)
    ]


def plan(session, table, fields, targets, given=None, type_key="follow_up"):
    return pasting.plan(session, type_key, fields, targets, table, EN, given)


def test_a_block_says_what_it_would_change_and_writes_nothing(session, follow_ups):
    block = plan(
        session,
        [["Number 0", "17 Apr 2026"], ["Changed", ""]],
        ["title", "due_on"],
        follow_ups,
    )
    assert block.changed == 2
    assert [[cell.changes for cell in row.cells] for row in block.rows] == [
        [False, True],
        [True, False],
    ]
    assert block.rows[0].cells[1].value == "2026-04-17"
    assert session.records.get(follow_ups[1]).get("title") == "Number 1"


def test_one_operation_that_one_undo_takes_back(session, follow_ups):
    block = plan(session, [["One"], ["Two"], ["Three"]], ["title"], follow_ups)
    before = session.log.revision()
    change_set = pasting.apply(session, block)
    assert len(change_set.changes) == 3
    assert [session.records.get(each).get("title") for each in follow_ups] == [
        "One",
        "Two",
        "Three",
    ]
    undoing.undo(session)
    assert session.records.get(follow_ups[0]).get("title") == "Number 0"
    assert session.log.entries(before="")[1].operation != before


def test_headings_above_the_block_are_not_pasted_in_any_language(session, follow_ups):
    for heading in ("What", "Qué"):
        block = plan(session, [[heading], ["Changed"]], ["title"], follow_ups)
        assert [row.cells[0].raw for row in block.rows] == ["Changed"]


def test_rows_without_an_entry_are_counted_not_lost_in_silence(session, follow_ups):
    block = plan(session, [["a"], ["b"], ["c"], ["d"]], ["title"], follow_ups)
    assert block.beyond == 1
    assert block.wants_a_look


def test_columns_that_cannot_be_edited_are_left_out_and_counted(session, follow_ups):
    block = plan(session, [["FU-1", "new", "more"]], ["", "title"], follow_ups)
    assert [cell.field for cell in block.rows[0].cells] == ["title"]
    assert block.left_out == 2


def test_what_cannot_be_read_is_kept_as_an_issue_and_asked_about(session, follow_ups):
    block = plan(session, [["Finished-ish", "no idea when"]], ["status", "due_on"], follow_ups)
    assert block.problems == [(0, 0), (0, 1)]
    assert block.wants_a_look
    assert pasting.edits(block) == []
    decided = block.with_value([(0, 0)], "IN_PROGRESS", "In progress")
    assert decided.problems == [(0, 1)]
    pasting.apply(session, decided)
    assert session.records.get(follow_ups[0]).get("status") == "IN_PROGRESS"


def test_proposals_are_given_in_words(session, follow_ups):
    editing.create(session, "contact", {"name": "Marigold Hummingbird"})
    block = plan(session, [["Marigold Humingbird"]], ["owner"], follow_ups)
    offered = pasting.proposals(session, session.catalogue, block, EN)
    words = [shown for _, shown in offered["owner", "Marigold Humingbird"]]
    assert words[0] == "Marigold Hummingbird"
    assert "Marigold Humingbird" in words


def test_new_rows_are_made_where_there_is_no_entry(session):
    visit = editing.create(
        session, "visit", {"title": "Mission", "country": reference.country_id("BRB")}
    )
    given = {"parent": visit.id}
    table = [["Port", "Port"], ["", "Airport"]]
    block = plan(session, table, ["name", "site_type"], [], given, "visit_site")
    assert [row.lacks for row in block.rows] == [(), ("name",)]
    pasting.apply(session, block, given)
    [made] = session.records.children(visit.id, "visit_site")
    assert (made.get("name"), made.get("site_type")) == ("Port", "PORT")


def test_more_than_twenty_rows_want_a_look(session, follow_ups):
    few = plan(session, [["x"]] * 3, ["title"], follow_ups)
    many = plan(session, [["x"]] * 21, ["title"], follow_ups * 7)
    assert not few.wants_a_look
    assert many.wants_a_look


def test_the_same_words_in_a_column_are_asked_about_once(session, follow_ups):
    table = [["Finished-ish", "x"], ["Finished-ish", "x"], ["Nearly", "x"]]
    block = plan(session, table, ["status", "title"], follow_ups)
    questions = block.questions
    assert [(each.raw, len(each.cells)) for each in questions] == [
        ("Finished-ish", 2),
        ("Nearly", 1),
    ]
    decided = block.with_value(questions[0].cells, "IN_PROGRESS", "In progress")
    pasting.apply(session, decided.with_value(questions[1].cells, None))
    status = [session.records.get(each).get("status") for each in follow_ups]
    assert status == ["IN_PROGRESS", "IN_PROGRESS", "OPEN"]


def test_a_block_that_was_sorted_in_excel_finds_its_entries_by_reference(session, follow_ups):
    references = [session.records.get(each).reference for each in follow_ups]
    table = [["Reference", "What"], [references[2], "Last"], [references[0], "First"]]
    block = plan(session, table, [pasting.REFERENCE, "title"], follow_ups)
    pasting.apply(session, block)
    titles = [session.records.get(each).get("title") for each in follow_ups]
    assert titles == ["First", "Number 1", "Last"]
    assert (block.beyond, block.left_out) == (0, 0)


def test_a_reference_nobody_bears_or_that_stands_twice_goes_to_no_entry(session, follow_ups):
    first = session.records.get(follow_ups[0]).reference
    table = [[first, "One"], [first, "Two"], ["FU-XXX-2020-001", "Three"], ["", "Four"]]
    block = plan(session, table, [pasting.REFERENCE, "title"], follow_ups)
    assert [row.record for row in block.rows] == [follow_ups[0]]
    assert block.beyond == 3
    assert block.wants_a_look


def test_headings_in_another_order_say_which_column_is_which(session, follow_ups):
    table = [["Priority", "Qué"], ["High", "Changed"]]
    block = pasting.plan(
        session,
        "follow_up",
        ["title"],
        follow_ups,
        table,
        EN,
        None,
        ["title", "due_on", "priority"],
    )
    pasting.apply(session, block)
    record = session.records.get(follow_ups[0])
    assert (record.get("title"), record.get("priority")) == ("Changed", "HIGH")


def test_a_count_that_says_more_is_split_as_in_lists_and_looked_at_first(session):
    made = [
        editing.create(session, "training", {"title": f"Course {n}", "dates": "2024"}).id
        for n in range(2)
    ]
    rows = [["24 (10 mujeres)"], ["about 15"]]
    block = plan(session, rows, ["participants"], made, type_key="training")
    assert block.wants_a_look
    assert [[cell.field for cell in row.cells] for row in block.rows] == [
        ["participants", "women"]
    ] * 2
    pasting.apply(session, block)
    first, second = (session.records.get(each) for each in made)
    assert first.get("participants") == {"n": 24, "q": "exact"}
    assert first.get("women") == {"n": 10, "q": "exact"}
    assert (second.get("participants"), second.get("women")) == ({"n": 15, "q": "about"}, None)


def test_a_count_beside_a_column_of_its_own_is_asked_about_there(session):
    made = editing.create(session, "training", {"title": "Course", "dates": "2024", "women": None})
    block = plan(session, [["24 (10 women)", "11"]], ["participants", "women"], [made.id],
                 type_key="training")  # fmt: skip
    pasting.apply(session, block)
    found = session.records.get(made.id)
    assert (found.get("participants")["n"], found.get("women")["n"]) == (24, 11)
