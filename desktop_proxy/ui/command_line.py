"""The line to type in a terminal to run Claude Code through this very installation, or as it was connected."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from desktop_proxy.clients.claude_code import CONFIG_VARIABLE
from desktop_proxy.paths import HOME_VARIABLE

NAME = "desktop-proxy"
MODULE = "desktop_proxy"


def claude_command(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """It works in a terminal that knows nothing of the one this program was started from."""
    return _line([*_program(environ, platform), "claude"], HOME_VARIABLE, environ, platform)


def connected_command(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """Claude Code by itself, reading the settings that were connected; in the demo these are not the user's."""
    return _line(["claude"], CONFIG_VARIABLE, environ, platform)


def _line(words: list[str], variable: str, environ: Mapping[str, str], platform: str) -> str:
    value = environ.get(variable)
    if platform == "win32":
        # PowerShell, which takes a quoted word for a text unless it is called.
        line = " ".join(map(_powershell_word, words))
        line = f"& {line}" if line.startswith("'") else line
        return f"$env:{variable} = {_powershell_quoted(value)}; {line}" if value else line
    line = shlex.join(words)
    return f"{variable}={shlex.quote(value)} {line}" if value else line


def _program(environ: Mapping[str, str], platform: str) -> list[str]:
    executable = Path(sys.executable)
    if getattr(sys, "frozen", False):
        return [str(executable)]
    # Its folder is that of a virtual environment, which is on the PATH of the terminals it was activated in.
    script = executable.with_name(f"{NAME}.exe" if platform == "win32" else NAME)
    found = shutil.which(NAME, path=environ.get("PATH", ""))
    if found and script.exists() and Path(found).parent != script.parent and Path(found).samefile(script):
        return [NAME]
    return [str(script)] if script.exists() else [str(executable), "-m", MODULE]


def _powershell_word(word: str) -> str:
    return word if re.fullmatch(r"[\w.:\\/-]+", word) else _powershell_quoted(word)


def _powershell_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
