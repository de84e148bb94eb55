"""Editors that search as one types: one link, several, a party."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from coordinator_app.ui.widgets import LinkField, Option, PartyField, TagsField, at_once
from tests.ui.widgets.stage import key, keys

STATES = [
    ("brb", "Barbados", "BRB"),
    ("hti", "Haití", "HTI"),
    ("pan", "Panamá", "PAN"),
    ("per", "Perú", "PER"),
]


def find(text: str) -> list[tuple[str, str, str]]:
    return [each for each in STATES if each[1].casefold().startswith(text.casefold())]


class Later:
    """A finder whose answers come when the test says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, object]] = []

    def __call__(self, text, answer) -> None:
        self.asked.append((text, answer))


def offered(editor) -> list[str]:
    return [option.title for option in editor._completion.list.options()]


def is_open(editor):
    return editor._completion.list.isVisible()


@pytest.mark.parametrize("taking", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_typing_offers_and_a_key_takes(kit, stage, qtbot, taking):
    on = stage(LinkField(kit, finder=at_once(find)))
    keys("p")
    qtbot.waitUntil(lambda: is_open(on.editor))
    assert offered(on.editor) == ["Panamá", "Perú"]
    key(Qt.Key.Key_Down)
    key(taking)
    assert on.committed == ["per"]
    assert on.editor.line.text() == "Perú"
    assert not is_open(on.editor)


def test_down_offers_everything_and_escape_puts_it_away(kit, stage):
    on = stage(LinkField(kit, finder=at_once(find)))
    key(Qt.Key.Key_Down)
    assert len(offered(on.editor)) == len(STATES)
    key(Qt.Key.Key_Up)
    assert on.editor._completion.list.current() == Option(*STATES[-1])
    key(Qt.Key.Key_Escape)
    assert not is_open(on.editor)


def test_escape_keeps_the_text(kit, stage, qtbot):
    on = stage(LinkField(kit, finder=at_once(find)))
    keys("Pa")
    qtbot.waitUntil(lambda: is_open(on.editor))
    key(Qt.Key.Key_Escape)
    assert on.editor.line.text() == "Pa"


def test_accents_find(kit, stage, qtbot, type_text):
    on = stage(LinkField(kit, finder=at_once(find)))
    type_text(on.editor.line, "Hait")
    qtbot.waitUntil(lambda: is_open(on.editor))
    key(Qt.Key.Key_Return)
    assert on.committed == ["hti"]


def test_a_click_takes(kit, stage):
    on = stage(LinkField(kit, finder=at_once(find)))
    key(Qt.Key.Key_Down)
    rows = on.editor._completion.list._list
    QTest.mouseClick(
        rows.viewport(),
        Qt.MouseButton.LeftButton,
        pos=rows.visualItemRect(rows.item(2)).center(),
    )
    assert on.committed == ["pan"]


def test_an_id_is_shown_by_its_title_and_comes_back(kit, stage):
    on = stage(LinkField(kit, finder=at_once(find)))
    on.editor.set_titles({"pan": "Panamá"})
    on.editor.set_value("pan")
    assert on.editor.line.text() == "Panamá"
    assert on.editor.value() == "pan"
    key(Qt.Key.Key_Tab)
    assert not on.committed


def test_emptying_unlinks(kit, stage):
    on = stage(LinkField(kit, finder=at_once(find)))
    on.editor.set_titles({"pan": "Panamá"})
    on.editor.set_value("pan")
    on.editor.line.selectAll()
    key(Qt.Key.Key_Delete)
    key(Qt.Key.Key_Tab)
    assert on.committed == [None]


def test_what_is_not_chosen_is_asked_about_and_kept(kit, stage):
    on = stage(LinkField(kit, finder=at_once(find)))
    keys("Panam")
    on.elsewhere.setFocus()
    assert not on.committed
    assert on.editor.line.text() == "Panam"
    assert on.problems == ["“Panam” is not linked yet: choose from the list."]


def test_the_exact_title_is_taken_on_leaving(kit, stage, qtbot):
    on = stage(LinkField(kit, finder=at_once(find)))
    keys("barbados")
    qtbot.waitUntil(lambda: is_open(on.editor))
    on.elsewhere.setFocus()
    assert on.committed == ["brb"]


def test_creating_is_offered_last_and_answered_by_the_page(kit, stage, qtbot):
    on = stage(LinkField(kit, finder=at_once(find), create=True))
    asked: list[str] = []
    on.editor.create_asked.connect(asked.append)
    keys("Port")
    qtbot.waitUntil(lambda: is_open(on.editor))
    assert offered(on.editor) == ["Create “Port”"]
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Return)
    assert asked == ["Port"]
    on.editor.choose("new", "Port")
    assert on.committed == ["new"]


