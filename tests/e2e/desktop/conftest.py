"""Fixtures of the tests on a real desktop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .notifier_host import NotifierHost
from .slow_provider import SlowProvider
from .x_session import desktop as x_desktop


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A screen, a session bus and a window manager; no panel."""
    with x_desktop(tmp_path_factory.mktemp("desktop")) as environment:
        yield environment


@pytest.fixture
def host(desktop: dict[str, str]) -> Iterator[NotifierHost]:
    """A panel that writes down."""
    with NotifierHost(desktop["DBUS_SESSION_BUS_ADDRESS"]) as made:
        yield made


@pytest.fixture
def provider() -> Iterator[SlowProvider]:
    with SlowProvider() as made:
        yield made


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "user"
