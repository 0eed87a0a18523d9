from __future__ import annotations

from dataclasses import replace

import pytest

from .asking import GEMINI, GPT5, OPENAI, chat, noted, responses

SMALL = replace(OPENAI, max_output_tokens=100)


def test_max_tokens_is_clamped_to_the_model_s_limit() -> None:
    translation = chat(profile=SMALL)
    assert translation.body["max_tokens"] == 100
    assert noted(translation, "max_tokens") == "clamped"
    assert chat(profile=SMALL, max_tokens=99).notes == ()


def test_an_unknown_limit_clamps_nothing() -> None:
    assert chat(max_tokens=128000).body["max_tokens"] == 128000


def test_responses_takes_no_less_than_sixteen_tokens() -> None:
    translation = responses(max_tokens=1)
    assert translation.body["max_output_tokens"] == 16
    assert noted(translation, "max_tokens") == "clamped"


def test_sampling_is_passed_on_and_never_invented() -> None:
    body = chat(temperature=0, top_p=0.5).body
    assert (body["temperature"], body["top_p"]) == (0, 0.5)
    assert not {"temperature", "top_p"} & set(chat().body)


def test_sampling_is_dropped_for_a_model_that_refuses_it() -> None:
    for build in (chat, responses):
        translation = build(temperature=1, top_p=1, profile=GPT5)
        assert not {"temperature", "top_p"} & set(translation.body)
        assert noted(translation, "temperature") == noted(translation, "top_p") == "dropped"


def test_top_k_is_for_gemini_alone() -> None:
    assert chat(top_k=5, profile=GEMINI).body["top_k"] == 5
    translation = chat(top_k=5)
    assert "top_k" not in translation.body
    assert noted(translation, "top_k") == "dropped"


@pytest.mark.parametrize("build", [chat, responses])
def test_stop_sequences_are_cut_here_because_no_provider_says_which_it_met(build) -> None:
    translation = build(stop_sequences=["a", "b", "a"])
    assert "stop" not in translation.body
    assert translation.stop_sequences == ("a", "b")
    assert noted(translation, "stop_sequences") == "rewritten"


def test_blank_stop_sequences_are_dropped() -> None:
    translation = chat(stop_sequences=["\n", "", "a"])
    assert translation.stop_sequences == ("a",)
    assert noted(translation, "stop_sequences") == "dropped"
    assert chat(stop_sequences=[" "]).stop_sequences == ()
    assert chat(stop_sequences=[]).notes == ()
