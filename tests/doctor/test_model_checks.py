from __future__ import annotations

import pytest
from upstream.loopback import json_answer

from desktop_proxy.doctor import model_checks
from desktop_proxy.doctor.finding import Remedy
from desktop_proxy.doctor.model_checks import check_models

from .opened import KEY, opened

CLASSIC = {"OPENAI_API_KEY": KEY, "PREFERRED_PROVIDER": "openai"}


async def test_each_tier_says_what_answers_it(tmp_path):
    async with opened(tmp_path, environ=CLASSIC) as it:
        found = {finding.subject: finding for finding in await it.found(check_models)}
        assert len(it.double.calls) == 1
    assert set(found) == {"Opus", "Sonnet", "Haiku", "Fable"}
    assert {finding.level for finding in found.values()} == {"ok"}
    assert found["Haiku"].sentence == "Haiku is answered by openai/gpt-4.1-mini."


async def test_a_model_its_provider_does_not_list_is_a_warning(tmp_path):
    listed = json_answer({"data": [{"id": "gpt-4.1"}]})
    async with opened(tmp_path, listed, environ=CLASSIC) as it:
        found = {finding.subject: finding for finding in await it.found(check_models)}
    assert (found["Sonnet"].level, found["Haiku"].level) == ("ok", "warn")
    assert "does not list" in found["Haiku"].sentence
    assert "models --fetch openai" in found["Haiku"].advice
    assert found["Haiku"].remedy == Remedy("model", "haiku")


@pytest.mark.parametrize("listed", [json_answer({"data": []}), json_answer({"error": {"message": "no"}}, 500)])
async def test_where_there_is_no_list_nothing_is_held_against_the_model(tmp_path, listed):
    async with opened(tmp_path, listed, environ=CLASSIC) as it:
        assert {finding.level for finding in await it.found(check_models)} == {"ok"}


@pytest.mark.parametrize(
    ("today", "level", "words"), [("2026-06-01", "error", "was retired"), ("2026-05-31", "warn", "retires")]
)
async def test_a_retired_model_is_told_with_its_successor(tmp_path, monkeypatch, today, level, words):
    class Clock(model_checks.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls.fromisoformat(today)

    monkeypatch.setattr(model_checks, "datetime", Clock)
    tiers = {"routing.tiers.haiku": "gemini/gemini-2.0-flash"}
    async with opened(tmp_path, environ=CLASSIC, overrides=tiers) as it:
        found = {finding.subject: finding for finding in await it.found(check_models)}
    assert found["Haiku"].level == level
    assert f"{words} on 2026-06-01" in found["Haiku"].sentence
    assert "gemini-3.5-flash-lite" in found["Haiku"].advice
    assert found["Haiku"].remedy == Remedy("model", "haiku", "Its successor is gemini-3.5-flash-lite.")
    assert found["Sonnet"].level == "ok"


async def test_a_tier_nobody_answers_says_why(tmp_path):
    async with opened(tmp_path, overrides={"routing.tiers.opus": "lmstudio/x"}) as it:
        found = {finding.subject: finding for finding in await it.found(check_models)}
    assert found["Opus"].level == "error"
    assert found["Opus"].sentence.startswith("Nobody answers Opus: LM Studio is not set up;")
