from __future__ import annotations

import asyncio

import pytest
from upstream.loopback import Answer, json_answer

from desktop_proxy.doctor import case as case_module
from desktop_proxy.doctor.case import Case
from desktop_proxy.protocol.errors import ApiError

from .opened import KEY, opened

OPENAI = {"OPENAI_API_KEY": KEY}


async def test_each_provider_is_asked_once(tmp_path):
    async with opened(tmp_path, environ=OPENAI) as it:
        case = Case(it.core)
        assert await asyncio.gather(case.models("openai"), case.models("openai")) == [["gpt-4.1", "gpt-4.1-mini"]] * 2
        assert await case.models("openai") == ["gpt-4.1", "gpt-4.1-mini"]
        assert len(it.double.calls) == 1


async def test_a_refusal_is_for_everybody_and_no_failed_task(tmp_path, caplog):
    async with opened(tmp_path, json_answer({"error": {"message": "no"}}, 401), environ=OPENAI) as it:
        case = Case(it.core)
        for _ in range(2):
            with pytest.raises(ApiError) as caught:
                await case.models("openai")
            assert caught.value.status == 401
        assert len(it.double.calls) == 1
    assert caplog.text == ""


async def test_a_silent_provider_is_waited_for_no_longer_than_the_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(case_module, "LIST_LIMIT_S", 0.1)
    async with opened(tmp_path, Answer(hold_head=True, end="hold"), environ=OPENAI) as it:
        with pytest.raises(ApiError, match="did not answer within") as caught:
            await Case(it.core).models("openai")
        assert caught.value.status == 504
        await asyncio.wait_for(it.double.left.wait(), 5)


async def test_closing_ends_what_was_asked(tmp_path):
    async with opened(tmp_path, Answer(hold_head=True, end="hold"), environ=OPENAI) as it:
        case = Case(it.core)
        waiting = asyncio.ensure_future(case.models("openai"))
        await it.double.begun.wait()
        await case.close()
        await asyncio.wait_for(it.double.left.wait(), 5)
        with pytest.raises(asyncio.CancelledError):
            await waiting
