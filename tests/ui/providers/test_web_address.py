from __future__ import annotations

import pytest

from desktop_proxy.ui.providers.web_address import host, origin, sends_unencrypted


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://api.openai.com/v1", "https://API.openai.com:443/v2", True),
        ("https://api.openai.com", "http://api.openai.com", False),
        ("https://api.openai.com", "https://api.openai.com:8443", False),
        ("https://api.openai.com", "https://api.openai.com.evil.test", False),
        ("https://api.openai.com", "https://user@evil.test#api.openai.com", False),
    ],
)
def test_a_key_is_meant_for_scheme_host_and_port(one: str, other: str, same: bool):
    assert (origin(one) == origin(other)) is same


@pytest.mark.parametrize("nonsense", ["", "x", "https://", "http://[::1", "https://host:99999"])
def test_what_is_no_address_has_no_origin(nonsense: str):
    assert origin(nonsense) is None
    assert not sends_unencrypted(nonsense)


def test_the_host_is_shown_with_an_unusual_port():
    assert host("https://gateway.test:8443/v1") == "gateway.test:8443"
    assert host("https://gateway.test/v1") == "gateway.test"
    assert host("nonsense") == "nonsense"


@pytest.mark.parametrize(
    ("url", "unencrypted"),
    [
        ("http://gpu-box.test/v1", True),
        ("http://localhost:11434/v1", False),
        ("http://127.0.0.1:1/v1", False),
        ("https://gpu-box.test/v1", False),
        ("http://192.168.1.4/v1", True),
    ],
)
def test_plain_http_to_another_machine_can_be_read(url: str, unencrypted: bool):
    assert sends_unencrypted(url) is unencrypted
