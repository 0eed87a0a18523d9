from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop_proxy.environment import Environment
from desktop_proxy.redaction import Secret


def read(tmp_path: Path, environ: dict[str, str] | None = None, dotenv: str | bytes | None = None) -> Environment:
    if dotenv is not None:
        (tmp_path / ".env").write_bytes(dotenv.encode() if isinstance(dotenv, str) else dotenv)
    return Environment.read(environ or {}, tmp_path)


def keys(environment: Environment) -> dict[str, tuple[str, str]]:
    return {name: (secret.reveal(), environment.key_sources[name]) for name, secret in environment.keys.items()}


def test_nothing_set_means_nothing(tmp_path: Path):
    assert read(tmp_path) == Environment()


def test_keys_come_by_provider_name_and_from_both_sources(tmp_path: Path):
    environment = read(
        tmp_path,
        {"OPENAI_API_KEY": " from-environment ", "MOONSHOT_API_KEY": "moon", "GEMINI_API_KEY": ""},
        "OPENAI_API_KEY=from-file\nGEMINI_API_KEY='from file'\nXAI_API_KEY=\"xai-1\" # mine\nexport GROQ_API_KEY=g",
    )
    assert keys(environment) == {
        "openai": ("from-environment", "environment"),
        "xai": ("xai-1", ".env"),
        "kimi": ("moon", "environment"),
        "groq": ("g", ".env"),
    }
    assert environment.problems == (
        "GEMINI_API_KEY in the .env file is not a key and cannot be used; paste the key again.",
    )


def test_any_litellm_prefix_has_its_variable_and_strangers_have_none(tmp_path: Path):
    environment = read(tmp_path, {"COHERE_API_KEY": "c", "NANO_GPT_API_KEY": "n", "WEATHER_API_KEY": "w"})
    assert keys(environment) == {"cohere": ("c", "environment"), "nano-gpt": ("n", "environment")}


def test_a_named_endpoint_has_a_variable_after_its_name_and_no_provider_s(tmp_path: Path):
    environ = {"MY_CORP_API_KEY": "c", "MOONSHOT_API_KEY": "g", "GEMINI_API_KEY": "g", "OTHER_API_KEY": "your-key"}
    environment = read(tmp_path, environ, "MY_CORP_API_KEY=f\nNAS_API_KEY=n")
    assert environment.key("my-corp") == environment.key("my_corp") == (Secret("c"), "environment")
    assert environment.key("nas") == (Secret("n"), ".env")
    assert environment.key("gemini") == (Secret("g"), "environment")
    assert [environment.key(name) for name in ("moonshot", "other", "x")] == [None, None, None]
    assert environment.problems == ()


def test_a_token_that_can_be_none_is_a_fault_and_not_just_missing(tmp_path: Path):
    environment = read(tmp_path, {"DESKTOP_PROXY_TOKEN": "my token"})
    assert environment.token is None
    assert environment.token_fault == (
        "DESKTOP_PROXY_TOKEN in the environment is not a token and cannot be used; paste the token again."
    )
    assert environment.token_fault in environment.problems
    assert read(tmp_path, {"DESKTOP_PROXY_TOKEN": " "}).token_fault is None


@pytest.mark.parametrize("value", ["sk-...", "your-google-ai-studio-key", "<key>", "xxxx", "...", "changeme"])
def test_a_placeholder_is_no_key(tmp_path: Path, value: str):
    environment = read(tmp_path, {"OPENAI_API_KEY": value})
    assert not environment.keys
    assert environment.suggested_provider is None
    assert "placeholder" in environment.problems[0]


def test_a_key_never_shows_in_a_problem(tmp_path: Path):
    environment = read(tmp_path, {"OPENAI_API_KEY": "sk-line\x07one"})
    assert "line" not in "".join(environment.problems)
    assert environment.problems


def test_the_variables_of_the_contract_become_settings(tmp_path: Path):
    environment = read(
        tmp_path,
        {"PREFERRED_PROVIDER": "Google", "BIG_MODEL": "gemini-2.5-pro"},
        "SMALL_MODEL=gemini-2.0-flash\nVERTEX_PROJECT_ID=p\nVERTEX_LOCATION=europe-west1\nBIG_MODEL=other\n"
        "GOOGLE_APPLICATION_CREDENTIALS=account.json",
    )
    assert environment.settings == {
        "routing.preferred_provider": "gemini",
        "routing.naming": "classic",
        "routing.big_model": "gemini-2.5-pro",
        "routing.small_model": "gemini-2.0-flash",
        "providers.vertex_ai.project": "p",
        "providers.vertex_ai.location": "europe-west1",
        "providers.vertex_ai.credentials_file": str(tmp_path / "account.json"),
    }
    assert environment.setting_sources["routing.naming"] == "environment"
    assert environment.setting_sources["routing.big_model"] == "environment"
    assert environment.setting_sources["routing.small_model"] == ".env"


