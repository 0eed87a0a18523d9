from __future__ import annotations

import socket

import pytest

from desktop_proxy.commands.asking import targets_at, targets_there

TOKEN = "a-token-of-the-tests-0123456789"
NAMES = ["claude-sonnet-5", "claude-haiku-4-5", "openai/gpt-4.1", "anthropic/openai/gpt-4.1", "nonsense"]


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        (
            {"PREFERRED_PROVIDER": "openai"},
            ["openai/gpt-4.1", "openai/gpt-4.1-mini", "openai/gpt-4.1", "openai/gpt-4.1", None],
        ),
        (
            {"PREFERRED_PROVIDER": "anthropic"},
            ["anthropic/claude-sonnet-5", "anthropic/claude-haiku-4-5", "openai/gpt-4.1", "openai/gpt-4.1", None],
        ),
    ],
)
def test_a_running_proxy_says_who_answers(serving, environ, expected):
    running = serving(DESKTOP_PROXY_TOKEN=TOKEN, **environ)
    found = targets_at(running.url, TOKEN, NAMES)
    assert [found.get(name) for name in NAMES] == expected
    assert targets_at(running.url, "another-token-0123456789", NAMES) == {}


def test_what_does_not_answer_says_nothing(program):
    with socket.create_server(("127.0.0.1", 0)) as gone:
        url = f"http://127.0.0.1:{gone.getsockname()[1]}"
    assert targets_at(url, TOKEN, NAMES) == {}
    assert targets_there(program.state(), NAMES) == {}
    assert program.keyring.values == {}
