"""When a model was retired, or will be, in words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop_proxy.providers import Retirement


def retired_words(gone: Retirement, today: date | None = None) -> str:
    """Such as "was retired on 2026-06-01"."""
    if gone.date <= (today or date.today()).isoformat():
        said = QCoreApplication.translate("Retired", "was retired on %1")
    else:
        said = QCoreApplication.translate("Retired", "retires on %1")
    return said.replace("%1", gone.date)
