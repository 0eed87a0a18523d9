"""PySide6 and the process it lives in."""

from __future__ import annotations

import subprocess
import sys

AFTER_PYSIDE = """
import linecache, sys
from PySide6 import QtCore
from desktop_proxy.ui import bindings
if "plainly" in sys.argv:
    bindings.import_plainly()
import xml.dom.minidom, concurrent.futures.process, unittest.mock
sys.exit(any("domreg" in name for name in linecache.cache))
"""


def sources_kept(*arguments: str) -> bool:
    return subprocess.run([sys.executable, "-c", AFTER_PYSIDE, *arguments], check=False).returncode == 1


def test_sources_of_modules_imported_later_are_not_kept() -> None:
    assert not sources_kept("plainly")


def test_pyside_still_needs_to_be_kept_from_it() -> None:
    assert sources_kept()
