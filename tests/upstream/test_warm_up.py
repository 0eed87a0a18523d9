from __future__ import annotations

import logging
from typing import Any

import pytest
from upstream.rig import loaded

from desktop_proxy.upstream.warm_up import warm_up


def test_every_dialect_is_tried_without_a_fault(caplog: pytest.LogCaptureFixture) -> None:
    warm_up(loaded().dialect, loaded().catalog)
    assert not caplog.records


def test_a_fault_is_logged_and_hinders_nobody(caplog: pytest.LogCaptureFixture) -> None:
    broken: Any = object()
    with caplog.at_level(logging.ERROR):
        warm_up(broken, broken)
    assert {record.getMessage() for record in caplog.records} == {
        f"Warming up {name} failed" for name in ("openai", "xai", "gemini")
    }
