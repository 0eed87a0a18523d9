"""Fixtures of the window's tests: Qt offscreen, coroutines on a qasync loop, a real core in a temporary home."""

from __future__ import annotations

import inspect
import os
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Mapping
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import pytestqt.plugin
import qasync
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from desktop_proxy.core import Core
from desktop_proxy.paths import Paths
from desktop_proxy.ui.bridge import CoreBridge
from desktop_proxy.ui.providers import key_sources
from desktop_proxy.ui.theme import Theme
from tests.fakes import MemoryKeyring

QStandardPaths.setTestModeEnabled(True)

_loops: list[qasync.QEventLoop] = []
"""Kept to the end: one that the garbage collector finds in another thread leaves timers to a loop that is no more."""


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> Mapping[str, Callable[[], object]]:
    """Coroutine tests of this folder run on the loop the program runs on."""
    return {"qasync": _loop}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Between the phases of a coroutine test Qt is left alone: it would run steps of coroutines without their loop."""
    with pytest.MonkeyPatch.context() as patch:
        if inspect.iscoroutinefunction(getattr(item, "function", None)):
            patch.setattr(pytestqt.plugin, "_process_events", lambda: None)
        return (yield)


def _loop() -> qasync.QEventLoop:
    app = QApplication.instance() or QApplication(["desktop-proxy"])
    loop = qasync.QEventLoop(app)
    _loops.append(loop)
    return loop


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light appearance."""
    made = Theme(qapp)
    made.set_appearance("light")
    yield made
    made.setParent(None)  # type: ignore[call-overload]
    made.deleteLater()


@pytest.fixture
def keyring() -> MemoryKeyring:
    """What stands in for the OS keyring."""
    return MemoryKeyring()


@pytest.fixture
def core(tmp_path: Path, keyring: MemoryKeyring) -> Core:
    """Built and not started; nothing of this machine's environment is in it."""
    home = tmp_path / "home"
    home.mkdir()
    environ = {"DESKTOP_PROXY_HOME": str(tmp_path / "data"), "HOME": str(home), "PATH": os.environ["PATH"]}
    paths = Paths.find(environ)
    paths.ensure()
    return Core(paths, environ, home, {"server.port": 0}, keyring=keyring, announced=False)


@pytest.fixture
async def running_core(core: Core) -> AsyncIterator[Core]:
    """Listening on a free port; the demo model answers."""
    await core.start()
    yield core
    await core.close()


@pytest.fixture(autouse=True)
def nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other process stores keys, so nothing looks for that after a test's loop has ended."""
    monkeypatch.setattr(key_sources, "LOOK_MS", 600_000)


@pytest.fixture
def bridge(qapp: QApplication, core: Core) -> Iterator[CoreBridge]:
    """Between that core and Qt."""
    made = CoreBridge(core)
    yield made
    made.close()
