"""An editor of a party: an entry, or words that a person chose to keep as words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot

from coordinator_app.domain.fields import Value
from coordinator_app.ui.widgets.link_field import LinkField
from coordinator_app.ui.widgets.suggestions import Option


class PartyField(LinkField):
    """An entry or words; value: {"id": id}, {"label": text} or None.

    Words are never kept in silence: what is typed and not chosen is asked about.
    """

    _label: str | None = None

    def problem(self) -> str:
        """Say that what is typed is neither an entry nor kept as words."""
        typed = self.typed()
        if not typed or typed == self._label or self._settled() is not None:
            return ""
        return self.kit.texts("“{text}”: choose an entry, or keep it as words.", text=typed)

    def _read(self) -> Value:
        typed = self.typed()
        if not typed:
            return None
        if typed == self._label:
            return {"label": typed}
        return {"id": self._settled()}

    def _show(self, value: Value) -> None:
        self._label = None
        if isinstance(value, dict) and "label" in value:
            self._label = " ".join(str(value["label"]).split())
            super()._show(None)
            self._write(self._label)
            return
        super()._show(value["id"] if isinstance(value, dict) and "id" in value else None)

    def _extras(self, text: str) -> Sequence[Option]:
        if not text:
            return ()
        keep = self.kit.texts("Keep “{text}” as words only", text=text)
        return (*super()._extras(text), Option(text, keep, kind="label"))

    @Slot(object)
    def _on_chosen(self, option: Option) -> None:
        if option.kind != "label":
            self._label = None
            super()._on_chosen(option)
            return
        self._label = " ".join(option.id.split())
        self._write(self._label)
        self._dirty = True
        self.commit()
