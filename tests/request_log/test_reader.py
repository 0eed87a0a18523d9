from __future__ import annotations

import sqlite3

import pytest

from desktop_proxy.request_log import Limits, RequestLog, RequestLogError, schema

from .rows import a_row


async def test_recent_is_newest_first_by_arrival_whatever_the_clock_says(path):
    rows = [a_row(f"req_{n}", started_at=1000.0 - n) for n in range(5)]
    log = RequestLog(path)
    log.limits = Limits(retention_days=100_000)
    await log.start()
    for row in rows:
        log.begin(row)
    await log.flush()
    assert [row.id for row in log.recent(2)] == ["req_4", "req_3"]
    assert [row.id for row in log.recent(10, before="req_3")] == ["req_2", "req_1", "req_0"]
    await log.close()


async def test_a_reader_in_another_process_sees_rows_while_they_are_written(path):
    log = RequestLog(path)
    await log.start()
    reader = RequestLog.open_reader(path)
    log.begin(a_row("req_1"))
    await log.flush()
    before = reader.version()
    assert [row.state for row in reader.recent(1)] == ["running"]
    log.finish("req_1", state="done", input_tokens=5, output_tokens=7, cost_usd=0.5)
    await log.flush()
    assert reader.version() != before
    assert [row.state for row in reader.recent(1)] == ["done"]
    totals = reader.totals(since=0)
    assert (totals.requests, totals.input_tokens, totals.output_tokens, totals.cost_usd) == (1, 5, 7, 0.5)
    reader.close()
    await log.close()


def test_reading_what_was_never_written_is_empty(path):
    reader = RequestLog.open_reader(path)
    assert reader.recent(5) == []
    assert reader.totals(0).requests == 0
    assert not path.exists()


def test_reading_a_damaged_file_is_told_in_a_sentence(path):
    path.write_bytes(b"no database at all" * 1000)
    with pytest.raises(RequestLogError, match="cannot be read"):
        RequestLog.open_reader(path).recent(5)


def test_a_file_of_an_earlier_version_is_read_without_the_columns_it_lacks(path):
    connection = sqlite3.connect(path, isolation_level=None)
    schema.migrate(connection, schema.MIGRATIONS[:1])
    connection.execute(
        "INSERT INTO requests (id, started_at, state, asked, streaming) VALUES ('old', 1, 'done', '', 1)"
    )
    connection.close()
    (row,) = RequestLog.open_reader(path).recent(5)
    assert (row.id, row.streaming, row.tools) == ("old", True, None)
