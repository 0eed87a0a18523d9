from __future__ import annotations

import json


def providers(program):
    return {row["name"]: row for row in json.loads(program("providers", "list", "--json").out)["providers"]}


def test_an_endpoint_is_added_from_a_preset_changed_and_removed(program):
    assert program("providers", "add", "openrouter", "--preset", "openrouter").code == 0
    assert providers(program)["openrouter"]["base_url"] == "https://openrouter.ai/api/v1"
    assert program("providers", "add", "openrouter", "--models", "a/b,c/d").code == 0
    own = program.state().settings.current.providers["openrouter"]
    assert (own.preset, own.models) == ("openrouter", ("a/b", "c/d"))
    assert program("providers", "remove", "openrouter").code == 0
    assert "openrouter" not in providers(program)


def test_an_endpoint_by_address(program):
    done = program("providers", "add", "Team", "--base-url", "https://llm.example.com/v1/", "--api", "responses")
    assert done.code == 0, done.err
    assert providers(program)["team"]["base_url"] == "https://llm.example.com/v1"
    assert program.state().settings.current.providers["team"].api == "responses"


def test_plain_http_to_another_machine_needs_a_word(program):
    refused = program("providers", "add", "lan", "--base-url", "http://llm.example.com/v1")
    assert refused.code == 2
    assert "add --allow-insecure-http" in refused.err
    done = program("providers", "add", "lan", "--base-url", "http://llm.example.com/v1", "--allow-insecure-http")
    assert done.code == 0, done.err


def test_the_next_step_is_said_whether_a_key_is_needed_or_not(program):
    done = program("providers", "add", "groq", "--preset", "groq", "--models", "m")
    assert "Next: `desktop-proxy keys set groq`, then `desktop-proxy use groq`." in done.out
    done = program("providers", "add", "ollama", "--preset", "ollama")
    assert "Next: `desktop-proxy use ollama --big MODEL --small MODEL`;" in done.out


def test_a_built_in_name_is_not_free(program):
    for name in ("openai", "google"):
        done = program("providers", "add", name, "--base-url", "https://llm.example.com/v1")
        assert done.code == 2
        assert "is built in" in done.err


def test_an_unknown_preset_is_wrong_input(program):
    assert program("providers", "add", "x", "--preset", "no-such").code == 2
    assert program.state().settings.current.providers == {}


def test_removing_the_one_that_answers_goes_back_to_the_default(program):
    program("providers", "add", "team", "--base-url", "https://llm.example.com/v1", "--models", "a")
    program("use", "team")
    done = program("providers", "remove", "team")
    assert "was the one that answers" in done.err
    assert program.state().settings.current.routing.preferred_provider is None


def test_the_list_names_the_presets(program):
    assert "lmstudio" in program("providers", "list").out
