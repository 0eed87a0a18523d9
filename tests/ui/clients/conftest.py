"""Claude Code's settings in the home of the test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_proxy.core import Core

SETTINGS = {"model": "opus", "env": {"EDITOR": "vim"}}


@pytest.fixture
def claude_settings(core: Core) -> Path:
    """Installed, and set up in its own way."""
    file = Path(core.environ["HOME"]) / ".claude" / "settings.json"
    file.parent.mkdir()
    file.write_text(json.dumps(SETTINGS, indent=2))
    return file
