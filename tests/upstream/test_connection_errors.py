from __future__ import annotations

import ssl
from types import SimpleNamespace

import aiohttp
import pytest

from desktop_proxy.upstream.connection_errors import broken_answer, connect_error, redirected, silent, too_large

WHERE = SimpleNamespace(host="h", port=1, ssl=True, is_ssl=True)
ERRORS: list[tuple[BaseException, int, bool, str]] = [
    (aiohttp.ConnectionTimeoutError("x"), 504, True, "in time"),
    (aiohttp.ClientProxyConnectionError(WHERE, OSError()), 502, True, "proxy"),  # type: ignore[arg-type]
    (aiohttp.ClientConnectorCertificateError(WHERE, ssl.CertificateError()), 502, False, "certificate"),  # type: ignore[arg-type]
    (aiohttp.ClientConnectorSSLError(WHERE, OSError()), 502, False, "TLS"),  # type: ignore[arg-type]
    (aiohttp.ClientConnectorDNSError(WHERE, OSError()), 502, True, "resolved"),  # type: ignore[arg-type]
    (aiohttp.ClientConnectorError(WHERE, ConnectionRefusedError()), 502, True, "refused"),  # type: ignore[arg-type]
    (aiohttp.ClientConnectorError(WHERE, OSError("Network is unreachable")), 502, True, "reached"),  # type: ignore[arg-type]
    (aiohttp.ServerDisconnectedError(), 502, True, "before it answered"),
    (aiohttp.ClientOSError(104, "Connection reset by peer"), 502, True, "before it answered"),
    (aiohttp.InvalidURL("x"), 500, False, "not a valid URL"),
    (aiohttp.ClientConnectionError("sk-secret"), 502, True, "failed"),
]


@pytest.mark.parametrize(("error", "status", "transient", "words"), ERRORS, ids=lambda value: type(value).__name__)
def test_every_failure_is_a_sentence(error: BaseException, status: int, transient: bool, words: str) -> None:
    found = connect_error(error, "api.example.com", "Example")
    assert (found.status, found.transient) == (status, transient)
    assert words in found.message
    assert "Example" in found.message or "api.example.com" in found.message
    assert found.message.endswith(".")
    assert "sk-secret" not in found.message


def test_the_others_are_sentences_too() -> None:
    for error in (broken_answer("h"), silent("h", 90, "upstream.x"), redirected("h", "l"), too_large("h", 64)):
        assert error.status in (502, 504)
        assert error.message.endswith(".") and error.message.startswith("h ")
