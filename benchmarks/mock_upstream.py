"""A fast OpenAI chat upstream on loopback: a bare asyncio protocol, so that it is never what is measured.

The answer is chosen by the model's name: `…-mini` gives three chunks, `…-paced` one every 20 ms until the client
leaves, any other name `chunks` of them in a flood.
Run as `python -m benchmarks.mock_upstream [chunks]`; prints its port.
"""

from __future__ import annotations

import asyncio
import sys

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"


PACE_S = 0.02


def _event(delta: str, finish: str = "null", usage: str = "null") -> bytes:
    return (
        'data: {"id":"chatcmpl-b","object":"chat.completion.chunk","created":1,"model":"m","choices":'
        f'[{{"index":0,"delta":{delta},"logprobs":null,"finish_reason":{finish}}}],"usage":{usage}}}\n\n'
    ).encode()


def _answer(words: int) -> bytes:
    usage = '{"prompt_tokens":12,"completion_tokens":9,"total_tokens":21}'
    events = [_event('{"role":"assistant","content":""}')]
    events += [_event(f'{{"content":"word{n % 10} "}}') for n in range(words)]
    events += [_event("{}", '"stop"', usage), b"data: [DONE]\n\n"]
    body = b""
    for start in range(0, len(events), 50):
        piece = b"".join(events[start : start + 50])
        body += b"%x\r\n%s\r\n" % (len(piece), piece)
    return HEAD + body + b"0\r\n\r\n"


class Upstream(asyncio.Protocol):
    """Answers each request when its body is complete; keeps the connection."""

    small = _answer(3)
    flood = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to write."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.received = bytearray()

    def data_received(self, data: bytes) -> None:
        """Collect until head and body are there, then answer at once."""
        self.received += data
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.received[:end]).lower()
        length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        if len(self.received) >= end + 4 + length:
            body = bytes(self.received[end : end + 4 + length])
            self.received.clear()
            if b"-paced" in body:
                self.transport.write(HEAD)
                self._pace(asyncio.get_running_loop().time())
            else:
                self.transport.write(self.small if b"-mini" in body else self.flood)

    def _pace(self, due: float) -> None:
        """One chunk now, and the next when it is due: a late one does not delay those after it."""
        if self.transport.is_closing():
            return
        event = _event('{"content":"word "}')
        self.transport.write(b"%x\r\n%s\r\n" % (len(event), event))
        asyncio.get_running_loop().call_at(due + PACE_S, self._pace, due + PACE_S)


async def main(chunks: int) -> None:
    """Serve until killed."""
    Upstream.flood = _answer(chunks)
    server = await asyncio.get_running_loop().create_server(Upstream, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
