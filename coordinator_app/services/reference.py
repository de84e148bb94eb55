"""Reference data: the States, groups, organisations, themes and sources every workbook holds."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from coordinator_app import paths
from coordinator_app.domain.catalogue import REFERENCE_VERSION
from coordinator_app.domain.changes import Create, Edit, Operation
from coordinator_app.domain.fields import Value
from coordinator_app.domain.folding import fold
from coordinator_app.domain.identity import reference_id
from coordinator_app.services.session import GIVEN, Session
from coordinator_app.texts import N_


def country_id(code: str) -> str:
    """Return the id of a State in every workbook."""
    return reference_id("country", code, REFERENCE_VERSION)


def group_id(code: str) -> str:
    """Return the id of a group of States in every workbook."""
    return reference_id("country_group", code, REFERENCE_VERSION)


def theme_id(code: str) -> str:
    """Return the id of a theme in every workbook."""
    return reference_id("theme", code, REFERENCE_VERSION)


def organisation_id(code: str) -> str:
    """Return the id of a partner organisation in every workbook."""
    return reference_id("institution", code, REFERENCE_VERSION)


def source_id(code: str) -> str:
    """Return the id of a shipped source in every workbook."""
    return reference_id("source", code, REFERENCE_VERSION)


def lay(session: Session) -> None:
    """Put the reference data into a new workbook, as one operation that is not undone."""
    edits = (*_countries(), *_groups(), *_memberships(), *_themes(), *_organisations(), *_sources())
    session.commit(Operation(tuple(edits), "import", N_("Reference data"), source=GIVEN))
    session.lay_aliases(_aliases())


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a shipped reference list."""
    path: Path = paths.resources() / "reference" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _countries() -> Iterator[Edit]:
    for row in rows("countries"):
        values: dict[str, Value] = {key: value or None for key, value in row.items()}
        for key in ("un_member", "in_scope"):
            values[key] = row[key] == "1"
        reporting = row["reporting_state"]
        values["reporting_state"] = country_id(reporting) if reporting else None
        yield Create("country", values)


def _groups() -> Iterator[Edit]:
    for row in rows("groups"):
        yield Create("country_group", {key: value or None for key, value in row.items()})


def _memberships() -> Iterator[Edit]:
    for row in rows("memberships"):
        yield Create(
            "group_membership",
            {
                "parent": group_id(row["group"]),
                "country": country_id(row["iso3"]),
                "status": row["status"],
                "valid_from": row["valid_from"] or None,
                "valid_to": row["valid_to"] or None,
                "source_note": " ".join(filter(None, (row["source"], f"[{row['confidence']}]"))),
                "remarks": row["note"] or None,
            },
        )


def _themes() -> Iterator[Edit]:
    for row in rows("themes"):
        yield Create("theme", {key: value or None for key, value in row.items()})


def _organisations() -> Iterator[Edit]:
    for row in rows("organisations"):
        code = row["code"]
        country = row.get("country", "")
        yield Create(
            "institution",
            {
                "name": row["name_en"],
                "name_alt": row["name_es"] if row["name_es"] != row["name_en"] else None,
                "acronym": code,
                "code": code,
                "scope": row["scope"],
                "country": country_id(country) if country else None,
                "mandate": row["role"] or None,
                "sensitivity": "PUBLIC",
            },
            id=organisation_id(code),
            reference=f"INS-{code}",
            change_id=reference_id("institution/change", code, REFERENCE_VERSION),
        )


def _sources() -> Iterator[Edit]:
    for row in rows("sources"):
        yield Create(
            "source",
            {key: value or None for key, value in row.items()},
            id=source_id(row["code"]),
            reference=f"SRC-{row['code']}",
            change_id=reference_id("source/change", row["code"], REFERENCE_VERSION),
        )


def _aliases() -> list[tuple[str, str, str, bool]]:
    return [
        (
            fold(row["alias"]),
            "country",
            country_id(row["iso3"]) if row["iso3"] else "",
            row["warn"] == "1",
        )
        for row in rows("aliases")
    ]
