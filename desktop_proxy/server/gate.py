"""Who may ask: host, browser origin, client token, and what a body may be.

Checked for every request from its head alone, before its body is read. Nothing here is derived from the request
except what is compared: the port is the socket's own, forwarded headers are ignored. It reads no body and knows no
route but the two that need no token.
Why each rule: DNS rebinding (host), web pages that post to local servers (origin, content type), other programs of
the same machine (token).
"""

from __future__ import annotations

import hmac
import ipaddress
from typing import TYPE_CHECKING

from desktop_proxy.protocol.errors import ApiError

if TYPE_CHECKING:
    from desktop_proxy.credentials import Credentials
    from desktop_proxy.server.connection import Request
    from desktop_proxy.settings import Settings

MAX_BODY_BYTES = 32 * 1024 * 1024
"""The API's own limit for Messages and count_tokens."""
MAX_HEAD_BYTES = 32 * 1024
"""Request line and all headers together."""

OPEN_ROUTES = frozenset({("GET", "/health"), ("HEAD", "/")})
"""Need no token: what monitors ask, and the preconnect of Claude Code, which carries none."""

_OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
_OWN_SITES = frozenset({"none", "same-origin"})
_HTTP_PORT = 80


class Gate:
    """Admits a request or raises the `ApiError` that refuses it."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._hosts: tuple[int, tuple[str, ...], frozenset[str]] = (0, (), frozenset())

    async def admit(self, request: Request, settings: Settings) -> None:
        """Raise 403 for a foreign host or a browser, 401 without the client token, 413/415/431 for the body or head."""
        self._check_host(request, settings.server.allowed_hosts)
        _check_browser(request)
        _check_head_size(request)
        if token_needed(settings) and (request.method, request.raw_path) not in OPEN_ROUTES:
            await self._check_token(request)
        if request.method == "POST":
            _check_body(request)

    def _check_host(self, request: Request, allowed: tuple[str, ...]) -> None:
        hosts = request.headers.getall("Host", ())
        if len(hosts) != 1 or hosts[0].lower() not in self._accepted(_own_port(request), allowed):
            raise ApiError(
                403,
                "This host name is not served. Use http://127.0.0.1 with the proxy's port, or name the host with "
                "`desktop-proxy serve --allowed-host`.",
            )
        if not request.raw_path.startswith("/"):
            raise ApiError(403, "The request target must be a path: this is not a forward proxy.")

    def _accepted(self, port: int, allowed: tuple[str, ...]) -> frozenset[str]:
        if self._hosts[0] != port or self._hosts[1] is not allowed:
            self._hosts = (port, allowed, _accepted_hosts(port, allowed))
        return self._hosts[2]

    async def _check_token(self, request: Request) -> None:
        expected = _bytes((await self._credentials.client_token()).reveal())
        if not any(hmac.compare_digest(_bytes(given), expected) for given in _presented(request)):
            raise ApiError(
                401,
                "The client token is missing or wrong. Run `desktop-proxy env` and set ANTHROPIC_AUTH_TOKEN to the "
                "value it prints.",
                should_retry=False,
            )


def token_needed(settings: Settings) -> bool:
    """Whether clients must show the token: always on an address that other machines may reach."""
    return settings.server.require_token or not is_loopback(settings.server.host)


def is_loopback(host: str) -> bool:
    """Whether `host` is an address of this machine alone."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def body_too_large() -> ApiError:
    """413, as the API answers it."""
    return ApiError(413, "Request exceeds the maximum allowed number of bytes (32 MB).")


def head_too_large() -> ApiError:
    """431: no client of this API sends such a head."""
    return ApiError(431, f"The request's head exceeds {MAX_HEAD_BYTES} bytes.")


def _accepted_hosts(port: int, allowed: tuple[str, ...]) -> frozenset[str]:
    own = {f"{name}:{port}" for name in _OWN_NAMES}
    if port == _HTTP_PORT:
        own.update(_OWN_NAMES)
    named = {form.lower() for name in allowed for form in (name, f"{name}:{port}")}
    return frozenset(own | named)


def _own_port(request: Request) -> int:
    address = request.connection.sockname
    return int(address[1]) if isinstance(address, tuple) else 0


def _check_browser(request: Request) -> None:
    headers = request.headers
    if "Origin" in headers or headers.get("Sec-Fetch-Site", "none").lower() not in _OWN_SITES:
        raise ApiError(403, "Web pages may not use this proxy.")


def _check_head_size(request: Request) -> None:
    size = len(request.raw_path) + sum([len(name) + len(value) for name, value in request.raw_headers])
    if size > MAX_HEAD_BYTES:
        raise head_too_large()


def _presented(request: Request) -> tuple[str, str]:
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    return request.headers.get("x-api-key", ""), value.strip() if scheme.lower() == "bearer" else ""


def _check_body(request: Request) -> None:
    headers = request.headers
    if headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
        raise ApiError(415, "The content-type must be application/json.")
    if headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise ApiError(415, "A compressed request body is not supported: send it without content-encoding.")
    if int(headers.get("Content-Length", "0")) > MAX_BODY_BYTES:
        raise body_too_large()


def _bytes(value: str) -> bytes:
    # aiohttp decodes headers with surrogateescape: this gives back the bytes that were sent.
    return value.encode("utf-8", "surrogateescape")
