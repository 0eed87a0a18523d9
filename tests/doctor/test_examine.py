from __future__ import annotations

import asyncio
from contextlib import aclosing

from upstream.loopback import Answer, json_answer

from desktop_proxy.doctor import CHECKS, Check, Finding, examine
from desktop_proxy.doctor.case import Case

from .opened import KEY, opened


async def everything(core, checks=CHECKS):
    async with aclosing(examine(core, checks)) as found:
        return [(check.name, finding) async for check, finding in found]


def test_names_are_unique():
    assert len({check.name for check in CHECKS}) == len(CHECKS)


async def test_every_check_says_something_in_the_order_of_the_table(tmp_path):
    async with opened(tmp_path, environ={"OPENAI_API_KEY": KEY}) as it:
        found = await everything(it.core)
    assert list(dict.fromkeys(name for name, _ in found)) == [check.name for check in CHECKS]
    for name, finding in found:
        assert finding.level in ("ok", "warn", "error", "skipped")
        assert finding.sentence.endswith((".", "?")), name
        assert finding.advice == "" or finding.advice.endswith("."), name
        assert finding.advice or finding.level != "error", name


async def test_checks_that_ask_the_same_provider_ask_it_once(tmp_path):
    async with opened(tmp_path, environ={"OPENAI_API_KEY": KEY, "PREFERRED_PROVIDER": "openai"}) as it:
        await everything(it.core)
        assert len(it.double.calls) == 1


async def test_nothing_is_changed_by_looking(tmp_path):
    async with opened(tmp_path, environ={"OPENAI_API_KEY": KEY}) as it:
        before = sorted(path.name for path in tmp_path.rglob("*"))
        await everything(it.core)
        assert sorted(path.name for path in tmp_path.rglob("*")) == before


async def test_a_check_that_fails_is_a_finding_and_the_others_go_on(tmp_path, caplog):
    async def fails(case: Case) -> list[Finding]:
        raise ValueError("broken")

    async def works(case: Case) -> list[Finding]:
        return [Finding("ok", "Fine.")]

    async with opened(tmp_path) as it:
        found = await everything(it.core, [Check("bad", "Bad", fails), Check("good", "Good", works)])
    assert [(name, finding.level) for name, finding in found] == [("bad", "error"), ("good", "ok")]
    assert "broken" not in found[0][1].sentence
    assert "broken" in caplog.text


async def test_a_check_that_takes_too_long_is_a_finding(tmp_path, monkeypatch):
    import sys

    monkeypatch.setattr(sys.modules["desktop_proxy.doctor.examine"], "LIMIT_S", 0.05)
    ended = asyncio.Event()

    async def hangs(case: Case) -> list[Finding]:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return []

    async with opened(tmp_path) as it:
        ((_, finding),) = await everything(it.core, [Check("slow", "Slow", hangs)])
    assert (finding.level, ended.is_set()) == ("error", True)
    assert "could not be found out" in finding.sentence


async def test_no_finding_holds_a_key(tmp_path):
    async def careless(case: Case) -> list[Finding]:
        return [Finding("ok", f"The key is {KEY}.", f"Use {KEY}.")]

    async with opened(tmp_path, environ={"OPENAI_API_KEY": KEY}) as it:
        assert "canary" not in repr(await everything(it.core, [Check("bad", "Bad", careless)]))
    refusal = json_answer({"error": {"message": f"{KEY} is bad"}}, 500)
    async with opened(tmp_path, refusal, environ={"OPENAI_API_KEY": KEY}) as it:
        assert "canary" not in repr(await everything(it.core))


async def test_leaving_early_ends_the_checks(tmp_path):
    async with opened(tmp_path, Answer(hold_head=True, end="hold"), environ={"OPENAI_API_KEY": KEY}) as it:
        async with aclosing(examine(it.core)) as found:
            await anext(found)
            await it.double.begun.wait()
        await asyncio.wait_for(it.double.left.wait(), 5)
