"""The providers the proxy is put in front of: how it is told about each, and what each can do."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from .provider_double import KEYS, ProviderDouble


@dataclass(frozen=True, slots=True)
class Target:
    """One provider set-up. `big` answers opus, sonnet and fable; `small` answers haiku."""

    name: str
    face: str
    """The provider double's name for the API."""
    path: str
    """How the address of every request begins, behind the host."""
    big: str
    small: str
    configure: Callable[[ProviderDouble, Path], tuple[Mapping[str, str], Mapping[str, Any] | None]]
    """Environment and settings file of the proxy."""
    big_thinks: bool = True
    small_thinks: bool = True
    images: bool = True
    documents: bool = True
    replays: bool = True
    """What was thought goes back to the provider in a form it can check."""


def _by_environment(provider: str, variable: str, key: str, path: str, big: str, small: str) -> Callable[..., Any]:
    def configure(double: ProviderDouble, home: Path) -> tuple[Mapping[str, str], None]:
        base = {"ANTHROPIC": "ANTHROPIC_UPSTREAM_BASE_URL"}.get(variable, f"{variable}_BASE_URL")
        return {
            "PREFERRED_PROVIDER": provider,
            f"{variable}_API_KEY": key,
            base: double.url + path,
            **({"BIG_MODEL": big, "SMALL_MODEL": small} if big else {}),
        }, None

    return configure


def _vertex(big: str, small: str) -> Callable[..., Any]:
    def configure(double: ProviderDouble, home: Path) -> tuple[Mapping[str, str], None]:
        return {
            "PREFERRED_PROVIDER": "vertex",
            "VERTEX_PROJECT_ID": "a-project",
            "VERTEX_LOCATION": "europe-west4",
            "GOOGLE_APPLICATION_CREDENTIALS": str(service_account(home, double.url + "/token")),
            "VERTEX_BASE_URL": double.url + "/vertex/v1",
            "BIG_MODEL": big,
            "SMALL_MODEL": small,
        }, None

    return configure


def _named_endpoint(double: ProviderDouble, home: Path) -> tuple[Mapping[str, str], Mapping[str, Any]]:
    settings = {
        "providers": {"team": {"base_url": double.url + "/compat/v1", "api": "chat"}},
        "routing": {"preferred_provider": "team", "big_model": "local-coder", "small_model": "local-small"},
    }
    return {}, settings


def service_account(folder: Path, token_uri: str) -> Path:
    """A service-account file with a key made for this run."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    path = folder / "service-account.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {
        "type": "service_account",
        "project_id": "a-project",
        "private_key_id": "1",
        "private_key": pem,
        "client_email": "tests@a-project.iam.gserviceaccount.com",
        "client_id": "1",
        "token_uri": token_uri,
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


TARGETS: tuple[Target, ...] = (
    Target(
        "openai-chat",
        "openai",
        "/openai/v1/chat/completions",
        "gpt-4.1",
        "gpt-4.1-mini",
        _by_environment("openai", "OPENAI", KEYS["openai"], "/openai/v1", "", ""),
        big_thinks=False,
        small_thinks=False,
    ),
    Target(
        "openai-responses",
        "openai",
        "/openai/v1/responses",
        "gpt-5.1",
        "gpt-5-mini",
        _by_environment("openai", "OPENAI", KEYS["openai"], "/openai/v1", "gpt-5.1", "gpt-5-mini"),
    ),
    Target(
        "gemini-2.5",
        "gemini",
        "/gemini/v1beta/models/",
        "gemini-2.5-pro",
        "gemini-2.5-flash",
        _by_environment("google", "GEMINI", KEYS["gemini"], "/gemini/v1beta", "gemini-2.5-pro", "gemini-2.5-flash"),
    ),
    Target(
        "gemini-3",
        "gemini",
        "/gemini/v1beta/models/",
        "gemini-3.1-pro-preview",
        "gemini-3-flash-preview",
        _by_environment(
            "google", "GEMINI", KEYS["gemini"], "/gemini/v1beta", "gemini-3.1-pro-preview", "gemini-3-flash-preview"
        ),
    ),
    Target(
        "vertex",
        "vertex",
        "/vertex/v1/projects/a-project/locations/europe-west4/",
        "gemini-3-pro-preview",
        "gemini-2.5-flash",
        _vertex("gemini-3-pro-preview", "gemini-2.5-flash"),
    ),
    Target(
        "xai",
        "xai",
        "/xai/v1/chat/completions",
        "grok-4.3",
        "grok-3-mini",
        _by_environment("xai", "XAI", KEYS["xai"], "/xai/v1", "grok-4.3", "grok-3-mini"),
        documents=False,
        replays=False,
    ),
    Target(
        "compatible",
        "compat",
        "/compat/v1/chat/completions",
        "local-coder",
        "local-small",
        _named_endpoint,
        documents=False,
        replays=False,
    ),
    Target(
        "anthropic",
        "anthropic",
        "/anthropic/v1/messages",
        "claude-",
        "claude-haiku",
        _by_environment("anthropic", "ANTHROPIC", KEYS["anthropic"], "/anthropic", "", ""),
    ),
)

TRANSLATED = tuple(target for target in TARGETS if target.face != "anthropic")
SEARCHING = tuple(target for target in TRANSLATED if target.name in ("openai-responses", "gemini-2.5"))
"""Targets whose provider searches the web by itself."""
DIRECT = Target(
    "direct", "anthropic", "/anthropic/v1/messages", "claude-", "claude-haiku", lambda double, home: ({}, None)
)
"""No proxy at all: proves that the clients and the double agree with each other."""


def in_front_of(*targets: Target) -> pytest.MarkDecorator:
    """Runs a test once with the proxy in front of each target."""
    return pytest.mark.parametrize("front", targets, indirect=True, ids=lambda target: target.name)
