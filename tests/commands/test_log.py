from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from desktop_proxy.request_log import RequestLog, RequestRow

from .http_client import say_hello

TOKEN = "a-token-of-the-tests-0123456789"


def fill(path, *rows):
    async def write():
        log = RequestLog(path)
        await log.start()
        for row in rows:
            log.begin(row)
        await log.close()

    asyncio.run(write())


@pytest.fixture
def log(program):
    fill(
        program.state().paths.database,
        RequestRow("req_1", time.time(), "done", "claude-opus-4-8", "gpt-4.1", "openai", output_tokens=7, cost_usd=0.5),
        RequestRow("req_2", time.time(), "error", "claude-sonnet-5", error="It \x1b[31mfailed\nbadly.", notes="[]"),
    )
    return program


def test_an_empty_log_says_so(program):
    done = program("log")
    assert (done.code, done.out, done.err) == (0, "", "No requests yet.\n")


def test_rows_are_lines_oldest_first(log):
    first, second = log("log").out.splitlines()
    assert "claude-opus-4-8 → openai/gpt-4.1" in first
    assert "$0.5000" in first
    assert "It  [31mfailed badly." in second


def test_n_limits_them(log):
    (only,) = log("log", "-n", "1", "--json").out.splitlines()
    assert json.loads(only)["id"] == "req_2"


def test_json_is_one_object_a_line(log):
    rows = [json.loads(line) for line in log("log", "--json").out.splitlines()]
    assert [row["id"] for row in rows] == ["req_1", "req_2"]
    assert rows[1]["notes"] == []


def test_asking_for_none_is_not_told_that_there_are_none(log):
    done = log("log", "-n", "0")
    assert (done.out, done.err) == ("", "")


def test_a_line_has_the_status_and_how_it_ended(program):
    fill(
        program.state().paths.database,
        RequestRow("req_1", time.time(), "error", "m", status=429, error="Too many."),
        RequestRow("req_2", time.time(), "cancelled", "m", status=200),
    )
    failed, cancelled = program("log").out.splitlines()
    assert "  error 429 " in failed
    assert cancelled.endswith("  the client left")


def test_a_damaged_log_is_a_sentence(program):
    program.state().paths.database.write_bytes(b"no database" * 1000)
    done = program("log")
    assert done.code == 1
    assert "cannot be read" in done.err


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_follow_prints_each_request_as_it_ends_until_ctrl_c(home, serving):
    running = serving(DESKTOP_PROXY_TOKEN=TOKEN)
    say_hello(running.url, TOKEN)
    follower = subprocess.Popen(
        [sys.executable, "-m", "desktop_proxy", "log", "--follow", "--json", "-n", "5"],
        cwd=home.path,
        env=home.environ,
        stdout=subprocess.PIPE,
        text=True,
    )
    with follower:
        seen = [json.loads(follower.stdout.readline())]
        say_hello(running.url, TOKEN)
        # The first request may be listed as running, and then be told once more as it ends.
        while seen[-1]["id"] == seen[0]["id"]:
            seen.append(json.loads(follower.stdout.readline()))
        follower.send_signal(signal.SIGINT)
        assert follower.wait(10) == 0
    assert len({row["id"] for row in seen}) == 2
    assert seen[-1]["state"] == "done"
    assert [row["state"] for row in seen].count("running") <= 1


@pytest.mark.skipif(os.name != "posix", reason="Windows does not tell")
def test_follow_ends_when_nobody_reads_any_more(home, serving):
    running = serving(DESKTOP_PROXY_TOKEN=TOKEN)
    say_hello(running.url, TOKEN)
    command = [sys.executable, "-m", "desktop_proxy", "log", "--follow", "-n", "5"]
    follower = subprocess.Popen(command, cwd=home.path, env=home.environ, stdout=subprocess.PIPE, text=True)
    with follower:
        assert follower.stdout.readline()
        follower.stdout.close()
        assert follower.wait(10) == 0
