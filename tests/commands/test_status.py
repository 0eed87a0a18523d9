from __future__ import annotations

import json

from .http_client import say_hello

TOKEN = "a-token-of-the-tests-0123456789"


def test_when_nothing_runs_it_says_how_to_start(program, unused_tcp_port):
    program("settings", "set", "server.port", str(unused_tcp_port))
    done = program("status")
    assert done.code == 0
    assert "desktop-proxy serve" in done.out
    assert "demo/desktop-proxy" in done.out


def test_it_finds_the_running_one_and_counts_today(home, serving):
    running = serving(DESKTOP_PROXY_TOKEN=TOKEN)
    say_hello(running.url, TOKEN)
    for _ in range(50):
        status = json.loads(home.run("status", "--json", DESKTOP_PROXY_TOKEN=TOKEN).stdout)
        if status["today"]["output_tokens"]:
            break
    assert (status["running"], status["url"]) == (True, running.url)
    assert status["today"]["requests"] == 1
    assert status["today"]["output_tokens"] > 0


def test_a_proxy_with_another_token_is_not_taken_for_ours(home, serving):
    running = serving(DESKTOP_PROXY_TOKEN=TOKEN)
    port = running.url.rpartition(":")[2]
    home.run("settings", "set", "server.port", port)
    done = home.run("status", DESKTOP_PROXY_TOKEN="another-token-0123456789")
    assert "another token" in done.stdout


def test_a_damaged_log_and_bad_settings_are_told(program):
    data = program.state().paths.data_dir
    (data / "requests.sqlite3").write_bytes(b"no database" * 1000)
    (data / "settings.json").write_text('{"server": {"port": "many"}}')
    problems = json.loads(program("status", "--json").out)["problems"]
    assert any("request log" in problem for problem in problems)
    assert any("server.port" in problem for problem in problems)
