"""The floor: the least an aiohttp + orjson program must do for the same bytes. Its figures scale the others.

Run as `python -m benchmarks.floor UPSTREAM_URL`; prints its port.
"""

from __future__ import annotations

import asyncio
import sys

import aiohttp
import orjson
from aiohttp import web


async def main(upstream: str) -> None:
    """Serve until killed: parse the request, send it on, pass each chunk's text as one Anthropic event."""
    session = aiohttp.ClientSession(auto_decompress=False)

    async def messages(request: web.Request) -> web.StreamResponse:
        asked = orjson.loads(await request.read())
        body = orjson.dumps(
            {"model": asked["model"], "stream": True, "messages": asked["messages"], "tools": asked.get("tools")}
        )
        reply = web.StreamResponse(headers={"content-type": "text/event-stream"})
        async with session.post(upstream, data=body, headers={"content-type": "application/json"}) as answer:
            await reply.prepare(request)
            rest = b""
            async for piece in answer.content.iter_any():
                *lines, rest = (rest + piece).split(b"\n\n")
                out = [_event(line) for line in lines if line.startswith(b"data: {")]
                await reply.write(b"".join(out))
        await reply.write_eof()
        return reply

    app = web.Application(client_max_size=1 << 25)
    app.router.add_post("/v1/messages", messages)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


def _event(line: bytes) -> bytes:
    text = orjson.loads(line[6:])["choices"][0]["delta"].get("content")
    delta = {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": text}}
    return b"event: content_block_delta\ndata: " + orjson.dumps(delta) + b"\n\n"


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
