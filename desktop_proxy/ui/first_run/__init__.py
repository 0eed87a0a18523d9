"""The dialog of the first steps, opened once by itself and again from the Overview."""

from __future__ import annotations

from desktop_proxy.ui.first_run.dialog import FirstRunDialog

__all__ = ["FirstRunDialog"]
