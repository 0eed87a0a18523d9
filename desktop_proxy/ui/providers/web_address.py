"""What matters about an address that is being typed: whose host it is, and whether it would be read on the way."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from desktop_proxy.settings.base_url import is_loopback

_PORTS = {"http": 80, "https": 443}


def origin(url: str) -> tuple[str, str, int | None] | None:
    """Scheme, host and port, for which a key is meant; None for what is no address."""
    parts = _parts(url)
    if parts is None or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, parts.port or _PORTS.get(parts.scheme)


def host(url: str) -> str:
    """The host to show, with its port where it is not the usual one."""
    parts = _parts(url)
    if parts is None or not parts.hostname:
        return url
    return f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname


def sends_unencrypted(url: str) -> bool:
    """Whether it is plain HTTP to another machine."""
    parts = _parts(url)
    return parts is not None and parts.scheme == "http" and not is_loopback(parts.hostname or "localhost")


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts
