"""The rule for a provider's address: HTTPS, or plain HTTP to this machine; nothing secret and nothing extra in it."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def checked_base_url(url: str, *, allow_insecure_http: bool) -> str:
    """`url` without trailing slashes. Raises ValueError with the rest of a sentence that begins with the name."""
    if not url.isprintable() or " " in url or "\\" in url:
        raise ValueError("has characters an address cannot have")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError("is not an address; write https://host/path") from error
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError("is not an address; write https://host/path")
    if "@" in parts.netloc:
        raise ValueError("must not hold a user name or password; store the key with `desktop-proxy keys set`")
    if "?" in url or "#" in url:
        raise ValueError("must not have a query or fragment; give the part before it")
    if parts.scheme == "http" and not allow_insecure_http and not is_loopback(host):
        raise ValueError(
            "would send the key and the traffic unencrypted; use https, or set allow_insecure_http to true beside it"
        )
    return url.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether that host name or address is this machine."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
