"""The pieces that show and steer: chips, bar, splitter, pills, layout, names."""

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView, QWidget

from coordinator_app.ui.widgets import (
    STATUS_TONES,
    TONE_ROLE,
    AmountField,
    Banner,
    Card,
    Chip,
    Chips,
    ChoiceField,
    CountField,
    DateField,
    EmptyState,
    FieldRow,
    FlowLayout,
    Kit,
    LinkField,
    NoteField,
    PageHeader,
    PartyField,
    PercentField,
    SearchField,
    SectionTitle,
    Splitter,
    StatusDelegate,
    StatusPill,
    TagsField,
    TextField,
    TimeField,
    WholeField,
    YesNoField,
    at_once,
    button,
    nav_button,
    tone_of,
    tool_button,
)


class Kept(dict[str, str]):
    def recall(self, name: str) -> str:
        return self.get(name, "")

    def remember(self, name: str, value: str) -> None:
        self[name] = value


def test_chips_tell_counts_and_keep_what_is_on(kit: Kit, shown):
    chips = Chips(kit, "Status")
    chips.set_chips([Chip("late", "Late", 7), Chip("done", "Done")])
    shown(chips)
    told: list[list[str]] = []
    chips.selection_changed.connect(lambda: told.append(chips.selected()))
    late, done = chips.findChildren(QPushButton)
    assert late.accessibleName() == "Late, 7"
    QTest.keyClick(late, Qt.Key.Key_Space)
    done.click()
    assert told == [["late"], ["late", "done"]]
    chips.set_chips([Chip("late", "Late", 6), Chip("done", "Done", 2)])
    assert late.text() == "Late  6"
    chips.set_chips([Chip("done", "Done", 2), Chip("new", "New", 1)])
    assert chips.selected() == ["done"]


def test_one_chip_of_a_single_row_is_on_at_most(kit: Kit, shown):
    chips = Chips(kit, "View", several=False)
    chips.set_chips([Chip("a", "A"), Chip("b", "B")])
    shown(chips)
    first, second = chips.findChildren(QPushButton)
    first.click()
    second.click()
    assert chips.selected() == ["b"]
    second.click()
    assert chips.selected() == []


def test_the_bar_does_what_it_offers_once(kit: Kit, shown):
    host = shown(QWidget())
    host.resize(600, 300)
    bar = Banner(kit, host)
    undone: list[bool] = []
    bar.say("14 taken in", "Undo", lambda: undone.append(True))
    assert bar.text == "14 taken in"
    assert host.rect().contains(bar.geometry())
    bar.press()
    bar.press()
    assert undone == [True]
    assert bar.text == ""


def test_the_bar_goes_away_and_follows_its_host(kit: Kit, shown, qtbot):
    host = shown(QWidget())
    host.resize(600, 300)
    bar = Banner(kit, host)
    bar.say("Saved", seconds=0.05)
    host.resize(800, 500)
    assert bar.geometry().bottom() > 400
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_the_bar_waits_while_it_has_the_focus(kit: Kit, shown, qtbot):
    host = shown(QWidget())
    host.resize(600, 300)
    bar = Banner(kit, host)
    bar.say("Saved", "Undo", seconds=0.02)
    bar._action.setFocus()
    qtbot.wait(60)
    assert bar.isVisible()


def test_a_splitter_comes_back_where_it_was_left(shown, qtbot):
    kept = Kept()

    def build():
        made = Splitter(Qt.Orientation.Horizontal, "visit", kept)
        made.addWidget(QWidget())
        made.addWidget(QWidget())
        made.resize(608, 100)
        return shown(made)

    first = build()
    first.restore(300, 300)
    assert first.sizes()[0] == pytest.approx(300, abs=2)
    first.moveSplitter(150, 1)
    second = build()
    second.restore(300, 300)
    assert second.sizes() == first.sizes()


@pytest.mark.parametrize("nonsense", ["", "a,b", "1,2,3", "0,0", "-5,10"])
def test_nonsense_in_memory_gives_the_default(shown, nonsense):
    made = Splitter(Qt.Orientation.Horizontal, "x", Kept({"splitter/x": nonsense}))
    made.addWidget(QWidget())
    made.addWidget(QWidget())
    made.resize(408, 100)
    shown(made)
    made.restore(100, 300)
    assert made.sizes()[1] > made.sizes()[0] > 0


def test_search_waits_for_a_pause_and_enter_does_not(kit: Kit, shown, qtbot):
    field = shown(SearchField(kit, "Find"))
    told: list[str] = []
    field.searched.connect(told.append)
    QTest.keyClicks(field, "vis")
    assert told == []
    qtbot.waitUntil(lambda: told == ["vis"])
    QTest.keyClicks(field, "it")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == ["vis", "visit"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert told == ["vis", "visit", ""]


def test_lines_wrap_and_hidden_things_take_no_room(shown):
    whole = QWidget()
    flow = FlowLayout(whole, spacing=10)
    boxes = []
    for _ in range(4):
        box = QWidget()
        box.setFixedSize(100, 20)
        flow.addWidget(box)
        boxes.append(box)
    whole.resize(330, 200)
    shown(whole)
    assert [box.pos().y() for box in boxes] == [0, 0, 0, 30]
    assert flow.heightForWidth(430) == 20
    boxes[0].hide()
    flow.activate()
    assert boxes[3].pos().y() == 0
    assert flow.takeAt(9) is None
    assert flow.itemAt(9) is None


def drawn(delegate: StatusDelegate, model: QStandardItemModel) -> set[str]:
    view = QTableView()
    view.setModel(model)
    view.setItemDelegate(delegate)
    view.resize(300, 100)
    image = view.grab().toImage()
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
    }


