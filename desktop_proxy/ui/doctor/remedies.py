"""Where in the window a finding is mended: the page, what its button says, and what the page is opened with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop_proxy.doctor import Remedy, Where

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Way:
    """A row; `argument` makes what the page's `open_with` takes of the remedy's subject."""

    page: str
    caption: Callable[[], str]
    argument: Callable[[str], object] = lambda subject: None


def _tier(subject: str) -> object:
    return {"tier": subject}


def _name(subject: str) -> object:
    return subject or None


WAYS: Mapping[Where, Way] = {
    "key": Way("providers", lambda: translate("Doctor", "Add key"), _name),
    "new_key": Way("providers", lambda: translate("Doctor", "Change key"), _name),
    "provider": Way("providers", lambda: translate("Doctor", "Open Providers"), _name),
    "port": Way("general", lambda: translate("Doctor", "Change port")),
    "general": Way("general", lambda: translate("Doctor", "Open General")),
    "start": Way("overview", lambda: translate("Doctor", "Open Overview")),
    "model": Way("models", lambda: translate("Doctor", "Choose a model"), _tier),
    "client": Way("clients", lambda: translate("Doctor", "Open Clients")),
}


def goal(remedy: Remedy) -> tuple[str, object]:
    """The page, and its argument."""
    way = WAYS[remedy.where]
    return way.page, way.argument(remedy.subject)
