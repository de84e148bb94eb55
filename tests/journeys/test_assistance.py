"""A State asks for assistance and a donor offers it, from the command line and through real files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.test_command_line import Office
from tests.journeys.test_courier import by_openpyxl, gnumeric, libreoffice
from tests.services.exchange import spoiling
from tests.services.exchange.asked_for import ITEM, OFFER, REQUEST, fill, parts

Saving = Callable[[Path, Path], Path]
PROGRAMS = pytest.mark.parametrize("program", [libreoffice, gnumeric, by_openpyxl])


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path)
    made.do("new")
    made.do("add", "institution", "name=Aduana de Costa Rica", "country=CRI")
    return made


def untouched(office: Office, reply: Path) -> None:
    rehearsed = office.do("import", reply, "--dry-run")
    changed = {name: n for name, n in rehearsed["counts"].items() if n and name != "unchanged"}
    assert changed == {}
    assert (rehearsed["changes"], rehearsed["issues"]) == ([], [])


def asked(office: Office, program: Saving) -> Path:
    """Send the form of a new request to Costa Rica; return it filled in and saved again."""
    form = office.folder / "solicitud.xlsx"
    office.do("export", form, "--profile", "ASSISTANCE_FORM", "--country", "CRI", "--lang", "es")
    untouched(office, program(form, office.folder / "sin tocar"))
    with spoiling.opened(form) as book:
        fill(spoiling.sheet(book, REQUEST), 3, title="Control de fronteras",
             submitted_on="marzo de 2025", domains="Nuclear; Químico",
             situation="Faltan detectores", circulate_ok="sí")  # fmt: skip
        page = spoiling.sheet(book, ITEM)
        fill(page, 3, number=1, text="Pórticos de detección", quantity="4",
             beneficiaries="Aduana de Costa Rica")  # fmt: skip
        fill(page, 4, number=2, text="Formación de su personal")
    return program(form, office.folder / "de vuelta")


@pytest.mark.slow
@pytest.mark.libreoffice
@PROGRAMS
def test_a_request_comes_in_and_an_offer_answers_it(office: Office, program: Saving):
    reply = asked(office, program)
    taken = office.do("import", reply)
    assert (taken["counts"]["new"], taken["applied"]["taken"]) == (3, 3)
    assert office.do("import", reply, "--dry-run")["counts"]["new"] == 0
    (request,) = office.do("list", REQUEST)
    assert request["fields"]["domains"] == ["C", "N"]
    items = office.do("list", ITEM)
    assert {each["fields"]["text"] for each in items} == {
        "Pórticos de detección", "Formación de su personal",
    }  # fmt: skip
    portals = next(each["ref"] for each in items if "Pórticos" in each["title"])
    assert portals.startswith("ITM-CRI-")

    donor = office.do("add", "institution", "name=Agencia de Cooperación", "scope=DONOR_GOV")
    form = office.folder / "ofertas.xlsx"
    about = ("--profile", "DONOR_OFFER", "--about", donor["ref"], "--lang", "es")
    kept_back = office.do("export", form, *about, "--dry-run")
    assert [each["type"] for each in kept_back["sheets"]] == ["institution", OFFER]
    office.do("set", request["ref"], "sensitivity=INTERNAL", "status=SUBMITTED")
    sent = office.do("export", form, *about)
    assert {each["type"]: each["rows"] for each in sent["sheets"]} == {
        "institution": 1, REQUEST: 1, ITEM: 2, OFFER: 0,
    }  # fmt: skip
    assert "Faltan detectores" not in "\n".join(parts(form).values())
    untouched(office, program(form, office.folder / "ofertas sin tocar"))
    with spoiling.opened(form) as book:
        fill(spoiling.sheet(book, OFFER), 3, title="Préstamo de pórticos", items=portals,
             countries="Costa Rica", valid_to="2026")  # fmt: skip
    reply = program(form, office.folder / "ofertas de vuelta")
    taken = office.do("import", reply)
    assert (taken["counts"]["new"], taken["applied"]["taken"]) == (1, 1)
    (offer,) = office.do("list", OFFER)
    assert offer["fields"]["valid_to"] == "2026"
    told = office.do("show", offer["ref"])["fields"]
    assert told["provider"]["ref"] == donor["ref"]
    assert [each["ref"] for each in told["items"]] == [portals]
    assert office.do("import", reply, "--dry-run")["counts"]["new"] == 0


@pytest.mark.slow
def test_forms_for_several_states_are_chased_like_all_others(office: Office):
    out = office.folder / "todos"
    done = office.do("export", out, "--profile", "ASSISTANCE_FORM", "--country", "CRI",
                     "--country", "PAN", "--due", "2099-01-31")  # fmt: skip
    assert [each["ok"] for each in done["files"]] == [True, True]
    first = done["files"][0]["ref"]
    assert first in office.do("sent", first, "remind")["subject"]
    assert office.do("sent", first, "close")["status"] == "LAPSED"
    assert {each["kind"] for each in office.do("sent")} == {"ASSISTANCE_FORM"}
