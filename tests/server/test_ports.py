from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from desktop_proxy.server.ports import in_use, next_free, owner, taken_by


@pytest.fixture
def taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux tells")
def test_the_owner_of_a_port_is_named(taken):
    assert f"process {os.getpid()}" in (owner(taken) or "")
    assert taken_by(taken) == f"Port {taken} is in use by {owner(taken)}"


def test_a_free_port_has_no_owner():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert owner(port) is None
    assert taken_by(port) == f"Port {port} is in use by another program"


def test_the_next_free_port_is_free_and_not_this_one(taken):
    found = next_free(taken)
    assert found is not None and found > taken
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", found))


def test_in_use_is_only_what_another_program_has(taken):
    assert in_use(taken)
    assert not in_use(next_free(taken))
    # An address that is not this machine's: no port of it can be had, and nobody has it.
    assert not in_use(80, "192.0.2.1")


def test_there_may_be_none():
    assert next_free(65535) is None
