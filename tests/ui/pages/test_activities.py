import shutil
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget

from coordinator_app.domain.changes import Create
from coordinator_app.services import editing, reference
from coordinator_app.ui.context import Route
from coordinator_app.ui.pages.activities import ActivitiesPage
from tests.ui.desk import Desk, new_workbook


@pytest.fixture(scope="module")
def blank(tmp_path_factory):
    return new_workbook(tmp_path_factory.mktemp("activities") / "blank.c1540")


@pytest.fixture
def desk(kit, blank, tmp_path):
    made = Desk(kit, shutil.copy(blank, tmp_path / "work.c1540"))
    yield made
    made.close()


@pytest.fixture
def ids(desk):
    state = reference.country_id
    exact, about = {"n": 20, "q": "exact"}, {"n": 15, "q": "about"}
    edits = [
        Create("visit", {"title": "Mission", "country": state("BRB"), "dates": "2026-02-03",
                         "participants": exact, "city": "Bridgetown"}),
        Create("training", {"title": "Course", "countries": [state("BRB"), state("JAM")],
                            "dates": "2026-03-01/2026-03-04", "participants": about}),
        Create("event", {"title": "Conference", "countries": [state("TTO")], "dates": "2025-11"}),
        Create("visit", {"title": "Undated", "country": state("JAM")}),
    ]  # fmt: skip
    found = desk.write(partial(editing.apply, edits=edits, label="Fill")).records
    return dict(zip(("visit", "training", "event", "undated"), found, strict=True))


@pytest.fixture
def page(desk, ids, shown):
    made = ActivitiesPage(desk.context)
    made.resize(1180, 600)
    shown(made)
    made.open(Route("activities"))
    desk.settle()
    return made


def texts(page, key):
    model = page.table.model
    at = model.column_of(key)
    return [model.text_at(row, at) for row in range(model.rowCount())]


def test_all_kinds_stand_in_one_list_latest_first(page):
    assert texts(page, "title") == ["Course", "Mission", "Conference", "Undated"]
    assert texts(page, "$type") == ["Training", "Visit", "Event", "Visit"]
    assert texts(page, "$states") == ["Barbados; Jamaica", "Barbados", "Trinidad and Tobago",
                                      "Jamaica"]  # fmt: skip


def test_the_foot_sums_all_kinds_and_keeps_the_doubt(page):
    assert page.table.foot.text() == "4 entries   ·   Participants ≈35"


@pytest.mark.parametrize(
    ("chip", "expected"),
    [("visits", ["Mission", "Undated"]), ("trainings", ["Course"]), ("events", ["Conference"])],
)
def test_a_chip_shows_one_kind_and_names_the_button(desk, page, chip, expected):
    page.open(Route("activities", params={"chip": chip}))
    desk.settle()
    assert texts(page, "title") == expected
    assert page._new.text() == f"New {chip[:-1]}"


def test_headings_sort_and_filter_over_all_kinds(desk, page):
    page.table.sort_by("title", down=False)
    desk.settle()
    assert texts(page, "title") == ["Conference", "Course", "Mission", "Undated"]
    section = page.table.model.column_of("$states")
    page.table._on_filter_asked(section, QPoint(0, 0))
    desk.settle()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    [values] = menu.findChildren(QListWidget)
    shown = [values.item(row).text() for row in range(values.count())]
    assert sorted(shown) == ["Barbados   2", "Jamaica   2", "Trinidad and Tobago   1"]
    at = next(row for row in range(values.count()) if values.item(row).text().startswith("Jam"))
    values.setCurrentRow(at)
    QTest.keyClick(values, Qt.Key.Key_Space)
    desk.settle()
    menu.close()
    assert texts(page, "title") == ["Course", "Undated"]


def test_groups_over_all_kinds(desk, page):
    page.table.group_by("status")
    desk.settle()
    assert page.table.model.rowCount() == 5
    page.table.group_by("dates")
    desk.settle()
    headings = [page.table.model.index(row, 0).data() for row in (0, 3, 5)]
    assert headings == ["2026, 2", "2025, 1", "(empty), 1"]


def test_opening_goes_to_the_page_of_the_entry(desk, page, ids):
    page.table.view.go_to(1, 0)
    QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert desk.shell.gone_to == [ids["visit"]]


def test_a_cell_of_any_kind_is_edited_in_place(desk, page, ids):
    view, model = page.table.view, page.table.model
    view.go_to(0, model.column_of("title"))
    QTest.keyClicks(view, "A")
    line = QApplication.focusWidget()
    assert line is not None
    QTest.keyClicks(line, "dvanced course")
    QTest.keyClick(line, Qt.Key.Key_Return)
    desk.settle()
    assert desk.read(lambda r: r.records.get(ids["training"])).get("title") == "Advanced course"
    assert texts(page, "title")[0] == "Advanced course"


def test_search_finds_among_all_kinds(desk, page):
    page.table.search.setText("bridgetown")
    page.table.refresh()
    desk.settle()
    assert texts(page, "title") == ["Mission"]


def test_new_offers_three_kinds_or_makes_the_one_shown(desk, page):
    page.new_here()
    assert [action.text() for action in page._menu.actions()] == ["Visit", "Training", "Event"]
    page._menu.close()
    asked: list[str] = []
    desk.context.actions.bind("new.event", partial(asked.append, "event"))
    page.open(Route("activities", params={"chip": "events"}))
    desk.settle()
    page.new_here()
    assert asked == ["event"]


def test_the_way_back_keeps_the_chip(desk, page):
    page.open(Route("activities", params={"chip": "events"}))
    desk.settle()
    assert page.route() == Route("activities", "", {"chip": "events"})
