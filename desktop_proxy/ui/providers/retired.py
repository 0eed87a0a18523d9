"""A model that its provider has switched off, or will, in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop_proxy.providers import Retirement


def retired_words(gone: Retirement, today: date | None = None) -> str:
    """Such as "switched off since 2026-06-01"."""
    if gone.date <= (today or date.today()).isoformat():
        said = QCoreApplication.translate("Retired", "switched off since %1")
    else:
        said = QCoreApplication.translate("Retired", "switched off from %1 on")
    return said.replace("%1", gone.date)
