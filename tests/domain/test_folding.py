"""Folded text for searching, clean text for storing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator_app.domain.folding import clean, clean_all, fold, without_marks

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_folding_a_folded_text_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_no_character_needs_folding_twice():
    every = fold(" ".join(map(chr, range(0x30000))))
    assert fold(every) == every


def test_the_short_way_folds_as_the_long_one():
    other = "\N{CJK UNIFIED IDEOGRAPH-4E00}"  # no Latin-1: the whole text goes the long way
    for code in range(256):
        text = f"a {chr(code)} b{chr(code)}"
        assert fold(f"{text}{other}") == fold(f"{text}x")[:-1] + other, hex(code)


@given(st.text(st.characters(max_codepoint=255)))
def test_the_short_way_folds_any_text_as_the_long_one(text):
    other = "\N{CJK UNIFIED IDEOGRAPH-4E00}"
    assert fold(text + other) == fold(text + "x")[:-1] + other


@given(st.text())
def test_folding_does_not_see_how_a_text_is_encoded(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(st.sampled_from("aàÀâbçéÉèñöøłßŒæİı'’- –"), max_size=12))
def test_folding_does_not_see_capitals(text):
    assert fold(text.upper()) == fold(text.lower()) or "ı" in text or "İ" in text
    assert fold(text) == fold(text).lower()


@given(ANY_TEXT)
def test_cleaning_a_clean_text_changes_nothing(text):
    once = clean(text)
    assert clean(once) == once
    assert once.encode("utf-8").decode("utf-8") == once
    assert unicodedata.is_normalized("NFC", once)


@given(ANY_TEXT)
def test_cleaning_takes_nothing_that_can_be_read(text):
    def readable(value: str) -> list[str]:
        parts = unicodedata.normalize("NFD", value)
        return [char for char in parts if unicodedata.category(char)[0] in "LNPS"]

    assert readable(clean(text)) == readable(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Pérez", "perez"),
        ("N'Djamena", "ndjamena"),
        ("N’Djamena", "ndjamena"),
        ("NʼDjamena", "ndjamena"),
        ("Côte d´Ivoire", "cote divoire"),
        ("Port-au-Prince", "port au prince"),
        ("Port\N{NON-BREAKING HYPHEN}au\N{EN DASH}Prince", "port au prince"),
        ("  Trinidad \n and\tTobago ", "trinidad and tobago"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("Œuvre", "oeuvre"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("Đorđe", "dorde"),
        ("Þingvellir, Ísafjörður", "thingvellir, isafjordur"),
        ("Iğdır", "igdir"),
        ("İstanbul", "istanbul"),
        ("ﬁnal ①", "final 1"),
        ("so\N{SOFT HYPHEN}fa\N{ZERO WIDTH SPACE}", "sofa"),
        ("VIS-TTO-2013-001", "vis tto 2013 001"),
        ("ŉdjamena", "ndjamena"),
        ("", ""),
    ],
)
def test_folded(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\vb\fc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\x00b\x07c\x7fd\x9fe", "abcde"),
        ("a\ufffeb\uffffc\ufeffd", "abcd"),
        ("a\ud800b\udfffc", "abc"),
        ("  a \t b\N{NO-BREAK SPACE}", "a \t b"),
        ("\n\na\n\n", "a"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        # What stood between a letter and its accent is gone: they join.
        ("e\x00\N{COMBINING ACUTE ACCENT}", "é"),
        ("🇨🇴 👩‍👧", "🇨🇴 👩‍👧"),
    ],
)
def test_cleaned(text, cleaned):
    assert clean(text) == cleaned


def test_marks_go_and_punctuation_stays():
    assert without_marks("¿Qué? N'Djamena–Łódź") == "¿que? n'djamena–łodz"


@given(st.lists(st.text(st.sampled_from("ab é\u0301e\n\r\t\u00a0\ufeff\x07\u200b"))))
def test_many_texts_are_cleaned_as_each_is(texts):
    assert clean_all(texts) == [clean(each) for each in texts]
