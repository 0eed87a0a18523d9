from __future__ import annotations

from typing import Any

import pytest

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.upstream.answers import Batch, check_status, read_batches


class Body:
    """A reply whose reads are given."""

    def __init__(self, *pieces: bytes, status: int = 200) -> None:
        self._pieces = list(pieces)
        self.status = status
        self.headers = {"Retry-After": "7"}
        self.begun = False

    def begin_events(self) -> None:
        self.begun = True

    async def read(self) -> bytes:
        return self._pieces.pop(0) if self._pieces else b""

    async def read_all(self, limit: int = 0) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


async def batches(*pieces: bytes) -> list[Batch]:
    reply: Any = Body(*pieces)
    return [batch async for batch in read_batches(reply, "Name")]


async def test_one_read_is_one_batch() -> None:
    assert await batches(b"data: a\n\ndata: b\n\n", b"data: c\n\n") == [Batch([b"a", b"b"]), Batch([b"c"])]


async def test_a_read_without_a_whole_event_is_none() -> None:
    assert await batches(b": hi\n\n", b"data: a", b"b\n\n") == [Batch([b"ab"])]


async def test_an_unfinished_event_is_marked() -> None:
    assert await batches(b"data: a\n\ndata: b") == [Batch([b"a"]), Batch([b"b"], last=True)]


@pytest.mark.parametrize("pieces", [(b"{}",), (b"\n ", b"{", b"}"), (b"\xef\xbb\xbf{}",)])
async def test_a_document_is_told_by_its_first_byte(pieces: tuple[bytes, ...]) -> None:
    assert await batches(*pieces) == [Batch([b"{}"], whole=True, last=True)]


@pytest.mark.parametrize("pieces", [(), (b"\n\n",), (b"<html>",), (b" <!doctype html>",)])
async def test_nothing_and_web_pages_are_failures(pieces: tuple[bytes, ...]) -> None:
    with pytest.raises(ApiError) as caught:
        await batches(*pieces)
    assert caught.value.status == 502


async def test_an_event_without_end_is_a_failure() -> None:
    with pytest.raises(ApiError, match="16 MB"):
        await batches(b"data: x", *([b"x" * 1024 * 1024] * 17))


async def test_only_the_first_event_ends_the_wait_for_it() -> None:
    reply: Any = Body(b": hi\n\n")
    assert [batch async for batch in read_batches(reply, "Name")] == []
    assert not reply.begun


async def test_a_refusal_is_what_the_provider_says() -> None:
    refused: Any = Body(b'{"error": {"message": "slow down"}}', status=429)
    with pytest.raises(ApiError, match="Name: slow down") as caught:
        await check_status(refused, "Name")
    assert caught.value.retry_after == 7
    fine: Any = Body()
    await check_status(fine, "Name")
