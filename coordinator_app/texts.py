"""Every text a person reads, in their language: one Qt-free gettext catalogue for all layers."""

from __future__ import annotations

import gettext
from functools import cache
from typing import Any

from coordinator_app import paths

LANGUAGES = ("en", "es")
_DOMAIN = "coordinator"
_CONTEXT = "\x04"  # how gettext itself joins a context and a message


def N_(message: str) -> str:  # noqa: N802  the name every gettext tool knows
    """Mark a message for extraction; it is translated where it is shown."""
    return message


def P_(context: str, message: str) -> str:  # noqa: N802  as N_
    """Mark a message whose translation depends on a context ("status", "Open")."""
    return f"{context}{_CONTEXT}{message}"


class Message(str):
    """A value inside a message that is a message itself: the label of a field, of a status."""

    __slots__ = ()


class Messages(tuple[Message, ...]):
    """Several messages inside a message, shown as a list."""

    __slots__ = ()


class Worded(str):
    """A value inside a message that reads otherwise in each language, such as a day."""

    __slots__ = ()

    def word(self, lang: str) -> str:  # noqa: ARG002  those derived from it know languages
        """Return it as people of a language write it."""
        return str(self)


class Texts:
    """The texts of one language; call it with an English message to get the person's.

    Args:
        lang: One of LANGUAGES.
        translation: The gettext catalogue of that language.
    """

    def __init__(self, lang: str, translation: gettext.NullTranslations) -> None:
        self.lang = lang
        self._translation = translation

    def __call__(self, message: str, /, **params: Any) -> str:
        """Return the translated message, its {names} filled from params."""
        if not message:  # gettext answers "" with the catalogue's own header
            return ""
        found = self._translation.gettext(message)
        if found == message and _CONTEXT in message:
            found = message.partition(_CONTEXT)[2]
        return found.format(**self._worded(params)) if params else found

    def p(self, context: str, message: str, /, **params: Any) -> str:
        """Return the message as it is translated in that context."""
        return self(P_(context, message), **params)

    def n(self, one: str, many: str, count: int, /, **params: Any) -> str:
        """Return the form that fits count; {n} in the message is the count."""
        found = self._translation.ngettext(one, many, count)
        return found.format(n=count, **self._worded(params))

    def _worded(self, params: dict[str, Any]) -> dict[str, Any]:
        return {key: self._word(value) for key, value in params.items()}

    def _word(self, value: Any) -> Any:
        match value:
            case Message():
                return self(value)
            case Messages():
                return ", ".join(self(each) for each in value)
            case Worded():
                return value.word(self.lang)
            case _:
                return value


@cache
def load(lang: str) -> Texts:
    """Return the texts of a language.

    Args:
        lang: "en", "es"; anything else falls back to English.
    """
    known = lang if lang in LANGUAGES else "en"
    folder = paths.resources() / "translations"
    return Texts(known, gettext.translation(_DOMAIN, folder, languages=[known], fallback=True))
