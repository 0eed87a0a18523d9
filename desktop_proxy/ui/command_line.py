"""The line to type in a terminal to run Claude Code through this very installation."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from desktop_proxy.paths import HOME_VARIABLE

NAME = "desktop-proxy"
MODULE = "desktop_proxy"


def claude_command(environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """It works in a terminal that knows nothing of the one this program was started from."""
    words = [*_program(environ, platform), "claude"]
    home = environ.get(HOME_VARIABLE)
    if platform == "win32":
        # PowerShell, which takes a quoted word for a text unless it is called.
        line = " ".join(map(_powershell_word, words))
        line = f"& {line}" if line.startswith("'") else line
        return f"$env:{HOME_VARIABLE} = {_powershell_quoted(home)}; {line}" if home else line
    line = shlex.join(words)
    return f"{HOME_VARIABLE}={shlex.quote(home)} {line}" if home else line


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
