"""What a model of a provider's list can be made: its big or small model, or that of a tier. Data for a menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop_proxy.settings import Settings
from desktop_proxy.ui.providers.entries import Entry
from desktop_proxy.ui.providers.tier_names import SHOWN, title


@dataclass(frozen=True, slots=True)
class Assignment:
    """One row of the menu."""

    title: str
    changes: dict[str, Any]
    """Dotted settings and their new values."""


def assignments(entry: Entry, model: str, settings: Settings) -> list[list[Assignment]]:
    """The rows for that model, in groups."""
    full = f"{entry.name}/{model}"
    tiers = [Assignment(title(tier), {f"routing.tiers.{tier}": full}) for tier in SHOWN]
    return [_big_and_small(entry, model, settings), tiers]


def _big_and_small(entry: Entry, model: str, settings: Settings) -> list[Assignment]:
    big = QCoreApplication.translate("Assignment", "Big model")
    small = QCoreApplication.translate("Assignment", "Small model")
    if entry.row.recommended or entry.row.classic or not entry.is_endpoint:
        full = f"{entry.name}/{model}"
        return [Assignment(big, {"routing.big_model": full}), Assignment(small, {"routing.small_model": full})]
    # An endpoint's own big and small model are the first two of its list.
    dotted, own = f"providers.{entry.name}.models", entry.own.models
    others = [other for other in own if other != model]
    first = own[0] if own else model
    behind = [other for other in others if other != first]
    return [
        Assignment(big, {dotted: [model, *others]}),
        Assignment(small, {dotted: [first, *([model] if model != first else []), *behind]}),
    ]
