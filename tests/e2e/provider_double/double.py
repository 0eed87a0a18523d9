"""The provider double: one loopback server that speaks every provider's API and refuses what each refuses.

It runs on its own thread and event loop, so that synchronous tests can use it; what it was asked is in `requests`.
Addresses: `/openai/v1`, `/compat/v1`, `/xai/v1`, `/gemini/v1beta`, `/vertex/v1`, `/anthropic`, `/token`.
"""

from __future__ import annotations

import asyncio
import base64
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import orjson
from aiohttp import web

from .anthropic_face import anthropic_answer, anthropic_events, anthropic_stream, read_anthropic_request
from .chat import chat_answer, chat_stream
from .chat_flavours import Flavour
from .chat_rules import read_chat_request
from .facts import FAMILIES, Facts, facts_of
from .gemini import gemini_answer, gemini_chunks, gemini_stream
from .gemini_rules import read_gemini_request
from .keys import KEYS, check_key
from .recorded import Recorded
from .refusal import Refusal
from .responses import ResponsesAnswer
from .responses_rules import read_responses_request
from .script import Conversation, Script, Step, next_step
from .sending import request_id, send_error, send_stream, until_the_client_leaves


@dataclass(slots=True)
class ProviderDouble:
    """Start it, register scripts, read what it was asked, stop it."""

    scripts: dict[str, Script] = field(default_factory=dict)
    requests: list[Recorded] = field(default_factory=list)
    url: str = ""
    _issued: set[str] = field(default_factory=set)
    _loop: asyncio.AbstractEventLoop | None = None
    _thread: threading.Thread | None = None
    _stop: asyncio.Event | None = None

    def start(self) -> None:
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True)
        self._thread.start()
        if not ready.wait(10):
            raise RuntimeError("the provider double did not start")

    def stop(self) -> None:
        assert self._loop and self._stop and self._thread
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def play(self, *steps: Step | Callable[[Conversation], Step], failures: Iterable[Refusal] = ()) -> str:
        """Register a script; the answer is the marker to put into the prompt."""
        name = f"s{uuid4().hex[:10]}"
        self.scripts[name] = Script(steps, list(failures))
        return f"SCENARIO:{name}"

    def asked(self, marker: str) -> list[Recorded]:
        """The requests of one script, in order."""
        return [request for request in self.requests if request.script == marker.removeprefix("SCENARIO:")]

    def unplanned_refusals(self) -> list[str]:
        """What the double refused although no test asked it to."""
        return [
            f"{request.face} {request.model}: {request.refusal.status} {request.refusal.message}"
            for request in self.requests
            if request.refusal and not request.refusal.planned
        ]

    async def _serve(self, ready: threading.Event) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        app = web.Application(client_max_size=64 * 2**20)
        app.add_routes(self._routes())
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        ready.set()
        await self._stop.wait()
        await runner.cleanup()

    def _routes(self) -> list[web.RouteDef]:
        routes = [web.post("/openai/v1/responses", self._responses), web.post("/token", self._token)]
        for flavour in ("openai", "xai", "compat"):
            routes.append(web.post(f"/{flavour}/v1/chat/completions", self._chat))
            routes.append(web.get(f"/{flavour}/v1/models", self._models))
        routes.append(web.get("/gemini/v1beta/models", self._models))
        routes.append(web.post("/gemini/v1beta/models/{model}:{verb}", self._gemini))
        vertex = "/vertex/v1/projects/{project}/locations/{location}/publishers/google/models/{model}:{verb}"
        routes.append(web.post(vertex, self._gemini))
        routes.append(web.post("/anthropic/v1/messages", self._anthropic))
        routes.append(web.post("/anthropic/v1/messages/count_tokens", self._count))
        routes.append(web.get("/anthropic/v1/models", self._models))
        routes.append(web.get("/anthropic/v1/models/{model}", self._model))
        return routes

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        if form.get("grant_type") != "urn:ietf:params:oauth:grant-type:jwt-bearer" or not form.get("assertion"):
            return web.json_response({"error": "invalid_grant"}, status=400)
        return web.json_response({"access_token": KEYS["vertex"], "expires_in": 3599, "token_type": "Bearer"})

    async def _models(self, request: web.Request) -> web.Response:
        face = request.path.split("/")[1]
        try:
            check_key(face, request)
        except Refusal as refusal:
            return send_error(face, refusal)
        if face == "gemini":
            names = [name for name in FAMILIES if name.startswith("gemini")]
            return web.json_response(
                {
                    "models": [
                        {"name": f"models/{name}", "supportedGenerationMethods": ["generateContent"]} for name in names
                    ]
                }
            )
        return web.json_response(
            {
                "object": "list",
                "data": [{"id": name, "object": "model", "type": "model", "display_name": name} for name in FAMILIES],
            }
        )

    async def _model(self, request: web.Request) -> web.Response:
        name = request.match_info["model"]
        return web.json_response({"id": name, "object": "model", "type": "model", "display_name": name})

    async def _count(self, request: web.Request) -> web.Response:
        return web.json_response({"input_tokens": len(await request.read()) // 4})

    async def _chat(self, request: web.Request) -> web.StreamResponse:
        face: Flavour = request.path.split("/")[1]  # type: ignore[assignment]
        asked = await self._record(face, request)
        return await self._answer(
            request,
            asked,
            lambda facts: read_chat_request(asked.body, face, facts),
            lambda step, talk, facts: chat_stream(step, talk, asked.body, face, facts),
            lambda step, talk, facts: chat_answer(step, talk, asked.body, face, facts),
        )

    async def _responses(self, request: web.Request) -> web.StreamResponse:
        asked = await self._record("openai", request)
        secret = self._issue()
        return await self._answer(
            request,
            asked,
            lambda facts: read_responses_request(asked.body, facts, self._issued),
            lambda step, talk, facts: ResponsesAnswer(step, talk, asked.body, facts, secret).events(),
            lambda step, talk, facts: ResponsesAnswer(step, talk, asked.body, facts, secret).whole(),
        )

    async def _gemini(self, request: web.Request) -> web.StreamResponse:
        face = request.path.split("/")[1]
        asked = await self._record(face, request)
        asked.model = request.match_info["model"]
        if request.match_info["verb"] == "countTokens":
            return web.json_response({"totalTokens": len(orjson.dumps(asked.body)) // 4})
        signature = self._issue()
        return await self._answer(
            request,
            asked,
            lambda facts: read_gemini_request(asked.body, asked.model, facts, self._issued),
            lambda step, talk, facts: gemini_stream(gemini_chunks(step, talk, asked.model, facts, signature)),
            lambda step, talk, facts: gemini_answer(gemini_chunks(step, talk, asked.model, facts, signature)),
            streams=request.match_info["verb"] == "streamGenerateContent",
        )

    async def _anthropic(self, request: web.Request) -> web.StreamResponse:
        asked = await self._record("anthropic", request)
        signature = self._issue()
        return await self._answer(
            request,
            asked,
            lambda facts: read_anthropic_request(asked.body, self._issued, facts.max_output),
            lambda step, talk, facts: anthropic_stream(anthropic_events(step, talk, signature)),
            lambda step, talk, facts: anthropic_answer(anthropic_events(step, talk, signature)),
        )

    def _issue(self) -> str:
        signature = base64.b64encode(os.urandom(151)).decode()
        self._issued.add(signature)
        return signature

    async def _record(self, face: str, request: web.Request) -> Recorded:
        body = orjson.loads(await request.read())
        asked = Recorded(face, request.path, str(body.get("model", "")), dict(request.headers), body)
        self.requests.append(asked)
        return asked

    async def _answer(
        self,
        request: web.Request,
        asked: Recorded,
        read: Callable[[Facts], Conversation],
        stream: Callable[[Step, Conversation, Facts], Iterator[bytes]],
        whole: Callable[[Step, Conversation, Facts], dict[str, Any]],
        *,
        streams: bool | None = None,
    ) -> web.StreamResponse:
        try:
            check_key(asked.face, request)
            facts = facts_of(asked.model)
            if facts is None:
                text = f"The model `{asked.model}` does not exist or you do not have access to it."
                raise Refusal(404, text, code="model_not_found")
            asked.conversation = conversation = read(facts)
            asked.script = conversation.script_name()
            asked.step = step = next_step(conversation, self.scripts)
        except Refusal as refusal:
            asked.refusal = refusal
            return send_error(asked.face, refusal)
        if streams is None:
            streams = bool(asked.body.get("stream"))
        if not streams:
            if step.finish == "hang":
                await until_the_client_leaves(request, asked)
            return web.json_response(whole(step, conversation, facts), headers=request_id())
        return await send_stream(request, stream(step, conversation, facts), asked if step.finish == "hang" else None)
