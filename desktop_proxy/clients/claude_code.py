"""Claude Code: where its user-level settings are, and what leads it to the proxy. Its projects' settings stay alone.

What is written here was seen with Claude Code 2.1.197:

* The `env` block beats the shell's variables, and an empty value there counts as none. So what would lead elsewhere is
  emptied rather than removed: that holds for a variable of the shell as well, and the file keeps its order.
* An empty `apiKeyHelper` is none; a real one would be sent beside our token.
* No names of models are written. `ANTHROPIC_DEFAULT_OPUS_MODEL_NAME` has no effect without
  `ANTHROPIC_DEFAULT_OPUS_MODEL`; together they hide what model discovery lists for the same id, which is fetched from
  the proxy at each start and says what answers ("Claude Opus → openai/…"). A name in a file would be wrong as soon as
  another model is chosen for the tier. The Claude names stay on the wire, so that such a choice acts on the next
  request.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop_proxy.clients.client import Client, Key
from desktop_proxy.clients.environment import client_variables, conflicting
from desktop_proxy.clients.settings_file import home

ADDRESS: Key = ("env", "ANTHROPIC_BASE_URL")
TOKEN: Key = ("env", "ANTHROPIC_AUTH_TOKEN")
KEY_HELPER: Key = ("apiKeyHelper",)
CONFIG_VARIABLE = "CLAUDE_CONFIG_DIR"
"""Names the folder of the user-level settings, where it is not the usual one."""


def settings_file(environ: Mapping[str, str]) -> Path:
    """The user-level settings."""
    folder = environ.get(CONFIG_VARIABLE)
    return (Path(folder).absolute() if folder else home(environ) / ".claude") / "settings.json"


def is_installed(environ: Mapping[str, str]) -> bool:
    """Whether it is on the PATH, or has run before."""
    return bool(shutil.which("claude", path=environ.get("PATH"))) or settings_file(environ).parent.is_dir()


def wanted(url: str, token: str, environ: Mapping[str, str], content: Mapping[str, Any]) -> dict[Key, str]:
    """What to write."""
    own = content.get("env")
    texts = {name: value for name, value in own.items() if isinstance(value, str)} if isinstance(own, dict) else {}
    in_force = {**environ, **texts}
    variables = client_variables(url, token, in_force)
    empty = dict.fromkeys((name for name in conflicting(in_force) if in_force[name]), "")
    found: dict[Key, str] = {("env", name): value for name, value in (variables | empty).items()}
    if content.get(KEY_HELPER[0]):
        found[KEY_HELPER] = ""
    return found


def remarks(content: Mapping[str, Any]) -> tuple[str, ...]:
    """A default model that only the proxy knows."""
    model = content.get("model")
    if isinstance(model, str) and model.startswith("anthropic/"):
        return (f"Claude Code's default model, {model}, is known to Desktop Proxy alone: choose another with /model.",)
    return ()


CLAUDE_CODE = Client(
    name="claude-code",
    label="Claude Code",
    settings_file=settings_file,
    is_installed=is_installed,
    wanted=wanted,
    address=ADDRESS,
    token=TOKEN,
    remarks=remarks,
)
