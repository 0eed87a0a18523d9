from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from desktop_proxy.paths import Paths

posix = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")


def test_the_home_variable_puts_everything_under_one_folder(tmp_path: Path):
    paths = Paths.find({"DESKTOP_PROXY_HOME": str(tmp_path)})
    assert paths.settings_file == tmp_path / "settings.json"
    assert paths.database == tmp_path / "requests.sqlite3"
    assert paths.log_dir == tmp_path / "logs"
    assert paths.token_file.parent == tmp_path


def test_a_relative_home_becomes_absolute():
    assert Paths.find({"DESKTOP_PROXY_HOME": "here"}).config_dir == Path.cwd() / "here"


@pytest.mark.parametrize("environ", [{}, {"DESKTOP_PROXY_HOME": ""}])
def test_without_it_the_places_are_the_operating_systems(environ: dict[str, str]):
    paths = Paths.find(environ)
    assert all("desktop-proxy" in str(folder) for folder in (paths.config_dir, paths.data_dir, paths.log_dir))


@posix
def test_the_folders_are_for_the_user_alone(tmp_path: Path):
    open_folder = tmp_path / "data"
    open_folder.mkdir(mode=0o755)
    paths = Paths(config_dir=tmp_path / "a" / "config", data_dir=open_folder, log_dir=tmp_path / "logs")
    paths.ensure()
    paths.ensure()
    for folder in (paths.config_dir, paths.data_dir, paths.log_dir):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@posix
def test_a_folder_shared_by_all_keeps_its_mode(tmp_path: Path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    Paths(config_dir=shared, data_dir=shared, log_dir=shared / "logs").ensure()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o1777
