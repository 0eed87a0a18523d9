"""Which HTTP proxy lies on the way to a host: the system's and the environment's settings, never for loopback.

aiohttp's own `trust_env` is not used: it would also read `.netrc` and send what it finds there as the key.
"""

from __future__ import annotations

import ipaddress
import time
import urllib.request
from dataclasses import dataclass

import aiohttp
from yarl import URL

REMEMBER_S = 30.0


@dataclass(frozen=True, slots=True)
class HttpProxy:
    """A proxy and the header that opens it."""

    url: URL
    headers: dict[str, str] | None


class HttpProxies:
    """Answers are remembered for half a minute: asking the system costs more than a small request."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[float, HttpProxy | None]] = {}

    def find(self, url: URL) -> HttpProxy | None:
        """The proxy for `url`, or None for a direct way."""
        key = (url.scheme, url.host or "")
        known = self._known.get(key)
        now = time.monotonic()
        if known is None or now - known[0] > REMEMBER_S:
            known = self._known[key] = (now, _ask(*key))
        return known[1]


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _ask(scheme: str, host: str) -> HttpProxy | None:
    if is_loopback(host) or urllib.request.proxy_bypass(host):
        return None
    found = urllib.request.getproxies()
    address = found.get(scheme) or found.get("all")
    if not address:
        return None
    url = URL(address if "://" in address else f"http://{address}")
    if url.user is None:
        return HttpProxy(url, None)
    authorization = aiohttp.encode_basic_auth(url.user, url.password or "")
    return HttpProxy(url.with_user(None), {"Proxy-Authorization": authorization})
