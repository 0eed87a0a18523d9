"""A provider that refuses everything and quotes the key it was given, in the ways providers and gateways do."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote


class QuotingProvider:
    """Use it as a context manager; `refused` counts its answers."""

    def __init__(self) -> None:
        self.refused = 0
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider._refuse(self)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["content-length"]))
                provider._refuse(self)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> QuotingProvider:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _refuse(self, request: BaseHTTPRequestHandler) -> None:
        self.refused += 1
        key = request.headers.get("authorization", "").removeprefix("Bearer ")
        said = (
            f"Incorrect API key provided: {key}. Sent: 'Authorization: Bearer {key}', x-api-key={key}, "
            f"?key={quote(key)} {key[:24]}... ...{key[-24:]} <{key[5:26]}> {json.dumps(key)}"
        )
        body = json.dumps({"error": {"message": said, "code": "invalid_api_key", "param": key}}).encode()
        request.send_response(401)
        request.send_header("content-type", "application/json")
        request.send_header("content-length", str(len(body)))
        request.send_header("x-request-id", key)
        request.end_headers()
        request.wfile.write(body)
