"""Text folded for searching and sorting, and text cleaned where it enters the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS: Final = {
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
    "ħ": "h", "ŋ": "n", "ŧ": "t", "ß": "ss", "ə": "e", "ɛ": "e", "ɔ": "o",
}  # fmt: skip
# Names are written with and without these; some of them would also decompose into a blank.
_APOSTROPHES: Final = "'`´‘’‚‛ʹʻʼʽʾʿˈʹ΄‵′＇｀"
_DROPPED_CATEGORIES: Final = frozenset({"Mn", "Mc", "Me", "Cf"})

_LINE_END: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Controls but tab and line feed, lone surrogates, and what no XML file may hold; a byte order
# mark inside a text is left over from some file and only ever hides.
_UNWELCOME: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def fold(text: str) -> str:
    """Return text without accents, case, apostrophes and hyphens, blanks collapsed.

    Two texts with the same folded form are the same to somebody who searches: ``Pérez`` and
    ``perez``, ``N'Djamena`` and ``ndjamena``, ``Port-au-Prince`` and ``port au prince``.
    Folding a folded text changes nothing.
    """
    try:
        # Nearly all texts: twenty times as quick as looking each character up.
        folded = text.encode("latin-1").translate(_LATIN, _LATIN_DROPPED).decode("latin-1")
    except UnicodeEncodeError:
        return " ".join(text.translate(_FOLD).split())
    if _NOT_LATIN in folded:
        return " ".join(text.translate(_FOLD).split())
    folded = folded.strip()
    return " ".join(folded.split()) if "  " in folded else folded


def clean(text: str) -> str:
    """Return text as it is stored: NFC, line feeds only, nothing invisible that harms.

    Control characters (but tab and line feed), lone surrogates, U+FEFF, U+FFFE and U+FFFF go;
    blanks go at the two ends and stay everywhere else. Cleaning clean text changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    if text.isprintable():  # no line ends, no controls, nothing invisible
        return (text if unicodedata.is_normalized("NFC", text) else _nfc(text)).strip()
    text = _UNWELCOME.sub("", _LINE_END.sub("\n", text))
    return _nfc(text).strip()


def clean_all(texts: Sequence[str]) -> list[str]:
    """Return texts as they are stored: in nearly all there is nothing to clean, seen at one look."""
    whole = "".join(texts)
    if whole.replace("\n", "").isprintable() and unicodedata.is_normalized("NFC", whole):
        return [text.strip() for text in texts]
    return [clean(text) for text in texts]


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def without_marks(text: str) -> str:
    """Return text casefolded and without accents, its punctuation kept."""
    # Casefolding sits between the two: it takes apart what NFKD made, and the other way round.
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(char for char in parts if unicodedata.category(char) not in _DROPPED_CATEGORIES)


class _Folding(dict[int, str]):
    """What each character folds to, worked out when it is first met.

    Character by character is enough: the marks, whose order depends on their neighbours, go.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        # Apostrophes go before and after: taking characters apart makes blanks of some of them,
        # and makes some of others.
        bare = "" if char in _APOSTROPHES else without_marks(char)
        self[code] = folded = "".join(map(_folded_char, bare))
        return folded


def _folded_char(char: str) -> str:
    if char in _APOSTROPHES:
        return ""
    if char == "\N{MINUS SIGN}" or unicodedata.category(char) == "Pd":
        return " "
    return _LETTERS.get(char, char)


_FOLD: Final = _Folding()
#: Stands in `_LATIN` for what folds to several characters or to none of Latin-1.
_NOT_LATIN: Final = "\x80"


def _latin(code: int) -> str:
    folded = _FOLD[code]
    if folded.isspace() or not folded:
        return " "
    return folded if len(folded) == 1 and ord(folded) < 256 else _NOT_LATIN


#: What `_FOLD` says of the characters of Latin-1, as bytes are translated.
_LATIN: Final = "".join(map(_latin, range(256))).encode("latin-1")
_LATIN_DROPPED: Final = bytes(code for code in range(256) if not _FOLD[code])
