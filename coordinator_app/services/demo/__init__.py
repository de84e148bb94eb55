"""A clearly invented busy year, for practice, screenshots and tests; the same at every run."""

from __future__ import annotations

import datetime as dt

from coordinator_app.services.demo.activities import events, visits
from coordinator_app.services.demo.assistance import offers, requests
from coordinator_app.services.demo.follow_ups import follow_ups
from coordinator_app.services.demo.interactions import interactions
from coordinator_app.services.demo.material import Entry, Material
from coordinator_app.services.demo.people import Cast, institutions_and_people
from coordinator_app.services.demo.sent_files import sent_files
from coordinator_app.services.demo.states import profiles
from coordinator_app.services.demo.trainings import trainings

__all__ = ["entries"]


def entries(today: dt.date) -> list[Entry]:
    """Return the declared entries of the invented year (form: resources/sample/README.md).

    Args:
        today: The day all dates lie around.
    """
    material = Material.load(today)
    cast = Cast()
    listed = institutions_and_people(material, cast)
    listed += profiles(material, cast)
    listed += visits(material, cast)
    listed += trainings(material, cast)
    listed += events(material, cast)
    listed += interactions(material, cast)
    listed += sent_files(material, cast)
    listed += follow_ups(material, cast)
    listed += requests(material, cast)
    listed += offers(material)
    return listed
