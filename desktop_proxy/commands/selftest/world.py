"""What the checks work with: a real core on a free port in an empty home, and a provider double on loopback."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import keyring.backends.fail
from aiohttp import web

from desktop_proxy.commands.selftest.answers import ANSWERS
from desktop_proxy.commands.selftest.service_account import (
    LOCATION,
    PROJECT,
    TOKEN,
    TOKEN_PATH,
    write_service_account,
)
from desktop_proxy.commands.state import State
from desktop_proxy.core import Core
from desktop_proxy.paths import HOME_VARIABLE, Paths

LIMIT_S = 30.0
ENDPOINT = "selftest-endpoint"


@dataclass(frozen=True, slots=True)
class World:
    """One run."""

    core: Core
    state: State
    """The user's own: only for the keyring check."""
    home: Path
    keys: Mapping[str, str]
    """What no file may hold."""
    service_account: Path | None
    client: aiohttp.ClientSession
    token: str

    async def ask(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> Reply:
        """A request to the proxy, with its token unless another one is given."""
        assert self.core.url is not None, "the first check has seen it"
        headers = {"x-api-key": self.token if token is None else token}
        async with self.client.request(method, self.core.url + path, json=body, headers=headers) as reply:
            return Reply(reply.status, reply.headers.get("request-id"), await reply.read())


@dataclass(frozen=True, slots=True)
class Reply:
    """What the proxy answered."""

    status: int
    request_id: str | None
    body: bytes

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    def events(self) -> list[dict[str, Any]]:
        """The body as the events of a stream."""
        lines = self.body.decode().splitlines()
        return [json.loads(line.removeprefix("data:")) for line in lines if line.startswith("data:")]


@asynccontextmanager
async def open_world(home: Path, state: State) -> AsyncIterator[World]:
    """Everything started, and closed again."""
    double = await _start_double()
    keys = {name: f"selftest-{secrets.token_hex(16)}" for name in ("OPENAI", "GEMINI", "XAI", "ANTHROPIC")}
    token = secrets.token_urlsafe(32)
    account = await asyncio.to_thread(write_service_account, home, _url(double))
    environ = _environ(home, _url(double), keys, account) | {"DESKTOP_PROXY_TOKEN": token}
    core = Core(
        Paths.find(environ),
        environ,
        home,
        {"server.port": 0, f"providers.{ENDPOINT}": {"base_url": f"{_url(double)}/local/v1"}},
        # The user's own keyring has nothing to do with this, and might be locked.
        keyring=keyring.backends.fail.Keyring(),  # type: ignore[no-untyped-call]
    )
    timeout = aiohttp.ClientTimeout(total=LIMIT_S)
    async with aiohttp.ClientSession(timeout=timeout, trust_env=False) as client:
        try:
            await core.start()
            yield World(core, state, home, keys | {"VERTEX": TOKEN}, account, client, token)
        finally:
            await core.close()
            await double.cleanup()


def _environ(home: Path, url: str, keys: Mapping[str, str], account: Path | None) -> dict[str, str]:
    return {
        HOME_VARIABLE: str(home),
        **{f"{name}_API_KEY": key for name, key in keys.items()},
        "OPENAI_BASE_URL": f"{url}/openai/v1",
        "GEMINI_BASE_URL": f"{url}/gemini",
        "XAI_BASE_URL": f"{url}/xai/v1",
        "ANTHROPIC_UPSTREAM_BASE_URL": f"{url}/anthropic",
        "VERTEX_PROJECT_ID": PROJECT,
        "VERTEX_LOCATION": LOCATION,
        "VERTEX_BASE_URL": f"{url}/vertex/v1",
        **({"GOOGLE_APPLICATION_CREDENTIALS": str(account)} if account else {}),
    }


async def _start_double() -> web.AppRunner:
    application = web.Application()
    application.router.add_post("/{path:.*}", _answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner


def _url(runner: web.AppRunner) -> str:
    return f"http://127.0.0.1:{runner.addresses[0][1]}"


async def _answer(request: web.Request) -> web.StreamResponse:
    await request.read()
    if request.path == TOKEN_PATH:
        return web.json_response({"access_token": TOKEN, "expires_in": 3600, "token_type": "Bearer"})
    for ending, payloads in ANSWERS:
        if request.path.endswith(ending):
            body = "".join(
                (f"event: {payload['type']}\n" if "type" in payload else "") + f"data: {json.dumps(payload)}\n\n"
                for payload in payloads
            )
            return web.Response(text=body, content_type="text/event-stream")
    return web.json_response({"error": {"message": f"the double knows no {request.path}"}}, status=404)
