from __future__ import annotations

import os
import shutil
import sqlite3
from collections import namedtuple
from contextlib import closing

import pytest
from fakes import eventually

from desktop_proxy.doctor.storage_checks import check_database, check_disk
from desktop_proxy.request_log import RequestRow, database

from .opened import opened

Usage = namedtuple("Usage", "total used free")


async def test_a_log_that_is_not_there_yet_is_well(tmp_path):
    async with opened(tmp_path) as it:
        finding = await it.only(check_database)
        assert (finding.level, finding.sentence) == ("ok", "There is no request log yet.")
        assert not it.core.paths.database.exists()


async def test_a_whole_log_is_told_with_its_size(tmp_path):
    async with opened(tmp_path, overrides={"request_log.enabled": False}) as it:
        with closing(database.open_for_writing(it.core.paths.database)) as connection:
            database.store(connection, [RequestRow("req_1", 1.0)])
        finding = await it.only(check_database)
    assert finding.level == "ok"
    assert finding.sentence == "The request log is whole, 1 MB. Requests are not kept, as set."


async def test_a_damaged_log_is_an_error_and_left_alone(tmp_path):
    async with opened(tmp_path) as it:
        it.core.paths.database.write_bytes(b"no database" * 1000)
        finding = await it.only(check_database)
        assert it.core.paths.database.read_bytes() == b"no database" * 1000
    assert finding.level == "error"
    assert "put aside" in finding.advice


async def test_a_log_of_a_newer_version_is_a_warning(tmp_path):
    async with opened(tmp_path) as it:
        with closing(sqlite3.connect(it.core.paths.database)) as connection:
            connection.execute("PRAGMA user_version = 99")
        finding = await it.only(check_database)
    assert finding.level == "warn"
    assert "newer version" in finding.sentence


async def test_what_the_writer_says_comes_first(tmp_path):
    async with opened(tmp_path) as it:
        with closing(sqlite3.connect(it.core.paths.database)) as connection:
            connection.execute("PRAGMA user_version = 99")
        await it.core.request_log.start()
        await eventually(lambda: it.core.request_log.notice is not None)
        finding = await it.only(check_database)
        await it.core.request_log.close()
    assert (finding.level, finding.sentence) == ("warn", it.core.request_log.notice)


@pytest.mark.parametrize(("free", "level"), [(50e6, "error"), (300e6, "warn"), (900e9, "ok")])
async def test_the_room_that_is_left_is_weighed(tmp_path, monkeypatch, free, level):
    async with opened(tmp_path) as it:
        monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(1e12, 0, free))
        finding = await it.only(check_disk)
    assert finding.level == level
    assert f"{free / 1e6:,.0f} MB are free" in finding.sentence


async def test_a_folder_that_is_gone_is_an_error(tmp_path):
    async with opened(tmp_path) as it:
        shutil.rmtree(it.core.paths.data_dir)
        finding = await it.only(check_disk)
    assert finding.level == "error"
    assert "DESKTOP_PROXY_HOME" in finding.advice


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
async def test_a_folder_that_is_read_only_is_an_error(tmp_path):
    async with opened(tmp_path) as it:
        it.core.paths.data_dir.chmod(0o500)
        finding = await it.only(check_disk)
        it.core.paths.data_dir.chmod(0o700)
    assert finding.level == "error"
