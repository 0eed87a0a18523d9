"""The listening socket, and what is said when there can be none."""

from __future__ import annotations

import errno
import socket

import pytest

from desktop_proxy.server.listening import open_listening_socket, url_of, why_not


def test_port_0_takes_a_free_one_on_the_literal_loopback_address() -> None:
    with open_listening_socket("127.0.0.1", 0) as listening:
        host, port = listening.getsockname()
        assert host == "127.0.0.1"
        assert url_of(listening) == f"http://127.0.0.1:{port}"


def test_localhost_is_the_literal_address() -> None:
    with open_listening_socket("localhost", 0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"


def test_the_url_of_an_ipv6_address_has_brackets() -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 on this machine")
    try:
        listening = open_listening_socket("::1", 0)
    except OSError:
        pytest.skip("no IPv6 loopback on this machine")
    with listening:
        assert url_of(listening).startswith("http://[::1]:")


def test_a_taken_port_is_refused_and_explained() -> None:
    with open_listening_socket("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(OSError) as caught:
            open_listening_socket("127.0.0.1", port)
    sentence = why_not(caught.value, "127.0.0.1", port)
    assert sentence.startswith(f"Port {port} is in use by another program.")


def test_all_addresses_are_called_by_the_one_that_every_client_of_this_machine_can_use() -> None:
    with open_listening_socket("0.0.0.0", 0) as listening:
        assert url_of(listening) == f"http://127.0.0.1:{listening.getsockname()[1]}"


def test_a_host_that_is_unknown_is_the_fault_and_not_the_port() -> None:
    with pytest.raises(OSError) as caught:
        open_listening_socket("nosuch.host.invalid", 0)
    assert why_not(caught.value, "nosuch.host.invalid", 80) == (
        "nosuch.host.invalid is no address and no known name. Listen on 127.0.0.1."
    )


@pytest.mark.parametrize("code", [errno.EACCES, errno.EADDRNOTAVAIL, errno.EIO])
def test_every_reason_is_a_sentence(code: int) -> None:
    assert why_not(OSError(code, "why"), "127.0.0.1", 80).endswith(".")
