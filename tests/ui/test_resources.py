"""Icons and translations are found wherever the package lies."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop_proxy.ui import resources


def test_the_folder_has_icons_and_translations() -> None:
    assert (resources.folder() / "icons").is_dir()
    assert (resources.folder() / "translations").is_dir()


def test_an_icon_is_a_file() -> None:
    assert resources.icon_file("info").read_text("utf-8").startswith("<svg")


def test_the_program_has_an_icon_of_its_own(qapp: QApplication) -> None:
    assert not QIcon(str(resources.app_icon_file())).pixmap(64, 64).isNull()


@pytest.mark.parametrize("name", ["no-such-icon", "../icons/no-such-icon", ""])
def test_an_icon_there_is_none_of_is_named(name: str) -> None:
    with pytest.raises(FileNotFoundError):
        resources.icon_file(name)


@pytest.mark.parametrize("inside", [True, False], ids=["installed", "checkout"])
def test_resources_lie_inside_the_package_or_beside_it(inside: bool, tmp_path: Path) -> None:
    """The module alone, as a wheel and as a checkout have it."""
    package = tmp_path / "desktop_proxy"
    (package / "ui").mkdir(parents=True)
    module = Path(str(resources.__file__))
    (package / "ui" / module.name).write_text(module.read_text("utf-8"), "utf-8")
    icons = (package if inside else tmp_path) / "resources" / "icons"
    icons.mkdir(parents=True)
    (icons / "key.svg").write_text("<svg/>")
    code = "import runpy, sys; print(runpy.run_path(sys.argv[1])['icon_file']('key'))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(package / "ui" / module.name)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str((icons / "key.svg").resolve())
