from __future__ import annotations

import pytest

from desktop_proxy.settings.base_url import checked_base_url, is_loopback


@pytest.mark.parametrize(
    ("url", "checked"),
    [
        ("https://api.openai.com/v1/", "https://api.openai.com/v1"),
        ("HTTPS://gateway.test:8443", "HTTPS://gateway.test:8443"),
        ("http://localhost:11434/v1", "http://localhost:11434/v1"),
        ("http://127.0.0.2:1", "http://127.0.0.2:1"),
        ("http://[::1]:1/v1", "http://[::1]:1/v1"),
    ],
)
def test_an_address_is_https_or_this_machine(url: str, checked: str):
    assert checked_base_url(url, allow_insecure_http=False) == checked


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("http://192.168.1.5:1234", "unencrypted"),
        ("http://localhost.evil.test", "unencrypted"),
        ("http://2130706433/", "unencrypted"),
        ("https://user:password@host/v1", "user name"),
        ("https://user@host/v1", "user name"),
        ("https://host/v1?key=abc", "query"),
        ("https://host/v1#a", "query"),
        ("ftp://host/v1", "not an address"),
        ("api.openai.com/v1", "not an address"),
        ("https://", "not an address"),
        ("https://host:99999/v1", "not an address"),
        ("https://[broken", "not an address"),
        ("https://ho st/", "characters"),
        ("https://host/\r\nx", "characters"),
        ("https://host\\@other", "characters"),
    ],
)
def test_other_addresses_are_refused_in_words(url: str, what: str):
    with pytest.raises(ValueError, match=what) as raised:
        checked_base_url(url, allow_insecure_http=False)
    assert "password@" not in str(raised.value)


def test_plain_http_elsewhere_needs_to_be_allowed():
    assert checked_base_url("http://nas:1234/v1", allow_insecure_http=True) == "http://nas:1234/v1"


@pytest.mark.parametrize(
    ("host", "answer"), [("LOCALHOST", True), ("::1", True), ("0.0.0.0", False), ("example", False)]
)
def test_loopback(host: str, answer: bool):
    assert is_loopback(host) is answer
