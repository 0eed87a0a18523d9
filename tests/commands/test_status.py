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


def test_it_says_who_answers_in_the_running_one_where_that_differs(home, serving):
    serving(DESKTOP_PROXY_TOKEN=TOKEN, PREFERRED_PROVIDER="xai", XAI_API_KEY="xai-0123456789abcdef")
    done = home.run("status", DESKTOP_PROXY_TOKEN=TOKEN)
    assert "Answering: xai/grok-3 (the running proxy says so" in done.stdout
    rows = json.loads(home.run("models", "--json", DESKTOP_PROXY_TOKEN=TOKEN).stdout)
    assert {row["target"] for row in rows} == {"xai/grok-3", "xai/grok-3-mini-beta"}
    assert "seen from this shell it would be demo/desktop-proxy" in rows[0]["reason"]


def test_where_nobody_answers_in_the_running_one_that_is_not_passed_over(home, serving):
    serving(DESKTOP_PROXY_TOKEN=TOKEN, OPENAI_BASE_URL="notaurl", OPENAI_API_KEY="sk-proj-0123456789abcdef")
    assert "the running proxy names nobody" in home.run("status", DESKTOP_PROXY_TOKEN=TOKEN).stdout


def test_a_missing_key_is_told(program, unused_tcp_port):
    program("settings", "set", "server.port", str(unused_tcp_port))
    program("use", "openai")
    assert "(no key yet)" in program("status").out


def test_a_token_that_can_be_none_is_a_problem_once(program, unused_tcp_port):
    program("settings", "set", "server.port", str(unused_tcp_port))
    program.environ["DESKTOP_PROXY_TOKEN"] = "my token"
    done = program("status")
    assert done.out.count("DESKTOP_PROXY_TOKEN") == 1
    assert program("env").code == 1


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
