from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
import time

import pytest

from desktop_proxy.request_log import RequestLog

from .rows import a_row, ask, stored


async def test_begun_and_finished_in_one_batch_is_one_row(path):
    log = RequestLog(path)
    log.begin(a_row("req_1"))
    log.finish("req_1", state="done", output_tokens=4)
    await log.start()
    await log.close()
    assert ask(path, "SELECT state, output_tokens FROM requests") == [("done", 4)]


async def test_a_value_that_cannot_be_stored_costs_only_its_row(path):
    log = RequestLog(path)
    for row in (a_row("req_1"), a_row("req_2", input_tokens=2**70), a_row("req_3", error="\ud800"), a_row("req_4")):
        log.begin(row)
    await log.start()
    await log.close()
    assert [id for (id,) in ask(path, "SELECT id FROM requests ORDER BY seq")] == ["req_1", "req_4"]
    assert log.dropped == 2


async def test_too_many_waiting_rows_are_dropped_and_counted(path):
    log = RequestLog(path)
    for _ in range(10_050):
        log.begin(a_row())
    assert log.dropped == 50


WRITING_PROCESS = """
import asyncio, sys, time
from pathlib import Path
from desktop_proxy.request_log import RequestLog, RequestRow

async def main():
    log = RequestLog(Path(sys.argv[1]))
    await log.start()
    for number in range(100000):
        log.begin(RequestRow(f"req_{number}", time.time(), asked="claude"))
        if number % 3:
            log.finish(f"req_{number}", state="done")
        if number == 200:
            await log.flush()
            print("ready", flush=True)
        await asyncio.sleep(0.0002)

asyncio.run(main())
"""


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
async def test_after_kill_9_the_file_is_sound_and_open_requests_are_interrupted(path):
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(WRITING_PROCESS), str(path)], stdout=subprocess.PIPE, text=True
        )
        with process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            process.kill()
        log = RequestLog(path)
        await log.start()
        await log.flush()
        assert ask(path, "PRAGMA integrity_check") == [("ok",)]
        states = dict(ask(path, "SELECT state, count(*) FROM requests GROUP BY state"))
        assert set(states) == {"done", "interrupted"}
        assert log.notice is None
        await log.close()
        path.unlink()


async def test_a_database_held_by_another_delays_nobody_and_loses_nothing(path, caplog):
    log = RequestLog(path)
    await log.start()
    log.begin(a_row("req_0"))
    await log.flush()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    started = time.monotonic()
    log.begin(a_row("req_1"))
    log.finish("req_1", state="done")
    assert time.monotonic() - started < 0.2
    await log.flush()
    assert log.notice is not None and "locked" in log.notice
    other.execute("ROLLBACK")
    other.close()
    deadline = time.monotonic() + 20
    while log.notice and time.monotonic() < deadline:
        await log.flush()
    await log.close()
    assert [row.id for row in log.recent(5)] == ["req_1", "req_0"]
    assert sum("cannot be written" in record.message for record in caplog.records) == 1


async def test_damage_met_while_running_begins_a_new_file(path):
    log = RequestLog(path)
    await log.start()
    for _ in range(300):
        log.begin(a_row(error="x" * 500))
    await log.flush()
    ask(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.write(os.urandom(8192))
    for _ in range(20):
        log.begin(a_row())
        await log.flush()
        if list(path.parent.glob("*.corrupt-*")):
            break
    await log.close()
    assert list(path.parent.glob("*.corrupt-*"))
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]


async def test_a_newer_file_is_shown_and_left_alone(path, caplog):
    await stored(path, a_row("req_0"))
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.execute("ALTER TABLE requests ADD COLUMN mood TEXT")
    connection.commit()
    connection.close()
    log = RequestLog(path)
    await log.start()
    log.begin(a_row("req_1"))
    await log.flush()
    log.begin(a_row("req_2"))
    await log.flush()
    assert log.notice is not None and "newer version" in log.notice
    assert [row.id for row in log.recent(5)] == ["req_0"]
    await log.close()
    assert ask(path, "SELECT count(*) FROM requests") == [(1,)]
    assert list(path.parent.glob("*.corrupt-*")) == []


async def test_a_place_that_cannot_be_written_costs_no_request_and_recovers_by_itself(tmp_path, caplog):
    folder = tmp_path / "data"
    folder.write_text("a file where the folder should be")
    log = RequestLog(folder / "requests.sqlite3")
    await log.start()
    log.begin(a_row("req_1"))
    await log.flush()
    assert log.notice is not None and "cannot be written" in log.notice
    folder.unlink()
    folder.mkdir()
    deadline = time.monotonic() + 10
    while log.notice and time.monotonic() < deadline:
        await log.flush()
    log.finish("req_1", state="done")
    await log.close()
    assert [(row.id, row.state) for row in log.recent(5)] == [("req_1", "done")]
    assert sum("cannot be written" in record.message for record in caplog.records) == 1


FULL_DISK = """
import asyncio, resource, sys, time
from pathlib import Path
from desktop_proxy.request_log import RequestLog, RequestRow

async def main():
    log = RequestLog(Path(sys.argv[1]))
    await log.start()
    log.begin(RequestRow("req_0", time.time()))
    await log.flush()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    log.begin(RequestRow("req_1", time.time()))
    await log.flush()
    assert log.notice, "a full disk is told"
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    deadline = time.monotonic() + 15
    while log.notice and time.monotonic() < deadline:
        await log.flush()
    assert log.notice is None, log.notice
    await log.close()
    print([row.id for row in log.recent(5)])

asyncio.run(main())
"""


@pytest.mark.skipif(os.name != "posix", reason="resource limits are POSIX")
def test_a_full_disk_is_told_once_and_writing_resumes(path):
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "['req_1', 'req_0']", done.stderr
    assert done.stderr.count("cannot be written") == 1
