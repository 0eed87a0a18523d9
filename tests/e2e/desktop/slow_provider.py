"""A provider whose answers last until the test says so, and a client that reads them while they come.

It speaks OpenAI's chat completions, says which model it was asked for, and counts who listens.
"""

from __future__ import annotations

import json
import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from tests.e2e.proxy_process import CLIENT_TOKEN

PIECE_S = 0.05


class SlowProvider:
    """Use it as a context manager. `finish` lets every answer end; `refuse` is a status to answer with instead."""

    def __init__(self) -> None:
        self.finish = threading.Event()
        self.refuse: int | None = None
        self.asked: list[str] = []
        """The models, in the order of the requests."""
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                provider.asked.append(body["model"])
                provider._answer(self, body["model"])

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> SlowProvider:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.finish.set()
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, request: BaseHTTPRequestHandler, model: str) -> None:
        if self.refuse is not None:
            error = json.dumps({"error": {"message": "Incorrect API key provided", "code": "invalid_api_key"}})
            request.send_response(self.refuse)
            request.send_header("content-type", "application/json")
            request.send_header("content-length", str(len(error)))
            request.end_headers()
            request.wfile.write(error.encode())
            return
        request.send_response(200)
        request.send_header("content-type", "text/event-stream")
        request.end_headers()
        try:
            self._send(request, model, {"role": "assistant", "content": f"I am {model}."})
            while not self.finish.wait(PIECE_S):
                self._send(request, model, {"content": " more"})
            self._send(request, model, {}, "stop")
            request.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            return

    def _send(self, request: BaseHTTPRequestHandler, model: str, delta: object, reason: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": model, "choices": [choice]}
        request.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
        request.wfile.flush()


class OpenStream:
    """A streaming request to the proxy, read in a thread from its beginning to its end."""

    def __init__(self, url: str, model: str = "claude-sonnet-5") -> None:
        self.status = 0
        self.events: list[str] = []
        """Names, without pings."""
        self.text = ""
        self._thread = threading.Thread(target=self._read, args=(url, model), daemon=True)
        self._thread.start()

    def wait_for_text(self, timeout_s: float = 30) -> OpenStream:
        limit = time.monotonic() + timeout_s
        while not self.text:
            assert self._thread.is_alive() or self.text, f"ended with status {self.status} and {self.events}"
            assert time.monotonic() < limit, "nothing was answered"
            time.sleep(0.01)
        return self

    def wait_for_end(self, timeout_s: float = 30) -> OpenStream:
        self._thread.join(timeout_s)
        assert not self._thread.is_alive(), "the stream did not end"
        return self

    def _read(self, url: str, model: str) -> None:
        connection = HTTPConnection(urlsplit(url).netloc, timeout=60)
        body = {"model": model, "max_tokens": 64, "stream": True, "messages": [{"role": "user", "content": "Hi"}]}
        headers = {"x-api-key": CLIENT_TOKEN, "content-type": "application/json"}
        connection.request("POST", "/v1/messages", json.dumps(body), headers)
        response = connection.getresponse()
        self.status = response.status
        for line in response:
            if not line.startswith(b"data: "):
                continue
            event = json.loads(line[6:])
            if event["type"] != "ping":
                self.events.append(event["type"])
            self.text += event.get("delta", {}).get("text", "")
        connection.close()
