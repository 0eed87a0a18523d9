"""Measure the window and the proxy on their one loop: `python -m benchmarks.window`.

The real app, offscreen, its window open on a log that grows: four streams of 50 chunks/s and eight requests of 115 KB a
second. Beside it the same streams straight from the upstream, for scale: on a busy machine read the ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks import requests
from benchmarks.process import first_line, rss_mb, running

TOKEN = "bench-token-0123456789abcdef"
STREAMS = 4
LARGE_PER_S = 8
LIMITS = "limits: lag p99 5 ms, worst 25 ms; gap p99 27 ms; one stall under 250 ms while LiteLLM loads; 320 MB"


def main() -> None:
    """Print one line a figure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.window", description=__doc__)
    parser.add_argument("--seconds", type=float, default=20, help="length of the measurement (20)")
    parser.add_argument("--rows", type=int, default=20_000, help="requests in the log at the start (20,000)")
    parser.add_argument("--page", default="requests", help="the page that is open")
    arguments = parser.parse_args()
    print(LIMITS)
    with contextlib.ExitStack() as stack:
        upstream = int(first_line(stack.enter_context(running("benchmarks.mock_upstream", "100"))))
        home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        _prepare(home, arguments.rows, arguments.page)
        app = stack.enter_context(_app(home, f"http://127.0.0.1:{upstream}/v1"))
        url = first_line(app)
        _wait_until_ready(url)
        time.sleep(2)
        _say("lag while LiteLLM loads and the log is read", _phase(app))
        time.sleep(5)
        _say("lag idle", _phase(app))
        print(f"memory idle, LiteLLM loaded, {arguments.rows:,} rows: {rss_mb(app.pid):.0f} MB")
        direct = asyncio.run(_load(upstream, "/v1/chat/completions", "x-paced", arguments.seconds / 4))
        print(f"gap between 20 ms chunks, direct: {direct}")
        _phase(app)
        through = asyncio.run(_load(int(url.rpartition(":")[2]), "/v1/messages", "openai/x-paced", arguments.seconds))
        print(f"gap between 20 ms chunks, through the proxy: {through}")
        _say("lag under load", _phase(app))
        print(f"memory after the load: {rss_mb(app.pid):.0f} MB")


def _prepare(home: Path, rows: int, page: str) -> None:
    from desktop_proxy.commands.tray_demo import sample_rows
    from desktop_proxy.request_log.database import open_for_writing, store

    home.mkdir(exist_ok=True)
    (home / "settings.json").write_text(json.dumps({"version": 1, "app": {"first_run_done": True}}))
    (home / "window.ini").write_text(f"[window]\npage={page}\n")
    made: list[object] = []
    while len(made) < rows:
        for row in sample_rows(time.time(), Random(len(made))):
            row.id = f"req_{len(made):07d}"
            made.append(row)
    with contextlib.closing(open_for_writing(home / "requests.sqlite3")) as database:
        store(database, made[:rows])  # type: ignore[arg-type]


@contextlib.contextmanager
def _app(home: Path, upstream: str) -> Iterator[subprocess.Popen[str]]:
    environment = {
        "DESKTOP_PROXY_HOME": str(home),
        "DESKTOP_PROXY_TOKEN": TOKEN,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PREFERRED_PROVIDER": "openai",
        "OPENAI_API_KEY": "sk-bench-0123456789abcdef",
        "OPENAI_BASE_URL": upstream,
        "QT_QPA_PLATFORM": "offscreen",
    }
    with running("benchmarks.window_app", env=environment) as process:
        yield process


def _wait_until_ready(url: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with urllib.request.urlopen(f"{url}/health") as reply:
            if b"ready" in reply.read():
                return
        time.sleep(0.05)
    raise RuntimeError("the proxy did not get ready")


def _phase(app: subprocess.Popen[str]) -> dict[str, float]:
    assert app.stdin is not None
    app.stdin.write("\n")
    app.stdin.flush()
    return dict(json.loads(first_line(app)))


def _say(what: str, late: dict[str, float]) -> None:
    stalls = f"; over 50 ms: {late['stalls']} ms" if late["stalls"] else ""
    print(f"{what}: p50 {late['p50']:.1f}, p99 {late['p99']:.1f}, worst {late['worst']:.1f} ms{stalls}")


@dataclass
class _Figures:
    gaps: list[float] = field(default_factory=list)
    large: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        gaps, large = sorted(self.gaps), sorted(self.large)
        text = f"p50 {_q(gaps, 0.5):.1f}, p99 {_q(gaps, 0.99):.1f}, worst {gaps[-1] * 1000:.1f} ms"
        return text + (f"; 115 KB request p50 {_q(large, 0.5):.1f}, p99 {_q(large, 0.99):.1f} ms" if large else "")


def _q(values: list[float], q: float) -> float:
    return values[min(len(values) - 1, int(q * len(values)))] * 1000


async def _load(port: int, path: str, model: str, seconds: float) -> _Figures:
    figures = _Figures()
    body = requests.small(model, stream=True)
    work = [_stream(port, path, body, seconds, figures.gaps) for _ in range(STREAMS)]
    await asyncio.gather(*work, _large(port, path, seconds, figures.large))
    return figures


def _head(port: int, path: str, body: bytes) -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n"
        f"authorization: Bearer {TOKEN}\r\ncontent-length: {len(body)}\r\n\r\n"
    ).encode() + body


async def _stream(port: int, path: str, body: bytes, seconds: float, gaps: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(_head(port, path, body))
    end = time.perf_counter() + seconds
    last = None
    while (now := time.perf_counter()) < end and await reader.read(1 << 16):
        now = time.perf_counter()
        if last is not None:
            gaps.append(now - last)
        last = now
    # What comes with the head comes in pieces.
    del gaps[:3]
    writer.close()


async def _large(port: int, path: str, seconds: float, times: list[float]) -> None:
    model = "openai/x-mini" if path == "/v1/messages" else "x-mini"
    message = _head(port, path, requests.large(model, stream=True))
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    end = time.perf_counter() + seconds
    due = time.perf_counter()
    while due < end:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        started = time.perf_counter()
        writer.write(message)
        await reader.readuntil(b"0\r\n\r\n")
        times.append(time.perf_counter() - started)
        due += 1 / LARGE_PER_S
    writer.close()


if __name__ == "__main__":
    main()
