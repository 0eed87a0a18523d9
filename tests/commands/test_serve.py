from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .http_client import ask, say_hello

posix_only = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
TOKEN = "a-token-of-the-tests-0123456789"


def test_with_no_key_the_demo_answers_and_the_first_steps_are_said(home, serving):
    running = serving()
    token = home.token()
    status, message = say_hello(running.url, token)
    assert status == 200
    assert "demo" in message["content"][0]["text"]
    running.process.terminate()
    said = running.process.stdout.read()
    assert "Answering: demo/desktop-proxy" in said
    for command in ("desktop-proxy claude", "desktop-proxy env", "curl", "desktop-proxy keys set openai"):
        assert command in said
    assert token not in said


def test_the_token_is_needed_and_the_same_after_a_restart(home):
    tokens = []
    for _ in range(2):
        with home.serving() as running:
            assert say_hello(running.url, "wrong")[0] == 401
            tokens.append(home.token())
            assert say_hello(running.url, tokens[-1])[0] == 200
    assert tokens[0] == tokens[1]


def test_without_a_token_everyone_on_this_machine_may_ask(serving):
    running = serving("--no-token")
    assert say_hello(running.url, "")[0] == 200


@posix_only
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(home, number):
    with home.serving(DESKTOP_PROXY_TOKEN=TOKEN) as running:
        assert say_hello(running.url, TOKEN)[0] == 200
        running.process.send_signal(number)
        said, _ = running.process.communicate(timeout=15)
        assert running.process.returncode == 0
        assert "Traceback" not in said
        assert not (home.path / "data" / "running.json").exists()


def test_a_taken_port_is_told_with_the_next_free_one(home):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = home.run("serve", "--port", str(port))
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert f"Port {port} is in use" in line
    assert f"process {os.getpid()}" in line or not Path("/proc/net/tcp").exists()
    assert "is free" in line


def test_a_second_one_on_the_same_port_says_that_it_runs_already(home, serving):
    running = serving()
    port = running.url.rpartition(":")[2]
    done = home.run("serve", "--port", port)
    assert done.returncode == 1
    assert f"already running at {running.url}" in done.stderr


def test_a_key_set_while_it_runs_is_used_without_a_restart(home, serving):
    running = serving(DESKTOP_PROXY_TOKEN=TOKEN)
    assert say_hello(running.url, TOKEN)[0] == 200
    assert home.run("use", "openai").returncode == 0
    limit = time.monotonic() + 5
    while (answer := say_hello(running.url, TOKEN))[0] == 200 and time.monotonic() < limit:
        time.sleep(0.1)
    assert answer[0] == 401
    assert "keys set openai" in answer[1]["error"]["message"]


def test_the_port_is_open_within_a_second(home):
    best = 10.0
    for _ in range(3):
        started = time.monotonic()
        with home.serving():
            best = min(best, time.monotonic() - started)
    assert best < 1.0


@posix_only
def test_a_closed_terminal_does_not_end_it(home):
    read, write = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop_proxy", "serve", "--port", "0", "--log-level", "debug"],
        cwd=home.path,
        env=home.environ | {"DESKTOP_PROXY_TOKEN": TOKEN},
        stdin=subprocess.DEVNULL,
        stdout=write,
        stderr=write,
    )
    try:
        os.close(write)
        url = os.read(read, 200).split()[2].decode()
        os.close(read)
        assert say_hello(url, TOKEN)[0] == 200
        assert say_hello(url, TOKEN)[0] == 200
        process.terminate()
        assert process.wait(15) == 0
    finally:
        process.kill()
        process.wait()


@posix_only
def test_after_kill_9_it_serves_again_and_the_note_of_the_dead_one_misleads_nobody(home):
    with home.serving(DESKTOP_PROXY_TOKEN=TOKEN) as running:
        say_hello(running.url, TOKEN)
        running.process.kill()
        running.process.wait()
    assert (home.path / "data" / "running.json").exists()
    assert "Not running" in home.run("status", DESKTOP_PROXY_TOKEN=TOKEN).stdout
    with home.serving(DESKTOP_PROXY_TOKEN=TOKEN) as running:
        assert say_hello(running.url, TOKEN)[0] == 200


def test_without_a_command_it_says_so_and_serves(home):
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop_proxy", "--port", "0"],
        cwd=home.path,
        env=home.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:
        assert process.stdout.readline().startswith("Listening on ")
        process.terminate()
        _, err = process.communicate(timeout=15)
    assert err.splitlines() == ["There is no window in this version: running as `desktop-proxy serve`."]


def test_health_needs_no_token(serving):
    running = serving()
    assert ask(running.url + "/health")[0] == 200
