"""Who is let in, decided from the head alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import TOKEN, message_body, running_proxy
from wire import Wire, ask

from desktop_proxy.server.gate import MAX_BODY_BYTES, is_loopback, token_needed
from desktop_proxy.settings import Settings


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}", "LocalHost:{port}"])
async def test_a_host_of_this_machine_with_our_port_is_served(tmp_path: Path, host: str) -> None:
    async with running_proxy(tmp_path) as proxy:
        headers = {"host": host.format(port=proxy.port)}
        assert (await ask(proxy.port, "POST", "/v1/messages", message_body(), headers)).status == 200


async def test_further_hosts_are_served_when_they_are_named(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, server__allowed_hosts=("proxy.test", "other.test:9000")) as proxy:
        for host, status in (
            ("proxy.test", 200),
            (f"proxy.test:{proxy.port}", 200),
            ("other.test:9000", 200),
            ("other.test", 403),
            ("proxy.test:1", 403),
        ):
            assert (await ask(proxy.port, "GET", "/health", headers={"host": host})).status == status


@pytest.mark.parametrize("site", ["none", "same-origin"])
async def test_a_typed_address_is_no_foreign_page(tmp_path: Path, site: str) -> None:
    async with running_proxy(tmp_path) as proxy:
        assert (await ask(proxy.port, "GET", "/", headers={"sec-fetch-site": site})).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"x-api-key": TOKEN},
        {"x-api-key": None, "authorization": f"Bearer {TOKEN}"},
        {"x-api-key": None, "authorization": f"bearer  {TOKEN}"},
        {"x-api-key": "sk-ant-somebody-else", "authorization": f"Bearer {TOKEN}"},
        {"x-api-key": TOKEN, "authorization": "Bearer something"},
    ],
)
async def test_the_token_is_taken_from_either_header(tmp_path: Path, headers: dict[str, str | None]) -> None:
    async with running_proxy(tmp_path) as proxy:
        assert (await ask(proxy.port, "GET", "/v1/models", headers=headers)).status == 200


async def test_a_wrong_token_is_answered_so_that_no_client_retries(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(), {"x-api-key": "wrong"})
        assert (answer.status, answer.error["type"]) == (401, "authentication_error")
        assert answer.headers["x-should-retry"] == "false"
        assert "desktop-proxy env" in answer.error["message"]
        assert "x-api-key" not in answer.error["message"]


async def test_without_the_token_requirement_any_key_will_do(tmp_path: Path) -> None:
    async with running_proxy(tmp_path, server__require_token=False) as proxy:
        for headers in ({"x-api-key": None}, {"x-api-key": "sk-ant-own"}):
            assert (await ask(proxy.port, "POST", "/v1/messages", message_body(), headers)).status == 200
        assert (await ask(proxy.port, "POST", "/v1/messages", message_body(), {"origin": "null"})).status == 403


def test_an_address_others_can_reach_always_needs_the_token() -> None:
    def needed(host: str) -> bool:
        return token_needed(Settings.model_validate({"server": {"host": host, "require_token": False}}))

    assert not needed("127.0.0.1")
    assert not needed("::1")
    assert needed("0.0.0.0")
    assert needed("192.168.1.2")
    assert not is_loopback("example.test")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-type": "application/json; charset=utf-8"}, 200),
        ({"content-type": "Application/JSON"}, 200),
        ({"content-encoding": "identity"}, 200),
        ({"content-type": None}, 415),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "application/x-www-form-urlencoded"}, 415),
        ({"content-encoding": "gzip"}, 415),
        ({"content-encoding": "GZIP, identity"}, 415),
    ],
)
async def test_a_post_is_plain_json(tmp_path: Path, headers: dict[str, str | None], status: int) -> None:
    async with running_proxy(tmp_path) as proxy:
        answer = await ask(proxy.port, "POST", "/v1/messages", message_body(), headers)
        assert answer.status == status
        if status != 200:
            assert answer.error["type"] == "invalid_request_error"


async def test_a_body_over_the_limit_is_refused_from_its_length(tmp_path: Path) -> None:
    async with running_proxy(tmp_path) as proxy:
        wire = await Wire.connect(proxy.port)
        wire.request("POST", "/v1/messages", b"{", {"content-length": str(MAX_BODY_BYTES + 1)})
        answer = await wire.answer()
        assert (answer.status, answer.error["type"]) == (413, "request_too_large")
        await wire.leave()


async def test_a_head_over_the_limit_is_refused(tmp_path: Path) -> None:
    headers = {f"x-filler-{number}": "f" * 6000 for number in range(7)}
    async with running_proxy(tmp_path) as proxy:
        assert (await ask(proxy.port, "GET", "/health", headers=headers)).status == 431
