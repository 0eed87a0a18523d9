"""S1-S5: a loopback address, an exact host, no browser, a token, and no say in where a request goes."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from fakes import TOKEN, message_body, running_proxy
from wire import ask, ask_raw

from .measuring import linux_only, listening_addresses

ATTACKS = (
    "Host: evil.example\r\n",
    "Host: evil.example:{port}\r\n",
    "Host: 127.0.0.1.evil.example:{port}\r\n",
    "Host: localhost.evil.example:{port}\r\n",
    "Host: 127.0.0.1:1\r\n",
    "Host: 127.0.0.1\r\n",
    "Host: localhost\r\n",
    "Host: localhost.:{port}\r\n",
    "Host: 0.0.0.0:{port}\r\n",
    "Host: 2130706433:{port}\r\n",
    "Host: user@127.0.0.1:{port}\r\n",
    "Host: \r\n",
    "",
    "Host: 127.0.0.1:{port}\r\nHost: evil.example\r\n",
    "Host: evil.example\r\nX-Forwarded-Host: 127.0.0.1:{port}\r\nForwarded: host=127.0.0.1:{port}\r\n",
)
BROWSERS = (
    {"origin": "https://evil.example"},
    {"origin": "http://127.0.0.1:{port}"},
    {"origin": "http://localhost:3000"},
    {"origin": "null"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "SOMETHING-NEW"},
    {"content-type": "text/plain"},
    {"content-type": "multipart/form-data; boundary=x"},
)


@linux_only
async def test_it_listens_on_the_literal_loopback_address_alone(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        assert listening_addresses(proxy.port) == {"0100007F"}


async def test_no_foreign_host_reaches_the_provider(tmp_path: Path) -> None:
    body = message_body()
    async with running_proxy(tmp_path, server__require_token=False) as proxy:
        for attack in ATTACKS:
            head = "POST /v1/messages HTTP/1.1\r\n" + attack.format(port=proxy.port)
            head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
            received = await ask_raw(proxy.port, head.encode() + body)
            assert received.startswith((b"HTTP/1.1 403", b"HTTP/1.0 403")), attack
        for target in ("http://evil.example/v1/messages", f"http://127.0.0.1:{proxy.port}/v1/messages"):
            head = f"POST {target} HTTP/1.1\r\nHost: 127.0.0.1:{proxy.port}\r\n"
            head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
            assert (await ask_raw(proxy.port, head.encode() + body)).startswith(b"HTTP/1.1 403")
        assert proxy.upstream.asked == []


async def test_no_web_page_reaches_the_provider(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, server__require_token=False) as proxy:
        for attack in BROWSERS:
            headers = {name: value.format(port=proxy.port) for name, value in attack.items()}
            answer = await ask(proxy.port, "POST", "/v1/messages", message_body(), headers)
            assert answer.status in (403, 415), attack
            assert not [name for name in answer.headers if name.startswith("access-control-")]
        preflight = {"origin": "https://evil.example", "access-control-request-method": "POST"}
        answer = await ask(proxy.port, "OPTIONS", "/v1/messages", headers=preflight)
        assert answer.status == 403
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert proxy.upstream.asked == []


@pytest.mark.parametrize(
    "key",
    [
        None,
        "",
        " ",
        "wrong",
        TOKEN[:-1],
        TOKEN + "x",
        TOKEN.upper(),
        b"\xff\xfe\xfd".decode("utf-8", "surrogateescape"),
        "ключ",
        "k" * 6000,
    ],
)
async def test_without_the_token_nothing_is_served(tmp_path: Path, key: str | None) -> None:
    bearer = None if key is None else f"Bearer {key}"
    async with running_proxy(tmp_path) as proxy:
        for headers in ({"x-api-key": key}, {"x-api-key": None, "authorization": bearer}):
            for method, target in (
                ("POST", "/v1/messages"),
                ("POST", "/v1/messages/count_tokens"),
                ("GET", "/v1/models"),
                ("GET", "/v1/models/claude-sonnet-5"),
                ("GET", "/"),
                ("GET", "/nothing"),
                ("GET", "/health/"),
                ("GET", "//health"),
                ("GET", "/health/../v1/models"),
                ("GET", "/v1/models?/health"),
                ("POST", "/health"),
                ("GET", f"/v1/models?token={TOKEN}&x-api-key={TOKEN}"),
            ):
                answer = await ask(proxy.port, method, target, b"{}" if method == "POST" else None, headers)
                assert answer.status == 401, (method, target)
                assert answer.error["type"] == "authentication_error"
        assert proxy.upstream.asked == []


async def test_other_ways_to_show_the_token_do_not_count(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        for headers in (
            {"authorization": f"Basic {TOKEN}"},
            {"authorization": TOKEN},
            {"cookie": f"token={TOKEN}"},
            {"proxy-authorization": f"Bearer {TOKEN}"},
        ):
            answer = await ask(proxy.port, "GET", "/v1/models", headers={"x-api-key": None, **headers})
            assert answer.status == 401


@pytest.mark.parametrize(
    "field",
    [
        "api_base",
        "base_url",
        "api_key",
        "extra_headers",
        "extra_body",
        "fallbacks",
        "litellm_params",
        "custom_llm_provider",
        "mock_response",
    ],
)
async def test_a_field_the_api_does_not_know_goes_no_further(tmp_path: Path, field: str) -> None:
    async with running_proxy(tmp_path) as proxy:
        body = message_body(**{field: "http://127.0.0.1:1/canary"})
        assert (await ask(proxy.port, "POST", "/v1/messages", body)).status == 200
        (asked,) = proxy.upstream.asked
        assert b"canary" not in orjson.dumps(asked.model_dump())


@pytest.mark.parametrize(
    "model",
    ["http://127.0.0.1:1/v1", "openai/http://127.0.0.1:1", "../../etc/passwd", "openai/../x", "nobody/model", "a\nb"],
)
async def test_a_model_is_never_an_address_or_a_path(tmp_path: Path, model: str) -> None:
    async with running_proxy(tmp_path) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(model=model))
        assert (answer.status, answer.error["type"]) == (404, "not_found_error")
        assert proxy.upstream.asked == []
