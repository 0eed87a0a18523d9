"""Fixtures every group of tests shares; no Qt here."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest

# Before anything can import LiteLLM: it would fetch its price list from the network.
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"

from desktop_proxy.ui.bindings import import_plainly


def pytest_sessionstart() -> None:
    """pytest-qt has loaded PySide6 by now, whose own import makes every later one slow and large."""
    import_plainly()


@pytest.fixture(autouse=True)
def no_log_left_open() -> Iterator[None]:
    """A command that ran in this process has led all messages to its log, through its filter: for this test only."""
    yield
    root = logging.getLogger()
    for handler in [each for each in root.handlers if type(each).__module__.startswith("desktop_proxy.")]:
        root.removeHandler(handler)
        handler.close()
