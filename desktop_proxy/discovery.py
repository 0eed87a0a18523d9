"""What is already on this machine and could answer: keys in the environment or `.env`, model servers on loopback.

It tells of keys only that they are there, and asks nothing but the two known ports of 127.0.0.1.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import aiohttp
import orjson

from desktop_proxy.environment import Environment
from desktop_proxy.providers import PROVIDERS, Provider, provider

SERVERS = ("ollama", "lmstudio")
"""Presets whose servers are looked for at their usual ports."""
LIMIT_S = 1.0
MAX_BYTES = 1_000_000
MAX_MODELS = 500
MAX_NAME_CHARACTERS = 256
VERTEX_PROJECT = "providers.vertex_ai.project"


@dataclass(frozen=True, slots=True)
class Found:
    """Something that could answer."""

    kind: Literal["key", "server"]
    provider: str
    """Name of its row in the provider table."""
    label: str
    note: str
    """Where it was found, for showing beside the label."""
    preset: bool = False
    """The row is a preset, so an endpoint has to be made from it."""
    base_url: str = ""
    """Of a server."""
    models: tuple[str, ...] = ()
    """Of a server; those that write text."""


async def discover(environment: Environment, ports: Mapping[str, int] | None = None) -> list[Found]:
    """Everything found, keys first, within about a second. `ports` are other ports than the usual ones."""
    wanted = {name: _usual_port(name) for name in SERVERS} | dict(ports or {})
    async with aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=LIMIT_S), cookie_jar=aiohttp.DummyCookieJar(), trust_env=False
    ) as session:
        servers = await asyncio.gather(*(_server(session, name, port) for name, port in wanted.items()))
    return [*keys(environment), *(server for server in servers if server is not None)]


def keys(environment: Environment) -> Iterator[Found]:
    """The providers whose access the environment or `.env` holds, in the order of the table."""
    for row in PROVIDERS:
        if row.name in environment.keys:
            yield _key(row, f"Key in {_place(environment.key_sources[row.name])}")
        elif row.way == "vertex" and VERTEX_PROJECT in environment.settings:
            yield _key(row, f"Project in {_place(environment.setting_sources[VERTEX_PROJECT])}")


def _key(row: Provider, note: str) -> Found:
    return Found("key", row.name, row.label, note, preset=row.preset)


def _place(source: str) -> str:
    return "the environment" if source == "environment" else "the .env file"


def _usual_port(name: str) -> int:
    row = provider(name)
    port = urlsplit(row.base_url).port if row else None
    assert port is not None, "a server of the table has a port"
    return port


async def _server(session: aiohttp.ClientSession, name: str, port: int) -> Found | None:
    models = await _models(session, port)
    row = provider(name)
    if models is None or row is None:
        return None
    count = "1 model" if len(models) == 1 else f"{len(models)} models" if models else "no model yet"
    return Found(
        "server",
        name,
        row.label,
        f"Listening at 127.0.0.1:{port}, {count}",
        preset=True,
        base_url=f"http://127.0.0.1:{port}/v1",
        models=models,
    )


async def _models(session: aiohttp.ClientSession, port: int) -> tuple[str, ...] | None:
    """The models of what listens there; None where nothing does, or nothing that answers like a model server."""
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    try:
        async with session.get(f"http://127.0.0.1:{port}/v1/models", headers=headers, allow_redirects=False) as answer:
            if answer.status != 200:
                return None
            return _listed(await _read(answer.content))
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError):
        return None


async def _read(content: aiohttp.StreamReader) -> bytes:
    body = b""
    while piece := await content.readany():
        body += piece
        if len(body) > MAX_BYTES:
            raise ValueError("too long for a list of models")
    return body


def _listed(body: bytes) -> tuple[str, ...] | None:
    payload: Any = orjson.loads(body)
    # Ollama writes null for an empty list.
    rows = payload.get("data", False) if isinstance(payload, dict) else False
    if rows is None:
        return ()
    if not isinstance(rows, list) or not all(isinstance(row, dict) and _is_name(row.get("id")) for row in rows):
        return None
    return _for_text([row["id"] for row in rows[:MAX_MODELS]])


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_NAME_CHARACTERS and value.isprintable()


def _for_text(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if "embed" not in name.lower()))
