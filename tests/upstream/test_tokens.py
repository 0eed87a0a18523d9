from __future__ import annotations

import base64
import os
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import orjson
import pytest

from desktop_proxy.protocol.messages import CountTokensRequest, MessagesRequest
from desktop_proxy.upstream.text_counter import TextCounter
from desktop_proxy.upstream.tokens import Estimator, count_tokens

PROSE = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
CODE = Path(__file__).read_text(encoding="utf-8")


def request(content: Any, **more: Any) -> CountTokensRequest:
    return CountTokensRequest(model="m", messages=[{"role": "user", "content": content}], **more)


def large_request() -> MessagesRequest:
    """About what Claude Code sends: 24 tools, a long system prompt, a file."""
    properties = {f"name_{n}": {"type": "string", "description": PROSE[n * 40 : n * 40 + 70]} for n in range(8)}
    tools = [
        {"name": f"Tool{n}", "description": (PROSE * 2)[n * 90 :][:2500], "input_schema": {"properties": properties}}
        for n in range(24)
    ]
    return MessagesRequest(
        model="m",
        max_tokens=100,
        system=[{"type": "text", "text": (PROSE * 3)[:8000]}],
        messages=[{"role": "user", "content": [{"type": "text", "text": (CODE * 8)[:25000]}]}],
        tools=tools,
    )


def png(width: int, height: int) -> str:
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)
    return base64.b64encode(head + b"\0" * 100).decode()


@pytest.fixture(scope="module", autouse=True)
def tokenizer() -> None:
    """The first count loads the tokenizer."""
    count_tokens(request("warm up"))


def test_the_first_count_needs_neither_litellm_nor_the_network() -> None:
    script = (
        "import socket, sys\n"
        "def refuse(*arguments): raise OSError('no network here')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from desktop_proxy.protocol.messages import CountTokensRequest\n"
        "from desktop_proxy.upstream.tokens import count_tokens\n"
        "hello = CountTokensRequest(model='m', messages=[{'role': 'user', 'content': 'hello world'}])\n"
        "print(count_tokens(hello), 'litellm' in sys.modules)\n"
    )
    environ = {name: value for name, value in os.environ.items() if name != "TIKTOKEN_CACHE_DIR"}
    done = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(count_tokens(request("hello world"))), "False"]


def test_a_short_text_counts_as_the_tokenizer_says_and_a_few_for_the_frame() -> None:
    assert 8 <= count_tokens(request("hello world")) <= 12


def test_every_part_of_a_request_counts() -> None:
    bare = count_tokens(request("hello"))
    assert count_tokens(request("hello", system="Be brief and kind.")) > bare
    assert count_tokens(request("hello", tools=[{"name": "Read", "input_schema": {"type": "object"}}])) > bare
    call = {"type": "tool_use", "id": "t", "name": "Read", "input": {"file_path": "/a/b/c"}}
    result = {"type": "tool_result", "tool_use_id": "t", "content": [{"type": "text", "text": "word " * 50}]}
    assert count_tokens(request([call])) > count_tokens(request([]))
    assert count_tokens(request([result])) > 50


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"type": "base64", "media_type": "image/png", "data": png(750, 300)}, 300),
        ({"type": "base64", "media_type": "image/png", "data": png(8000, 8000)}, 1600),
        ({"type": "base64", "media_type": "image/png", "data": "%%%"}, 1500),
        ({"type": "url", "url": "http://127.0.0.1:9/x.png"}, 1500),
        ({"type": "file", "file_id": "f"}, 1500),
    ],
)
def test_an_image_counts_by_its_size(source: dict[str, str], expected: int) -> None:
    image = {"type": "image", "source": source}
    assert count_tokens(request([image])) - count_tokens(request([])) == expected
    assert count_tokens(request([{"type": "tool_result", "tool_use_id": "t", "content": [image]}])) > expected


def test_a_pdf_counts_by_its_pages() -> None:
    pdf = b"%PDF-1.7 /Type /Pages /Type /Page /Type/Page /Type /Page"
    source = {"type": "base64", "media_type": "application/pdf", "data": base64.b64encode(pdf).decode()}
    assert count_tokens(request([{"type": "document", "source": source}])) == pytest.approx(3 * 2250, abs=20)


def test_a_text_document_counts_its_text() -> None:
    source = {"type": "text", "media_type": "text/plain", "data": "word " * 100}
    assert 95 < count_tokens(request([{"type": "document", "source": source, "title": "T"}])) < 130


@pytest.mark.parametrize(
    "tools",
    [
        [],
        [{"name": "t", "input_schema": {"type": "object", "properties": {"a": {"type": "array"}}}}],
        [{"name": "t", "input_schema": {"anyOf": [True, {"items": None}], "$ref": "#/nowhere"}}],
        [{"name": "web_search", "type": "web_search_20250305", "max_uses": 5}],
    ],
)
def test_no_tool_schema_is_too_odd(tools: list[Any]) -> None:
    assert count_tokens(request("hi", tools=tools)) >= 1


@pytest.mark.parametrize(
    "block",
    [
        {"type": "something_new", "payload": {"a": [1, None]}},
        {"type": "redacted_thinking", "data": "x" * 10_000},
        {"type": "thinking", "thinking": "hm", "signature": "s" * 10_000},
        {"type": "document", "source": {"type": "url", "url": "https://example.com/a.pdf"}},
        {"type": "text", "text": "a <|endoftext|> b"},
    ],
)
def test_no_block_is_too_odd(block: dict[str, Any]) -> None:
    assert 1 <= count_tokens(request([block])) < 4000


def test_a_repeated_count_of_a_large_request_is_cheap() -> None:
    large = large_request()
    texts = TextCounter()
    first = count_tokens(large, texts)
    started = time.process_time()
    assert [count_tokens(large, texts) for _ in range(14)] == [first] * 14
    assert time.process_time() - started < 0.05


def test_simultaneous_counts_agree() -> None:
    large, texts, counts = large_request(), TextCounter(), []
    threads = [threading.Thread(target=lambda: counts.append(count_tokens(large, texts))) for _ in range(14)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(counts)) == 1 and len(counts) == 14


def test_an_estimate_is_near_the_count_before_anything_is_learned() -> None:
    large = large_request()
    assert Estimator().estimate("gpt-4.1", large) == pytest.approx(count_tokens(large), rel=0.3)


def test_an_estimate_follows_what_the_model_reported() -> None:
    estimator, large = Estimator(), large_request()
    actual = int(count_tokens(large) * 1.6)
    for _ in range(4):
        estimator.learn("claude", large, actual)
    assert estimator.estimate("claude", large) == pytest.approx(actual, rel=0.05)
    assert estimator.estimate("another", large) < actual


@pytest.mark.parametrize("actual", [0, -5, 1, 10**9])
def test_a_nonsense_report_leaves_sane_estimates(actual: int) -> None:
    estimator, large = Estimator(), large_request()
    estimator.learn("m", large, actual)
    size = len(orjson.dumps(large.model_dump()))
    assert 1 <= estimator.estimate("m", large) <= 3 * size


def test_an_estimate_is_at_least_one() -> None:
    assert Estimator().estimate("m", request("")) >= 1


def test_an_estimate_of_a_large_request_takes_microseconds() -> None:
    estimator, large = Estimator(), large_request()
    assert len(orjson.dumps(large.model_dump())) > 100_000
    best = min(_seconds(estimator, large) for _ in range(50))
    assert best < 0.0005


def _seconds(estimator: Estimator, large: MessagesRequest) -> float:
    started = time.perf_counter()
    estimator.estimate("m", large)
    return time.perf_counter() - started
