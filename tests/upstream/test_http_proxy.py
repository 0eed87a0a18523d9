from __future__ import annotations

import pytest
from yarl import URL

from desktop_proxy.upstream.http_proxy import HttpProxies, is_loopback


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def test_without_one_the_way_is_direct() -> None:
    assert HttpProxies().find(URL("https://api.openai.com/v1")) is None


def test_the_environment_names_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://user:p%40ss@proxy.example:3128")
    found = HttpProxies().find(URL("https://api.openai.com/v1"))
    assert found is not None
    assert str(found.url) == "http://proxy.example:3128"
    assert found.headers == {"Proxy-Authorization": "Basic dXNlcjpwQHNz"}


def test_no_proxy_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "openai.com")
    proxies = HttpProxies()
    assert proxies.find(URL("https://api.openai.com/v1")) is None
    found = proxies.find(URL("https://api.x.ai/v1"))
    assert found is not None
    assert str(found.url) == "http://proxy.example:3128"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "127.9.9.9", "a.localhost"])
def test_loopback_is_never_behind_a_proxy(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    assert HttpProxies().find(URL(f"http://{host}:8000/v1")) is None


def test_an_answer_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    proxies = HttpProxies()
    proxies.find(URL("https://api.openai.com/v1"))
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    assert proxies.find(URL("https://api.openai.com/v2")) is None


def test_a_name_is_no_loopback_address() -> None:
    assert not is_loopback("localhost.example.com")
