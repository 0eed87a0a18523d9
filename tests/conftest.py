"""Fixtures every group of tests shares; no Qt here."""

from __future__ import annotations

import os

# Before anything can import LiteLLM: it would fetch its price list from the network.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

from desktop_proxy.ui.bindings import import_plainly


def pytest_sessionstart() -> None:
    """pytest-qt has loaded PySide6 by now, whose own import makes every later one slow and large."""
    import_plainly()
