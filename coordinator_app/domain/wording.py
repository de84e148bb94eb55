"""Names of operations, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from coordinator_app.texts import Texts

#: Params that are messages themselves.
_MESSAGES = ("type",)


def operation(label: str, params: Mapping[str, str], texts: Texts) -> str:
    """Return what an operation is called.

    Args:
        label: English msgid; {names} are filled from params.
        params: As logged; a param "label" is the msgid of the operation that this one takes back.
    """
    shown = {key: texts(value) if key in _MESSAGES else value for key, value in params.items()}
    if params.get("label"):
        inner = {key: value for key, value in shown.items() if key != "label"}
        shown["label"] = texts(params["label"], **inner) if inner else texts(params["label"])
    return texts(label, **shown) if shown else texts(label)
