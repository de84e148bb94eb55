"""The main job with the command line alone: what goes out comes back, is decided, and undone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coordinator_app.domain.clock import Clock
from coordinator_app.services import maintenance
from coordinator_app.services.session import Reading
from tests.cli.command import coordinator
from tests.journeys.test_courier import libreoffice
from tests.services.exchange import spoiling

_NOTHING = ("theirs_only", "ours_only", "same", "conflict", "emptied", "outside", "invalid", "new",
            "duplicate", "removal")  # fmt: skip
_TEXT = (
    "Participaron doce instituciones: Aduanas, Puertos, Policía, Salud y otras ocho.\n"
    "Se acordó un piloto de tres meses; señales “falsas” incluidas, 5 < 6 & 7 > 3.\n\n"
) * 4 + "Fin."


class Office:
    """One coordinator file, and the commands given to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "oficina.c1540"

    def do(self, verb: str, *words: object, code: int = 0) -> Any:
        """Run a command on the file; return the document it printed."""
        done = coordinator(verb, self.file, *words, "--json")
        assert done.code == code, done.err
        return done.document

    def entries(self) -> dict[str, list[dict[str, Any]]]:
        """Return the entries of the types that the reply is about, as anyone can see them."""
        return {key: self.do("list", key) for key in ("institution", "visit", "follow_up")}

    def digest(self) -> str:
        """Return what stands for values, links and life of all entries but the sent files."""
        with Reading.open(self.file, Clock("testtest")) as reading:
            return maintenance.digest(reading)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.do("new", "--demo")
    return made


