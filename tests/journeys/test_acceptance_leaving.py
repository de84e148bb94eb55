"""The checks the domain asks for: what may leave the workbook (Appendix B of its design)."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coordinator_app.domain.clock import Clock
from coordinator_app.domain.fields import Kind
from coordinator_app.excel import profiles
from coordinator_app.excel.profiles import Scope
from coordinator_app.services import editing, samples
from coordinator_app.services.exchange import again, dispatch, incoming, issues_file, review
from coordinator_app.services.exchange.dispatch import Request
from coordinator_app.services.reference import country_id
from coordinator_app.services.session import Session
from coordinator_app.texts import LANGUAGES, load
from tests.journeys.asking import TODAY, enrol, train
from tests.services.exchange import spoiling

JAM, TTO = country_id("JAM"), country_id("TTO")
#: Every kind of file that leaves the office; the copy for ourselves does not.
LEAVING = [each for each in profiles.PROFILES if not each.own]
ANSWERED = [each for each in LEAVING if each.answered]
_READ = (Kind.EDTF, Kind.DATE, Kind.WHOLE, Kind.COUNT, Kind.CHOICE)
YEAR: dict[str, Any] = {"frm": dt.date(2024, 7, 1), "to": dt.date(2025, 6, 30)}
_LANGUAGES = ("en", "es", "fr", "nl", "pt")
_DONOR = "Agency that gives"
#: The one entry that a file is about: its type and title.
_ENTRIES = {
    Scope.TRAINING: ("training", "Course of two States"),
    Scope.REQUEST: ("assistance_request", "Own request"),
    Scope.PROVIDER: ("institution", _DONOR),
}
_LONG_ENOUGH = 8  # shorter titles are words like any other


def clock() -> Clock:
    return Clock("abcdefgh", today=lambda: TODAY)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a busy year of all States, with work that Jamaica shares with others."""
    path = tmp_path_factory.mktemp("demo") / "demo.c1540"
    with samples.new_demo(path, clock(), "Ana") as session:
        shared = train(session, ["JAM", "TTO"], title="Course of two States")
        for name, code in (("Own Trainee", "JAM"), ("Foreign Trainee", "TTO")):
            enrol(session, shared, {"label": name}, code)
        editing.create(session, "follow_up", {
            "title": "Promise of two States", "countries": sorted([JAM, TTO]), "due_on": "2025-05",
            "owner": {"id": TTO},
        })  # fmt: skip
        for code, title in ((JAM, "Own request"), (TTO, "Request of another State")):
            asked = editing.create(session, "assistance_request", {
                "title": title, "countries": [code], "status": "CIRCULATED", "circulate_ok": True,
                "sensitivity": "INTERNAL",
            })  # fmt: skip
            item = {"parent": asked.id, "text": f"{title}: the item"}
            editing.create(session, "assistance_item", item)
        editing.create(session, "institution", {"name": _DONOR, "scope": "DONOR_GOV"})
    return path