def test_every_base_url_has_its_variable(tmp_path: Path):
    names = {
        "OPENAI_BASE_URL": "openai",
        "GEMINI_BASE_URL": "gemini",
        "VERTEX_BASE_URL": "vertex_ai",
        "XAI_BASE_URL": "xai",
        "ANTHROPIC_UPSTREAM_BASE_URL": "anthropic",
    }
    environment = read(tmp_path, {variable: f"https://{name}.test/v1" for variable, name in names.items()})
    assert environment.settings == {f"providers.{name}.base_url": f"https://{name}.test/v1" for name in names.values()}


def test_plain_http_named_in_the_environment_counts_as_confirmed(tmp_path: Path):
    environment = read(tmp_path, {"OPENAI_BASE_URL": "http://ollama:11434/v1"})
    assert environment.settings["providers.openai.allow_insecure_http"] is True


@pytest.mark.parametrize(
    ("environ", "dotenv", "followed"),
    [
        ({}, "OPENAI_BASE_URL=https://evil.test", False),
        ({"OPENAI_API_KEY": "mine"}, "OPENAI_BASE_URL=https://evil.test\nOPENAI_API_KEY=theirs", False),
        ({}, "OPENAI_BASE_URL=https://gateway.test\nOPENAI_API_KEY=k", True),
        ({"OPENAI_API_KEY": "mine"}, "OPENAI_BASE_URL=http://127.0.0.1:9/v1", True),
        ({"OPENAI_API_KEY": "mine"}, "OPENAI_BASE_URL=http://localhost:9/v1", True),
        ({"OPENAI_API_KEY": "mine"}, "OPENAI_BASE_URL=http://127.0.0.1.evil.test/v1", False),
        ({"OPENAI_API_KEY": "mine"}, "OPENAI_BASE_URL=http://[broken/v1", False),
    ],
)
def test_a_dotenv_file_cannot_draw_the_users_own_key_to_its_address(tmp_path, environ, dotenv, followed):
    environment = read(tmp_path, environ, dotenv)
    assert ("providers.openai.base_url" in environment.settings) is followed
    assert any("OPENAI_BASE_URL" in problem for problem in environment.problems) is not followed


def test_a_wrong_preferred_provider_is_a_sentence_not_a_crash(tmp_path: Path):
    environment = read(tmp_path, {"PREFERRED_PROVIDER": "gogle", "OPENAI_API_KEY": "k"})
    assert environment.settings == {}
    assert environment.suggested_provider == "openai"
    assert environment.problems == (
        "PREFERRED_PROVIDER is “gogle”, which is no provider, and is ignored; "
        "use openai, google, vertex, xai, anthropic.",
    )


@pytest.mark.parametrize(
    ("variables", "suggested"),
    [
        (["XAI_API_KEY", "GEMINI_API_KEY"], "gemini"),
        (["GEMINI_API_KEY", "OPENAI_API_KEY"], "openai"),
        (["ANTHROPIC_API_KEY", "XAI_API_KEY"], "xai"),
        (["VERTEX_PROJECT_ID", "XAI_API_KEY"], "vertex_ai"),
        (["ANTHROPIC_API_KEY"], "anthropic"),
        (["GROQ_API_KEY"], None),
    ],
)
def test_keys_alone_suggest_a_provider(tmp_path: Path, variables: list[str], suggested: str | None):
    environment = read(tmp_path, dict.fromkeys(variables, "value1"))
    assert environment.suggested_provider == suggested


def test_the_token_is_a_secret(tmp_path: Path):
    environment = read(tmp_path, dotenv="DESKTOP_PROXY_TOKEN=token-of-mine-1234567890")
    assert environment.token is not None
    assert environment.token.reveal() == "token-of-mine-1234567890"
    assert "token-of-mine" not in repr(environment)


def test_broken_lines_are_left_out_and_named(tmp_path: Path):
    environment = read(
        tmp_path, dotenv=b"\xef\xbb\xbfXAI_API_KEY=a\nthis is broken\nALONE\n\xff\xfe=1\nBIG_MODEL=${HOME}\n"
    )
    assert keys(environment)["xai"] == ("a", ".env")
    assert environment.settings["routing.big_model"] == "${HOME}"
    assert "Line 2 of .env is not NAME=value and is ignored." in environment.problems


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path):
    (tmp_path / ".env").mkdir()
    assert read(tmp_path) == Environment()


def test_another_file_can_be_read_for_an_import(tmp_path: Path):
    (tmp_path / "old.env").write_text("OPENAI_API_KEY=k")
    assert keys(Environment.read({}, tmp_path, dotenv="old.env")) == {"openai": ("k", ".env")}


def test_reading_does_not_change_the_process_environment(tmp_path: Path):
    before = dict(os.environ)
    read(tmp_path, dotenv="OPENAI_API_KEY=k\nNEW_ONE=1")
    assert dict(os.environ) == before
