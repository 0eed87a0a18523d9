from __future__ import annotations

import argparse

import pytest

from desktop_proxy.commands.command import WrongInput
from desktop_proxy.commands.listen_options import add_arguments, overrides


def chosen(*arguments: str) -> dict[str, object]:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    made = overrides(parser.parse_args(arguments))
    return {name: value for name, value in made.items() if value is not None}


@pytest.mark.parametrize(
    "arguments, settings",
    [
        ((), {}),
        (("--port", "0"), {"server.port": 0}),
        (("--host", "127.0.0.1"), {"server.host": "127.0.0.1"}),
        (("--no-token",), {"server.require_token": False}),
        (
            ("--host", "0.0.0.0", "--allowed-host", "box", "--allowed-host", "box.lan"),
            {"server.host": "0.0.0.0", "server.allowed_hosts": ("box", "box.lan")},
        ),
    ],
)
def test_only_what_is_said_is_decided(arguments: tuple[str, ...], settings: dict[str, object]) -> None:
    assert chosen(*arguments) == settings


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("--port", "65536"), "between 0 and 65535"),
        (("--host", "0.0.0.0"), "--allowed-host"),
        (("--host", "0.0.0.0", "--allowed-host", "box", "--no-token"), "--no-token is only possible"),
    ],
)
def test_what_would_let_others_in_unasked_is_refused(arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(WrongInput, match=words):
        chosen(*arguments)