@pytest.fixture
def busy(made: Path, tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "demo.c1540"
    shutil.copy(made, path)
    with Session.open_for(path, clock(), "Ana") as session:
        yield session


def parts(path: Path) -> dict[str, str]:
    """Return every part of the zip as text: sheets, lists, names, comments, properties, caches."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def request(session: Session, profile: profiles.Profile, lang: str) -> Request:
    """Return the request for a file of that kind for Jamaica, as much in it as can be asked for."""
    wanted = _ENTRIES.get(profile.scope, ("", ""))
    entry = next((each.id for each in session.records.all(wanted[0])
                  if each.title == wanted[1]), "") if wanted[0] else ""  # fmt: skip
    return Request(
        JAM,
        profile.key,
        lang=lang,
        personal=True,
        entry=entry,
        **(YEAR if profile.by_period else {}),
    )


def others(session: Session) -> tuple[set[str], set[str]]:
    """Return ids and references, and titles, of all that belongs to other States of the region alone."""
    region = {each.id for each in session.records.all("country") if each.get("in_scope")}
    keys: set[str] = set()
    titles: set[str] = set()
    labels = [each.label for record_type in session.catalogue for each in record_type.fields]
    own = [load(lang)(each) for each in labels for lang in LANGUAGES]
    for record_type in session.catalogue:
        for record in session.records.all(record_type.key):
            of = set(session.records.states_of(record))
            if JAM in of or not of & region or record.type == "country":
                own += (json.dumps(record.values, ensure_ascii=False), record.title)
                continue
            keys |= {record.id, record.reference} - {""}
            titles.add(record.title)
    said = "\n".join(own)  # what is called the same in Jamaica is no one else's there
    return keys, {each for each in titles if " " in each and each not in said}


def of_others(session: Session, path: Path) -> dict[str, list[str]]:
    """Return what each part of a file holds that belongs to other States of the region alone."""
    keys, titles = others(session)
    found = {
        name: sorted(each for each in (*keys, *titles) if each in text)
        for name, text in parts(path).items()
    }
    return {name: each for name, each in found.items() if each}


def names_of_states(session: Session) -> re.Pattern[str]:
    names = {
        each.text(key)
        for each in session.records.all("country")
        if each.id != JAM
        for key in (*(f"name_{lang}" for lang in _LANGUAGES), "code")
    }
    return re.compile(r"\b(" + "|".join(map(re.escape, names - {""})) + r")\b")


# 19


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("profile", LEAVING, ids=lambda each: each.key)
def test_19_no_part_of_a_file_for_jamaica_holds_rows_of_other_states(
    busy: Session, tmp_path: Path, profile: profiles.Profile, lang: str
):
    sent = dispatch.send(busy, request(busy, profile, lang), tmp_path / "form.xlsx")
    keys, titles = others(busy)
    assert len(keys) > 300
    assert len(titles) > 100
    assert "Foreign Trainee" in titles
    assert of_others(busy, sent.file) == {}
    assert any("Jamaica" in text for text in parts(sent.file).values())


@pytest.mark.parametrize("profile", LEAVING, ids=lambda each: each.key)
def test_19_no_file_for_jamaica_has_parts_that_could_carry_more(busy, tmp_path, profile):
    sent = dispatch.send(busy, request(busy, profile, "en"), tmp_path / "form.xlsx")
    hidden = ("externalLink", "pivot", "comments", "threadedComment", "persons", "connections",
              "customXml", "embeddings", "vba", "printerSettings", "revisions")  # fmt: skip
    assert [name for name in parts(sent.file) if any(each in name for each in hidden)] == []
    book = openpyxl.load_workbook(sent.file)
    assert (book.properties.creator or "", book.properties.lastModifiedBy or "") == ("", "")
    cached = [text for name, text in parts(sent.file).items() if "worksheets/sheet" in name]
    assert not any("<f>" in each or "<f " in each for each in cached)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_19_the_country_return_of_jamaica_names_no_other_state(busy, tmp_path, lang):
    (profile,) = (each for each in LEAVING if each.key == "COUNTRY_RETURN")
    sent = dispatch.send(busy, request(busy, profile, lang), tmp_path / "form.xlsx")
    named = names_of_states(busy)
    found = {name: sorted({*named.findall(text)}) for name, text in parts(sent.file).items()}
    assert {name: each for name, each in found.items() if each} == {}


def spoil(session: Session, path: Path) -> None:
    """Write into every row what no field of numbers, days or codes can be read from."""
    with spoiling.opened(path) as book:
        for page in book:
            type_key = str(page.cell(spoiling.KEYS, 1).value or "").partition(".")[0]
            if type_key not in session.catalogue:
                continue
            for key, field in session.catalogue[type_key].by_key.items():
                head = f"{type_key}.{key}"
                if field.kind in _READ and any(
                    str(each.value or "").partition(" ")[0] == head for each in page[spoiling.KEYS]
                ):
                    at = spoiling.column(page, key)
                    for row in range(spoiling.FIRST, page.max_row + 1):
                        page.cell(row, at).value = "whatever"


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("profile", ANSWERED, ids=lambda each: each.key)
def test_19_nor_does_any_part_of_what_goes_back_to_be_mended(
    busy: Session, tmp_path: Path, profile: profiles.Profile, lang: str
):
    sent = dispatch.send(busy, request(busy, profile, lang), tmp_path / "form.xlsx")
    spoil(busy, sent.file)
    received = incoming.receive(busy, sent.file)
    back = tmp_path / "back.xlsx"
    assert issues_file.write(busy, received, review.outcome(busy, received), back) > 0
    assert of_others(busy, back) == {}
    book = openpyxl.load_workbook(back)
    assert (book.properties.creator or "", book.properties.lastModifiedBy or "") == ("", "")
    notes = {each.author for page in book for row in page.iter_rows() for cell in row
             if (each := cell.comment) is not None}  # fmt: skip
    assert notes <= {"", "None"}


@pytest.mark.parametrize("profile", ANSWERED, ids=lambda each: each.key)
def test_19_nor_does_any_part_of_a_file_that_is_written_again(busy, tmp_path, profile):
    sent = dispatch.send(busy, request(busy, profile, "en"), tmp_path / "form.xlsx")
    again.write_again(busy, sent.dispatch, tmp_path / "again.xlsx")
    assert of_others(busy, tmp_path / "again.xlsx") == {}


def test_19_what_is_kept_back_is_told_before_it_is_sent(busy):
    (profile,) = (each for each in LEAVING if each.key == "COUNTRY_RETURN")
    shown = dispatch.preview(busy, request(busy, profile, "en"))
    told = {(each.type, each.what) for each in shown.left_out}
    assert ("follow_up", "values") in told
    assert ("participant", "entries") in told or ("training", "values") in told


# 23


def people(session: Session) -> set[str]:
    """Return everything that is about one person: names, addresses, telephones."""
    found: set[str] = set()
    for record in (*session.records.all("contact"), *session.records.all("participant")):
        found |= {record.text(key) for key in ("name", "email", "email_other", "phone", "mobile")
                  if key in session.catalogue[record.type].by_key}  # fmt: skip
        person = record.get("person")
        if isinstance(person, dict):
            found.add(str(person.get("label", "")))
    return {each for each in found if len(each) >= _LONG_ENOUGH}


def donor_report(session: Session, path: Path, **asked) -> Path:
    return dispatch.send(
        session, Request(profile="DONOR_REPORT", personal=True, **YEAR, **asked), path
    ).file


@pytest.mark.parametrize("lang", ["en", "es"])
def test_23_a_donor_learns_nothing_about_any_person(busy, tmp_path, lang):
    named = people(busy)
    assert len(named) > 100
    report = parts(donor_report(busy, tmp_path / "donor.xlsx", lang=lang))
    found = {name: sorted(each for each in named if each in text) for name, text in report.items()}
    assert {name: each for name, each in found.items() if each} == {}
    assert not any("@" in text and re.search(r"\w@\w+\.\w", text) for text in report.values())


@pytest.mark.parametrize("women", range(25))
def test_23_no_split_lets_a_donor_work_out_fewer_than_five(mine, tmp_path, women):
    train(mine, ["JAM"], participants=24, women=women, title="Workshop on lists")
    rows = openpyxl.load_workbook(donor_report(mine, tmp_path / "donor.xlsx"))["Participants"]
    (row,) = (each for each in rows.iter_rows(values_only=True) if each[0] == "Workshop on lists")
    total, *split = row[3:6]
    assert total == 24
    shown = [each for each in split if isinstance(each, int)]
    few = any(0 < each < 5 for each in (women, 24 - women))
    assert not few or shown == []
    assert few or women in shown


def test_23_no_number_of_a_donor_report_is_a_split_of_fewer_than_five(busy, tmp_path):
    book = openpyxl.load_workbook(donor_report(busy, tmp_path / "donor.xlsx"))
    for row in book["Participants"].iter_rows(min_row=4, values_only=True):
        assert not [each for each in row[4:6] if isinstance(each, int) and 0 < each < 5], row
