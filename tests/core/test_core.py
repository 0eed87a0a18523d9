from __future__ import annotations

import json
import logging
import subprocess
import sys

import pytest
from fakes import MemoryKeyring

from desktop_proxy.core import Core
from desktop_proxy.paths import Paths
from desktop_proxy.server.announcement import read_notes


@pytest.fixture
def paths(tmp_path):
    return Paths.find({"DESKTOP_PROXY_HOME": str(tmp_path / "home")})


@pytest.fixture
def make(paths, tmp_path):
    def make(environ=None, overrides=None):
        return Core(paths, environ or {}, tmp_path, {"server.port": 0, **(overrides or {})}, keyring=MemoryKeyring())

    return make


def test_importing_it_loads_neither_litellm_nor_a_user_interface():
    program = "import sys, desktop_proxy.core; print([n for n in ('litellm', 'openai', 'PySide6') if n in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "[]\n"


async def test_it_listens_says_where_and_leaves_nothing_behind(make, paths):
    core = make()
    assert core.url is None
    await core.start()
    assert core.url is not None
    assert [note.url for note in read_notes(paths.data_dir)] == [core.url]
    await core.close()
    assert core.url is None
    assert read_notes(paths.data_dir) == []


async def test_settings_reach_the_request_log_at_once(make):
    core = make()
    core.paths.ensure()
    core.settings.update({"request_log.enabled": False, "request_log.retention_days": 2})
    assert core.request_log.enabled is False
    assert core.request_log.limits.retention_days == 2


async def test_a_part_that_fails_to_close_keeps_no_other_open(make, caplog):
    core = make()
    await core.start()

    async def fails():
        raise OSError("broken")

    close, core.upstream.close = core.upstream.close, fails
    await core.close()
    await close()
    assert core.url is None
    assert "Closing failed" in caplog.text


async def test_a_folder_that_cannot_be_made_keeps_nothing_from_serving(tmp_path, caplog):
    (tmp_path / "file").write_text("")
    core = Core(
        Paths.find({"DESKTOP_PROXY_HOME": str(tmp_path / "file" / "home")}),
        {"DESKTOP_PROXY_TOKEN": "a-token-of-the-tests"},
        tmp_path,
        {"server.port": 0},
        keyring=MemoryKeyring(),
    )
    caplog.set_level(logging.WARNING)
    await core.start()
    assert core.url is not None
    await core.close()
    assert "nothing is stored" in caplog.text


async def test_a_core_leaves_the_note_of_another_process_alone(make, paths):
    core = make()
    paths.ensure()
    (paths.data_dir / "running-1.json").write_text(json.dumps({"url": "http://127.0.0.1:1", "pid": 1}))
    await core.start()
    assert [note.url for note in read_notes(paths.data_dir)] == [core.url, "http://127.0.0.1:1"]
    await core.close()
    assert [note.pid for note in read_notes(paths.data_dir)] == [1]


async def test_one_that_is_not_announced_leaves_no_note(paths, tmp_path):
    core = Core(paths, {}, tmp_path, {"server.port": 0}, keyring=MemoryKeyring(), announced=False)
    await core.start()
    assert core.url is not None
    assert read_notes(paths.data_dir) == []
    await core.close()
