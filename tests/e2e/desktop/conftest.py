"""Fixtures of the tests on a real desktop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..provider_double import KEYS, ProviderDouble
from ..provider_double.facts import FAMILIES, Facts
from ..session_bus import keyring_daemon
from .accessibility import accessibility_bus
from .notifier_host import NotifierHost
from .slow_provider import SlowProvider
from .x_session import desktop as x_desktop

OPENAI_KEY = "sk-proj-CanaryVn4Kq8Rz3Wm5Xv7Lp1Nc9Tb6Hs2Jd0Fg"


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


@pytest.fixture(scope="session")
def accessibility(desktop: dict[str, str]) -> Iterator[str]:
    """The address of the bus on which programs tell what they show."""
    with accessibility_bus(desktop) as address:
        yield address


@pytest.fixture(scope="module")
def keyring(desktop: dict[str, str]) -> Iterator[None]:
    """A real keyring, unlocked as after the login."""
    with keyring_daemon(desktop, unlocked=True):
        yield


@pytest.fixture
def openai(double: ProviderDouble, monkeypatch: pytest.MonkeyPatch) -> ProviderDouble:
    """The provider double as OpenAI is for who is new: it takes OPENAI_KEY and has the models that are recommended."""
    monkeypatch.setitem(KEYS, "openai", OPENAI_KEY)  # type: ignore[arg-type]
    monkeypatch.setitem(FAMILIES, "gpt-6", Facts(128_000, reasons=True, efforts=("none", "low", "medium", "high")))
    return double
