"""`desktop-proxy connect claude-code`: the real Claude Code, started with nothing about us in its environment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .claude_code import ask_claude
from .provider_double import KEYS, Call, ProviderDouble, Step
from .proxy_process import CLIENT_TOKEN, ProxyProcess

ODD = (
    b'\xef\xbb\xbf{\r\n\t"zzUnknown": 12345678901234567890123, "u": "\\u00e9 \xc3\xa9",\r\n\r\n'
    b'\t"apiKeyHelper": "echo sk-ant-helper-0123456789",\r\n'
    b'\t"env" : {"CLAUDE_CODE_USE_BEDROCK": "1" ,\r\n\t"ANTHROPIC_API_KEY": "sk-ant-own-0123456789"}\r\n}'
)
FROM_THE_SHELL = {"ANTHROPIC_API_KEY": "sk-ant-shell-0123456789", "CLAUDE_CODE_USE_VERTEX": "1"}


@pytest.fixture
def proxy(double: ProviderDouble, tmp_path: Path) -> Iterator[ProxyProcess]:
    """`serve` on a port of its own choice, in a user's home; the commands see the user's shell."""
    environment = {
        "PREFERRED_PROVIDER": "openai",
        "OPENAI_API_KEY": KEYS["openai"],
        "OPENAI_BASE_URL": double.url + "/openai/v1",
        **FROM_THE_SHELL,
    }
    with ProxyProcess(tmp_path / "home", environment) as process:
        yield process


def settings(proxy: ProxyProcess) -> Path:
    return proxy.home / ".claude" / "settings.json"


def connect(proxy: ProxyProcess) -> bytes:
    done = proxy.command("connect", "claude-code", "--yes")
    assert done.returncode == 0, done.stderr
    assert proxy.url in done.stdout
    assert CLIENT_TOKEN not in done.stdout + done.stderr
    return settings(proxy).read_bytes()


def disconnect(proxy: ProxyProcess) -> None:
    done = proxy.command("disconnect", "claude-code")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("before", [None, b"{}", ODD], ids=["no-file", "empty", "odd"])
def test_a_connected_claude_code_works_from_an_empty_environment_and_gets_its_file_back(
    claude_binary: Path, proxy: ProxyProcess, double: ProviderDouble, before: bytes | None
) -> None:
    if before is not None:
        settings(proxy).parent.mkdir()
        settings(proxy).write_bytes(before)
    connected = connect(proxy)
    file = proxy.home / "made.txt"
    marker = double.play(Step("", (Call("Write", {"file_path": str(file), "content": "heron\n"}),)), Step("Written."))
    assert ask_claude(claude_binary, proxy.home, f"{marker} write", "--permission-mode", "acceptEdits") == "Written."
    assert file.read_text() == "heron\n"
    assert [asked.model for asked in double.asked(marker)] == ["gpt-4.1", "gpt-4.1"]
    assert settings(proxy).read_bytes() == connected
    disconnect(proxy)
    assert (settings(proxy).read_bytes() if settings(proxy).exists() else None) == before


def test_what_the_shell_sets_for_elsewhere_does_not_lead_it_away(
    claude_binary: Path, proxy: ProxyProcess, double: ProviderDouble
) -> None:
    connect(proxy)
    marker = double.play(Step("Here."))
    assert ask_claude(claude_binary, proxy.home, f"{marker} where", **FROM_THE_SHELL) == "Here."


def test_another_model_for_a_tier_answers_the_next_request_without_a_change_of_the_file(
    claude_binary: Path, proxy: ProxyProcess, double: ProviderDouble
) -> None:
    connected = connect(proxy)
    for model in ("gpt-4.1", "gpt-4o"):
        proxy.command("settings", "set", "routing.tiers.sonnet", f"openai/{model}")
        marker = double.play(Step("Answered."))
        assert ask_claude(claude_binary, proxy.home, f"{marker} ask", "--model", "sonnet") == "Answered."
        assert {asked.model for asked in double.asked(marker)} == {model}
    assert settings(proxy).read_bytes() == connected
