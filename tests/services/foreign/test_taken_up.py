"""A list that was checked in part is taken up again with what was typed and chosen."""

from __future__ import annotations

from coordinator_app.services import editing
from coordinator_app.services.exchange import lines, rehearsal, review, standing
from coordinator_app.services.foreign import comparing, looking, proposing
from coordinator_app.texts import load
from tests.services.foreign.conftest import table

HEADS = "Título|País|Fecha|Ciudad|Participantes"
FIRST = table(HEADS, "Mesa redonda sobre exportaciones|Perú|2013-04-17|Lima|24")
MORE = table(
    HEADS,
    "Mesa redonda de exportaciones|Perú|2013-04-17|Cusco|26",
    "Encuentro en Kingston|Jamaica|2014-06-10|Kingston|muchos",
)


def compared(office, source):
    look = looking.look(office, source)
    return comparing.compare(office, look, proposing.propose(office, look))


def test_values_typed_and_entries_chosen_are_there_the_next_day(office):
    review.apply(office, compared(office, FIRST))
    (there,) = office.records.all("visit")
    received = compared(office, MORE)
    (row,) = (each for each in received.plan.rows if each.candidates)
    (count,) = (each for each in received.plan.cells if each.cls.value == "invalid")
    decisions = {
        row.n: review.Other(there.id, update=True),
        count.n: review.Other({"n": 30, "q": "exact"}),
    }
    kept = review.save(office, received, decisions)
    again, answers = review.resume(office, kept)
    assert answers == decisions
    review.apply(office, again, decisions=answers)
    visits = {each.title: each for each in office.records.all("visit")}
    assert visits["Encuentro en Kingston"].get("participants") == {"n": 30, "q": "exact"}
    updated = office.records.get(there.id)
    assert (updated.get("city"), updated.get("participants")) == ("Cusco", {"n": 26, "q": "exact"})
    assert len(visits) == 2


def test_one_that_was_taken_in_before_its_date_is_answered_is_done_then(office):
    received = compared(office, table("Título|País|Fecha", "Mesa redonda|Perú|3/4/2025"))
    applied = review.apply(office, received)
    (there,) = office.records.all("visit")
    assert there.get("status") == "PLANNED"
    again, _ = review.resume(office, applied.review)
    (cell,) = again.plan.cells
    (line,) = lines.lines(office, again, load("en"))
    assert line.entry == f"{there.reference} Mesa redonda"
    review.apply(office, again, decisions={cell.n: review.Other("2025-04-03")})
    there = office.records.get(there.id)
    assert (there.get("dates"), there.get("status")) == ("2025-04-03", "COMPLETED")


def test_what_cannot_be_used_of_a_new_entry_bears_its_name(office):
    found = lines.lines(office, compared(office, MORE), load("en"))
    (line,) = (each for each in found if each.cls == "invalid")
    assert line.entry == "Encuentro en Kingston"


def test_it_can_be_tried_without_saving(office):
    received = compared(office, MORE)
    before = office.log.revision()
    found = rehearsal.rehearse(office, received, review.outcome(office, received), load("en"))
    assert [len(sheet.rows) for sheet in found.sheets] == [0, 2, 1]
    assert office.log.revision() == before


def test_standing_rules_for_lists_decide_what_both_changed(office):
    review.apply(office, compared(office, FIRST))
    (there,) = office.records.all("visit")
    editing.update(office, there.id, {"city": "Arequipa"})
    later = FIRST.replace("Lima", "Cusco")
    (cell,) = compared(office, later).plan.cells
    assert (cell.cls.value, cell.decision.value) == ("conflict", "open")
    standing.add(office, standing.Rule("FOREIGN", "visit", "city", "theirs"))
    received = compared(office, later)
    (cell,) = received.plan.cells
    assert (cell.decision.value, cell.rule) == ("take", "theirs")
    review.apply(office, received)
    assert office.records.get(there.id).get("city") == "Cusco"


def test_an_activity_whose_date_is_answered_in_the_review_is_done(office):
    text = table(
        "Título|País|Fecha",
        "Mesa redonda|Perú|3/4/2025",
        "Próxima misión|Jamaica|4/5/2027",
        "Sin fecha|Belice|en primavera",
    )
    received = compared(office, text)
    dates = {cell.raw: cell.n for cell in received.plan.cells}
    decisions = {
        dates["3/4/2025"]: review.Other("2025-04-03"),
        dates["4/5/2027"]: review.Other("2027-05-04"),
    }
    again, answers = review.resume(office, review.save(office, received, decisions))
    review.apply(office, again, decisions=answers, accept="all")
    found = {
        each.title: (each.get("dates"), each.get("status")) for each in office.records.all("visit")
    }
    assert found["Mesa redonda"] == ("2025-04-03", "COMPLETED")
    assert found["Próxima misión"] == ("2027-05-04", "PLANNED")
    assert found["Sin fecha"] == (None, "PLANNED")
