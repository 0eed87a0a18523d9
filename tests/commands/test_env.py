from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from desktop_proxy.commands.env import SHELLS


def test_bash_lines_can_be_evaluated(home):
    script = home.run("env").stdout + '\necho "$ANTHROPIC_BASE_URL $ANTHROPIC_AUTH_TOKEN"'
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    url, token = done.stdout.split()
    assert url == "http://127.0.0.1:8082"
    assert token == (home.path / "data" / "client-token").read_text().strip()


def test_json_has_the_variables(program):
    variables = json.loads(program("env", "--json").out)
    assert variables["ANTHROPIC_AUTH_TOKEN"] == program.keyring.values["client-token"]
    assert variables["CLAUDE_CODE_ATTRIBUTION_HEADER"] == "0"
    assert variables["CLAUDE_CODE_ENABLE_GATEWAY_MODEL_DISCOVERY"] == "1"
    assert "ANTHROPIC_API_KEY" not in variables


def test_the_configured_port_is_used_where_nothing_runs(program):
    program("settings", "set", "server.port", "9123")
    assert json.loads(program("env", "--json").out)["ANTHROPIC_BASE_URL"] == "http://127.0.0.1:9123"


def test_the_running_proxy_s_port_is_used(home, serving):
    running = serving()
    assert json.loads(home.run("env", "--json").stdout)["ANTHROPIC_BASE_URL"] == running.url


def test_behind_a_web_proxy_our_own_address_is_excepted(program):
    program.environ |= {"HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "intern.example"}
    assert json.loads(program("env", "--json").out)["NO_PROXY"] == "intern.example,127.0.0.1,localhost"


@pytest.mark.parametrize(
    "shell, line",
    [
        ("bash", """export A='it'"'"'s $x'"""),
        ("fish", r"set -gx A 'it\'s $x'"),
        ("powershell", "$env:A = 'it''s $x'"),
    ],
)
def test_values_are_quoted_for_each_shell(shell, line):
    assert SHELLS[shell]("A", "it's $x") == line


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_understands_its_line():
    line = SHELLS["fish"]("A", "it's $x \\")
    done = subprocess.run(["fish", "-c", f"{line}; echo $A"], capture_output=True, text=True, check=True)
    assert done.stdout == "it's $x \\\n"