def test_a_late_answer_to_an_older_text_is_dropped(kit, stage, qtbot):
    later = Later()
    on = stage(LinkField(kit, finder=later))
    keys("p")
    qtbot.waitUntil(lambda: len(later.asked) == 1)
    keys("e")
    qtbot.waitUntil(lambda: len(later.asked) == 2)
    later.asked[1][1]([Option("per", "Perú")])
    later.asked[0][1]([Option("pan", "Panamá")])
    assert offered(on.editor) == ["Perú"]


def test_an_answer_after_leaving_opens_nothing(kit, stage, qtbot):
    later = Later()
    on = stage(LinkField(kit, finder=later))
    keys("p")
    qtbot.waitUntil(lambda: len(later.asked) == 1)
    on.elsewhere.setFocus()
    later.asked[0][1]([Option("pan", "Panamá")])
    assert not is_open(on.editor)


def test_readonly_offers_nothing(kit, stage):
    on = stage(LinkField(kit, finder=at_once(find)))
    on.editor.set_readonly(True)
    on.editor.line.setFocus()
    key(Qt.Key.Key_Down)
    assert not is_open(on.editor)


# Parties


def test_words_are_kept_only_when_chosen(kit, stage, qtbot):
    on = stage(PartyField(kit, finder=at_once(find)))
    keys("industry firms")
    on.elsewhere.setFocus()
    assert not on.committed
    assert "keep it as words" in on.problems[-1]
    on.editor.line.setFocus()
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Up)
    key(Qt.Key.Key_Return)
    assert on.committed == [{"label": "industry firms"}]
    assert on.editor.line.text() == "industry firms"


def test_a_party_may_be_an_entry(kit, stage, qtbot):
    on = stage(PartyField(kit, finder=at_once(find)))
    keys("Pan")
    qtbot.waitUntil(lambda: is_open(on.editor))
    key(Qt.Key.Key_Return)
    assert on.committed == [{"id": "pan"}]


@pytest.mark.parametrize("value", [None, {"id": "pan"}, {"label": "Government of Canada"}])
def test_parties_come_back(kit, stage, value):
    on = stage(PartyField(kit, finder=at_once(find)))
    on.editor.set_titles({"pan": "Panamá"})
    on.editor.set_value(value)
    assert on.editor.value() == value
    on.editor._mark_edited()
    assert on.editor.value() == value


# Several


def test_several_are_added_and_taken_away_by_keys(kit, stage, qtbot):
    on = stage(TagsField(kit, finder=at_once(find)))
    for text in ("Pan", "Per"):
        keys(text)
        qtbot.waitUntil(lambda: is_open(on.editor))
        key(Qt.Key.Key_Return)
    assert on.editor.value() == ["pan", "per"]
    assert on.editor.line.accessibleDescription() == "Panamá, Perú"
    key(Qt.Key.Key_Backspace)
    key(Qt.Key.Key_Backspace)
    assert on.committed == [["pan"], ["pan", "per"], ["pan"], None]


def test_chosen_ones_are_not_offered_again(kit, stage):
    on = stage(TagsField(kit, finder=at_once(find)))
    on.editor.set_titles({"pan": "Panamá"})
    on.editor.set_value(["pan"])
    key(Qt.Key.Key_Down)
    assert "Panamá" not in offered(on.editor)
    assert "Perú" in offered(on.editor)


def test_text_left_among_tags_is_asked_about(kit, stage):
    on = stage(TagsField(kit, finder=at_once(find)))
    keys("Atlantis")
    on.elsewhere.setFocus()
    assert on.problems[-1].startswith("“Atlantis”")
    assert on.editor.line.text() == "Atlantis"


def test_readonly_tags_have_no_cross(kit, stage):
    on = stage(TagsField(kit, finder=at_once(find)))
    on.editor.set_value(["pan", "per"])
    on.editor.set_readonly(True)
    assert on.editor.value() == ["pan", "per"]
    key(Qt.Key.Key_Backspace)
    assert on.editor.value() == ["pan", "per"]
