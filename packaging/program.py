"""What the built program runs: the command line, in the environment that the user gave it.

PyInstaller leads the program to its own libraries by environment variables, which are read by now. Left as they are,
they would lead Claude Code, whatever it runs and the browser to these libraries as well.
"""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping

LIBRARIES = "LD_LIBRARY_PATH"
FOREIGN = "QT_PLUGIN_PATH"
"""Plugins of another Qt, which end the program; ours are found without it."""


def give_back(environ: MutableMapping[str, str], bundle: str) -> None:
    """The environment as it was before the program's start."""
    for name, value in list(environ.items()):
        if name.startswith("_PYI_") or name == FOREIGN or (name == "OPENSSL_MODULES" and value.startswith(bundle)):
            del environ[name]
    before = environ.pop(f"{LIBRARIES}_ORIG", None)
    environ.pop(LIBRARIES, None)
    if before:
        environ[LIBRARIES] = before


if __name__ == "__main__":
    give_back(os.environ, sys._MEIPASS)  # type: ignore[attr-defined]
    from desktop_proxy.cli import main

    sys.exit(main())
