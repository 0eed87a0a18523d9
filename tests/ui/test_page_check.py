"""The check of all pages, whole in a process of its own, since it makes the one application of a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QColor, QPixmap

from desktop_proxy.ui.page_check import is_blank, translation_files
from desktop_proxy.ui.pages import PAGES

BREAK_TWO_PAGES = """
import sys
from pathlib import Path
from PySide6.QtGui import QPixmap
from desktop_proxy.ui.pages import PAGES

def broken(*_):
    raise RuntimeError("no such font")

def blank(*_):
    picture = QPixmap(9, 9)
    picture.fill()
    return picture

PAGES[1].__init__, PAGES[2].grab = broken, blank
from desktop_proxy.commands.selftest.window import write_report
write_report(Path(sys.argv[1]))
"""


def report_of(code: str, folder: Path) -> dict[str, list[str]]:
    file = folder / "report.json"
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], env=environ, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(file.read_bytes())
    return found


def test_pages_that_are_not_as_they_should_be_are_named(tmp_path: Path) -> None:
    assert report_of(BREAK_TWO_PAGES, tmp_path)["faults"] == [
        f"The page {PAGES[1].name} does not open.",
        f"The page {PAGES[2].name} is blank.",
        "RuntimeError: no such font",
    ]


def test_a_picture_of_one_colour_is_blank(qapp: object) -> None:
    picture = QPixmap(20, 20)
    picture.fill(QColor("red"))
    assert is_blank(picture)
    image = picture.toImage()
    image.setPixelColor(19, 19, QColor("blue"))
    assert not is_blank(QPixmap.fromImage(image))


def test_the_translations_are_those_of_the_resources() -> None:
    assert all(file.suffix == ".qm" and file.stat().st_size for file in translation_files())
