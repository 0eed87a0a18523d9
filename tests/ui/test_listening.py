"""Whether the proxy could listen somewhere, and having it try at once."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest

from desktop_proxy.core import Core
from desktop_proxy.paths import Paths
from desktop_proxy.server.runner import Failed, Running, Stopped
from desktop_proxy.ui.listening import listen_now, port_fault
from tests.fakes import MemoryKeyring


def test_a_free_port_has_no_fault_and_is_free_afterwards() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert port_fault(port, "127.0.0.1") is None
    assert port_fault(port, "127.0.0.1") is None


def test_a_taken_port_comes_with_a_free_one_and_its_owner() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        fault = port_fault(other.getsockname()[1], "127.0.0.1")
    assert fault is not None and fault.in_use
    assert fault.free is not None and port_fault(fault.free, "127.0.0.1") is None
    if Path("/proc/self/fd").exists():
        assert fault.owner is not None and f"process {os.getpid()}" in fault.owner


def test_an_address_of_another_machine_is_no_taken_port() -> None:
    fault = port_fault(8082, "192.0.2.1")
    assert fault is not None and not fault.in_use and fault.owner is None


@pytest.fixture
def core(tmp_path: Path) -> Core:
    environ = {"DESKTOP_PROXY_HOME": str(tmp_path)}
    paths = Paths.find(environ)
    paths.ensure()
    return Core(paths, environ, tmp_path, keyring=MemoryKeyring(), announced=False)


async def test_a_server_that_could_not_listen_tries_at_once(core: Core) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        core.settings.update({"server.port": other.getsockname()[1]})
        await core.server.start()
        assert isinstance(core.server.state, Failed)
    began = time.monotonic()
    await listen_now(core.server)
    assert isinstance(core.server.state, Running) and time.monotonic() - began < 2
    await core.server.stop()


async def test_a_server_that_was_stopped_stays_so(core: Core) -> None:
    await listen_now(core.server)
    assert isinstance(core.server.state, Stopped)
