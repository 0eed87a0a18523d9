from __future__ import annotations

import json

import pytest
from fakes import TOKEN, running_proxy

from desktop_proxy.doctor.client_checks import check_clients, check_login
from desktop_proxy.doctor.finding import Remedy

from .opened import opened


@pytest.fixture
def home(tmp_path):
    """A home with Claude Code's folder."""
    (tmp_path / ".claude").mkdir()
    return tmp_path


async def test_a_client_that_is_not_there_is_skipped(tmp_path):
    async with opened(tmp_path) as it:
        assert (await it.only(check_clients)).level == "skipped"
        assert (await it.only(check_login)).level == "skipped"


async def test_one_that_is_not_connected_is_no_fault(home):
    async with opened(home) as it:
        finding = await it.only(check_clients)
    assert (finding.level, finding.subject) == ("ok", "Claude Code")
    assert "desktop-proxy connect claude-code" in finding.advice
    assert finding.remedy == Remedy("client")


async def test_one_that_is_led_elsewhere_is_told(home):
    settings = {"env": {"ANTHROPIC_BASE_URL": "http://127.0.0.1:3456"}}
    (home / ".claude" / "settings.json").write_text(json.dumps(settings))
    async with opened(home) as it:
        finding = await it.only(check_clients)
    assert finding.level == "warn"
    assert "http://127.0.0.1:3456" in finding.sentence


async def test_one_that_is_connected_to_a_running_proxy_is_well(home):
    async with running_proxy(home / "other") as proxy, opened(home) as it:
        await it.core.clients.connect("claude-code", proxy.url, TOKEN)
        finding = await it.only(check_clients)
        assert (finding.level, finding.sentence) == ("ok", f"Claude Code is connected to {proxy.url}.")


async def test_one_that_is_connected_to_nothing_is_an_error(home, unused_tcp_port):
    async with opened(home) as it:
        await it.core.clients.connect("claude-code", f"http://127.0.0.1:{unused_tcp_port}", TOKEN)
        finding = await it.only(check_clients)
    assert finding.level == "error"
    assert "where nothing answers" in finding.sentence
    assert "desktop-proxy disconnect claude-code" in finding.advice
    assert finding.remedy == Remedy("client", advice="Start the proxy, or give its own settings back.")


async def test_what_another_program_has_changed_is_named_and_the_token_not_shown(home):
    async with opened(home) as it:
        await it.core.clients.connect("claude-code", "http://127.0.0.1:1", TOKEN)
        file = home / ".claude" / "settings.json"
        settings = json.loads(file.read_text())
        settings["env"]["ANTHROPIC_AUTH_TOKEN"] = "canary-0123456789abcdef"
        file.write_text(json.dumps(settings))
        finding = await it.only(check_clients)
    assert finding.level == "warn"
    assert "env.ANTHROPIC_AUTH_TOKEN" in finding.sentence
    assert "canary" not in repr(finding)


async def test_settings_that_cannot_be_read_are_a_warning(home):
    (home / ".claude" / "settings.json").write_text("{")
    async with opened(home) as it:
        finding = await it.only(check_clients)
    assert finding.level == "warn"
    assert "cannot be read" in finding.sentence


@pytest.mark.parametrize(
    ("file", "content", "logged_in"),
    [
        (".claude/.credentials.json", {"claudeAiOauth": {"accessToken": "canary"}}, True),
        (".claude.json", {"oauthAccount": {"emailAddress": "canary"}}, True),
        (".claude.json", {"hasCompletedOnboarding": True}, False),
        (".claude/.credentials.json", [], False),
        ("nothing", {}, False),
    ],
)
async def test_a_login_is_only_remarked_on(home, file, content, logged_in):
    (home / file).write_text(json.dumps(content))
    async with opened(home) as it:
        finding = await it.only(check_login)
    assert finding.level == "ok"
    assert ("is logged in" in finding.sentence) is logged_in
    assert "canary" not in repr(finding)


async def test_claude_code_s_own_folder_is_looked_into_where_it_has_one(home):
    folder = home / "elsewhere"
    folder.mkdir()
    (folder / ".claude.json").write_text(json.dumps({"oauthAccount": {"x": 1}}))
    async with opened(home, environ={"CLAUDE_CONFIG_DIR": str(folder)}) as it:
        assert "is logged in" in (await it.only(check_login)).sentence


async def test_a_variable_that_leads_past_the_proxy_is_a_warning(home):
    async with opened(home, environ={"CLAUDE_CODE_USE_BEDROCK": "1"}) as it:
        finding = await it.only(check_login)
    assert finding.level == "warn"
    assert "CLAUDE_CODE_USE_BEDROCK" in finding.sentence
