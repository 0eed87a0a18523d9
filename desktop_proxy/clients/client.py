"""What a client is that can be connected: a row, and the one error of everything that is done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Key = tuple[str, ...]
"""Where a value stands in a client's JSON file: `("apiKeyHelper",)`, `("env", "ANTHROPIC_BASE_URL")`."""


class ClientError(Exception):
    """It cannot be done; the message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Client:
    """A program with a JSON settings file of its own, at most one object deep where we write."""

    name: str
    """As the commands say it."""
    label: str
    settings_file: Callable[[Mapping[str, str]], Path]
    """Its user-level settings, in this environment."""
    is_installed: Callable[[Mapping[str, str]], bool]
    """Whether it seems to be there."""
    wanted: Callable[[str, str, Mapping[str, str], Mapping[str, Any]], dict[Key, str]]
    """What to write for an address and a token, in this environment, into a file with this content."""
    address: Key
    token: Key
    remarks: Callable[[Mapping[str, Any]], tuple[str, ...]]
    """Sentences about a content that is left without us."""


def dotted(key: Key) -> str:
    """As a sentence names it."""
    return ".".join(key)
