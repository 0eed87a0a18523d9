from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in for Claude Code is a script")

ELSEWHERE = {"ANTHROPIC_API_KEY": "sk-ant-real-0123456789abc", "PREFERRED_PROVIDER": "demo"}
TOKEN = "a-token-of-the-tests-0123456789"

# Stands in for Claude Code: says what it was given, asks the proxy once, and ends as it is told.
CLAUDE = """#!{python}
import json, os, sys, time, urllib.request
variables = {{name: value for name, value in os.environ.items() if "ANTHROPIC" in name or "CLAUDE" in name}}
request = urllib.request.Request(
    variables["ANTHROPIC_BASE_URL"] + "/v1/messages",
    b'{{"model": "claude-sonnet-5", "max_tokens": 50, "messages": [{{"role": "user", "content": "x"}}]}}',
    {{"content-type": "application/json", "authorization": "Bearer " + variables["ANTHROPIC_AUTH_TOKEN"]}},
)
with urllib.request.urlopen(request) as reply:
    answered = reply.status
print(json.dumps({{"arguments": sys.argv[1:], "variables": variables, "answered": answered}}), flush=True)
if "--wait" in sys.argv:
    time.sleep(60)
sys.exit(7)
"""


@pytest.fixture
def path(home):
    folder = home.path / "bin"
    folder.mkdir()
    program = folder / "claude"
    program.write_text(CLAUDE.format(python=sys.executable))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def free_port(home):
    """So that a proxy on the machine that runs the tests is left alone."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home.run("settings", "set", "server.port", str(port))
    return port


def test_where_nothing_runs_a_proxy_is_started_for_its_lifetime(home, path):
    free_port(home)
    done = home.run("claude", "-p", "hi", "--help", "--json", PATH=path, **ELSEWHERE)
    assert done.returncode == 7, done.stderr
    seen = json.loads(done.stdout)
    assert seen["arguments"] == ["-p", "hi", "--help", "--json"]
    assert "ANTHROPIC_API_KEY" not in seen["variables"]
    assert seen["variables"]["CLAUDE_CODE_ATTRIBUTION_HEADER"] == "0"
    assert done.stderr == ""
    assert "Not running" in home.run("status").stdout


def test_a_proxy_started_for_a_lifetime_is_used_by_nobody_else(home, path):
    port = free_port(home)
    first = subprocess.Popen(
        [sys.executable, "-m", "desktop_proxy", "claude", "--wait"],
        cwd=home.path,
        env=home.environ | {"PATH": path, "DESKTOP_PROXY_TOKEN": TOKEN},
        stdout=subprocess.PIPE,
        text=True,
    )
    with first:
        url = json.loads(first.stdout.readline())["variables"]["ANTHROPIC_BASE_URL"]
        second = home.run("claude", PATH=path, DESKTOP_PROXY_TOKEN=TOKEN)
        status = home.run("status", DESKTOP_PROXY_TOKEN=TOKEN)
        first.terminate()
    seen = json.loads(second.stdout)
    assert seen["answered"] == 200
    assert len({url, seen["variables"]["ANTHROPIC_BASE_URL"], f"http://127.0.0.1:{port}"}) == 3
    assert "Not running" in status.stdout


def test_the_running_proxy_is_used(home, path, serving):
    running = serving(DESKTOP_PROXY_TOKEN=TOKEN)
    done = home.run("claude", PATH=path, DESKTOP_PROXY_TOKEN=TOKEN)
    assert done.returncode == 7, done.stderr
    assert json.loads(done.stdout)["variables"]["ANTHROPIC_BASE_URL"] == running.url


def test_a_port_of_another_program_is_left_to_it(home, path):
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        home.run("settings", "set", "server.port", str(port))
        other.listen()
        done = home.run("claude", PATH=path)
    assert done.returncode == 7, done.stderr
    assert json.loads(done.stdout)["variables"]["ANTHROPIC_BASE_URL"] != f"http://127.0.0.1:{port}"


def test_without_claude_code_it_says_how_to_install_it(home):
    done = home.run("claude", PATH=str(home.path))
    assert done.returncode == 1
    assert "npm install" in done.stderr


def test_settings_of_claude_code_that_point_elsewhere_are_remarked_on(home, path):
    free_port(home)
    config = home.path / ".claude"
    config.mkdir()
    (config / "settings.json").write_text('{"env": {"ANTHROPIC_BASE_URL": "http://127.0.0.1:1"}}')
    assert "sets ANTHROPIC_BASE_URL to another address" in home.run("claude", PATH=path).stderr


def test_being_told_to_end_ends_claude_code_and_the_proxy(home, path):
    free_port(home)
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop_proxy", "claude", "--wait"],
        cwd=home.path,
        env=home.environ | {"PATH": path},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert json.loads(process.stdout.readline())["answered"] == 200
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 128 + signal.SIGTERM
        assert time.monotonic() - started < 25
