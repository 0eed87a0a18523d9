from __future__ import annotations

from pathlib import Path

import pytest

from desktop_proxy.clients.claude_code import is_installed, remarks, settings_file, wanted
from desktop_proxy.clients.environment import NO_TOKEN

URL = "http://127.0.0.1:8082"


def env_of(environ, content, token="a-token"):
    return {key[1]: value for key, value in wanted(URL, token, environ, content).items() if key[0] == "env"}


def test_the_settings_are_where_claude_code_has_them(tmp_path: Path):
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    assert settings_file(home) == tmp_path / ".claude" / "settings.json"
    assert settings_file(home | {"CLAUDE_CONFIG_DIR": str(tmp_path / "x")}) == tmp_path / "x" / "settings.json"
    assert settings_file({"CLAUDE_CONFIG_DIR": "x"}) == Path.cwd() / "x" / "settings.json"


def test_it_seems_installed_when_it_is_on_the_path_or_has_run(tmp_path: Path):
    environ = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "PATH": str(tmp_path / "bin")}
    assert not is_installed(environ)
    program = tmp_path / "bin" / "claude"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    (tmp_path / "bin" / "claude.exe").write_bytes(b"")
    assert is_installed(environ)
    (tmp_path / "bin").rename(tmp_path / "gone")
    (tmp_path / ".claude").mkdir()
    assert is_installed(environ)


def test_four_variables_lead_it_to_the_proxy():
    assert env_of({}, {}) == {
        "ANTHROPIC_BASE_URL": URL,
        "ANTHROPIC_AUTH_TOKEN": "a-token",
        "CLAUDE_CODE_ATTRIBUTION_HEADER": "0",
        "CLAUDE_CODE_ENABLE_GATEWAY_MODEL_DISCOVERY": "1",
    }
    assert env_of({}, {}, token="")["ANTHROPIC_AUTH_TOKEN"] == NO_TOKEN


def test_no_name_of_a_model_is_written_that_could_become_wrong():
    assert not [name for name in env_of({}, {}) if "MODEL" in name and "DISCOVERY" not in name]


@pytest.mark.parametrize(
    "name", ["ANTHROPIC_API_KEY", "CLAUDE_CODE_OAUTH_TOKEN", "CLAUDE_CODE_USE_BEDROCK", "CLAUDE_CODE_USE_MANTLE"]
)
def test_what_leads_elsewhere_is_emptied_wherever_it_is_set(name):
    assert env_of({}, {"env": {name: "1"}})[name] == ""
    assert env_of({name: "1"}, {})[name] == ""
    assert name not in env_of({name: "1"}, {"env": {name: ""}})


def test_a_helper_for_keys_is_emptied_where_there_is_one():
    assert wanted(URL, "", {}, {"apiKeyHelper": "get-key"})[("apiKeyHelper",)] == ""
    assert ("apiKeyHelper",) not in wanted(URL, "", {}, {})


def test_behind_a_web_proxy_our_address_is_excepted_wherever_that_proxy_is_set():
    assert env_of({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "a"}, {})["NO_PROXY"] == "a,127.0.0.1,localhost"
    own = {"env": {"HTTP_PROXY": "http://p:1", "NO_PROXY": "b"}}
    assert env_of({"NO_PROXY": "a"}, own)["NO_PROXY"] == "b,127.0.0.1,localhost"
    lower = env_of({"http_proxy": "http://p:1", "no_proxy": "c"}, {})
    assert (lower["NO_PROXY"], lower["no_proxy"]) == ("c,127.0.0.1,localhost", "")


@pytest.mark.parametrize("content", [{"env": []}, {"env": {"NO_PROXY": 1}}, {"model": 3}])
def test_odd_contents_are_no_fault(content):
    assert env_of({}, content)["ANTHROPIC_BASE_URL"] == URL
    assert remarks(content) == ()


def test_a_default_model_that_only_we_have_is_remarked_on():
    assert "anthropic/openai/gpt-x" in remarks({"model": "anthropic/openai/gpt-x"})[0]
    assert remarks({"model": "opus"}) == ()
