from __future__ import annotations

import json


def test_set_get_and_default(program):
    assert program("settings", "set", "upstream.idle_timeout_s", "45").out == "45.0\n"
    described = json.loads(program("settings", "get", "upstream.idle_timeout_s", "--json").out)
    assert described == {"key": "upstream.idle_timeout_s", "value": 45.0, "source": "settings"}
    assert program("settings", "set", "upstream.idle_timeout_s", "--default").out == "90.0\n"


def test_list_has_every_setting_with_its_source(program):
    rows = {row["key"]: row for row in json.loads(program("settings", "list", "--json").out)}
    assert rows["server.port"]["value"] == 8082
    assert rows["server.port"]["source"] == "default"
    assert "request_log.retention_days" in program("settings", "list").out


def test_lists_are_written_with_commas(program):
    assert program("settings", "set", "routing.fallbacks", "xai/grok-4,openai/gpt-4.1").code == 0
    assert program("settings", "get", "routing.fallbacks").out == "xai/grok-4,openai/gpt-4.1\n"


def test_models_kept_for_another_provider_are_shown(program):
    assert program("settings", "get", "routing.kept_models").out == "-\n"
    program("use", "openai", "--big", "gpt-4.1")
    program("use", "xai")
    assert json.loads(program("settings", "get", "routing.kept_models").out) == {
        "openai": {"big_model": "gpt-4.1", "tiers": {}}
    }


def test_turning_the_token_off_warns(program):
    assert "Every program of this machine" in program("settings", "set", "server.require_token", "false").err


def test_an_invalid_value_changes_nothing(program):
    done = program("settings", "set", "server.port", "many")
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert program("settings", "get", "server.port").out == "8082\n"


def test_a_value_the_environment_overrides_is_written_and_that_is_said(program):
    program.environ["BIG_MODEL"] = "gpt-4o"
    done = program("settings", "set", "routing.big_model", "gpt-4.1")
    assert done.out == "gpt-4o\n"
    assert "wins" in done.err


def test_a_new_port_is_followed_by_what_it_means_for_a_running_proxy(program):
    assert "moves there by itself" in program("settings", "set", "server.port", "9123").err
    assert program("settings", "set", "upstream.max_retries", "1").err == ""