@pytest.fixture
def of_tto(office: Office) -> Callable[[str], list[dict[str, Any]]]:
    def listed(type_key: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = office.do("list", type_key, "--filter", "state=TTO")
        return found

    return listed


def send(office: Office) -> tuple[dict[str, Any], Path]:
    """Send the form for Trinidad and Tobago; return it as LibreOffice saves it again."""
    form = office.folder / "ficha.xlsx"
    sent = office.do("export", form, "--country", "TTO", "--lang", "es")
    return sent, libreoffice(form, office.folder / "de vuelta")


@pytest.mark.slow
@pytest.mark.libreoffice
def test_a_form_saved_again_by_libreoffice_holds_no_news(office: Office):
    sent, reply = send(office)
    rows = {each["type"]: each["rows"] for each in sent["sheets"]}
    assert len(rows) >= 5
    assert sum(rows.values()) >= 30
    owned = {each["key"] for each in coordinator("types", "--json").document if each["parent"]}
    assert sum(count for key, count in rows.items() if key in owned) >= 10
    assert sent["personal_data"] is False

    rehearsed = office.do("import", reply, "--dry-run")
    assert rehearsed["counts"]["unchanged"] == sent["cells"]
    assert {name: rehearsed["counts"][name] for name in _NOTHING} == dict.fromkeys(_NOTHING, 0)
    assert rehearsed["source"]["base"] == "history"
    assert (rehearsed["changes"], rehearsed["issues"]) == ([], [])
    assert rehearsed["applied"] is None


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.parametrize("saved_again", [False, True], ids=["openpyxl", "openpyxl, LibreOffice"])
def test_a_reply_is_decided_taken_in_once_and_undone(office, of_tto, saved_again):
    ministry, second, third = of_tto("institution")
    office.do("set", second["ref"], f"parent_institution={ministry['ref']}")
    reported, dated, *_ = [each for each in of_tto("visit") if "summary" in each["fields"]]
    _, reply = send(office)
    answer(reply, second["title"], third["title"], dated["title"], reported["title"])
    if saved_again:
        reply = libreoffice(reply, office.folder / "otra vez")
    office.do("set", reported["ref"], "summary=Corrected here meanwhile.")
    before, digest = office.entries(), office.digest()

    rehearsed = office.do("import", reply, "--dry-run", code=3)
    assert news(rehearsed) == {"theirs_only": 2, "conflict": 1, "new": 2}
    assert office.entries() == before
    taken = office.do("import", reply, code=3)
    assert (taken["counts"], taken["applied"]["taken"]) == (rehearsed["counts"], 4)
    conflict = left(office.do("import", reply, "--dry-run", code=3))
    assert conflict["ref"] == reported["ref"]
    assert (conflict["ours"], conflict["theirs"]) == ("Corrected here meanwhile.", _TEXT)

    decided = office.folder / "decisiones.json"
    decided.write_text(json.dumps({str(conflict["n"]): "take"}), encoding="utf-8")
    office.do("import", reply, "--decisions", decided)
    assert office.do("show", reported["ref"])["fields"]["summary"] == _TEXT
    assert office.do("show", dated["ref"])["fields"]["dates"] == "2025-03"
    its_parent = office.do("show", second["ref"])["fields"]["parent_institution"]
    assert its_parent == {key: third[key] for key in ("id", "ref", "title")}
    names = {each["title"] for each in of_tto("institution")}
    assert names >= {"Autoridad Portuaria", "Laboratorio Forense Nacional"}
    assert len(names) == 5

    again = office.do("import", reply)
    assert again["source"]["seen_before"]
    assert news(again) == {"same": 3}
    assert (again["applied"]["operation"], again["applied"]["taken"]) == ("", 0)
    assert not office.do("undo", code=0)["kept"]
    assert not office.do("undo", code=0)["kept"]
    assert office.entries() == before
    assert office.digest() == digest
    assert office.do("check") == {"ok": True, "findings": []}


@pytest.mark.slow
def test_what_cannot_be_used_goes_back_and_comes_back_mended(office, of_tto):
    form, back = office.folder / "ficha.xlsx", office.folder / "corregir.xlsx"
    office.do("export", form, "--country", "TTO", "--lang", "es")
    visit = of_tto("visit")[0]
    with spoiling.opened(form) as book:
        page = spoiling.sheet(book, "visit")
        spoiling.cell(page, "dates", "title", visit["title"]).value = "06/11/14"
        spoiling.cell(page, "venue", "title", visit["title"]).value = "Sala 4"
    first = office.do("import", form, "--issues", back, code=3)
    assert news(first) == {"theirs_only": 1, "invalid": 1}
    assert first["issues_file"] == str(back)
    (issue,) = first["issues"]
    assert (issue["value"], issue["field"]) == ("06/11/14", "dates")
    with spoiling.opened(back) as book:
        page = spoiling.sheet(book, "visit")
        spoiling.cell(page, "dates", "title", visit["title"]).value = "6 nov 2014"
    second = office.do("import", back)
    assert news(second) == {"theirs_only": 1, "same": 1}
    assert office.do("show", visit["ref"])["fields"]["dates"] == "2014-11-06"


def answer(path: Path, linked: str, to: str, dated: str, reported: str) -> None:
    """Edit a reply as its recipient does, in a program that did not write it."""
    with spoiling.opened(path) as book:
        institutions = spoiling.sheet(book, "institution")
        name = spoiling.column(institutions, "name")
        spoiling.cell(institutions, "parent_institution", "name", linked).value = to
        institutions.cell(
            spoiling.blank_row(institutions, "name"), name
        ).value = "Autoridad Portuaria"
        below = institutions.max_row + 1
        institutions.cell(below, name).value = "Laboratorio Forense Nacional"
        visits = spoiling.sheet(book, "visit")
        spoiling.cell(visits, "dates", "title", dated).value = "marzo de 2025"
        spoiling.cell(visits, "summary", "title", reported).value = _TEXT.replace("\n", "\r\n")
        spoiling.sort(visits, "title")
        spoiling.move(visits, "city", visits.max_column + 2)


def news(document: dict[str, Any]) -> dict[str, int]:
    """Return the classes that something differs in."""
    return {name: n for name, n in document["counts"].items() if n and name != "unchanged"}


def left(document: dict[str, Any]) -> dict[str, Any]:
    """Return the one change that waits for a decision."""
    (number,) = document["undecided"]
    found: dict[str, Any] = next(each for each in document["changes"] if each["n"] == number)
    return found
