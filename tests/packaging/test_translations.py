from __future__ import annotations

import gettext
from pathlib import Path

import pytest
import translations
from babel.messages.catalog import Message

SOURCE = """
TITLE = N_("Visits")
STATUS = P_("status", "Open")

def show(self, texts, n):
    texts("Taken in: {count}", count=3)
    self.texts("A sentence that "
               "goes on.")
    texts.n("One reply", "{n} replies", n)
    texts.p("verb", "Open")
    other("not marked")
"""
SPANISH: dict[str, str | tuple[str, ...]] = {
    "Visits": "Visitas",
    "Taken in: {count}": "Incorporados: {count}",
    "A sentence that goes on.": "Una frase que sigue.",
    "One reply": ("Una respuesta", "{n} respuestas"),
}


@pytest.fixture
def package(tmp_path):
    folder = tmp_path / "coordinator_app"
    folder.mkdir()
    (folder / "page.py").write_text(SOURCE, "utf-8")
    return folder


@pytest.fixture
def folder(tmp_path, package):
    """A catalogue in which everything is translated and compiled."""
    found = tmp_path / "translations"
    translations.update(package, found)
    fill(found, **SPANISH)
    translations.compile_all(found)
    return found


def fill(folder: Path, **by_text: str | tuple[str, ...]) -> None:
    path = translations.po_file(folder, "es")
    catalog = translations.read(path, "es")
    for message in catalog:
        text = message.id if isinstance(message.id, str) else message.id[0]
        if text in by_text:
            message.string = by_text[text]
        elif text == "Open":
            message.string = {"status": "Abierta", "verb": "Abrir"}[message.context]
    path.write_bytes(translations._po_bytes(catalog))


def test_every_form_of_marking_is_collected(package):
    found = {(m.context, m.id) for m in translations.collect(package) if m.id}
    assert found == {
        (None, "Visits"),
        ("status", "Open"),
        (None, "Taken in: {count}"),
        (None, "A sentence that goes on."),
        (None, ("One reply", "{n} replies")),
        ("verb", "Open"),
    }


def test_a_complete_catalogue_passes_and_is_what_the_program_reads(package, folder):
    assert translations.check(package, folder) == []
    texts = gettext.translation("coordinator", folder, languages=["es"])
    assert texts.gettext("Visits") == "Visitas"
    assert texts.ngettext("One reply", "{n} replies", 5) == "{n} respuestas"
    assert texts.pgettext("status", "Open") == "Abierta"
    assert texts.pgettext("verb", "Open") == "Abrir"


def test_updating_again_changes_nothing(package, folder):
    path = translations.po_file(folder, "es")
    before = path.read_bytes()
    translations.update(package, folder)
    assert path.read_bytes() == before


def test_a_new_text_is_missed_until_collected_and_translated(package, folder):
    (package / "new.py").write_text('texts("New entry")', "utf-8")
    assert translations.check(package, folder) == ["es: not in the catalogue: 'New entry'"]
    translations.update(package, folder)
    assert translations.check(package, folder) == ["es: not translated: 'New entry'"]


def test_a_text_that_is_gone_is_said_and_dropped(package, folder):
    (package / "page.py").write_text(SOURCE.replace('TITLE = N_("Visits")', ""), "utf-8")
    assert translations.check(package, folder) == ["es: no longer in the code: 'Visits'"]
    translations.update(package, folder)
    assert "Visitas" not in translations.po_file(folder, "es").read_text("utf-8")


def test_a_stale_compiled_file_is_found(package, folder):
    fill(folder, **{**SPANISH, "Visits": "Las visitas"})
    assert translations.check(package, folder) == ["es: the .mo file is older than the .po file"]


@pytest.mark.parametrize(
    ("source", "translated", "fault"),
    [
        ("Sent", "Enviado", None),
        ("Sent", "", "not translated"),
        ("{n} of {all}", "{all} / {n}", None),
        ("{n} of {all}", "{n}", "other {names} than the English text"),
        (("One", "{n} files"), ("Uno", "{n} archivos"), None),
        (
            ("{n} file", "{n} files"),
            ("Un archivo", "{n} archivos"),
            "other {names} than the English text",
        ),
        (("One", "{n} files"), ("{n} archivo", "{n} archivos"), None),
        (("One", "{n} files"), ("Uno", "archivos"), "other {names} than the English text"),
        (("One", "{n} files"), ("Uno", ""), "not translated"),
        ("Name:", "Nombre", "ends with another sign than the English text"),
        ("Sure?", "¿Seguro?", None),
        ("Send…", "Enviar…", None),
        ("Name", "Nombre ", "begins or ends with a blank"),
    ],
)
def test_faults_of_a_translation(source, translated, fault):
    message = Message(source, translated)
    assert list(translations.faults(message)) == ([] if fault is None else [fault])
