from __future__ import annotations

from desktop_proxy.settings import ProviderSettings, RoutingSettings, Settings
from desktop_proxy.ui.models.answers import of_big, of_name, of_small, of_tier, without_successors


def settings(**routing: object) -> Settings:
    own = {"fast": ProviderSettings(preset="groq"), "team": ProviderSettings(base_url="https://t.test/v1")}
    return Settings(routing=RoutingSettings.model_validate({"preferred_provider": "openai", **routing}), providers=own)


def test_a_name_has_a_target_a_reason_and_fallbacks():
    answer = of_name("claude-sonnet-5", settings(fallbacks=["xai/grok-4.6"]))
    assert str(answer.target) == "openai/gpt-6.1-sol" and "OpenAI's big model" in answer.reason
    assert [str(target) for target in answer.fallbacks] == ["xai/grok-4.6"]


def test_what_nobody_answers_has_a_reason_too():
    answer = of_name("google/gemini", settings())
    assert answer.target is None and "There is no provider" in answer.reason
    assert of_big(settings(preferred_provider="team")).target is None


def test_on_its_own_row_a_tiers_word_is_no_news():
    assert of_tier("opus")(settings()).reason == "OpenAI's opus model"
    assert of_tier("opus")(settings(tiers={"opus": "o1"})).reason == "the model set for opus"
    shadowed = of_tier("opus")(settings(rules=[{"pattern": "*opus*", "target": "xai/grok-4.6"}]))
    assert shadowed.reason == "rule *opus* → xai/grok-4.6"


def test_a_retired_model_is_known_whether_its_successor_answers_or_not():
    for use, target in ((False, "gemini/gemini-2.0-flash"), (True, "gemini/gemini-3.5-flash-lite")):
        answer = of_name("gemini/gemini-2.0-flash", settings(use_successors=use))
        assert answer.retired is not None and answer.retired.id == "gemini-2.0-flash"
        assert (answer.succeeded, str(answer.target)) == (use, target)


def test_of_another_provider_a_model_of_that_name_lives_on():
    assert of_name("fast/gemini-2.0-flash", settings()).retired is None


def test_big_and_small_say_what_they_are():
    assert of_big(settings()).reason == "OpenAI's big model"
    assert of_small(settings(small_model="gemini/gemini-2.0-flash", use_successors=True)).succeeded


def test_settings_without_successors_are_those_themselves_where_none_are_used():
    assert without_successors(given := settings()) is given
    assert not without_successors(settings(use_successors=True)).routing.use_successors
