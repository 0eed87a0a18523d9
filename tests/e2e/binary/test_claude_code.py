"""Claude Code through the built program."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from tests.e2e.claude_code import ClaudeCode
from tests.e2e.provider_double import KEYS, Call, ProviderDouble, Step
from tests.e2e.proxy_process import CLIENT_TOKEN, ProxyProcess

SHOW_ENVIRONMENT = "#!/bin/sh\nexec env\n"


def test_claude_code_edits_a_file(program: str, double: ProviderDouble, claude: ClaudeCode, tmp_path: Path) -> None:
    file = claude.project / "notes.txt"
    file.write_text("one\ntwo ☃\n", encoding="utf-8")
    edit = {"file_path": str(file), "old_string": "two ☃", "new_string": "zwei ☃"}
    marker = double.play(
        Step("First I read it.", (Call("Read", {"file_path": str(file)}),)),
        Step("", (Call("Edit", edit),)),
        Step("Changed."),
    )
    openai = {
        "PREFERRED_PROVIDER": "openai",
        "OPENAI_API_KEY": KEYS["openai"],
        "OPENAI_BASE_URL": f"{double.url}/openai/v1",
    }
    with ProxyProcess(tmp_path / "proxy", openai, program=[program]) as proxy:
        run = claude.run(proxy.url, f"{marker} translate", model="sonnet", token=CLIENT_TOKEN)
        log = [json.loads(line) for line in proxy.command("log", "--json").stdout.splitlines()]
    assert run.result["result"] == "Changed."
    assert file.read_text(encoding="utf-8") == "one\nzwei ☃\n"
    assert {row["answered"] for row in log} >= {"gpt-4.1"}


def test_what_it_starts_does_not_see_its_libraries(program: str, tmp_path: Path) -> None:
    """They would break the user's own programs, which Claude Code runs."""
    claude = tmp_path / "bin" / "claude"
    claude.parent.mkdir()
    claude.write_text(SHOW_ENVIRONMENT)
    claude.chmod(0o755)
    own = {
        "PATH": f"{claude.parent}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "DESKTOP_PROXY_HOME": str(tmp_path / "data"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "LD_LIBRARY_PATH": "/opt/mine",
    }
    done = subprocess.run(
        [program, "claude"], env=own, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    seen = dict(line.partition("=")[::2] for line in done.stdout.splitlines())
    added = {name: value for name, value in seen.items() if own.get(name) != value}
    assert {name for name in added if not name.startswith(("ANTHROPIC_", "CLAUDE_"))} <= {"PWD", "_", "SHLVL"}
