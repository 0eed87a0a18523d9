from __future__ import annotations

import ast
import json
import shlex
import shutil
import subprocess

import pytest

from desktop_proxy.clients.environment import NO_TOKEN, client_variables
from desktop_proxy.clients.snippets import SHELLS, SNIPPETS

URL = "http://127.0.0.1:8082"
TOKEN = "dp-a-token-of-the-tests"
TEXTS = {snippet.name: snippet.text for snippet in SNIPPETS}


@pytest.mark.parametrize(
    "shell, line",
    [
        ("bash", """export A='it'"'"'s $x'"""),
        ("fish", r"set -gx A 'it\'s $x'"),
        ("powershell", "$env:A = 'it''s $x'"),
    ],
)
def test_values_are_quoted_for_each_shell(shell, line):
    assert SHELLS[shell].set("A", "it's $x") == line


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_understands_its_line():
    line = SHELLS["fish"].set("A", "it's $x \\")
    done = subprocess.run(["fish", "-c", f"{line}; echo $A"], capture_output=True, text=True, check=True)
    assert done.stdout == "it's $x \\\n"


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet.name)
def test_every_set_of_lines_says_where_it_goes_and_holds_address_and_token(snippet):
    text = snippet.text(URL, TOKEN)
    assert snippet.place
    assert URL in text
    assert TOKEN in text
    assert text == text.rstrip()
    assert NO_TOKEN in snippet.text(URL, "")


def test_names_are_unique():
    assert len(TEXTS) == len(SNIPPETS)


@pytest.mark.skipif(shutil.which("sh") is None, reason="no POSIX shell")
def test_the_lines_for_bash_set_the_variables():
    script = TEXTS["bash"](URL, TOKEN) + '\nprintf "%s %s" "$ANTHROPIC_BASE_URL" "$ANTHROPIC_AUTH_TOKEN"'
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == f"{URL} {TOKEN}"


def test_the_lines_for_vs_code_fit_between_the_braces_of_its_settings():
    settings = json.loads(f'{{"editor.fontSize": 12,\n{TEXTS["vs-code"](URL, TOKEN)}\n}}')
    assert settings["claudeCode.disableLoginPrompt"] is True
    pairs = {row["name"]: row["value"] for row in settings["claudeCode.environmentVariables"]}
    assert pairs == client_variables(URL, TOKEN, {})


def test_the_lines_for_python_ask_the_proxy_with_the_token():
    calls = {
        ast.unparse(node.func): {word.arg: ast.literal_eval(word.value) for word in node.keywords}
        for node in ast.walk(ast.parse(TEXTS["python"](URL, TOKEN)))
        if isinstance(node, ast.Call)
    }
    assert calls["Anthropic"] == {"base_url": URL, "api_key": TOKEN}


def test_the_line_for_curl_is_one_command_with_a_json_body():
    words = shlex.split(TEXTS["curl"](URL, TOKEN).replace("\\\n", " "))
    assert words[:2] == ["curl", f"{URL}/v1/messages"]
    assert f"x-api-key: {TOKEN}" in words
    assert json.loads(words[-1])["messages"]
