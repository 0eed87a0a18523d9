from __future__ import annotations

import json
import socket
import subprocess

import pytest


@pytest.fixture
def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


@pytest.fixture
def program(program, free_port):
    program("settings", "set", "server.port", free_port)
    return program


def test_bash_lines_can_be_evaluated(home, free_port):
    home.run("settings", "set", "server.port", free_port)
    script = home.run("env").stdout + '\necho "$ANTHROPIC_BASE_URL $ANTHROPIC_AUTH_TOKEN"'
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    url, token = done.stdout.split()
    assert url == f"http://127.0.0.1:{free_port}"
    assert token == (home.path / "data" / "client-token").read_text().strip()


def test_json_has_the_variables(program):
    variables = json.loads(program("env", "--json").out)
    assert variables["ANTHROPIC_AUTH_TOKEN"] == program.keyring.values["client-token"]
    assert variables["CLAUDE_CODE_ATTRIBUTION_HEADER"] == "0"
    assert variables["CLAUDE_CODE_ENABLE_GATEWAY_MODEL_DISCOVERY"] == "1"
    assert "ANTHROPIC_API_KEY" not in variables


def test_the_configured_port_is_used_where_nothing_runs_and_that_is_said(program, free_port):
    done = program("env", "--json")
    assert json.loads(done.out)["ANTHROPIC_BASE_URL"] == f"http://127.0.0.1:{free_port}"
    assert done.err.startswith(f"Nothing runs at http://127.0.0.1:{free_port} yet")


def test_another_program_at_the_address_is_not_handed_the_token(program, free_port):
    with socket.create_server(("127.0.0.1", int(free_port))):
        for arguments in ([], ["--json"]):
            done = program("env", *arguments)
            assert (done.code, done.out) == (1, "")
            assert f"listens at http://127.0.0.1:{free_port}" in done.err


@pytest.mark.parametrize(
    "shell, line",
    [
        ("bash", "unset ANTHROPIC_API_KEY"),
        ("fish", "set -e ANTHROPIC_API_KEY"),
        ("powershell", "Remove-Item Env:ANTHROPIC_API_KEY"),
    ],
)
def test_variables_that_would_lead_a_client_elsewhere_are_unset(program, shell, line):
    assert line not in program("env", "--shell", shell).out
    program.environ["ANTHROPIC_API_KEY"] = "sk-ant-0123456789abcdefghij"
    assert program("env", "--shell", shell).out.splitlines()[0] == line


def test_the_running_proxy_s_port_is_used(home, serving):
    running = serving()
    assert json.loads(home.run("env", "--json").stdout)["ANTHROPIC_BASE_URL"] == running.url


def test_behind_a_web_proxy_our_own_address_is_excepted(program):
    program.environ |= {"HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "intern.example"}
    assert json.loads(program("env", "--json").out)["NO_PROXY"] == "intern.example,127.0.0.1,localhost"
