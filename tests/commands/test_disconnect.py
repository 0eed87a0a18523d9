from __future__ import annotations

import json
from pathlib import Path

import pytest

SETTINGS = '{\n  "model": "opus"\n}\n'


@pytest.fixture
def file(program, tmp_path: Path) -> Path:
    """Connected."""
    program.environ["USERPROFILE"] = str(tmp_path)
    path = tmp_path / ".claude" / "settings.json"
    path.parent.mkdir()
    path.write_text(SETTINGS)
    # A port on which nothing answers.
    program("settings", "set", "server.port", "1")
    assert program("connect", "claude-code", "--yes").code == 0
    assert path.read_text() != SETTINGS
    return path


def test_the_file_is_as_it_was(program, file):
    done = program("disconnect", "claude-code")
    assert (done.code, done.err) == (0, "")
    assert file.read_text() == SETTINGS
    again = program("disconnect", "claude-code")
    assert (again.code, again.out) == (0, "Claude Code is not connected.\n")


def test_what_somebody_else_changed_is_named_without_its_secret(program, file):
    content = json.loads(file.read_text())
    content["env"]["ANTHROPIC_AUTH_TOKEN"] = "dp-somebody-elses-token"
    del content["env"]["ANTHROPIC_BASE_URL"]
    content["env"]["CLAUDE_CODE_ATTRIBUTION_HEADER"] = "1"
    content["model"] = "anthropic/openai/gpt-x"
    file.write_text(json.dumps(content))
    done = program("disconnect", "claude-code")
    assert done.code == 0
    assert "env.ANTHROPIC_AUTH_TOKEN is “dp-…oken” since somebody else changed it" in done.err
    assert "env.CLAUDE_CODE_ATTRIBUTION_HEADER is “1”" in done.err
    assert "env.ANTHROPIC_BASE_URL" not in done.err
    assert "anthropic/openai/gpt-x" in done.err


def test_json_says_what_was_done_and_left(program, file):
    content = json.loads(file.read_text())
    content["env"]["ANTHROPIC_BASE_URL"] = "https://gate.example"
    file.write_text(json.dumps(content))
    done = json.loads(program("disconnect", "claude-code", "--json").out)
    assert done["done"] == "disconnected"
    assert done["left"] == [{"key": "env.ANTHROPIC_BASE_URL", "now": "https://gate.example"}]


def test_a_file_that_cannot_be_edited_is_a_sentence(program, file):
    file.write_text("{")
    done = program("disconnect", "claude-code")
    assert (done.code, done.out) == (1, "")
    assert "is not valid JSON" in done.err
