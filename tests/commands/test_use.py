from __future__ import annotations

import json


def routing(program):
    return program.state().settings.current.routing


def test_it_writes_the_choice_and_shows_what_it_means(program):
    done = program("use", "google", "--big", "gemini-2.5-pro", "--small", "gemini-2.5-flash", "--json")
    assert done.code == 0
    targets = {row["name"]: row["target"] for row in json.loads(done.out)}
    assert targets["claude-sonnet-5"] == "gemini/gemini-2.5-pro"
    assert targets["claude-haiku-4-5"] == "gemini/gemini-2.5-flash"
    assert routing(program).preferred_provider == "gemini"


def test_models_of_the_former_provider_wait_for_its_return(program):
    program("use", "openai", "--big", "gpt-4.1")
    program("use", "xai")
    assert (routing(program).big_model, routing(program).small_model) == (None, None)
    program("use", "openai")
    assert (routing(program).big_model, routing(program).small_model) == ("gpt-4.1", None)


def test_an_empty_model_is_refused_and_changes_nothing(program):
    program("use", "xai", "--big", "grok-4.3")
    done = program("use", "openai", "--big", "")
    assert (done.code, done.err) == (2, "desktop-proxy: “routing.big_model” must not be empty.\n")
    assert (routing(program).preferred_provider, routing(program).big_model) == ("xai", "grok-4.3")


def test_a_missing_key_is_remarked_on(program):
    done = program("use", "openai")
    assert done.code == 0
    assert "keys set openai" in done.err


def test_where_no_keyring_can_keep_a_key_the_variable_is_named(home):
    done = home.run("use", "openai")
    assert done.returncode == 0
    assert "has no key yet and answers nothing" in done.stderr
    assert "set OPENAI_API_KEY" in done.stderr
    assert "keys set" not in done.stderr


def test_an_endpoint_without_models_is_one_sentence_that_says_what_to_do(program):
    program("providers", "add", "corp", "--base-url", "https://corp.test/v1")
    done = program("use", "corp")
    assert done.out.count("\n") == 1
    assert "use corp --big MODEL" in done.out


def test_the_environment_wins_and_that_is_said(program):
    program.environ["PREFERRED_PROVIDER"] = "xai"
    assert "routing.preferred_provider is set in the environment as well" in program("use", "demo").err


def test_the_demo_can_be_chosen(program):
    assert program("use", "demo").code == 0
    assert routing(program).preferred_provider == "demo"
