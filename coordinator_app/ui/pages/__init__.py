"""The pages of the window, imported when nobody does anything, or at the first visit."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from coordinator_app.services.session import Reading
    from coordinator_app.ui.context import Context
    from coordinator_app.ui.pages.page import Page

_HERE: Final = "coordinator_app.ui.pages"

#: Page name to module and class.
PAGES: Final[dict[str, tuple[str, str]]] = {
    "home": ("home", "HomePage"),
    "follow_ups": ("follow_ups", "FollowUpsPage"),
    "states": ("states", "StatesPage"),
    "state": ("state", "StatePage"),
    "activities": ("activities", "ActivitiesPage"),
    "visit": ("visit", "VisitPage"),
    "training": ("training", "TrainingPage"),
    "event": ("event", "EventPage"),
    "assistance": ("assistance", "AssistancePage"),
    "assistance_request": ("assistance_request", "RequestPage"),
    "assistance_offer": ("assistance_offer", "OfferPage"),
    "contacts": ("contacts", "ContactsPage"),
    "exchange": ("exchange", "ExchangePage"),
    "review": ("check_changes", "CheckChangesPage"),
    "replies": ("check_files", "CheckFilesPage"),
    "bring_list": ("bring_list", "BringListPage"),
    "record": ("record", "RecordPage"),
    "history": ("history", "HistoryPage"),
    "settings": ("settings", "SettingsPage"),
}

#: Where entries of a type are shown; owned rows are shown with their parent.
PAGE_OF_TYPE: Final[dict[str, str]] = {
    "country": "state",
    "visit": "visit",
    "training": "training",
    "event": "event",
    "assistance_request": "assistance_request",
    "assistance_offer": "assistance_offer",
    "follow_up": "follow_ups",
    "contact": "contacts",
    "institution": "contacts",
    "dispatch": "exchange",
}

#: Under which entry of the navigation a page is found.
NAVIGATION_OF_PAGE: Final[dict[str, str]] = {
    "state": "states",
    "visit": "activities",
    "training": "activities",
    "event": "activities",
    "assistance_request": "assistance",
    "assistance_offer": "assistance",
    "review": "exchange",
    "replies": "exchange",
    "bring_list": "exchange",
    "record": "",
}


def make(name: str, context: Context) -> Page:
    """Return a new page."""
    _, cls = PAGES[name]
    made: Page = getattr(load(name), cls)(context)
    return made


def load(name: str) -> ModuleType:
    """Import what a page is made of, which takes longer than to make it."""
    module, _ = PAGES[name]
    return import_module(f"{_HERE}.{module}")


def whereabouts(record_id: str, reading: Reading) -> tuple[str, str] | None:
    """Return the page that shows an entry (its own, or its parent's) and the id to show there."""
    record = reading.records.get(record_id)
    while record is not None and reading.catalogue[record.type].owned:
        parents = record.ids("parent")
        record = reading.records.get(parents[0]) if parents else None
    if record is None:
        return None
    return PAGE_OF_TYPE.get(record.type, "record"), record.id