def test_a_status_cell_shows_ground_dot_and_word_of_its_tone(kit: Kit, qtbot):
    model = QStandardItemModel(1, 1)
    item = QStandardItem("Late")
    item.setData("danger", TONE_ROLE)
    model.setItem(0, 0, item)
    delegate = StatusDelegate(kit.look)
    seen = drawn(delegate, model)
    assert {kit.theme.danger, kit.theme.danger_soft} <= seen
    kit.look.choose("dark")
    assert {kit.theme.danger, kit.theme.danger_soft} <= drawn(delegate, model)


def test_two_statuses_of_one_tone_are_told_by_their_words(kit: Kit, qtbot):
    def picture(word: str) -> QImage:
        pill = StatusPill(kit, word, "ok")
        qtbot.addWidget(pill)
        pill.resize(100, 22)
        return pill.grab().toImage()

    assert picture("Done") != picture("Verified")


def test_a_pill_says_its_word_to_those_who_do_not_see_it(kit: Kit, qtbot):
    pill = StatusPill(kit, "Open", tone_of("OPEN"))
    qtbot.addWidget(pill)
    pill.set_status("Late", "danger")
    assert pill.accessibleName() == "Late"
    assert pill.sizeHint().width() > 30


def test_tones_are_tones_of_the_theme(kit: Kit):
    for tone in {*STATUS_TONES.values(), tone_of("no such status")}:
        assert all(color.isValid() for color in kit.theme.tone(tone))


def test_a_header_keeps_its_order(kit: Kit, shown):
    header = PageHeader("Visits")
    main = button(kit, "New visit", "primary")
    header.set_main(main)
    other = button(kit, "Save as Excel")
    header.add_button(other)
    find = SearchField(kit, "Find")
    header.add_filter(find)
    header.resize(900, 40)
    shown(header)
    assert header.height() == 40
    places = [widget.mapTo(header, widget.rect().topLeft()).x() for widget in (find, other, main)]
    assert places == sorted(places)
    header.set_count("12 entries")
    assert header._count.isVisible()


def test_an_empty_state_says_what_to_do(kit: Kit, shown):
    pressed: list[bool] = []
    act = button(kit, "Plan a visit", clicked=lambda: pressed.append(True))
    state = shown(EmptyState(kit, "visit", "No visits yet.", act))
    QTest.keyClick(act, Qt.Key.Key_Space)
    assert pressed == [True]
    state.set_sentence("Nothing found.")
    kit.look.choose("dark")
    assert state._sentence.text() == "Nothing found."


def test_a_long_sentence_of_an_empty_state_wraps_in_narrow_places(kit: Kit, shown):
    state = EmptyState(kit, "visit", "word " * 30)
    state.resize(200, 300)
    shown(state)
    assert state.width() == 200
    assert state._sentence.height() >= state._sentence.heightForWidth(state._sentence.width())


def everything(kit: Kit) -> list[QWidget]:
    finder = at_once(lambda text: [])
    editors = [
        TextField(kit),
        TextField(kit, kind="email"),
        NoteField(kit),
        WholeField(kit),
        PercentField(kit),
        AmountField(kit),
        TimeField(kit),
        DateField(kit, parse=str),
        ChoiceField(kit, options=[("a", "A")]),
        YesNoField(kit),
        CountField(kit),
        LinkField(kit, finder=finder),
        PartyField(kit, finder=finder),
        TagsField(kit, finder=finder),
    ]
    rows: list[QWidget] = [FieldRow(f"Field {n}", editor) for n, editor in enumerate(editors)]
    chips = Chips(kit, "Status")
    chips.set_chips([Chip("a", "A", 1)])
    title = SectionTitle("Commitments", "3 open")
    title.add(tool_button(kit, "add", "Add a line"))
    card = Card("Card")
    card.add(title)
    host = QWidget()
    Banner(kit, host).say("Done", "Undo")
    tags = TagsField(kit, "Tags", finder=finder)
    tags.set_value(["a", "b"])
    return [
        *rows,
        chips,
        card,
        host,
        tags,
        SearchField(kit, "Find"),
        nav_button(kit, "home", "Home", narrow=True),
        EmptyState(kit, "visit", "None.", button(kit, "Add")),
    ]


def test_nothing_that_takes_the_focus_is_without_a_name(kit: Kit, qtbot):
    from PySide6.QtGui import QAccessible

    for whole in everything(kit):
        qtbot.addWidget(whole)
        for widget in [whole, *whole.findChildren(QWidget)]:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                said = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
                assert said, f"{widget} in {whole}"


def test_controls_are_of_one_height(kit: Kit, shown):
    finder = at_once(lambda text: [])
    heights = {
        widget.sizeHint().height()
        for widget in (
            button(kit, "Plain"),
            button(kit, "Main", "primary", icon="add"),
            TextField(kit),
            ChoiceField(kit),
            LinkField(kit, finder=finder),
            TagsField(kit, finder=finder),
            SearchField(kit, "Find"),
        )
    }
    assert max(heights) - min(heights) <= 3, heights


def test_focus_does_not_change_the_size_of_a_field(kit: Kit, shown, qtbot):
    field = shown(TextField(kit))
    field.line.clearFocus()
    before = QRect(field.line.geometry())
    hint = QSize(field.line.sizeHint())
    field.line.setFocus()
    assert field.line.sizeHint() == hint
    assert field.line.geometry() == before


def test_every_piece_can_be_asked_for_and_loads_only_then():
    import subprocess
    import sys

    from coordinator_app.ui import widgets

    for name in widgets.__all__:
        assert getattr(widgets, name) is not None
    with pytest.raises(AttributeError):
        widgets.no_such_piece  # noqa: B018  asking for it is what fails
    script = (
        "import sys; from coordinator_app.ui.widgets import Card; "
        "print('coordinator_app.ui.widgets.date_field' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "False"
