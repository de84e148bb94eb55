"""Small well-made pieces that pages are put together from.

`from coordinator_app.ui.widgets import X` loads a piece when it is first asked for: the first page
needs few of them, and starts sooner.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from coordinator_app.ui.widgets.banner import Banner
    from coordinator_app.ui.widgets.card import Card, EmptyState, SectionTitle
    from coordinator_app.ui.widgets.chips import Chip, Chips
    from coordinator_app.ui.widgets.choice_field import ChoiceBox, ChoiceField, YesNoField
    from coordinator_app.ui.widgets.count_field import CountField
    from coordinator_app.ui.widgets.date_field import DateField, make_date_field
    from coordinator_app.ui.widgets.editor import Editor, editor_of
    from coordinator_app.ui.widgets.field_row import FieldRow
    from coordinator_app.ui.widgets.flow_layout import FlowLayout
    from coordinator_app.ui.widgets.kit import (
        Kit,
        button,
        line,
        nav_button,
        set_mark,
        styled,
        tool_button,
        words,
    )
    from coordinator_app.ui.widgets.link_field import LinkField
    from coordinator_app.ui.widgets.note_field import NoteField
    from coordinator_app.ui.widgets.number_fields import (
        AmountField,
        PercentField,
        TimeField,
        WholeField,
    )
    from coordinator_app.ui.widgets.page_header import PageHeader
    from coordinator_app.ui.widgets.party_field import PartyField
    from coordinator_app.ui.widgets.search_field import SearchField
    from coordinator_app.ui.widgets.splitter import Memory, Splitter
    from coordinator_app.ui.widgets.status import (
        STATUS_TONES,
        TONE_ROLE,
        StatusDelegate,
        StatusPill,
        paint_pill,
        tone_of,
    )
    from coordinator_app.ui.widgets.suggestions import Finder, Option, at_once
    from coordinator_app.ui.widgets.tags_field import TagsField
    from coordinator_app.ui.widgets.text_field import TextField

__all__ = [
    "STATUS_TONES",
    "TONE_ROLE",
    "AmountField",
    "Banner",
    "Card",
    "Chip",
    "Chips",
    "ChoiceBox",
    "ChoiceField",
    "CountField",
    "DateField",
    "Editor",
    "EmptyState",
    "FieldRow",
    "Finder",
    "FlowLayout",
    "Kit",
    "LinkField",
    "Memory",
    "NoteField",
    "Option",
    "PageHeader",
    "PartyField",
    "PercentField",
    "SearchField",
    "SectionTitle",
    "Splitter",
    "StatusDelegate",
    "StatusPill",
    "TagsField",
    "TextField",
    "TimeField",
    "WholeField",
    "YesNoField",
    "at_once",
    "button",
    "editor_of",
    "line",
    "make_date_field",
    "nav_button",
    "paint_pill",
    "set_mark",
    "styled",
    "tone_of",
    "tool_button",
    "words",
]

_HOMES: Final = {
    "Banner": "banner",
    "Card": "card",
    "EmptyState": "card",
    "SectionTitle": "card",
    "Chip": "chips",
    "Chips": "chips",
    "ChoiceBox": "choice_field",
    "ChoiceField": "choice_field",
    "YesNoField": "choice_field",
    "CountField": "count_field",
    "DateField": "date_field",
    "make_date_field": "date_field",
    "Editor": "editor",
    "editor_of": "editor",
    "FieldRow": "field_row",
    "FlowLayout": "flow_layout",
    "Kit": "kit",
    "button": "kit",
    "line": "kit",
    "nav_button": "kit",
    "set_mark": "kit",
    "styled": "kit",
    "tool_button": "kit",
    "words": "kit",
    "LinkField": "link_field",
    "NoteField": "note_field",
    "AmountField": "number_fields",
    "PercentField": "number_fields",
    "TimeField": "number_fields",
    "WholeField": "number_fields",
    "PageHeader": "page_header",
    "PartyField": "party_field",
    "SearchField": "search_field",
    "Memory": "splitter",
    "Splitter": "splitter",
    "STATUS_TONES": "status",
    "TONE_ROLE": "status",
    "StatusDelegate": "status",
    "StatusPill": "status",
    "paint_pill": "status",
    "tone_of": "status",
    "Finder": "suggestions",
    "Option": "suggestions",
    "at_once": "suggestions",
    "TagsField": "tags_field",
    "TextField": "text_field",
}


def __getattr__(name: str) -> Any:
    """Load a piece from its module."""
    if name not in _HOMES:
        raise AttributeError(name)
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found
