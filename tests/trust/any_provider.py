"""A loopback provider that takes everything: it answers by the path in that API's own shape, and counts its calls."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from aiohttp import web

_CHAT = (
    b'data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":'
    b'{"role":"assistant","content":"Hi."},"finish_reason":null}]}\n\n'
    b'data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},'
    b'"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}\n\ndata: [DONE]\n\n'
)
_ITEM = (
    b'{"type":"message","id":"m","role":"assistant","status":"completed",'
    b'"content":[{"type":"output_text","text":"Hi.","annotations":[]}]}'
)
_RESPONSES = (
    b'data: {"type":"response.output_item.added","output_index":0,"item":{"type":"message","id":"m","role":"assistant",'
    b'"content":[]}}\n\n'
    b'data: {"type":"response.output_text.delta","item_id":"m","output_index":0,"content_index":0,"delta":"Hi."}\n\n'
    b'data: {"type":"response.completed","response":{"id":"r","object":"response","created_at":1,"status":"completed",'
    b'"model":"m","output":[' + _ITEM + b'],"usage":{"input_tokens":3,"output_tokens":2,"total_tokens":5}}}\n\n'
)
_GEMINI = (
    b'data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Hi."}]},"finishReason":"STOP","index":0}],'
    b'"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5}}\n\n'
)
_ANSWERS = (("/chat/completions", _CHAT), ("/responses", _RESPONSES), (":streamGenerateContent", _GEMINI))


@contextlib.asynccontextmanager
async def any_provider() -> AsyncIterator[str]:
    """Its address, without a path."""

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        for ending, body in _ANSWERS:
            if request.path.endswith(ending):
                return web.Response(body=body, content_type="text/event-stream")
        return web.Response(status=404)

    app = web.Application(client_max_size=64 << 20)
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
