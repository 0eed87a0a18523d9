"""Whose key a pasted one looks like, seen from the form it was pasted into."""

from __future__ import annotations

import re

from desktop_proxy.providers import Provider, provider, recognise
from desktop_proxy.ui.providers.entries import Entry

TOO_SHORT = 12
"""Characters below which somebody is still typing."""


def owner(key: str, entry: Entry) -> Provider | None:
    """The other provider it looks like one of; None where it may well belong here."""
    other = recognise(key)
    pattern = _pattern(entry)
    # Many endpoints give keys in OpenAI's shape: one without a shape of its own says nothing about a key.
    if other is None or pattern is None or re.fullmatch(pattern, key):
        return None
    return other


def odd_shape(key: str, entry: Entry) -> bool:
    """Whether it does not look like a key of this provider, whose keys have a shape."""
    pattern = _pattern(entry)
    return pattern is not None and len(key) >= TOO_SHORT and re.fullmatch(pattern, key) is None


def _pattern(entry: Entry) -> str | None:
    # At an address of the user's own, a gateway for instance, keys are the gateway's.
    row = provider(entry.own.preset or entry.name)
    at_home = row is not None and entry.row.base_url == row.base_url
    return row.key_pattern if row is not None and at_home else None
