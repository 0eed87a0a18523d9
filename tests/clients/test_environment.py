from __future__ import annotations

from desktop_proxy.clients.environment import client_environment, client_variables, conflicting

URL = "http://127.0.0.1:8082"


def test_what_would_lead_a_client_elsewhere_is_left_out():
    before = {"ANTHROPIC_API_KEY": "sk-ant-x", "CLAUDE_CODE_USE_BEDROCK": "1", "PATH": "/bin", "OPENAI_API_KEY": "sk-x"}
    after = client_environment(URL, "token", before)
    assert after.keys() & before.keys() == {"PATH", "OPENAI_API_KEY"}
    assert after["ANTHROPIC_BASE_URL"] == URL
    assert after["ANTHROPIC_AUTH_TOKEN"] == "token"


def test_a_lower_case_no_proxy_conflicts_only_where_ours_takes_its_place():
    assert conflicting({"no_proxy": "a"}) == []
    assert conflicting({"no_proxy": "a", "https_proxy": "http://p:1"}) == ["no_proxy"]


def test_the_base_url_has_no_version():
    assert client_variables(URL, "token", {})["ANTHROPIC_BASE_URL"] == URL


def test_no_proxy_is_completed_in_both_spellings():
    after = client_environment(URL, "token", {"http_proxy": "http://p:1", "no_proxy": "a, b"})
    assert after["NO_PROXY"] == "a,b,127.0.0.1,localhost"
    assert "no_proxy" not in after


def test_without_a_web_proxy_no_proxy_is_not_touched():
    assert "NO_PROXY" not in client_variables(URL, "token", {})
