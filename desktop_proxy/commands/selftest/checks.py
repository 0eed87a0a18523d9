"""The checks, in order. Each raises with a sentence when it fails."""

from __future__ import annotations

import asyncio
import secrets
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desktop_proxy.commands.selftest.answers import ARGUMENTS, TEXT, TOOL
from desktop_proxy.commands.selftest.message import Skipped, ask_for_message, require
from desktop_proxy.commands.selftest.window import opens_every_page
from desktop_proxy.commands.selftest.world import ENDPOINT, LIMIT_S, World

DEMO = "demo/desktop-proxy"
PRICED = "openai/gpt-4.1"


@dataclass(frozen=True, slots=True)
class Check:
    """One row."""

    name: str
    run: Callable[[World], Awaitable[None]]


async def _listens(world: World) -> None:
    require(world.core.url is not None, getattr(world.core.server.state, "reason", "The proxy does not listen."))


async def _gets_ready(world: World) -> None:
    limit = time.monotonic() + LIMIT_S
    while (await world.ask("GET", "/health")).json()["status"] != "ready":
        require(time.monotonic() < limit, f"LiteLLM was not loaded within {LIMIT_S:.0f} seconds.")
        await asyncio.sleep(0.05)


async def _streams_from_the_demo(world: World) -> None:
    message = await ask_for_message(world, DEMO, "List the files.")
    require(any(block["type"] == "tool_use" for block in message["content"]), "The demo made no tool call.")


async def _streams_from(world: World, *, model: str) -> None:
    message = await ask_for_message(world, model, "What is here?")
    texts = "".join(block["text"] for block in message["content"] if block["type"] == "text")
    require(texts == TEXT, f"The text arrived as “{texts[:80]}”.")
    calls = [block for block in message["content"] if block["type"] == "tool_use"]
    require(len(calls) == 1 and calls[0]["name"] == TOOL, f"{len(calls)} tool calls arrived instead of one.")
    require(calls[0]["input"] == ARGUMENTS, "The tool's arguments did not arrive as they were sent.")
    require(message["stop_reason"] == "tool_use", f"The stop reason is {message['stop_reason']}.")


async def _streams_from_vertex(world: World) -> None:
    if world.service_account is None:
        raise Skipped("Vertex AI needs google-auth and cryptography: pip install 'desktop-proxy[vertex]'.")
    await _streams_from(world, model="vertex_ai/gemini-2.5-flash")


async def _counts_tokens(world: World) -> None:
    body = {"model": DEMO, "messages": [{"role": "user", "content": "How many tokens are these?"}]}
    reply = await world.ask("POST", "/v1/messages/count_tokens", body)
    require(reply.status == 200 and 3 <= reply.json()["input_tokens"] <= 30, f"It answered {reply.status}.")


async def _lists_models(world: World) -> None:
    reply = await world.ask("GET", "/v1/models?limit=1000")
    ids = [model["id"] for model in reply.json()["data"]]
    require(any(id.startswith("claude-sonnet") for id in ids), "No Claude name is in the list.")


async def _answers_errors(world: World) -> None:
    body = {"model": "no-such-provider/model", "max_tokens": 1, "messages": [{"role": "user", "content": "x"}]}
    reply = await world.ask("POST", "/v1/messages", body)
    require((reply.status, reply.json()["error"]["type"]) == (404, "not_found_error"), f"Not 404: {reply.status}.")
    require(bool(reply.request_id), "There is no request-id.")


async def _refuses_strangers(world: World) -> None:
    reply = await world.ask("GET", "/v1/models", token=secrets.token_urlsafe(32))
    require(reply.status == 401, f"A wrong token was answered with {reply.status}.")


async def _prices(world: World) -> None:
    await world.core.request_log.flush()
    rows = {f"{row.provider}/{row.answered}": row for row in world.core.request_log.recent(100)}
    row = rows.get(PRICED)
    require(row is not None, f"The request to {PRICED} is not in the request log.")
    assert row is not None
    require(bool(row.cost_usd), f"The request to {PRICED} has no price.")


async def _keeps_keys_secret(world: World) -> None:
    await world.core.request_log.flush()
    secrets_used = [key.encode() for key in (*world.keys.values(), world.token)]
    contents = await asyncio.to_thread(_files, world.home)
    for name, data in contents.items():
        require(not any(key in data for key in secrets_used), f"A key was written to {name}.")


def _files(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


async def _uses_the_keyring(world: World) -> None:
    credentials = world.state.credentials
    name, value = f"selftest-{secrets.token_hex(4)}", secrets.token_hex(16)
    if await credentials.set(name, value) != "keyring":
        raise Skipped(f"{credentials.problem} Keys are read from the environment and .env.")
    try:
        credentials.forget(name)
        found = await credentials.get(name)
        require(found is not None and found.reveal() == value, "What was stored was not found again.")
    finally:
        await credentials.delete(name)


async def _finds_icons_and_translations(world: World) -> None:
    from desktop_proxy.ui import resources

    folder = resources.folder()
    drawn, languages = (
        await asyncio.to_thread(_there, folder, "*/*.svg"),
        await asyncio.to_thread(_there, folder, "*/*.qm"),
    )
    require(bool(drawn), f"There is no icon in {folder}.")
    if not languages and not getattr(sys, "frozen", False):
        raise Skipped("The translations were not made: `make run` makes them.")
    require(bool(languages), f"There is no translation in {folder}.")


def _there(folder: Path, pattern: str) -> list[Path]:
    return [file for file in folder.glob(pattern) if file.stat().st_size]


CHECKS: tuple[Check, ...] = (
    Check("listens on a free port", _listens),
    Check("demo: a streamed message with a tool call", _streams_from_the_demo),
    Check("LiteLLM is loaded", _gets_ready),
    Check("counts tokens", _counts_tokens),
    Check("lists models", _lists_models),
    Check("errors have Anthropic's shape", _answers_errors),
    Check("refuses a wrong client token", _refuses_strangers),
    Check("OpenAI chat: a streamed message with a tool call", partial(_streams_from, model=PRICED)),
    Check("OpenAI Responses: the same", partial(_streams_from, model="openai/gpt-5.1")),
    Check("Gemini: the same", partial(_streams_from, model="gemini/gemini-2.5-flash")),
    Check("Vertex AI with a service account: the same", _streams_from_vertex),
    Check("xAI: the same", partial(_streams_from, model="xai/grok-4")),
    Check("OpenAI-compatible endpoint: the same", partial(_streams_from, model=f"{ENDPOINT}/local-model")),
    Check("Anthropic: the same", partial(_streams_from, model="anthropic/claude-sonnet-5")),
    Check("requests are logged and priced", _prices),
    Check("keys are in no file", _keeps_keys_secret),
    Check("the keyring keeps a key", _uses_the_keyring),
    Check("icons and translations are there", _finds_icons_and_translations),
    Check("every page of the window opens", opens_every_page),
)
