"""Who answers, who lacks a key, and which first steps are open, as the core's owners say."""

from __future__ import annotations

import time

from desktop_proxy.core import Core
from desktop_proxy.request_log import RequestRow
from desktop_proxy.ui.overview.looking import look, who_answers

KEY = "sk-abcdefghijklmnopqrstuvwxyz0123"


async def test_at_first_the_demo_answers_and_every_step_is_open(running_core: Core) -> None:
    view = await look(running_core)
    assert [(answer.tier, answer.target) for answer in view.answers] == [
        (tier, "demo/desktop-proxy") for tier in ("Opus", "Sonnet", "Haiku")
    ]
    assert not (view.provider_answers or view.client_connected or view.request_seen or view.without_key)


async def test_a_provider_without_a_key_is_named_and_does_not_answer(running_core: Core) -> None:
    running_core.settings.update({"routing.preferred_provider": "openai"})
    view = await look(running_core)
    assert view.without_key == {"openai"} and not view.provider_answers
    await running_core.credentials.set("openai", KEY)
    view = await look(running_core)
    assert not view.without_key and view.provider_answers


async def test_a_request_shows_that_a_client_is_set_up(running_core: Core) -> None:
    running_core.request_log.begin(RequestRow(id="req_1", started_at=time.time(), asked="claude-sonnet-5"))
    running_core.request_log.finish("req_1", state="done")
    await running_core.request_log.flush()
    view = await look(running_core)
    assert view.request_seen and view.client_done and not view.client_connected and not view.steps_done


def test_a_provider_without_a_model_is_told_and_not_shown_as_answering(core: Core) -> None:
    core.settings.update(
        {"providers.mine": {"base_url": "https://example.com/v1"}, "routing.preferred_provider": "mine"}
    )
    answer = who_answers(core.settings.current)[0]
    assert not answer.target and answer.problem and "model" in answer.problem
