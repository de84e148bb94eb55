"""What an editor shows of an entry: its value, the names behind it, the choices that are lawful."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel

from coordinator_app.domain.fields import Value
from coordinator_app.domain.issues import Issue
from coordinator_app.domain.record import Record
from coordinator_app.domain.record_type import RecordType
from coordinator_app.texts import Texts
from coordinator_app.ui.forms.editors import labels
from coordinator_app.ui.theme import SMALL_PIXELS, SPACE_S, base_font
from coordinator_app.ui.widgets.choice_field import ChoiceField
from coordinator_app.ui.widgets.editor import Editor
from coordinator_app.ui.widgets.field_row import FieldRow
from coordinator_app.ui.widgets.link_field import LinkField
from coordinator_app.ui.widgets.tags_field import TagsField


def shown(record: Record, key: str) -> Value:
    """Return a value as its editor shows it; of a file that is its name."""
    value = record.get(key)
    if isinstance(value, dict) and "sha256" in value:
        return str(value.get("name", ""))
    return value


def name_links(editor: Editor, names: Mapping[str, str]) -> None:
    """Say how the entries an editor links to are called."""
    if isinstance(editor, LinkField | TagsField):
        editor.set_titles(names)


def offer_lawful(
    record_type: RecordType, key: str, editor: Editor, record: Record, texts: Texts
) -> None:
    """Offer only the lawful next states, and the present one; a draft may begin in any."""
    life = record_type.life
    if life is None or life.field != key or not isinstance(editor, ChoiceField):
        return
    now = record.text(key)
    lawful = {now, *life.next_states(now)} if now and record.id else set(life.transitions)
    offered = labels(record_type.by_key[key], texts)
    editor.set_options([each for each in offered if each[0] in lawful])


def issue_of(key: str, issues: Sequence[Issue], texts: Texts) -> str:
    """Return what is wrong with a field, "" when nothing is."""
    found = (each for each in issues if each.place.field == key)
    return next((each.sentence(texts) for each in found), "")


def targets(value: Value) -> list[str]:
    """Return the ids that a value may point at."""
    match value:
        case str(one):
            return [one]
        case list(many):
            return many
        case {"id": str(one)}:
            return [one]
        case _:
            return []


def hide_label(row: FieldRow) -> None:
    """Leave out the label of a field whose place says what it is; its accessible name stays."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for label in row.findChildren(QLabel, options=direct):
        if label.property("kind") == "label":
            label.hide()


def label_width(text: str) -> int:
    """Return the width of a label at the left of its field."""
    metrics = QFontMetrics(base_font(pixels=SMALL_PIXELS, weight=QFont.Weight.Medium))
    return metrics.horizontalAdvance(text) + 4


def fit_hint(row: FieldRow) -> None:
    """Show the hint of a field only where it has room; its tool tip says it anyway."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    found = {each.property("kind"): each for each in row.findChildren(QLabel, options=direct)}
    label, hint = found.get("label"), found.get("hint")
    if label is None or hint is None or not hint.text():
        return
    wanted = label.sizeHint().width() + hint.sizeHint().width() + SPACE_S
    hint.setVisible(wanted <= row.width())


def issue_label(row: FieldRow) -> QLabel:
    """Return the line that says what is wrong with a field, to be put where there is room."""
    found = (each for each in row.findChildren(QLabel) if each.property("kind") == "issue")
    return next(found)
