"""Runs the real Claude Code CLI headless, in a fresh configuration, and reads what it reports."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TOOLS = "Read,Edit,Write,Bash,Agent"
LIMIT_S = 60
QUIET = {"CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1", "DISABLE_TELEMETRY": "1", "DISABLE_AUTOUPDATER": "1"}


@dataclass(frozen=True, slots=True)
class Run:
    """What one headless run printed, message by message."""

    messages: tuple[dict[str, Any], ...]
    errors: str
    code: int

    @property
    def result(self) -> dict[str, Any]:
        """The last message: `result`, `is_error`, `usage`, `num_turns`."""
        for message in reversed(self.messages):
            if message.get("type") == "result":
                return message
        raise AssertionError(f"no result (exit {self.code}): {self.errors[-2000:]} {self.messages[-2:]}")

    @property
    def session(self) -> str:
        return str(self.result["session_id"])

    def blocks(self, kind: str, *, role: str = "assistant") -> list[dict[str, Any]]:
        """The content blocks of one type that the CLI kept from the answers (or, for `user`, made itself)."""
        found = []
        for message in self.messages:
            content = (message.get("message") or {}).get("content") if message.get("type") == role else None
            found += [block for block in content or () if isinstance(block, dict) and block.get("type") == kind]
        return found


@dataclass(frozen=True, slots=True)
class ClaudeCode:
    """The CLI and the folders one test gives it."""

    binary: Path
    home: Path
    project: Path

    def run(self, base_url: str, prompt: str, *, model: str, token: str, more: Iterable[str] = ()) -> Run:
        """One headless turn; ends within `LIMIT_S` or fails."""
        command = [
            str(self.binary), "-p", prompt, "--model", model, "--output-format", "stream-json", "--verbose",
            "--allowedTools", TOOLS, "--permission-mode", "acceptEdits", *more,
        ]  # fmt: skip
        done = subprocess.run(
            command,
            cwd=self.project,
            env=self._environment(base_url, token),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        return Run(tuple(_json_lines(done.stdout)), done.stderr, done.returncode)

    def _environment(self, base_url: str, token: str) -> Mapping[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT", "TMPDIR") if name in os.environ}
        return {
            **kept,
            "HOME": str(self.home),
            "CLAUDE_CONFIG_DIR": str(self.home / "config"),
            "ANTHROPIC_BASE_URL": base_url,
            "ANTHROPIC_AUTH_TOKEN": token,
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC": "1",
            "DISABLE_TELEMETRY": "1",
            "DISABLE_ERROR_REPORTING": "1",
            "DISABLE_AUTOUPDATER": "1",
        }


def ask_claude(binary: Path, home: Path, prompt: str, *more: str, **environ: str) -> str:
    """What `claude -p` answers in that user's home; nothing of a proxy is in its environment but `environ`."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        [str(binary), "-p", prompt, "--output-format", "json", *more],
        cwd=home,
        env={**kept, "HOME": str(home), "USERPROFILE": str(home), **QUIET, **environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return str(json.loads(done.stdout)["result"])


def _json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]
