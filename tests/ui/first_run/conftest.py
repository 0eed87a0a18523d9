"""A strict provider behind OPENAI_BASE_URL, and keys it takes."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop_proxy.core import Core
from desktop_proxy.paths import Paths
from tests.e2e.provider_double import KEYS, ProviderDouble
from tests.e2e.provider_double.facts import FAMILIES, Facts
from tests.fakes import MemoryKeyring

OPENAI_KEY = "sk-proj-0123456789abcdefghijABCDEFGHIJ"
WRONG_KEY = "sk-proj-ABCDEFGHIJ0123456789abcdefghij"
NOWHERE = {"ollama": 9, "lmstudio": 9}
"""The discard port: nothing listens there."""


@pytest.fixture(autouse=True)
def closing_a_dialog_is_not_the_end(qapp: QApplication) -> Iterator[None]:
    """As in the program: else the loop would stop with the last window."""
    qapp.setQuitOnLastWindowClosed(False)
    yield
    qapp.setQuitOnLastWindowClosed(True)


@pytest.fixture(scope="session")
def double() -> Iterator[ProviderDouble]:
    """Takes OPENAI_KEY, and has the models that are recommended."""
    provider = ProviderDouble()
    provider.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(KEYS, "openai", OPENAI_KEY)  # type: ignore[arg-type]
        patch.setitem(FAMILIES, "gpt-6", Facts(128_000, reasons=True, efforts=("none", "low", "medium", "high")))
        yield provider
    provider.stop()


@pytest.fixture
def make_core(tmp_path: Path, keyring: MemoryKeyring) -> Callable[..., Core]:
    """A core in a home of its own, with these variables in its environment."""

    def make(**variables: str) -> Core:
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        environ = {"DESKTOP_PROXY_HOME": str(tmp_path / "data"), "HOME": str(home), "PATH": os.environ["PATH"]}
        environ.update(variables)
        paths = Paths.find(environ)
        paths.ensure()
        return Core(paths, environ, home, {"server.port": 0}, keyring=keyring, announced=False)

    return make


@pytest.fixture
def core(make_core: Callable[..., Core], double: ProviderDouble) -> Core:
    """OpenAI is the double."""
    return make_core(OPENAI_BASE_URL=f"{double.url}/openai/v1")


@pytest.fixture
async def running_core(core: Core) -> AsyncIterator[Core]:
    """Listening on a free port."""
    await core.start()
    yield core
    await core.close()
