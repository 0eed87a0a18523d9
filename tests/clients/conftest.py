"""A home directory with Claude Code's settings in it, and a connection to them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from desktop_proxy.clients import standing
from desktop_proxy.clients.claude_code import CLAUDE_CODE
from desktop_proxy.clients.connection import Connection
from desktop_proxy.clients.merge import content
from desktop_proxy.clients.outcomes import Status

URL = "http://127.0.0.1:7"
"""Nothing listens there."""
TOKEN = "dp-canary-Kq8Rz3Wm5Xv7Lp1Nc9"


@dataclass
class World:
    """One user on one machine."""

    home: Path
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> Path:
        return self.home / ".claude" / "settings.json"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def connection(self) -> Connection:
        return Connection(
            CLAUDE_CODE, self.data, {"HOME": str(self.home), "USERPROFILE": str(self.home), "PATH": "", **self.environ}
        )

    def write(self, text: str) -> bytes:
        """Claude Code's settings."""
        self.file.parent.mkdir(exist_ok=True)
        self.file.write_bytes(text.encode())
        return text.encode()

    def change(self, **changes: Any) -> None:
        """Another program writes the file anew; None removes a key."""
        found = json.loads(self.file.read_bytes())
        for name, value in changes.items():
            holder = found if name in ("model", "env", "apiKeyHelper") else found["env"]
            if value is None:
                del holder[name]
            else:
                holder[name] = value
        self.file.write_text(json.dumps(found, indent=2))

    @property
    def env(self) -> dict[str, Any]:
        # Not `json.loads`: a number may be longer than it takes.
        found: dict[str, Any] = content(self.file.read_bytes().decode())["env"]
        return found

    @property
    def status(self) -> Status:
        at = self.connection
        return standing.status(at.client, at.record, at.environ)


@pytest.fixture
def world(tmp_path: Path) -> World:
    (tmp_path / "home").mkdir()
    return World(tmp_path / "home")
