"""Measure a real `serve` against a loopback upstream and print one table.

Each figure stands beside the same calls made directly to the upstream and to a hand-written floor in the same run:
on a busy machine read the ratios. CPU is the whole process's, from /proc.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass

from benchmarks import requests
from benchmarks.client import Client
from benchmarks.process import cpu_s, first_line, rss_mb, running

TOKEN = "bench-token-0123456789abcdef"
CHUNKS = 20_000
LIMITS = {"small request": 0.8, "small streamed": 0.8, "115 KB request": 2.5, "flooded chunk": 15.0}


def main() -> None:
    """Print start, idle memory and the cost of each unit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="repetitions of each measurement (the median is printed)")
    rounds = parser.parse_args().rounds
    with contextlib.ExitStack() as stack:
        upstream = int(first_line(stack.enter_context(running("benchmarks.mock_upstream", str(CHUNKS)))))
        url = f"http://127.0.0.1:{upstream}/v1"
        floor = stack.enter_context(running("benchmarks.floor", f"{url}/chat/completions"))
        floor_port = int(first_line(floor))
        home = stack.enter_context(tempfile.TemporaryDirectory())
        started = time.perf_counter()
        proxy = stack.enter_context(running("desktop_proxy", "serve", "--port", "0", env=_environment(home, url)))
        port = int(first_line(proxy).rpartition(":")[2])
        open_s = time.perf_counter() - started
        ready_s = _wait_until_ready(port, started)
        print(f"port open {open_s:.2f} s (limit 1), ready {ready_s:.2f} s (limit 5)")
        time.sleep(3)
        print(f"idle memory {rss_mb(proxy.pid):.0f} MB (limit 230), CPU over 5 idle s {_idle_cpu(proxy.pid):.3f} s")
        _table(rounds, upstream, (floor_port, floor.pid), (port, proxy.pid))
        print(f"memory after the load {rss_mb(proxy.pid):.0f} MB")


def _environment(home: str, url: str) -> dict[str, str]:
    return {
        "DESKTOP_PROXY_HOME": home,
        "DESKTOP_PROXY_TOKEN": TOKEN,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PREFERRED_PROVIDER": "openai",
        "OPENAI_API_KEY": "sk-bench-0123456789abcdef",
        "OPENAI_BASE_URL": url,
    }


def _wait_until_ready(port: int, started: float) -> float:
    deadline = time.perf_counter() + 60
    url = f"http://127.0.0.1:{port}/health"
    while time.perf_counter() < deadline:
        with contextlib.suppress(urllib.error.URLError), urllib.request.urlopen(url) as reply:
            if b"ready" in reply.read():
                return time.perf_counter() - started
        time.sleep(0.02)
    raise RuntimeError("the proxy did not get ready")


def _idle_cpu(pid: int) -> float:
    before = cpu_s(pid)
    time.sleep(5)
    return cpu_s(pid) - before


@dataclass(frozen=True)
class Unit:
    """What is measured: one request, or one of the chunks it makes."""

    name: str
    body: bytes
    requests: int
    chunks: int = 1


UNITS = (
    Unit("small request", requests.small("gpt-4.1-mini", stream=False), 1000),
    Unit("small streamed", requests.small("gpt-4.1-mini", stream=True), 1000),
    Unit("115 KB request", requests.large("gpt-4.1-mini"), 400),
    Unit("flooded chunk", requests.small("gpt-4.1", stream=True), 10, CHUNKS),
)


def _table(rounds: int, upstream: int, floor: tuple[int, int], proxy: tuple[int, int]) -> None:
    print("unit                   CPU  limit      floor  ratio   added p50   added p99  direct p50")
    for unit in UNITS:
        direct = _run(Client(upstream, "/v1/chat/completions", TOKEN), unit)
        floor_cost, _ = _median([_measured(*floor, unit) for _ in range(rounds)])
        cost, times = _median([_measured(*proxy, unit) for _ in range(rounds)])
        scale, word = (1e6, "µs") if unit.chunks > 1 else (1e3, "ms")
        p50, p99 = ((_quantile(times, q) - _quantile(direct, q)) * 1e3 for q in (0.5, 0.99))
        print(
            f"{unit.name:<16}{cost * scale:>7.2f} {word}{LIMITS[unit.name]:>7}{floor_cost * scale:>8.2f} {word}"
            f"{cost / floor_cost:>7.1f}{p50:>9.2f} ms{p99:>9.2f} ms{_quantile(direct, 0.5) * 1e3:>9.2f} ms"
        )


def _measured(port: int, pid: int, unit: Unit) -> tuple[float, list[float]]:
    """CPU seconds per unit, and the seconds each request took."""
    client = Client(port, "/v1/messages", TOKEN)
    client.post(unit.body)
    before = cpu_s(pid)
    times = _run(client, unit)
    return (cpu_s(pid) - before) / (unit.requests * unit.chunks), times


def _run(client: Client, unit: Unit) -> list[float]:
    return [client.post(unit.body) for _ in range(unit.requests)]


def _median(results: list[tuple[float, list[float]]]) -> tuple[float, list[float]]:
    return statistics.median(cost for cost, _ in results), [t for _, times in results for t in times]


def _quantile(values: list[float], q: float) -> float:
    return sorted(values)[min(len(values) - 1, int(q * len(values)))]


if __name__ == "__main__":
    main()
